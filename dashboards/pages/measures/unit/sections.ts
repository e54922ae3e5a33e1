/** The unit as a whole: what really changed beneath it, its measures by the question they answer and part by part, and whether
 * the data has arrived. */

import { html } from 'hono/html'
import { emptyCell } from '#domain/figures/measurement.ts'
import { notAdded, spokenVariation } from '#domain/figures/wholeness.ts'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import type { Scorecard, ScorecardLine } from '#server/reads/scorecard.ts'
import { measureAddress, scorecardAddress } from '../../../addresses.ts'
import type { HeatmapCell } from '../../../charts/heatmap/heatmap.ts'
import { completeness } from '../../../components/completeness/completeness.ts'
import { heatmapTable } from '../../../components/heatmap-table/heatmap-table.ts'
import { missingTeamsOf } from '../../../components/missing-teams/missing-teams.ts'
import { movers } from '../../../components/movers/movers.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import type { Html } from '../../../html.ts'
import { countsByQuestion } from '../kit/counts-by-question.ts'
import { heatCell } from '../kit/heat-cell.ts'
import { heatKey, markItem } from '../kit/heat-key.ts'
import type { UnitView } from './model.ts'

export function moversSection({ movers: found, period, unit, mayOverview }: UnitView): Html | null {
  if (found === null || period === null) return null
  return html`<section aria-labelledby="changed"><h2 class="govuk-heading-m" id="changed">What really changed in its teams, ${periodName(period)}</h2>
${phoneFold({
  summary: `Of its teams’ measures, ${found.worse.length} newly worse than usual, ${found.better.length} newly better, ${found.stillWorse.length} still worse`,
  body: html`${movers({ movers: found, nouns: 'teams' })}
${
  mayOverview
    ? html`<p class="govuk-body"><a class="govuk-link"
href="/overview?period=${period}${
        unit.kind === 'service' ? html`&amp;service=${encodeURIComponent(unit.code)}` : null
      }">One measure over thirteen months, team beside team, and the plan beside its measures: the overview</a></p>`
    : null
}`,
})}</section>`
}

/** Counts by question, from the unit's own scorecard. */
export function byQuestionSection(own: Scorecard): Html {
  const { unit, period } = own
  return html`<section aria-labelledby="questions"><h2 class="govuk-heading-m" id="questions">${unit.name} as a whole</h2>
<p class="govuk-body">${own.headline} ${worseNames(own)}<a class="govuk-link"
href="${scorecardAddress(unit.code, period)}">Open the scorecard of the ${unit.kind}</a></p>
${phoneFold({
  summary: `How its ${own.counts.measures} measures divide, question by question`,
  body: countsByQuestion(own, {
    question: (dimension) => dimensionQuestions[dimension],
    count: (_, { count }) => String(count),
  }),
})}</section>`
}

/** "Worse than usual: CP visits in timescale.": the unit's own measures, which its teams' need not be; null if none is. */
function worseNames({ unit, lines }: Scorecard): Html | null {
  const worse = lines.filter(({ figure }) => spokenVariation(figure) === 'concerning')
  if (worse.length === 0) return null
  return html`Worse than usual: ${worse.map(
    ({ kpi, period }, i) =>
      html`${i === 0 ? '' : '; '}<a class="govuk-link" href="${measureAddress(unit.code, kpi.code, period)}">${kpi.name}</a>`,
  )}. `
}

/** Core measures by part: where something is really changing, in whichever measure. */
export function measuresSection({ cards, period, unit }: UnitView): Html | null {
  if (cards.length < 2 || period === null) return null
  const rows = measureRows(cards.map((card) => card.scorecard.lines))
  if (rows.length === 0) return null
  const noun = unit.kind === 'council' ? 'service' : 'team'
  const kpi = rows[0]?.kpi
  if (kpi === undefined) return null
  const lacking = rows.flatMap(({ kpi: { name }, lines }) =>
    lines.flatMap((line, i) =>
      line === undefined
        ? []
        : {
            what: `${name}, ${cards[i]?.scorecard.unit.name}`,
            ...{ figure: line.figure, names: line.missing },
          },
    ),
  )
  return html`<section aria-labelledby="measures"><h2 class="govuk-heading-m" id="measures">Core measures, ${noun} by ${noun}</h2>
${phoneFold({
  summary: `${plural(rows.length, 'measure')} in ${plural(cards.length, noun)}`,
  body: html`${heatmapTable({
    kpi,
    colourBy: 'variation',
    caption: `Core measures of each ${noun}, ${periodName(period)}`,
    captionSize: 'hidden',
    rowHeading: 'Measure',
    columns: cards.map(({ scorecard: { unit: part } }) => ({
      text: part.name,
      href: scorecardAddress(part.code, period),
    })),
    rows: rows.map((row) => ({
      name: row.kpi.name,
      cells: cards.map(({ scorecard }, i) => cellOf(row.lines[i], scorecard.unit.code)),
    })),
  })}
${heatKey([
  markItem('improving_up'),
  markItem('concerning_up'),
  `n/a: not a measure of this ${noun}`,
  'in brackets: a small number or not whole, not judged',
])}
${missingTeamsOf(lacking)}`,
})}</section>`
}

/** Each core measure that some part carries, in catalogue order. */
function measureRows(parts: readonly (readonly ScorecardLine[])[]) {
  const kpis = new Map(parts.flat().flatMap((l) => (l.kpi.core ? [[l.kpi.code, l.kpi] as const] : [])))
  return [...kpis.values()]
    .sort((a, b) => a.order - b.order)
    .map((kpi) => ({ kpi, lines: parts.map((lines) => lines.find((l) => l.kpi.code === kpi.code)) }))
}

function cellOf(line: ScorecardLine | undefined, unit: string): HeatmapCell {
  if (line === undefined) return { ...emptyCell('not_applicable'), ...notAdded, target: null, status: null }
  const { kpi, figure, period } = line
  return heatCell(kpi, figure, measureAddress(unit, kpi.code, period))
}

export function dataSection({ returns, period }: UnitView): Html | null {
  if (returns === null || period === null) return null
  return html`<section aria-labelledby="data"><h2 class="govuk-heading-m" id="data">Is the data in for ${periodName(period)}?</h2>
${completeness({ returns, period })}</section>`
}
