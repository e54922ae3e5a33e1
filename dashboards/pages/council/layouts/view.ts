import { html } from 'hono/html'
import { monthKind } from '#domain/extracts/layouts/crosstab.ts'
import { columnLetters, type LayoutColumn, type LayoutRules } from '#domain/extracts/layouts/layout.ts'
import type { LayoutLine } from '#server/record/layouts.ts'
import { extractAddress } from '../../../addresses.ts'
import { details } from '../../../components/details/details.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import type { LayoutsView } from './model.ts'

/** The shapes of file whose reading people have confirmed. */
export function layoutsView({ frame, layouts, retired }: LayoutsView): Html {
  const csrf = frame.actor?.csrfToken ?? ''
  return page({
    ...frame,
    title: ['Layouts', 'Extracts'],
    section: '/extracts',
    notice:
      retired === null
        ? null
        : {
            success: true,
            text: `The layout ‘${retired}’ is retired. Files with its headings are refused until they are matched again.`,
          },
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Extracts', href: '/extracts' },
    ],
    body: html`<h1 class="govuk-heading-l">Layouts</h1>
<p class="govuk-body">A layout says how files of another shape than ours are read, as a person confirmed
it. A file with its headings is read by it, wherever it comes from. Anything that a layout does not know is a problem of its own cell.</p>
${
  layouts.length === 0
    ? insetText({
        text: 'No layout has been confirmed yet. Upload a file as it is: its page offers to match it.',
      })
    : layouts.map((layout) => one(layout, csrf, frame.today))
}`,
  })
}

function one(layout: LayoutLine, csrf: string, today: string): Html {
  const { name, version, rules, confirmedBy, confirmedAt, dated, lastUsed } = layout
  const address = `/extracts/layouts/${encodeURIComponent(name)}`
  return html`<section class="app-layout">
<h2 class="govuk-heading-m">${name}</h2>
${summaryList({
  rows: [
    { key: 'Version', value: `${version}, confirmed by ${confirmedBy} on ${datedWords(confirmedAt, dated)}` },
    { key: 'Recognised by', value: recognised(rules) },
    {
      key: 'Last used',
      value:
        lastUsed === null
          ? 'Not yet'
          : html`<a class="govuk-link" href="${extractAddress(lastUsed.extract)}">${lastUsed.filename}</a>, received ${datedWords(lastUsed.receivedAt, today)}`,
    },
  ],
})}
${details({ summary: 'How it is read', body: reading(rules) })}
<form method="post" action="${address}/retire" class="app-layout__acts">
<input type="hidden" name="_csrf" value="${csrf}">
<a class="govuk-link govuk-body" href="${address}.json">Download its rules (JSON)</a>
<button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">Retire ‘${name}’</button>
</form>
</section>
`
}

function recognised({ columns, sheets, dates }: LayoutRules): string {
  const headings = columns.map(({ heading }) => heading).filter((heading) => heading !== '')
  const firsts = columns.filter((column, place) => isFirstAlike(columns, column, place, dates))
  const months = firsts.filter(({ across }) => across === 'period').map(({ heading }) => `‘${heading}’`)
  const where = {
    first: 'in the first sheet',
    named: sheets.take === 'named' ? `in the sheet ‘${sheets.name}’` : '',
    every: 'in every sheet that is not left out',
  }
  const shown = headings.filter((heading) => firsts.some((column) => column.heading === heading))
  const any = months.length === 0 ? '' : `, with any month in place of that of ${months.join(' and ')}`
  return `The headings ${shown.map((heading) => `‘${heading}’`).join(', ')}${any}, ${where[sheets.take]}`
}

/** Whether no earlier column differs from this one only in its month. */
function isFirstAlike(
  columns: LayoutRules['columns'],
  { across, heading }: LayoutColumn,
  place: number,
  dates: LayoutRules['dates'],
): boolean {
  if (across !== 'period') return true
  const kind = monthKind(heading, dates)
  return (
    columns.findIndex((other) => other.across === 'period' && monthKind(other.heading, dates) === kind) ===
    place
  )
}

const fromHeading = {
  period: 'of the month in the heading, and of every later one like it',
  team: 'of the team in the heading',
}

function useLine({ heading, use, across, fillDown }: LayoutColumn, place: number): string {
  const name = heading === '' ? `Column ${columnLetters(place)}` : heading
  const holds = typeof use === 'string' ? use : `${use.kpi} ${use.part}`
  const more = [
    across === undefined ? null : fromHeading[across],
    fillDown === true ? 'a blank cell takes the one above' : null,
  ]
  return `${name}: ${[holds, ...more.filter((part) => part !== null)].join(', ')}`
}

function reading(rules: LayoutRules): Html {
  const { columns, teams, words, skip, ends, sheets, measure, dates } = rules
  const left = [...skip.is, ...skip.begins.map((text) => `${text}…`)]
  const lines = [
    ...columns.flatMap((column, place) =>
      column.use === 'ignored' || !isFirstAlike(columns, column, place, dates)
        ? []
        : [useLine(column, place)],
    ),
    measure === undefined
      ? null
      : `Measure: ${measure.from === 'constant' ? measure.code : 'as the sheet is called'}`,
    sheets.take === 'every' && sheets.except.length > 0
      ? `Sheets left out: ${sheets.except.join(', ')}`
      : null,
    left.length === 0 ? null : `Rows left out: ${left.join(', ')}`,
    ends.length === 0 ? null : `The table ends at: ${ends.join(', ')}`,
    teams.length === 0 ? null : `Teams: ${teams.map(({ name, code }) => `${name} is ${code}`).join(', ')}`,
    words.length === 0
      ? null
      : `Words: ${words.map(({ word, means }) => `${word} is ${means === '' ? 'blank' : means}`).join(', ')}`,
    rules.fractions === true ? 'Percentages are written as shares of one: 0.92 is 92%' : null,
  ].filter((line) => line !== null)
  return html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
}
