import { html } from 'hono/html'
import { dayName, periodName } from '#domain/time/period.ts'
import { nameList } from '#domain/wording/name-list.ts'
import type { LoginReach } from '#server/db/service-login.ts'
import type { ServiceStatus } from '#server/reads/status.ts'
import { extractAddress } from '../../../addresses.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Content, Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { excessWords } from '../../../words/login-words.ts'
import { publishedWords } from '../../../words/published-words.ts'
import type { StatusDetail, StatusView } from './model.ts'

/** Whether the service is up and, for those who run it, the last publication, what comes next, and whether the jobs ran. */
export function statusView({ frame, detail }: StatusView): Html {
  return page({
    ...frame,
    title: 'Status',
    body: html`<h1 class="govuk-heading-l">Status</h1>
<p class="govuk-body-l">The service is running and its database answers.</p>
${detail === null ? null : detailOf(detail, frame.today)}`,
  })
}

function detailOf(detail: StatusDetail, today: string): Html {
  const { version, logins, status } = detail
  return html`${summaryList({
    rows: [
      { key: 'Version', value: version },
      { key: 'Database', value: `PostgreSQL ${status.databaseVersion}` },
      ...logins.map((login) => ({ key: 'Database account', value: accountWords(login) })),
      { key: 'Last publication', value: lastWords(detail) },
      { key: 'Next return due', value: nextWords(detail, today) },
    ],
  })}
<h2 class="govuk-heading-m">Scheduled jobs</h2>
${jobs(status)}`
}

function accountWords(login: LoginReach): Content {
  const excess = excessWords(login)
  if (excess.length === 0)
    return `${login.name}. It reads and adds, and owns no table. Another account updates the database.`
  return html`<strong>${login.name} may do more than the service needs.</strong> It ${nameList(excess)}.
The service limits itself in each transaction that writes. To have the database enforce this for reads too, set DATABASE_URL to a
member of golden_thread_app alone. Set DATABASE_OWNER_URL to the owner.`
}

function lastWords({ status: { lastPublication: last }, seesExtracts }: StatusDetail): Content {
  if (last === null) return 'Nothing has been published yet.'
  const said = `${publishedWords(last.publishedAt)} by ${last.publishedBy}`
  return seesExtracts
    ? html`${said}: <a class="govuk-link" href="${extractAddress(last.extractId)}">${last.filename}</a>`
    : said
}

function nextWords({ months }: StatusDetail, today: string): string {
  const due = months
    .flatMap((m) => m.returns)
    .filter((r) => r.state !== 'in' && !(r.isHistory && r.missing.length > 0))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
  const [first] = due
  if (first === undefined) return 'Every return of the last two months is complete.'
  const same = due.filter((r) => r.dueOn === first.dueOn && r.period === first.period)
  const when = first.dueOn === today ? 'today' : dayName(first.dueOn)
  return `${periodName(first.period)}: ${same.map((r) => r.name).join(', ')}, due ${when}`
}

function jobs({ jobs: ran }: ServiceStatus): Html {
  if (ran.length === 0) {
    return insetText({
      text: 'No job has run yet. The drop folder is looked at every few minutes once it is set up.',
    })
  }
  return dataTable({
    caption: 'The latest run of each job',
    captionSize: 'hidden',
    columns: [{ heading: 'Job' }, { heading: 'Last run' }, { heading: 'Outcome' }],
    rows: ran.map((j) => ({
      cells: [
        j.job.replaceAll(/[_-]/g, ' '),
        publishedWords(j.startedAt),
        j.finishedAt === null ? 'running' : (j.outcome ?? 'done'),
      ],
    })),
    dense: true,
  })
}
