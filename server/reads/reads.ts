/** Every question a page may ask: each module of this folder, with the database already given. A new read is
 *  exported from its file; a new file is one line below. */
import type { Audience } from '#domain/suppression/suppression.ts'
import type { ReadSource } from '#server/db/database.ts'
import * as absences from '../record/absences.ts'
import * as arrivals from '../record/arrivals.ts'
import * as catalogue from '../record/catalogue.ts'
import * as council from '../record/council.ts'
import * as knownIssues from '../record/known-issues.ts'
import * as latestFigures from '../record/latest-figures.ts'
import * as latestMonth from '../record/latest-month.ts'
import * as layouts from '../record/layouts.ts'
import * as periods from '../record/periods.ts'
import * as received from '../record/publication-moments.ts'
import * as publications from '../record/publications.ts'
import * as returns from '../record/returns.ts'
import * as settings from '../record/settings.ts'
import * as signOffs from '../record/sign-offs.ts'
import { readOutside } from '../record/suppression.ts'
import * as units from '../record/units.ts'
import * as audits from './audits.ts'
import * as benchmarks from './benchmarks.ts'
import * as changes from './changes.ts'
import * as commentary from './commentary.ts'
import * as completeness from './completeness.ts'
import * as currentMatters from './current-matters.ts'
import * as dataQuality from './data-quality.ts'
import * as demand from './demand.ts'
import * as extractChecks from './extract-checks.ts'
import * as extracts from './extracts.ts'
import * as lineage from './lineage.ts'
import * as thread from './linked-evidence.ts'
import * as links from './links.ts'
import * as looks from './looks.ts'
import * as missingFigures from './missing-figures.ts'
import * as movers from './movers.ts'
import * as openMonths from './open-months.ts'
import * as overview from './overview.ts'
import * as plan from './plan.ts'
import * as planAction from './plan-action.ts'
import * as planStrip from './plan-strip.ts'
import * as ratingHistory from './rating-history.ts'
import * as standing from './record-summary.ts'
import * as returnMonths from './return-months.ts'
import * as saidSince from './said-since.ts'
import * as scorecard from './scorecard.ts'
import * as scorecardDetail from './scorecard-detail.ts'
import * as search from './search.ts'
import * as series from './series.ts'
import * as sideBySide from './side-by-side.ts'
import * as status from './status.ts'
import * as successions from './successions.ts'
import * as unitNews from './unit-news.ts'
import * as waitingExtracts from './waiting-extracts.ts'
import * as weeklyFigures from './weekly-figures.ts'

const modules = {
  absences,
  arrivals,
  audits,
  benchmarks,
  catalogue,
  changes,
  commentary,
  completeness,
  council,
  currentMatters,
  dataQuality,
  demand,
  extractChecks,
  extracts,
  knownIssues,
  latestFigures,
  latestMonth,
  layouts,
  lineage,
  links,
  looks,
  missingFigures,
  movers,
  openMonths,
  overview,
  periods,
  plan,
  planStrip,
  planAction,
  publications,
  ratingHistory,
  received,
  returnMonths,
  returns,
  saidSince,
  scorecard,
  scorecardDetail,
  search,
  series,
  settings,
  sideBySide,
  signOffs,
  standing,
  status,
  successions,
  thread,
  unitNews,
  units,
  waitingExtracts,
  weeklyFigures,
}

/** A module's functions that ask the database, without their first argument. */
type Bound<Module> = {
  [Name in keyof Module as Module[Name] extends (db: ReadSource, ...rest: never[]) => Promise<unknown>
    ? Name
    : never]: Module[Name] extends (db: ReadSource, ...rest: infer Rest) => infer Answer
    ? (...rest: Rest) => Answer
    : never
}

export type Reads = Bound<typeof absences> &
  Bound<typeof arrivals> &
  Bound<typeof audits> &
  Bound<typeof benchmarks> &
  Bound<typeof catalogue> &
  Bound<typeof changes> &
  Bound<typeof commentary> &
  Bound<typeof completeness> &
  Bound<typeof council> &
  Bound<typeof currentMatters> &
  Bound<typeof dataQuality> &
  Bound<typeof demand> &
  Bound<typeof extractChecks> &
  Bound<typeof extracts> &
  Bound<typeof knownIssues> &
  Bound<typeof latestFigures> &
  Bound<typeof latestMonth> &
  Bound<typeof layouts> &
  Bound<typeof lineage> &
  Bound<typeof links> &
  Bound<typeof looks> &
  Bound<typeof missingFigures> &
  Bound<typeof movers> &
  Bound<typeof openMonths> &
  Bound<typeof overview> &
  Bound<typeof periods> &
  Bound<typeof plan> &
  Bound<typeof planStrip> &
  Bound<typeof planAction> &
  Bound<typeof publications> &
  Bound<typeof ratingHistory> &
  Bound<typeof received> &
  Bound<typeof returnMonths> &
  Bound<typeof returns> &
  Bound<typeof saidSince> &
  Bound<typeof scorecard> &
  Bound<typeof scorecardDetail> &
  Bound<typeof search> &
  Bound<typeof series> &
  Bound<typeof settings> &
  Bound<typeof sideBySide> &
  Bound<typeof signOffs> &
  Bound<typeof standing> &
  Bound<typeof status> &
  Bound<typeof successions> &
  Bound<typeof thread> &
  Bound<typeof unitNews> &
  Bound<typeof units> &
  Bound<typeof waitingExtracts> &
  Bound<typeof weeklyFigures>

/** The reads over one database, each for the audience of that moment. */
export function readsOver(db: ReadSource, audience: () => Audience): Reads {
  const sources: Record<Audience, ReadSource> = { inside: db, outside: readOutside(db) }
  const reads = Object.values(modules).flatMap((module) =>
    Object.entries(module)
      .filter(([name]) => name.startsWith('load'))
      .map(([name, read]) => [
        name,
        (...rest: never[]) => (read as (...args: never[]) => unknown)(sources[audience()] as never, ...rest),
      ]),
  )
  return Object.fromEntries(reads) as Reads
}
