/** The measures of a scorecard, counted by the question they answer. */
import type { Dimension } from '#domain/catalogue/kpi.ts'
import { countsOf, type ScorecardCounts } from '#domain/scorecard/scorecard-counts.ts'
import { dimensionsFirst } from '#domain/scorecard/scorecard-order.ts'
import { periodName } from '#domain/time/period.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import type { Content, Html } from '../../../html.ts'

type CountShown = { count: number; filter: string }

/** A row for each question that some measure answers, and one of all: each says how many measures it has and how they divide, against
 * target and by change. Each of the two divisions adds up to the measures. `question` gives a question's words, `count` each count
 * that a filter of the scorecard shows. */
export function countsByQuestion(
  { unit, period, lines, counts }: Pick<Scorecard, 'unit' | 'period' | 'lines' | 'counts'>,
  words: {
    question: (dimension: Dimension) => Content
    count: (dimension: Dimension | null, shown: CountShown) => Content
  },
): Html {
  const hasWithheld = counts.withheld > 0
  const rowOf = (name: Content, dimension: Dimension | null, c: ScorecardCounts): Content[] => {
    const cell = (count: number, filter: string) => words.count(dimension, { count, filter })
    return [
      name,
      String(c.measures),
      cell(c.met, 'status=met'),
      cell(c.close, 'status=close'),
      cell(c.missed, 'status=missed'),
      String(c.measures - c.judged),
      cell(c.improving, 'variation=improving'),
      cell(c.concerning, 'variation=concerning'),
      String(c.measures - c.improving - c.concerning - c.notJudged),
      String(c.notJudged - c.withheld),
      ...(hasWithheld ? [String(c.withheld)] : []),
    ]
  }
  return dataTable({
    caption: `${unit.name}, ${periodName(period)}: measures by the question they answer`,
    captionSize: 'hidden',
    columns: [
      { heading: 'Question' },
      { heading: 'Measures', numeric: true },
      { heading: markedWord({ mark: 'met', word: 'Met' }), label: 'Met', numeric: true },
      { heading: markedWord({ mark: 'close', word: 'Close' }), label: 'Close', numeric: true },
      { heading: markedWord({ mark: 'missed', word: 'Missed' }), label: 'Missed', numeric: true },
      { heading: 'Target not judged', numeric: true },
      { heading: markedWord({ mark: 'improving_up', word: 'Improving' }), label: 'Improving', numeric: true },
      {
        heading: markedWord({ mark: 'concerning_up', word: 'Concerning' }),
        label: 'Concerning',
        numeric: true,
      },
      { heading: 'Neither', numeric: true },
      { heading: 'Change not judged', numeric: true },
      ...(hasWithheld ? [{ heading: 'Change withheld', numeric: true }] : []),
    ],
    rows: dimensionsFirst.flatMap((dimension) => {
      const own = lines.filter((l) => l.kpi.dimension === dimension)
      return own.length === 0 ? [] : [{ cells: rowOf(words.question(dimension), dimension, countsOf(own)) }]
    }),
    foot: rowOf('All', null, counts),
    dense: true,
    cards: true,
    scrollLabel: 'Measures by the question they answer',
  })
}
