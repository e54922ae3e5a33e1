/** What a page is. A page is a folder: `route.ts` (the only file that knows Fastify), `model.ts` (the types of what it shows),
 *  `view.ts` (a pure function from values to HTML), `page.css`, `example.ts`. `route.ts` exports one `Page`, whose `register`
 *  lists the addresses of the page; each form has a function of its own beneath it. A page that reads much reads it in
 *  `load-view.ts`, what its address names in `subject.ts`, and has its files in `files.ts`. `server/pages/pages.ts` lists it:
 *
 *  ```ts
 *  export const planPage: Page = {
 *    name: 'plan',
 *    register(app, { reads, frame, today }) {
 *      app.get('/plan', { config: { permission: 'plan.read' } }, async (request) =>
 *        planView({ frame: await frame(request), plan: await reads.loadPlan(await today()) }),
 *      )
 *    },
 *  }
 *  ```
 *
 *  A handler returns what its view returned: content type, caching and ETag are given to every page. For another
 *  type it calls `reply.type(…)` and returns text; a `Workbook` is written as XLSX. Every route names a `permission`, or the service does not
 *  start. A route with `:unit` in its address is refused with 404 when the unit is unknown or out of the asker's
 *  scope, and sent on to the code as written; the handler may take `request.params.unit` as given. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { SignOff } from '#domain/scorecard/sign-off.ts'
import type { PageViewOrder } from '#server/access/people/page-views.ts'
import type { Actor, Author, Grant } from '#server/access/permissions/actor.ts'
import type { Permission } from '#server/access/permissions/permissions.ts'
import type { GrantReach } from '#server/access/permissions/reach.ts'
import type { RetentionOrder } from '#server/activity/retention.ts'
import type { Problem, ProblemCode } from '#server/errors.ts'
import type { LayoutWrites } from '#server/extracts/layouts/writes.ts'
import type { BaselineOrder, BaselineResult, WithdrawalOrder } from '#server/extracts/publishing/baseline.ts'
import type { ExtractWrites } from '#server/extracts/writes.ts'
import type { QueryKeys } from '#server/http/known-query.ts'
import type { MeetingWrites } from '#server/meetings/writes.ts'
import type { Acknowledgement } from '#server/pages/acknowledgement.ts'
import type { PeopleKeeping } from '#server/people/keeping.ts'
import type { Reads } from '#server/reads/reads.ts'
import type { Look } from '#server/record/looks.ts'
import type { ReleasedText, TextReleaseOrder } from '#server/releases/release.ts'
import type { AbsenceOrder, AbsenceResult } from '#server/returns/absence.ts'
import type { SignOffOrder } from '#server/scorecards/sign-off.ts'
import type { LookResult } from '#server/settings/receive-look.ts'
import type { SettingsOrder } from '#server/settings/record-settings.ts'
import type { CaseListOrder, CaseListOutcome } from '#server/settings/set-case-list.ts'
import type { ShareOrder, ShareOutcome } from '#server/settings/set-share.ts'
import type { SuccessionOrder, SuccessionResult } from '#server/units/succession.ts'
import type { Charts } from '../../charts/charts.ts'
import type { Draw } from '../../charts/picture.ts'
import type { Frame } from '../../layout/page.ts'

export type PageApp = FastifyInstance
export type PageRequest = FastifyRequest
export type PageReply = FastifyReply
export type { QueryKeys }

export type Page = { name: string; register: (app: PageApp, deps: PageDeps) => void }

/** What every page is given: its frame, spread into the options of `page()` of `dashboards/layout`, and what it draws charts with. */
export type PageFrame = Frame & {
  /** The person asking; null if nobody has signed in. */
  person: Actor | null
  /** Whether the council’s sign-in left out the groups of the person, so that roles may be missing. */
  groupsLeftOut?: boolean
  /** The day of the council, `YYYY-MM-DD`. */
  today: string
  /** Draws a chart: `chartFigure({ id, titledChart, draw: frame.draw })`. */
  draw: Draw
}

