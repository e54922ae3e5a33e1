import { periodName } from '#domain/time/period.ts'
import { assuranceText } from '#domain/wording/phrase.ts'
import { dimensionQuestions, statusWords, variationWords } from '#domain/wording/words.ts'
import type { Scorecard, ScorecardLine } from '#server/reads/scorecard.ts'
import { scorecardAddress } from '../../../addresses.ts'
import { aboutTable, figureNotes } from '../../../exports/about-sheet.ts'
import { figureColumns } from '../../../exports/figure-columns.ts'
import { type About, type Workbook, type WorkbookColumn, workbookOf } from '../../../exports/workbook.ts'
import { yearSoFarColumns } from '../../../exports/year-so-far-columns.ts'
import { publishedWords } from '../../../words/published-words.ts'

/** The scorecard's table as a workbook: one row for each measure, percentages as 0 to 100. */
export function scorecardXlsx(scorecard: Scorecard): Workbook {
  const { unit, period, lines, version, recast } = scorecard
  const columns: WorkbookColumn<ScorecardLine>[] = [
    { heading: 'Team or service', width: 10, cell: () => unit.code },
    { heading: 'Period', width: 10, cell: (line) => line.period },
    { heading: 'Code', width: 7, cell: (line) => line.kpi.code },
    { heading: 'Measure', width: 50, cell: (line) => line.kpi.name },
    { heading: 'Question', width: 28, cell: (line) => dimensionQuestions[line.kpi.dimension] },
    ...figureColumns<ScorecardLine>(({ kpi, figure }) => ({ kpi, cell: figure })),
    { heading: 'Month before', width: 12, cell: (line) => line.previous?.value ?? null },
    ...yearSoFarColumns<ScorecardLine>((line) => line.yearToDate),
    { heading: 'Target', width: 8, cell: (line) => line.figure.target },
    { heading: 'Floor', width: 8, cell: (line) => line.figure.floor },
    {
      heading: 'Against target',
      width: 14,
      cell: ({ figure }) => (figure.status === null ? null : statusWords[figure.status]),
    },
    { heading: 'To meet it', width: 10, cell: (line) => line.figure.gap },
    {
      heading: 'Judged on',
      width: 14,
      cell: ({ figure }) => (figure.judgedOn === 'three_months' ? 'Last three months' : figure.judgedOn),
    },
    { heading: 'Change', width: 18, cell: (line) => variationWords[line.figure.variation] },
    { heading: 'Can it meet target?', width: 30, cell: (line) => assuranceText(line.figure) },
    { heading: 'In words', width: 40, cell: (line) => line.phrase },
    { heading: 'Restated', width: 10, cell: (line) => (line.restated ? 'Restated' : null) },
    { heading: 'Version', width: 8, cell: () => version?.number ?? null },
    { heading: 'Teams', width: 12, cell: () => (recast ? 'Today’s, recast' : 'Of the month') },
    { heading: 'Plan actions', width: 20, cell: (line) => line.actions.map((a) => a.ref).join(' ') },
    {
      heading: 'Will not come',
      width: 40,
      cell: ({ neverComing }) => (neverComing.length === 0 ? null : neverComing.join('; ')),
    },
  ]
  return workbookOf(`${unit.code} ${period}`, columns, lines, aboutOf(scorecard))
}

function aboutOf({ unit, period, publishedAt, asAt, version, headline, recast }: Scorecard): About {
  return aboutTable({
    what: `The scorecard of ${unit.name} for ${periodName(period)}. ${headline}`,
    source: 'Extracts published by the data team',
    published: publishedAt,
    asAt: asAt === null ? null : publishedWords(asAt),
    page: scorecardAddress(unit.code, period),
    notes: [
      ...figureNotes,
      ...(version === null ? [] : [`Version ${version.number} of a signed-off month.`]),
      ...(recast ? ['Recast on today’s teams: not the figures as they were published.'] : []),
    ],
  })
}
