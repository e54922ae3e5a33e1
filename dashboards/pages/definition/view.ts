import { html } from 'hono/html'
import {
  comparatorsIn,
  comparePlaces,
  neighboursMedian,
  type PublishedYear,
  yearsKnownOn,
} from '#domain/benchmark.ts'
import { formatTarget, formatValue } from '#domain/format.ts'
import type { Basis, Good, Kpi, KpiKind, KpiUnit, Target } from '#domain/kpi.ts'
import { periodName } from '#domain/period.ts'
import { dimensionQuestions, grainWords, subjectWords, teamTypeWords } from '#domain/words.ts'
import type { Benchmark } from '#server/reads/benchmarks.ts'
import type { LinkedAction } from '#server/reads/links.ts'
import type { DataReturn } from '#server/reads/returns.ts'
import { dataTable } from '../../components/data-table/data-table.ts'
import { deliveryRatingTag } from '../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { insetText } from '../../components/inset-text/inset-text.ts'
import { type SummaryRow, summaryList } from '../../components/summary-list/summary-list.ts'
import type { Html } from '../../layout/html.ts'
import { page } from '../../layout/page.ts'
import type { PageFrame } from '../page.ts'

export type DefinitionView = {
  frame: PageFrame
  kpi: Kpi
  /** The month whose definition this is. */
  month: string
  /** Every step of the target, earliest first. */
  targets: readonly Target[]
  dataReturn: DataReturn | null
  actions: readonly LinkedAction[]
  /** Months from which the definition changed. */
  changes: readonly string[]
  benchmark: Benchmark | null
  /** Other measures of the same subject. */
  siblings: readonly Kpi[]
}

/** One measure: what is counted, when it is good, what it is judged against, and where it comes from. */
export function definitionView(view: DefinitionView): Html {
  const { frame, kpi } = view
  return page({
    ...frame,
    title: [kpi.name, kpi.code],
    section: '/help',
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Help', href: '/help' },
      { text: 'Measures', href: '/help/kpis' },
    ],
    printFooter: `${kpi.code} ${kpi.name}`,
    body: html`<span class="govuk-caption-l">${kpi.code}</span>
<h1 class="govuk-heading-l">${kpi.name}</h1>
<p class="govuk-body-l">${formula(kpi)}</p>
${summaryList({ rows: facts(view) })}
${targets(view)}
${actions(view)}
${benchmarks(view)}
${siblings(view)}`,
  })
}

/** The measure as a sum in words. */
function formula({ kind, unit, numerator, denominator }: Kpi): Html {
  const above = sentence(numerator)
  switch (kind) {
    case 'ratio':
      return html`${above}, as a percentage of ${denominator ?? 'those counted'}.`
    case 'mean':
      return html`${above}, divided by ${denominator ?? 'those counted'}.`
    case 'median':
      return html`${above}: the middle one of ${denominator ?? 'those counted'}${unit === 'working_days' ? ', in working days' : null}.`
    default:
      return html`${above}.`
  }
}

