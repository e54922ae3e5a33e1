/** Answers to the questions of those who approve the service, on paper too. */
import { html } from 'hono/html'
import { nameList } from '#domain/wording/name-list.ts'
import type { LoginReach } from '#server/db/service-login.ts'
import { warningText } from '../../../components/warning-text/warning-text.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { excessWords } from '../../../words/login-words.ts'
import { securityQuestions } from './facts.ts'
import type { SecurityView } from './model.ts'

/** The page. */
export function securityView({ frame, keptFor, logins }: SecurityView): Html {
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
${logins.map(openWall)}
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

/** What the database does not enforce where the service's login may do more than it needs. */
function openWall(login: LoginReach): Html | null {
  const excess = excessWords(login)
  if (excess.length === 0) return null
  return warningText({
    text: `Here the service uses the database account ${login.name}, which ${nameList(excess)}. What the database refuses the service is then
not certain: a fault of the service could read, change or delete anything. Use an account that is a member of golden_thread_app alone.`,
  })
}