export type PageDeps = {
  /** Every function of `server/reads`, without its first argument. */
  reads: Reads
  frame: (request: FastifyRequest) => Promise<PageFrame>
  /** The day of the council, `YYYY-MM-DD`: a demonstration's one day, else today in London. */
  today: () => Promise<string>
  /** The clock by which files are published; it goes on even in a demonstration that lives on one day. */
  now: () => Date
  /** Returns those of the given units of which the asker may read what the permission opens: the route's own, unless another is
   * named. A route that is open to everybody names the permission of what it shows. Pass the whole tree, because a unit's place in
   * it decides. */
  visible: (request: FastifyRequest, units: readonly Unit[], permission?: Permission) => Unit[]
  /** The person asking, as what they write records them. Only for a route that needs a permission. */
  authorOf: (request: FastifyRequest) => Author
  /** What one of the reader's grants opens, read in its audience: for a page that shows each grant by itself. */
  withGrant: <Answer>(grant: Grant, read: (reach: GrantReach) => Promise<Answer>) => Promise<Answer>
  /** The person asking, without the rest of the frame; null if nobody has signed in. */
  personOf: (request: FastifyRequest) => Actor | null
  /** Whether the asker has a permission besides the route's own. */
  may: (request: FastifyRequest, permission: Permission) => boolean
  /** Answers 304 and returns true if nothing was written since this reader last received this address: the handler then returns
   * the reply. Only for a page that depends on nothing but the record, the day and the person asking: no clock, no state of the
   * process. Call it before reading anything, and after the request's own writes. */
  unchanged: (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>
  /** Shows once, on the reader's next page, what was saved. */
  acknowledge: (request: FastifyRequest, titledChart: Acknowledgement) => void
  /** Draws charts in a thread other than the one that answers requests. */
  charts: Charts
  /** People, their roles, sessions and tokens: what is read and written of them. */
  people: PeopleKeeping
  /** What a page may do besides reading. */
  writes: {
    recordSignOff: (order: SignOffOrder) => Promise<SignOff>
    extracts: ExtractWrites
    layouts: LayoutWrites
    /** Saves the form of the council's look, or returns what is wrong with it. */
    receiveCouncilLook: (request: FastifyRequest) => Promise<LookResult>
    recordSuccession: (order: Omit<SuccessionOrder, 'dryRun'>) => Promise<SuccessionResult>
    recordSettings: (order: SettingsOrder) => Promise<void>
    /** Sets for how many months lines of the activity record are kept. */
    setRetention: (order: RetentionOrder) => Promise<{ months: number; version: number }>
    /** Sets a share from a month on, or returns what that would change. */
    setShare: (order: ShareOrder) => Promise<ShareOutcome>
    /** Sets where the case system lists the names behind a measure, or takes that away. */
    setCaseList: (order: Omit<CaseListOrder, 'isTrial'>) => Promise<CaseListOutcome>
    meetings: MeetingWrites
    /** Releases a text to readers outside the service, or takes that back. */
    recordTextRelease: (order: TextReleaseOrder) => Promise<ReleasedText>
    /** Records that missing figures will not come, or takes that back. */
    recordAbsence: (order: Omit<AbsenceOrder, 'isTrial'>) => Promise<AbsenceResult>
    /** Sets a new baseline of a series, or withdraws one: averages and usual ranges begin anew there. */
    recordBaseline: (order: BaselineOrder) => Promise<BaselineResult>
    withdrawBaseline: (order: WithdrawalOrder) => Promise<BaselineResult>
    /** Records that a person looked at a place, and returns when they looked before this sitting, or null. */
    recordPageView: (order: PageViewOrder) => Promise<Look | null>
  }
  /** A refusal to throw: `throw refuse('not_found', 'There is no action R99.1.')`. */
  refuse: (code: ProblemCode, detail: string) => Problem
}
