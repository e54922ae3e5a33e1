import { html } from 'hono/html'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import { phoneFoldedPart } from '../../../components/phone-fold/phone-fold.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { ApiDocsView, ApiOperation } from './model.ts'

/** The requests that programs may make, from the same schemas that check what they send. */
export function apiDocsView({ frame, operations }: ApiDocsView): Html {
  const groups = [...Map.groupBy(operations, ({ group }) => group)]
  return page({
    ...frame,
    title: 'API',
    body: html`<h1 class="govuk-heading-l">API</h1>
<p class="govuk-body">Every call carries <code>Authorization: Bearer &lt;token&gt;</code>,
or the token as the password of Basic authentication with any name, as Excel and Power BI
send it. The data team makes tokens on the command line; a token sees what its role may see.
A refusal is <code>application/problem+json</code> with <code>type</code>, <code>title</code>, <code>status</code>,
<code>detail</code> and <code>instance</code>.</p>
<p class="govuk-body">The same as a file for programs: <a class="govuk-link" href="/api/openapi.json">/api/openapi.json</a>.</p>
${groups.map(
  ([group, calls]) => html`<h2 class="govuk-heading-m">${group}</h2>
${phoneFoldedPart(group, html`${calls.map(operationSection)}`)}`,
)}`,
  })
}

function operationSection(operation: ApiOperation): Html {
  const { method, path, summary, description, parameters, body, answers } = operation
  return html`<section class="app-operation">
<h3 class="govuk-heading-s app-operation__call"><code>${method} ${path}</code></h3>
<p class="govuk-body">${summary}</p>
${description === null ? null : html`<p class="govuk-body">${description}</p>`}
${parameters.length === 0 ? null : parameterTable(operation)}
${body === null ? null : details({ summary: `What ${method} ${path} takes`, body: schemaBlock(body) })}
<ul class="govuk-list app-operation__answers">
${answers.map(
  ({ status, description: words, types }) =>
    html`<li><strong>${status}</strong>${words === null ? null : html` ${words}`}${types.length === 0 ? null : html` <code>${types.join(', ')}</code>`}</li>
`,
)}</ul>
${answers.map(({ status, schema }) =>
  schema === null
    ? null
    : details({ summary: `What ${method} ${path} answers with ${status}`, body: schemaBlock(schema) }),
)}
</section>
`
}

function parameterTable({ method, path, parameters }: ApiOperation): Html {
  return dataTable({
    caption: `Parameters of ${method} ${path}`,
    captionSize: 'hidden',
    cards: true,
    dense: true,
    columns: [{ heading: 'Parameter' }, { heading: 'In' }, { heading: 'Means' }],
    rows: parameters.map(({ name, place, required, description }) => ({
      cells: [name, required ? `${place}, required` : place, description ?? ''],
    })),
  })
}

function schemaBlock(schema: string): Html {
  return html`<pre class="app-operation__schema" tabindex="0">${schema}</pre>`
}
