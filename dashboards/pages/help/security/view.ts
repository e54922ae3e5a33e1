/** Answers to the questions of those who approve the service, on paper too. */
import { html } from 'hono/html'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { securityQuestions } from './facts.ts'
import type { SecurityView } from './model.ts'

/** The page. */
export function securityView({ frame, keptFor }: SecurityView): Html {
  return page({
    ...frame,
    title: 'Security',
    upright: true,
    breadcrumbs: [{ text: 'Help', href: '/help' }, { text: 'Security' }],
    printFooter: 'Security',
    body: html`<h1 class="govuk-heading-l">Security</h1>
<p class="govuk-body-l">For those who approve this service. Each answer is held by a test, named beneath it, which runs whenever the
software changes.</p>
<p class="govuk-body">Lines of the activity record are kept for ${keptFor} months here.</p>
${securityQuestions.map(
  ({ question, facts }) => html`<h2 class="govuk-heading-m">${question}</h2>
<ul class="govuk-list govuk-list--bullet">
${facts.map(
  ({
    says,
    file,
    test,
  }) => html`<li>${says}<br><span class="app-remark"><code>${file}</code>: ${test}</span></li>
`,
)}</ul>
`,
)}`,
  })
}
