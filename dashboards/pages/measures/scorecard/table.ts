/** The table of a scorecard: grouped by its questions, core measures first; or in one order if the reader asked for it. */
import { html } from 'hono/html'
import type { KpiUnit } from '#domain/catalogue/kpi.ts'
import { chosenRows, dimensionsFirst, subjectGaps, unitsFirst } from '#domain/scorecard/scorecard-order.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { dimensionQuestions, subjectWords } from '#domain/wording/words.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import { dataTable, type RowGroup } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import type { Html } from '../../../html.ts'
import { compareForm, filterForm, resultLine } from './filters.ts'
import { tallyNote } from './first-screen.ts'
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
          : html`${tableOf(view, withGaps(grouped(core), scorecard.lines), heading)}${moreMeasures(view, others)}`
}
<p class="app-tally__note">${tallyNote(scorecard.lines)}</p>
</section>`
}

type Group = { heading: string | null; rows: readonly ScorecardLine[]; note?: string }

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

/** Every question, including what no measure answers: a gap is shown, never filled in. */
function withGaps(groups: readonly Group[], all: readonly ScorecardLine[]): Group[] {
  const gaps = subjectGaps(all)
  return dimensionsFirst.flatMap((dimension) => {
    const heading = dimensionQuestions[dimension]
    const own = groups.find((g) => g.heading === heading)
    if (dimension === 'context') return own === undefined ? [] : [own]
    const missing = gaps[dimension as keyof typeof gaps]
    const rows = own?.rows ?? []
    if (all.length === 0 || (missing.length === 0 && rows.length > 0)) return own === undefined ? [] : [own]
    const subjects = missing.map((subject) => subjectWords[subject] ?? subject).join(' · ')
    const asksNothing = !all.some((l) => l.kpi.dimension === dimension)
    const note = asksNothing
      ? 'No measure asks this yet.'
      : missing.length === 0
        ? 'Only measures behind the link below ask this.'
        : `No measure yet: ${subjects}`
    return [{ heading, rows, note }]
  })
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

function tableOf(view: ScorecardView, groups: readonly Group[], caption: string): Html {
  const columns = scorecardColumns(view)
  const rowsOf = (group: Group) => group.rows.map((line) => scorecardRow(view, line))
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
        ...(group.note === undefined ? {} : { note: group.note }),
      }),
    ),
  })
}
