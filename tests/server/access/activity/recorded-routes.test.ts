import { expect, test } from 'vitest'
import { type ActivityKind, activityKinds } from '#domain/council/activity-kinds.ts'
import { testApp } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'
import { routesOf } from '../../../support/routes.ts'
import { some } from '../../../support/some.ts'

const publishing = ['extract.published', 'extract.approval_asked', 'extract.scheduled'] as const
const written = ['commentary.written', 'text.released'] as const
const answered = ['decision.answered', 'text.released'] as const
const agreed = ['decision.recorded', 'text.released'] as const
const released = ['text.released', 'text.withheld'] as const
const absent = ['return.absent', 'return.expected'] as const
const matched = ['layout.confirmed', 'extract.prepared'] as const

/** Every route that a reader can change something with, and what it records; or why it records nothing. */
const recorded: Readonly<Record<string, readonly ActivityKind[] | string>> = {
  '/csp-reports': 'a browser’s report of what the policy blocked is logged and kept nowhere',
  '/sign-in': ['session.started'],
  '/sign-out': ['session.ended'],
  '/api/v1/units/:unit/succession': ['unit.succeeded'],
  '/units/:unit/succession': ['unit.succeeded'],
  '/api/v1/units/:unit/commentary': written,
  '/units/:unit/kpis/:kpi/commentary': written,
  '/api/v1/units/:unit/decisions': agreed,
  '/units/:unit/decisions/new': agreed,
  '/api/v1/units/:unit/decisions/:id/outcome': answered,
  '/units/:unit/decisions/:id': answered,
  '/api/v1/series/:unit/:kpi/rebase': ['baseline.set'],
  '/units/:unit/kpis/:kpi/baselines/new': ['baseline.set'],
  '/api/v1/series/:unit/:kpi/rebase/:id/withdraw': ['baseline.withdrawn'],
  '/units/:unit/kpis/:kpi/baselines/:id': ['baseline.withdrawn'],
  '/api/v1/settings': ['setting.changed'],
  '/admin/settings': ['setting.changed'],
  '/admin/settings/share': ['setting.changed'],
  '/admin/settings/look': ['setting.changed'],
  '/api/v1/settings/case-lists/:kpi': ['case_list.set'],
  '/admin/settings/case-lists': ['case_list.set'],
  '/activity/retention': ['setting.changed'],
  '/api/v1/activity/retention': ['setting.changed'],
  '/api/v1/layouts': ['layout.confirmed'],
  '/extracts/:id/match': matched,
  '/extracts/layouts/:name/retire': ['layout.retired'],
  '/api/v1/returns/:return/:period/absent': absent,
  '/data-quality/missing': absent,
  '/api/v1/release': released,
  '/releases': released,
  '/api/v1/extracts': ['extract.received'],
  '/extracts/new': ['extract.received'],
  '/api/v1/extracts/:id/publish': publishing,
  '/extracts/:id/publish': publishing,
  '/api/v1/extracts/:id/approve': ['extract.approved', 'extract.published'],
  '/extracts/:id/approve': ['extract.approved', 'extract.published'],
  '/api/v1/extracts/:id/cancel': ['extract.cancelled'],
  '/extracts/:id/cancel': ['extract.cancelled'],
  '/api/v1/extracts/:id/recheck': ['extract.prepared'],
  '/extracts/:id/encoding': ['extract.prepared'],
  '/extracts/:id/codes': ['extract.prepared'],
  '/api/v1/extracts/:id/source-end': ['extract.prepared'],
  '/extracts/:id/source-end': ['extract.prepared'],
  '/api/v1/extracts/:id/revert': ['extract.reverted'],
  '/extracts/:id/revert': ['extract.reverted'],
  '/units/:unit/scorecards/:period/sign-off': [
    'scorecard.submitted',
    'scorecard.agreed',
    'scorecard.reopened',
  ],
}

/** Routes of accounts, whose tests tell what each records. */
const accounts = /^\/(sign-in|account|admin\/people|api\/v1\/(people|tokens|sessions)|link|see-as)\b/

test('each route that changes something records it, or says why it does not', async () => {
  const { db } = await testDatabase('catalogue')
  const app = await testApp(db)
  const writing = routesOf(app).filter(({ method }) => method !== 'GET')
  await app.close()
  const unknown = some(writing).filter(({ url }) => !(url in recorded) && !accounts.test(url))
  expect(unknown.map(({ url }) => `${url} is not in the list of what routes record`)).toEqual([])
  const gone = Object.keys(recorded).filter((url) => !writing.some((route) => route.url === url))
  expect(gone).toEqual([])
  const kinds = Object.values(recorded).flatMap((kind) => (typeof kind === 'string' ? [] : kind))
  expect(some(kinds).filter((kind) => !(kind in activityKinds))).toEqual([])
})
