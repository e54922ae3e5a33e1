/** What pages may write, each with its moment. */
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
  /** The clock by which files are received. */
  now: () => Date
  /** The council's present moment, with which people write. */
  moment: () => Promise<Date>
  extractWrites: ExtractWrites
  loadLastPageView: Reads['loadLastPageView']
}

/** The writes of pages over a database. */
export function pageWritesOver({
  db,
  now,
  moment,
  extractWrites,
  loadLastPageView,
}: PageWritesOptions): PageDeps['writes'] {
  return {
    recordSignOff: async (order) => recordSignOff(db, { ...order, now: await moment() }),
    extracts: extractWrites,
    layouts: layoutWritesOver({ db, now, recheck: extractWrites.recheck }),
    receiveCouncilLook: async (request) => {
      const at = await moment()
      return receiveCouncilLook(request, { db, now: () => at })
    },
    recordSuccession: async (order) => recordSuccession(db, { ...order, dryRun: false, now: await moment() }),
    recordSettings: async (order) => recordSettings(db, { ...order, now: await moment() }),
    setCaseList: async (order) => setCaseList(db, { ...order, isTrial: false, now: await moment() }),
    setRetention: (order) => setRetention(db, order),
    setShare: async (order) => setShare(db, { ...order, now: await moment() }),
    meetings: meetingWritesOver({ db, moment }),
    recordTextRelease: async (order) => recordTextRelease(db, { ...order, now: await moment() }),
    recordAbsence: async (order) => recordAbsence(db, { ...order, isTrial: false, now: await moment() }),
    recordBaseline: async (order) => recordBaseline(db, { ...order, now: await moment() }),
    withdrawBaseline: async (order) => withdrawBaseline(db, { ...order, now: await moment() }),
    recordPageView: async (order) => {
      const view = { ...order, at: order.at ?? (await moment()) }
      // If the disk has no room to record a page view, existing ones can still be read.
      return recordPageView(db, view).catch((error: unknown) => {
        if (!isDatabaseFull(error)) throw error
        return loadLastPageView(order.person.id, order.place)
      })
    },
  }
}
