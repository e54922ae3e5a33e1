/** What pages may write. */
import type { PageDeps } from '#dashboards/pages/kit/page.ts'
import { recordPageView } from '#server/access/people/page-views.ts'
import { setRetention } from '#server/activity/retention.ts'
import type { Db } from '#server/db/database.ts'
import { isDatabaseFull } from '#server/db/database-failures.ts'
import { layoutWritesOver } from '#server/extracts/layouts/writes.ts'
import { recordBaseline, withdrawBaseline } from '#server/extracts/publishing/baseline.ts'
import type { ExtractWrites } from '#server/extracts/writes.ts'
import { meetingWritesOver } from '#server/meetings/writes.ts'
import type { Reads } from '#server/reads/reads.ts'
import { recordTextRelease } from '#server/releases/release.ts'
import { recordAbsence } from '#server/returns/absence.ts'
import { recordSignOff } from '#server/scorecards/sign-off.ts'
import { receiveCouncilLook } from '#server/settings/receive-look.ts'
import { recordSettings } from '#server/settings/record-settings.ts'
import { setCaseList } from '#server/settings/set-case-list.ts'
import { setShare } from '#server/settings/set-share.ts'
import { recordSuccession } from '#server/units/succession.ts'

export type PageWritesOptions = {
  db: Db
  /** The clock of the service. */
  now: () => Date
  extractWrites: ExtractWrites
  loadLastPageView: Reads['loadLastPageView']
}

/** The writes of pages over a database. */
export function pageWritesOver({
  db,
  now,
  extractWrites,
  loadLastPageView,
}: PageWritesOptions): PageDeps['writes'] {
  return {
    recordSignOff: (order) => recordSignOff(db, order),
    extracts: extractWrites,
    layouts: layoutWritesOver({ db, now, recheck: extractWrites.recheck }),
    receiveCouncilLook: (request) => receiveCouncilLook(request, { db }),
    recordSuccession: (order) => recordSuccession(db, { ...order, dryRun: false }),
    recordSettings: (order) => recordSettings(db, order),
    setRetention: (order) => setRetention(db, order),
    setCaseList: (order) => setCaseList(db, { ...order, isTrial: false }),
    setShare: (order) => setShare(db, order),
    meetings: meetingWritesOver(db),
    recordTextRelease: (order) => recordTextRelease(db, order),
    recordAbsence: (order) => recordAbsence(db, { ...order, isTrial: false }),
    recordBaseline: (order) => recordBaseline(db, order),
    withdrawBaseline: (order) => withdrawBaseline(db, order),
    // If the disk has no room to record a page view, existing ones can still be read.
    recordPageView: (order) =>
      recordPageView(db, order).catch((error: unknown) => {
        if (!isDatabaseFull(error)) throw error
        return loadLastPageView(order.person.id, order.place)
      }),
  }
}
