import { html } from 'hono/html'
import { extractChannelWords } from '#domain/extracts/status.ts'
import { periodName } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { extractAddress } from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { details } from '../../../components/details/details.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { fileInput, select, textArea } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { warningText } from '../../../components/warning-text/warning-text.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import { secretField } from '../kit/words.ts'
import { columnGuide } from './columns.ts'
import type { ExtractNewView } from './model.ts'

/** The upload form, what to know before sending, and the other ways to send a file. */
export function extractNewView(view: ExtractNewView): Html {
  const { frame, refused } = view
  return page({
    ...frame,
    title: 'Upload an extract',
    section: '/extracts',
    scripts: ['/assets/upload.js'],
    error: refused !== null,
    breadcrumbs: [
      { text: 'Home', href: '/' },
      { text: 'Extracts', href: '/extracts' },
    ],
    body: html`${refused === null ? null : errorSummary({ errors: [{ text: refused.message, href: `#${refused.field}` }] })}
<h1 class="govuk-heading-l">Upload an extract</h1>
${
  refused?.childLevel === true
    ? insetText({
        text: html`<strong>Nothing of the file was kept:</strong> not its rows, not its name, not what stood in the
cell. Send team totals. If you need to know how totals are made from a list, see <a class="govuk-link" href="#columns">the column guide</a>.`,
      })
    : null
}
<p class="govuk-body-l">The file is checked, you see what it would change, and nothing is published until you say so. Everything can be taken back.</p>
${warningText({
  text: 'Team totals only. Nothing about one child: no name, date of birth or case number, not in a note either. A list of children is refused and not kept.',
})}
${fileForm(view)}
${tableForm(view)}
${samples(view)}
${before(view)}
${otherWays(view)}`,
  })
}

function fileForm(view: ExtractNewView): Html {
  const { frame, layouts, refused } = view
  const error = refused?.field === 'file' ? refused.message : null
  return html`<form method="post" action="/extracts/new" enctype="multipart/form-data" novalidate class="app-upload" data-largest="${view.largest}">
${secretField(frame.actor?.csrfToken)}
${layoutChoice(layouts, 'layout')}
${fileInput({
  label: 'CSV or XLSX file',
  name: 'file',
  hint: `At most ${formatNumber(view.largest / 1024 / 1024)} MB. Choose it, or drop it on the field`,
  error,
  accept: '.csv,.xlsx,.txt',
})}
${button({ text: 'Upload and check' })}
</form>`
}

/** Placed above the file field, so that the chosen layout is received before the file is read. */
function layoutChoice(layouts: readonly string[], id: string): Html | null {
  if (layouts.length === 0) return null
  return details({
    summary: 'Choose the layout yourself',
    body: html`${select({
      label: 'Read it with',
      name: 'layout',
      id,
      hint: 'A layout is known by its headings. Choose only where two could fit',
      items: [
        { value: '', text: 'Whatever its headings say', selected: true },
        ...layouts.map((name) => ({ value: name, text: name })),
      ],
    })}<p class="govuk-body"><a class="govuk-link" href="/extracts/layouts">See the layouts</a></p>`,
  })
}

function tableForm({ frame, layouts, refused }: ExtractNewView): Html {
  const error = refused?.field === 'table' ? refused.message : null
  return details({
    summary: 'Or paste from a spreadsheet',
    open: error !== null,
    body: html`<form method="post" action="/extracts/new" enctype="multipart/form-data" novalidate>
${secretField(frame.actor?.csrfToken)}
${layoutChoice(layouts, 'table-layout')}
${textArea({
  label: 'Rows with their headings',
  name: 'table',
  hint: 'Select the cells in the spreadsheet, copy, and paste here. They are kept as a file named “Pasted table” and checked like any other',
  rows: 8,
  error,
})}
${button({ text: 'Check the pasted rows', secondary: true })}
</form>`,
  })
}

const sampleFiles = [
  { name: 'clean', title: 'A clean file', note: 'what a good month looks like, from file to scorecard' },
  {
    name: 'three-faults',
    title: 'A file with three faults',
    note: 'how each is named, by row and column, and mended',
  },
] as const

function samples({ frame, samples: month }: ExtractNewView): Html | null {
  if (month === null) return null
  return html`<section aria-labelledby="samples" class="app-samples"><h2 class="govuk-heading-m" id="samples">Try it: two samples for ${periodName(month)}</h2>
<ul class="app-samples__list">
${sampleFiles.map(
  ({
    name,
    title,
    note,
  }) => html`<li class="app-samples__item"><div><strong>${title}</strong>: ${note}. <a class="govuk-link"
href="/extracts/samples/${name}.csv">Download<span class="govuk-visually-hidden"> ${title.toLowerCase()}</span> (CSV)</a></div>
<form method="post" action="/extracts/new" novalidate>${secretField(frame.actor?.csrfToken)}<input type="hidden" name="sample" value="${name}">${button(
    { text: name === 'clean' ? 'Use the clean sample' : 'Use the sample with faults', secondary: true },
  )}</form></li>
`,
)}</ul></section>`
}

function before(view: ExtractNewView): Html {
  return html`<section aria-labelledby="before"><h2 class="govuk-heading-m" id="before">Before you start</h2>
<ul class="govuk-list govuk-list--bullet">
<li><a class="govuk-link" href="#template">Get a template</a>: the rows that are due, to be filled in</li>
<li><a class="govuk-link" href="#columns">The columns</a>, and the symbols that may stand in place of a figure</li>
<li><a class="govuk-link" href="/help/extracts">How an extract is checked</a>: every rule, with an example</li>
<li>A report of another shape can be sent as it is: you say once how it is read</li>
</ul>
</section>
${template(view)}
<section aria-labelledby="columns"><h3 class="govuk-heading-s" id="columns">Columns</h3>
${columnGuide()}</section>`
}

function template({ owners, months }: ExtractNewView): Html | null {
  if (owners.length === 0 || months.length === 0) return null
  return html`<section aria-labelledby="template"><h3 class="govuk-heading-s" id="template">Templates</h3>
<p class="govuk-body">Exactly the rows that are due, with last month’s figures beside. They hold no child-level data.
Take the XLSX if you fill it in with a spreadsheet. One that opens the CSV turns 2019-05 into May-19, which is refused.</p>
<form method="get" action="/extracts/template.xlsx" class="app-template" novalidate>
${select({ label: 'Whose return', name: 'owner', items: owners.map((owner) => ({ value: owner, text: owner })) })}
${select({ label: 'Month', name: 'month', items: months.map((month) => ({ value: month, text: periodName(month) })) })}
<div class="govuk-button-group">${button({ text: 'Download XLSX', secondary: true })}${button({
    text: 'Download CSV',
    secondary: true,
    formAction: '/extracts/template.csv',
  })}</div>
</form></section>`
}

const otherChannels = [
  {
    channel: 'inbox',
    name: 'The drop folder',
    how: html`Files put there are checked by themselves; a clean one is published`,
  },
  {
    channel: 'api',
    name: 'The API',
    how: html`<code>POST /api/v1/extracts</code>, described in <a class="govuk-link" href="/api/docs">its documents</a>`,
  },
  {
    channel: 'command_line',
    name: 'The command line',
    how: html`<code>npm run scorecard -- load FILE</code>, or <code>validate FILE</code> to check without sending`,
  },
] as const

function otherWays({ frame, lastReceived }: ExtractNewView): Html {
  return html`<section aria-labelledby="other"><h2 class="govuk-heading-m" id="other">Other ways to send a file</h2>
<dl class="govuk-summary-list">
${otherChannels.map(({ channel, name, how }) => {
  const last = lastReceived.find((x) => x.channel === channel)
  return html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${name}</dt>
<dd class="govuk-summary-list__value">${how}.<br>${
    last === undefined
      ? `Nothing has come ${extractChannelWords[channel]} yet.`
      : html`Last: <a class="govuk-link app-file" href="${extractAddress(last.id)}">${last.filename}</a>, ${datedWords(last.receivedAt, frame.today)}.`
  }</dd></div>
`
})}</dl></section>`
}
