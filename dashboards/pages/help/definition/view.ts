import { html } from 'hono/html'
import {
  comparatorsIn,
  comparePlaces,
  neighboursMedian,
  type PublishedYear,
  yearsKnownOn,
} from '#domain/catalogue/benchmark.ts'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { formatValue } from '#domain/wording/format.ts'
import { subjectWords } from '#domain/wording/words.ts'
import { actionAddress, definitionAddress } from '../../../addresses.ts'
import { caseListLink } from '../../../components/case-list-link/case-list-link.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { deliveryRatingTag } from '../../../components/delivery-rating-tag/delivery-rating-tag.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { formulaOf, measureFacts, targetSteps } from '../../kit/measure-facts.ts'
import type { DefinitionView } from './model.ts'

/** One measure: what is counted, when it is good, what it is compared with, and where it comes from. */
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
<p class="govuk-body-l">${formulaOf(kpi)}</p>
${summaryList({ rows: measureFacts(view) })}
${view.caseList === null ? null : html`<p class="govuk-body">${caseListLink({ list: view.caseList })}</p>`}
<h2 class="govuk-heading-m" id="targets">Targets</h2>
${targetSteps(kpi, view.targets, view.month)}
${actions(view)}
${benchmarks(view)}
${siblings(view)}`,
  })
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
      html`<a class="govuk-link" href="${actionAddress(l.ref)}">${l.ref}</a>`,
      l.summary,
      deliveryRatingTag({ rating: l.rating }),
    ],
  })),
  dense: true,
  cards: true,
})}`
}

/** Places by year with each year's own figure. The figures are annual and must never be read as a month. */
function benchmarks({ frame, kpi, benchmark }: DefinitionView): Html {
  const heading = html`<h2 class="govuk-heading-m" id="benchmark">What other places publish</h2>`
  if (benchmark === null) {
    return html`${heading}\n${insetText({ text: 'No national or neighbours’ figure is published for this measure, so none is shown.' })}`
  }
  const years = yearsKnownOn(benchmark.years, frame.today)
  const places = [...new Set(years.flatMap((y) => y.places.map((p) => p.geography)))].sort(comparePlaces)
  if (years.length === 0) {
    return html`${heading}\n${insetText({ text: 'No year of it was published before this day.' })}`
  }
  return html`${heading}
<p class="govuk-body">Published once a year, so not to be set against a single month.
The sector’s own measure is “${benchmark.title}”, which may differ in detail from ours.
A dash means none was published. The figures of a year come out in its last months, so they are shown from the year after.</p>
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

/** "19.9% (of 9)": the median of the neighbours that were published that year, and how many neighbours that is. */
function medianIn(kpi: Kpi, year: PublishedYear): string {
  const median = comparatorsIn(year).find((c) => c.geography === neighboursMedian)
  return median === undefined ? '–' : `${formatValue(kpi, median.value)} (of ${median.published})`
}

function siblings({ kpi, siblings: others }: DefinitionView): Html | null {
  if (others.length === 0) return null
  return html`<h2 class="govuk-heading-m" id="subject">Also on ${(subjectWords[kpi.subject] ?? kpi.subject).toLowerCase()}</h2>
<ul class="govuk-list">${others.map((k) => html`<li><a class="govuk-link" href="${definitionAddress(k.code)}">${k.name}</a></li>\n`)}</ul>`
}
