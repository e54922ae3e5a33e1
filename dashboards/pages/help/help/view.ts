import { html } from 'hono/html'
import type { DataReturn } from '#server/record/returns.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Html } from '../../../html.ts'
import { type PageCouncil, page } from '../../../layout/page.ts'
import { charts } from './charts.ts'
import { marks, nothing } from './marks.ts'
import type { HelpView } from './model.ts'
import { change, reading } from './reading.ts'
import { ourWords } from './words.ts'

const sections = [
  ['reading', 'How to read a scorecard in two minutes'],
  ['change', 'How we tell real change'],
  ['charts', 'How to read a chart'],
  ['marks', 'What the shapes and colours mean'],
  ['nothing', 'Four kinds of nothing'],
  ['words', 'Words used here'],
  ['asking', 'Who to ask'],
] as const

/** How to read a scorecard and a chart, what each mark and word means, and who to ask. */
export function helpView({ frame, returns, kpis }: HelpView): Html {
  return page({
    ...frame,
    title: 'Help',
    upright: true,
    section: '/help',
    body: html`<h1 class="govuk-heading-l">Help</h1>
<div class="app-columns">
<nav aria-labelledby="here"><h2 class="govuk-heading-s" id="here">On this page</h2>
<ul class="govuk-list">
${sections.map(([id, text]) => html`<li><a class="govuk-link" href="#${id}">${text}</a></li>\n`)}</ul></nav>
<nav aria-labelledby="more"><h2 class="govuk-heading-s" id="more">More help</h2>
<ul class="govuk-list">
<li><a class="govuk-link" href="/help/kpis">All ${kpis} measures: what each counts</a></li>
<li><a class="govuk-link" href="/help/method">How figures are judged: every rule</a></li>
<li><a class="govuk-link" href="/help/extracts">How an extract is checked: every rule</a></li>
<li><a class="govuk-link" href="/help/security">Security: answers for those who approve this service</a></li>
<li><a class="govuk-link" href="/status">Is the service well?</a></li>
</ul></nav>
</div>
${reading()}
${change()}
${charts(frame.draw)}
${marks()}
${nothing()}
${ourWords()}
${asking(returns, frame.council)}`,
  })
}

function asking(returns: readonly DataReturn[], { contact }: PageCouncil): Html {
  const owners = Map.groupBy(returns, (r) => r.ownerRole)
  return html`<section aria-labelledby="asking">
<h2 class="govuk-heading-m" id="asking">Who to ask</h2>
<ul class="govuk-list govuk-list--bullet">
${
  contact
    ? html`<li>Anything about figures: ${contact.href === null ? contact.text : html`<a class="govuk-link" href="${contact.href}">${contact.text}</a>`}.</li>\n`
    : null
}<li>A figure looks wrong: follow it to its file and row, then tell who reports that return, below.</li>
<li>You cannot see something you need: the data team can say who gives access.</li>
<li>An action’s rating or date: the improvement programme lead.</li>
</ul>
${
  owners.size === 0
    ? null
    : dataTable({
        caption: 'Who reports what',
        captionSize: 's',
        columns: [{ heading: 'Asked of' }, { heading: 'Returns' }],
        rows: [...owners].map(([owner, own]) => ({ cells: [owner, own.map((r) => r.name).join(', ')] })),
        dense: true,
      })
}</section>`
}
