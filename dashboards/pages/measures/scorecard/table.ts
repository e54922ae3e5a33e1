/** The table of a scorecard: grouped by its questions, core measures first; or in one order if the reader asked for it. */
import { html } from 'hono/html'
import type { KpiUnit } from '#domain/catalogue/kpi.ts'
import { chosenRows, dimensionsFirst, unitsFirst } from '#domain/scorecard/scorecard-order.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import { dataTable, type RowGroup } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import type { Html } from '../../../html.ts'
import { compareForm, filterForm, resultLine } from './filters.ts'
import { scorecardColumns, scorecardRow } from './line.ts'
import type { ScorecardView } from './model.ts'

/** Every measure, or those asked for. */
export function measuresSection(view: ScorecardView): Html {
  const { scorecard, asked } = view
  const { filter } = asked
  const shown = chosenRows(scorecard.lines, filter)
  const isChosen = filter.dimension !== null || filter.status !== null || filter.variation !== null
  const core = shown.filter((l) => l.kpi.core)
  const others = shown.filter((l) => !l.kpi.core)
  const heading = isChosen || filter.sort !== null ? 'Measures' : 'Core measures'
  return html`<section class="app-measures" aria-labelledby="measures">
<div class="app-measures__head"><h2 class="govuk-heading-m" id="measures" tabindex="-1">${heading}</h2>${compareForm(view)}</div>
${filterForm(view)}
${resultLine(view, shown)}
${
  shown.length === 0
    ? html`<p class="govuk-body">${scorecard.lines.length === 0 ? 'No measures.' : 'No measure fits. Take a filter back to see more.'}</p>`
    : filter.sort === 'value'
      ? tableOf(view, byUnit(shown), heading)
      : filter.sort !== null
        ? tableOf(view, [{ heading: null, rows: shown }], heading)
        : isChosen
          ? tableOf(view, grouped(shown), heading)
          : html`${coreTable(view, core, heading)}${moreMeasures(view, others)}`
}
<p class="app-tally__note">The counts at the top are of all ${plural(scorecard.lines.length, 'measure')} here, core or not.</p>
</section>`
}

type Group = { heading: string | null; rows: readonly ScorecardLine[] }

function grouped(lines: readonly ScorecardLine[]): Group[] {
  return dimensionsFirst.flatMap((dimension) => {
    const rows = lines.filter((l) => l.kpi.dimension === dimension)
    return rows.length === 0 ? [] : [{ heading: dimensionQuestions[dimension], rows }]
  })
}

const unitHeadings: Record<KpiUnit, string> = {
  percent: 'Percentages, highest first',
  working_days: 'Working days, most first',
  children_per_fte: 'Children for each full-time worker, most first',
  children_or_items: 'Numbers of children or items, most first',
}

/** Ordered by value, grouped by kind of figure, because different kinds cannot be compared. */
function byUnit(lines: readonly ScorecardLine[]): Group[] {
  return unitsFirst.flatMap((unit) => {
    const rows = lines.filter((l) => l.kpi.unit === unit)
    return rows.length === 0 ? [] : [{ heading: unitHeadings[unit], rows }]
  })
}

/** The core measures by question. A phone leaves out those that met target without change until the reader opens them, and where many
 * are left, also the others without change that did not miss it. */
function coreTable(view: ScorecardView, core: readonly ScorecardLine[], caption: string): Html {
  const met = core.filter((l) => isQuiet(l) && l.figure.status === 'met')
  const left = core.filter((l) => !met.includes(l))
  const near = left.length > mostOnPhone ? left.filter((l) => isQuiet(l) && l.figure.status !== 'missed') : []
  const foldOf = (line: ScorecardLine) =>
    met.includes(line) ? 'app-row--met' : near.includes(line) ? 'app-row--near' : undefined
  return html`${fold('met', `${met.length} of the ${core.length} met target, without a real change`, met)}${fold(
    'near',
    `${near.length} are close to target or not judged, without a real change`,
    near,
  )}${tableOf(view, grouped(core), caption, foldOf)}`
}

/** More rows than this make a phone's page too long to look through. */
const mostOnPhone = 12

/** True for a row whose line is not changing. */
function isQuiet({ figure }: ScorecardLine): boolean {
  return ['no_real_change', 'too_early', 'none'].includes(figure.variation)
}

/** On a phone, opens and closes those rows of the table beneath, which stay under their questions; elsewhere it is not shown. */
function fold(kind: 'met' | 'near', summary: string, lines: readonly ScorecardLine[]): Html | null {
  if (lines.length === 0) return null
  return html`<details class="app-fold app-fold--${kind} app-no-print"><summary class="app-fold__summary">${summary}</summary>
<p class="app-fold__note">They are in the list below, under their questions.</p></details>
`
}

function moreMeasures(view: ScorecardView, others: readonly ScorecardLine[]): Html | null {
  if (others.length === 0) return null
  return details({
    summary: `${others.length} more ${wordFor(others.length, 'measure')} this ${view.scorecard.unit.kind} carries`,
    body: tableOf(view, grouped(others), 'More measures'),
    id: 'more-measures',
    open: view.asked.all,
  })
}

function tableOf(
  view: ScorecardView,
  groups: readonly Group[],
  caption: string,
  classOf: (line: ScorecardLine) => string | undefined = () => undefined,
): Html {
  const columns = scorecardColumns(view)
  const rowsOf = (group: Group) =>
    group.rows.map((line) => {
      const className = classOf(line)
      return { ...scorecardRow(view, line), ...(className === undefined ? {} : { className }) }
    })
  const single = groups.length === 1 && groups[0]?.heading === null ? groups[0] : null
  const common = {
    caption,
    captionSize: 'hidden',
    columns,
    dense: true,
    cards: true,
    scrollLabel: `${caption}: table, scrolls sideways`,
  } as const
  if (single !== null) return dataTable({ ...common, rows: rowsOf(single) })
  return dataTable({
    ...common,
    groups: groups.map(
      (group): RowGroup => ({
        heading: group.heading ?? '',
        rows: rowsOf(group),
      }),
    ),
  })
}
