/** The measures of a scorecard, counted by the question they answer. */
import type { Dimension } from '#domain/catalogue/kpi.ts'
import { countsOf, type ScorecardCounts } from '#domain/scorecard/scorecard.ts'
import { dimensionsFirst } from '#domain/scorecard/scorecard-order.ts'
import { periodName } from '#domain/time/period.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import type { Content, Html } from '../../../html.ts'

type QuestionCounts = { dimension: Dimension; counts: ScorecardCounts }

type CountShown = { count: number; filter: string }

/** A row for each question that some measure answers: `question` gives its words, `link` each count. Context is never counted
 * against targets. */
export function countsByQuestion(
  { unit, period, lines }: Pick<Scorecard, 'unit' | 'period' | 'lines'>,
  words: {
    question: (dimension: Dimension) => Content
    count: (dimension: Dimension, shown: CountShown) => Content
  },
): Html {
  const questions = dimensionsFirst.flatMap((dimension): QuestionCounts[] => {
    const of = lines.filter((l) => l.kpi.dimension === dimension)
    return of.length === 0 ? [] : [{ dimension, counts: countsOf(of) }]
  })
  return dataTable({
    caption: `${unit.name}, ${periodName(period)}: measures by the question they answer`,
    captionSize: 'hidden',
    columns: [
      { heading: 'Question' },
      { heading: markedWord({ mark: 'met', word: 'Met' }), label: 'Met', numeric: true },
      { heading: markedWord({ mark: 'close', word: 'Close' }), label: 'Close', numeric: true },
      { heading: markedWord({ mark: 'missed', word: 'Missed' }), label: 'Missed', numeric: true },
      { heading: markedWord({ mark: 'improving_up', word: 'Improving' }), label: 'Improving', numeric: true },
      {
        heading: markedWord({ mark: 'concerning_up', word: 'Concerning' }),
        label: 'Concerning',
        numeric: true,
      },
    ],
    rows: questions.map(({ dimension, counts: c }) => {
      const cell = (count: number, filter: string) => words.count(dimension, { count, filter })
      const judged =
        dimension === 'context'
          ? ['–', '–', '–']
          : [cell(c.met, 'status=met'), cell(c.close, 'status=close'), cell(c.missed, 'status=missed')]
      return {
        cells: [
          words.question(dimension),
          ...judged,
          cell(c.improving, 'variation=improving'),
          cell(c.concerning, 'variation=concerning'),
        ],
      }
    }),
    dense: true,
    cards: true,
  })
}
