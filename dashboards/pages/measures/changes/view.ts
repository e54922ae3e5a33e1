import { html } from 'hono/html'
import { grainOf, periodInSentence, periodName } from '#domain/time/period.ts'
import { formatFigure } from '#domain/wording/format.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { assuranceWords, statusWords, variationWords } from '#domain/wording/words.ts'
import type { FigureChange, UnitChanges } from '#server/reads/changes.ts'
import { extractAddress, measureAddress, scorecardAddress, unitAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { textInput } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Content, Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { publishedWords } from '../../../words/published-words.ts'
import type { ChangesView } from './model.ts'

/** A unit's figures that differ between two moments: before, after, and why. */
export function changesView(view: ChangesView): Html {
  const { frame, unit, found, address, asked } = view
  const changed = found.changes.filter((c) => c.news !== 'new')
  const query = queryOf(asked)
  return page({
    ...frame,
    title: ['What changed', unit.name],
    wide: true,
    footer: { source: 'monthly KPI extracts of the data team' },
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: unit.name, href: unitAddress(unit.code) },
      { text: 'What changed' },
    ],
    printFooter: `What changed · ${unit.name} · ${between(found)}`,
    body: html`<h1 class="govuk-heading-l">What changed: ${unit.name}</h1>
<p class="govuk-body-l">${between(found)}: ${count(
      changed.length,
      'figure',
      'says',
      'say',
    )} something else than before, and ${count(
      found.changes.length - changed.length,
      'figure',
      'was',
      'were',
    )} published for the first time.</p>
${changed.length === 0 ? insetText({ text: 'No figure that had been published says anything else now.' }) : table(view, changed)}
${firstPublished(view)}
<form method="get" action="${address}" class="app-changes" novalidate>
<h2 class="govuk-heading-m">Between two other moments</h2>
${textInput({
  label: 'From',
  name: 'from',
  hint: 'A day such as 2019-03-15, from its beginning, or a time such as 2019-03-15T10:00:00Z',
  value: asked.from,
  width: 20,
})}
${textInput({ label: 'To', name: 'to', hint: 'A day, to its end, or a time; now, if left empty', value: asked.to, width: 20 })}
${button({ text: 'Show what changed', secondary: true })}
</form>
${chartLinks(tableLinks(address, query))}`,
  })
}

function queryOf({ from, to }: ChangesView['asked']): string {
  const parts = [
    from === '' ? '' : `from=${encodeURIComponent(from)}`,
    to === '' ? '' : `to=${encodeURIComponent(to)}`,
  ]
  const query = parts.filter((part) => part !== '').join('&')
  return query === '' ? '' : `?${query}`
}

function between({ from, to }: UnitChanges): string {
  return `Between ${publishedWords(from)} and ${to === null ? 'now' : publishedWords(to)}`
}

function count(n: number, noun: string, one: string, many: string): string {
  if (n === 0) return `no ${noun} ${one}`
  return wordFor(n, `1 ${noun} ${one}`, `${n} ${noun}s ${many}`)
}

function table(view: ChangesView, changes: readonly FigureChange[]): Html {
  return dataTable({
    caption: 'Figures that say something else',
    captionSize: 'm',
    columns: [
      { heading: 'Measure' },
      { heading: 'Period' },
      { heading: 'Before', numeric: true },
      { heading: 'After', numeric: true },
      { heading: 'What it means' },
      { heading: 'Why' },
    ],
    dense: true,
    cards: true,
    scrollLabel: 'Figures that say something else: table, scrolls sideways',
    rows: changes.map((change) => ({
      cells: [
        html`<a class="govuk-link" href="${lineageAddress(view, change)}">${change.kpi.name}</a>`,
        periodName(change.period),
        change.before === null ? '–' : formatFigure(change.kpi, change.before),
        change.parts.includes('figure') ? formatFigure(change.kpi, change.after) : 'the same figure',
        meaning(change),
        why(change),
      ],
    })),
  })
}

/** "Close before, now Met": each verdict that changed. */
/** The place on the measure's page that shows where the figure came from. */
function lineageAddress({ unit }: ChangesView, { kpi, period }: FigureChange): string {
  return `${measureAddress(unit.code, kpi.code, period)}#lineage`
}

function meaning({ before, after, parts }: FigureChange): Content {
  if (before === null) return '–'
  const said: string[] = []
  if (parts.includes('status')) said.push(turned(statusOf(before), statusOf(after)))
  if (parts.includes('variation'))
    said.push(turned(variationWords[before.variation], variationWords[after.variation]))
  if (parts.includes('assurance'))
    said.push(turned(assuranceWords[before.assurance], assuranceWords[after.assurance]))
  return said.length === 0
    ? 'No verdict changes'
    : html`${said.map((words, i) => html`${i === 0 ? null : html`<br>`}${words}`)}`
}

function statusOf({ status }: { status: FigureChange['after']['status'] }): string {
  return status === null ? 'Not judged' : statusWords[status]
}

function turned(before: string, after: string): string {
  return `${after}, was ${before.charAt(0).toLowerCase()}${before.slice(1)}`
}

function why({ reason, extract, kind, publishedAt, publishedBy }: FigureChange): Content {
  const file =
    extract === null
      ? null
      : html`<a class="govuk-link" href="${extractAddress(extract.id)}">${extract.filename}</a>`
  const cause = {
    publish: file,
    revert: html`${file} was taken back`,
    rebase: 'a new baseline was set',
    rebase_withdrawn: 'a baseline was withdrawn',
    method: 'the rules by which figures are judged changed',
  }[kind]
  return html`${reason ?? 'No reason was needed'}<br>${cause}, ${publishedWords(publishedAt)} by ${publishedBy}`
}

/** The periods with figures that were published for the first time, latest first; weeks in one line. */
function firstPublished({ unit, found }: ChangesView): Html | null {
  const first = found.changes.filter((c) => c.news === 'new')
  if (first.length === 0) return null
  const weeks = first.filter((c) => grainOf(c.period) === 'weekly')
  const others = Map.groupBy(
    first.filter((c) => grainOf(c.period) !== 'weekly'),
    (c) => c.period,
  )
  return html`<section aria-labelledby="first"><h2 class="govuk-heading-m" id="first">Published for the first time</h2>
<ul class="govuk-list govuk-list--bullet">${[...others].map(
    ([period, changes]) =>
      html`<li>${
        grainOf(period) === 'monthly'
          ? html`<a class="govuk-link" href="${scorecardAddress(unit.code, period)}">${periodName(period)}</a>`
          : periodName(period)
      }: ${figures(changes.length)}</li>\n`,
  )}${
    weeks[0] === undefined
      ? null
      : html`<li>Weeks, the last of them ${periodInSentence(weeks[0].period)}: ${figures(weeks.length)}</li>`
  }</ul></section>`
}

function figures(count: number): string {
  return wordFor(count, '1 figure', `${count} figures`)
}