function sentence(words: string): string {
  const text = words.trim().replace(/\.$/, '')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const kindWords: Record<KpiKind, string> = {
  ratio: 'A percentage. Above a team: all who count over all who could, never an average of percentages',
  count: 'A count of what happened in the month. Above a team: the sum',
  stock: 'A count on the last day of the month. Above a team: the sum. Never added over months',
  mean: 'An average. Above a team: the whole sum over the whole base, never an average of averages',
  median: 'A median. Medians of teams cannot be combined, so there is none above a team',
}

const basisWords: Record<Basis, string> = {
  flow: 'What happened in the month',
  snapshot: 'How things stood on the last day of the month',
  rolling_3_months: 'The last three months. They overlap from month to month, so change is not judged',
  rolling_12_months: 'The last twelve months. They overlap from month to month, so change is not judged',
  cohort: 'An earlier group of children: the figure of a month looks back at those who came before',
}

const goodWords: Record<Good, string> = {
  higher: 'Higher is better',
  lower: 'Lower is better',
  near: 'Near its target is better, from either side',
  neither: 'Neither: it is watched, not judged',
}

const unitWords: Record<KpiUnit, string> = {
  percent: '',
  children_or_items: '. In children or items',
  working_days: '. In working days',
  children_per_fte: '. In children for each full-time worker',
}

function facts({ kpi, dataReturn, changes }: DefinitionView): SummaryRow[] {
  const [added, seen] = [
    kpi.teamTypes.filter((t) => kpi.countedBy.includes(t)),
    kpi.teamTypes.filter((t) => t !== 'SVC' && !kpi.countedBy.includes(t)),
  ]
  const rows: (SummaryRow | null)[] = [
    kpi.clock === null ? null : { key: 'Clock', value: sentence(kpi.clock) },
    { key: 'Kind of figure', value: `${kindWords[kpi.kind]}${unitWords[kpi.unit]}` },
    { key: 'Counted over', value: basisWords[kpi.basis] },
    { key: 'Good direction', value: goodWords[kpi.good] },
    {
      key: 'Question it answers',
      value: `${dimensionQuestions[kpi.dimension]} Subject: ${subjectWords[kpi.subject] ?? kpi.subject}`,
    },
    {
      key: 'Smallest base judged',
      value:
        kpi.minimum === null
          ? 'None: a count is judged whatever its size'
          : `${kpi.minimum}. Under it the figure is shown and not judged${kpi.kind === 'ratio' && kpi.basis === 'flow' ? ', unless the last three months together reach it' : ''}`,
    },
    {
      key: 'Added up from',
      value:
        added.length === 0
          ? 'No team: it is supplied for a service or the council as it stands'
          : `${teamNames(added)}: these teams only, so that no child is counted twice`,
    },
    seen.length === 0
      ? null
      : {
          key: 'Also seen by',
          value: `${teamNames(seen)}: the same children, seen there and not added`,
        },
    kpi.teamTypes.includes('SVC')
      ? { key: 'May be supplied', value: 'For a service or the council; such a figure stands as given' }
      : null,
    dataReturn === null
      ? null
      : {
          key: 'Who reports it',
          value: `${dataReturn.ownerRole}, in the return “${dataReturn.name}” (${dataReturn.source}), due on working day ${dataReturn.dueWorkingDay} of the next month`,
        },
    { key: 'How often', value: sentence(kpi.grains.map((g) => `every ${grainWords[g]}`).join(' and ')) },
    { key: 'Source of the definition', value: kpi.source },
    kpi.note === '' ? null : { key: 'Note', value: sentence(kpi.note) },
    changes.length === 0
      ? null
      : {
          key: 'Definition changed',
          value: `From ${changes.map((m) => periodName(m)).join(', ')}. Limits restart there`,
        },
  ]
  return rows.filter((row) => row !== null)
}

function teamNames(types: readonly string[]): string {
  return types.map((type) => teamTypeWords[type] ?? type).join(', ')
}

function targets({ kpi, targets: steps, month }: DefinitionView): Html {
  return html`<h2 class="govuk-heading-m" id="targets">Targets</h2>
${
  steps.length === 0
    ? insetText({ text: 'It has no target, so it is shown and never called met or missed.' })
    : dataTable({
        caption: 'Each step of the target. A month keeps the status judged with the target of that month',
        captionSize: 's',
        columns: [
          { heading: 'From' },
          { heading: 'To' },
          { heading: 'Target', numeric: true },
          { heading: 'Floor', numeric: true },
          { heading: 'Source' },
        ],
        rows: steps.map((t) => ({
          cells: [
            periodName(t.from),
            t.to === null ? (t.from <= month ? 'now in force' : 'open') : periodName(t.to),
            formatTarget(kpi, t.target),
            t.floor === null ? '–' : formatValue(kpi, t.floor),
            t.source,
          ],
        })),
        dense: true,
        cards: true,
      })
}`
}

function actions({ frame, actions: linked }: DefinitionView): Html | null {
  if (linked.length === 0) return null
  return html`<h2 class="govuk-heading-m" id="actions">Plan actions it is evidence for</h2>
${dataTable({
  caption: `Linked actions and their delivery rating${frame.today === '' ? '' : ' now'}`,
  captionSize: 'hidden',
  columns: [{ heading: 'Action' }, { heading: 'What it says' }, { heading: 'Delivery' }],
  rows: linked.map((l) => ({
    cells: [
      html`<a class="govuk-link" href="/plan/actions/${l.ref}">${l.ref}</a>`,
      l.summary,
      deliveryRatingTag({ rating: l.rating }),
    ],
  })),
  dense: true,
  cards: true,
})}`
}

/** Places by years, each with the year's own figure: annual, never to be read as a month. */
function benchmarks({ frame, kpi, benchmark }: DefinitionView): Html {
  const heading = html`<h2 class="govuk-heading-m" id="benchmark">Elsewhere</h2>`
  if (benchmark === null) {
    return html`${heading}\n${insetText({ text: 'No national or neighbours’ figure is published for this measure, so none is shown.' })}`
  }
  const years = yearsKnownOn(benchmark.years, frame.today)
  const places = [...new Set(years.flatMap((y) => y.places.map((p) => p.geography)))].sort(comparePlaces)
  if (years.length === 0) {
    return html`${heading}\n${insetText({ text: 'No year of it was published before this day.' })}`
  }
  return html`${heading}
<p class="govuk-body">Published once a year, so not to be set against a single month. The sector’s own measure is “${benchmark.title}”, which may differ in detail from ours. A dash means none was published. The figures of a year come out in its last months, so they are shown from the year after.</p>
${dataTable({
  caption: `${benchmark.title}, years ending 31 March`,
  captionSize: 's',
  columns: [{ heading: 'Place' }, ...years.map((y) => ({ heading: String(y.year), numeric: true }))],
  rows: places.map((place) => ({
    cells: [
      place,
      ...years.map((y) => {
        const value = y.places.find((p) => p.geography === place)?.value ?? null
        return value === null ? '–' : formatValue(kpi, value)
      }),
    ],
  })),
  foot: [neighboursMedian, ...years.map((y) => medianIn(kpi, y))],
  dense: true,
  scrollLabel: 'Published figures of other places',
})}`
}

/** "19.9% (of 9)": the median over the neighbours that were published that year, and how many those are. */
function medianIn(kpi: Kpi, year: PublishedYear): string {
  const median = comparatorsIn(year).find((c) => c.geography === neighboursMedian)
  return median === undefined ? '–' : `${formatValue(kpi, median.value)} (of ${median.published})`
}

function siblings({ kpi, siblings: others }: DefinitionView): Html | null {
  if (others.length === 0) return null
  return html`<h2 class="govuk-heading-m" id="subject">Also on ${(subjectWords[kpi.subject] ?? kpi.subject).toLowerCase()}</h2>
<ul class="govuk-list">${others.map((k) => html`<li><a class="govuk-link" href="/help/kpis/${k.code}">${k.name}</a></li>\n`)}</ul>`
}
