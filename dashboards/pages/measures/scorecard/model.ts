/** What this page shows. */

import type { CaseList } from '#domain/council/case-list.ts'
import type { MonthArrival } from '#domain/figures/latest-month.ts'
import type { SignOffStep } from '#domain/scorecard/sign-off.ts'
import type { Commentary } from '#server/reads/commentary.ts'
import type { CurrentMatters } from '#server/reads/current-matters.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { ScorecardDetail } from '#server/reads/scorecard-detail.ts'
import type { UnitNews } from '#server/reads/unit-news.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { Reading } from '../kit/reading.ts'
import type { ScorecardQuestion } from './question.ts'
import type { SignOffForm } from './sign-off.ts'

export type ScorecardView = {
  frame: PageFrame
  scorecard: Scorecard
  detail: ScorecardDetail
  /** True if nothing was received for the month; then the last known figures decide what needs a conversation. */
  isSilent: boolean
  lastKnown: CurrentMatters | null
  /** For a service: its teams for which nothing was received, if the reader may open them. */
  silentTeams: readonly Pick<Scorecard, 'unit' | 'silent'>[]
  /** The commentary on its measures, at most one for each. */
  commentary: readonly Commentary[]
  /** Where the case system lists the names behind a measure, by its code; empty for an outside audience. */
  caseLists: ReadonlyMap<string, CaseList>
  /** What changed since the reader last looked; null on a first look and if two moments may not be compared. */
  news: UnitNews | null
  /** Codes of the units the reader may open. */
  visible: ReadonlySet<string>
  /** The moment and the tree that the query asks for. */
  reading: Reading
  asked: ScorecardQuestion
  /** The published months in which the unit was open, earliest first. */
  months: readonly string[]
  /** The month that the unit's pages open on, and how much of later months has arrived. */
  latest: string | null
  newer: readonly MonthArrival[]
  /** What the reader may do from here. */
  may: { comment: boolean; decide: boolean; extracts: boolean }
  /** The steps of the sign-off that the reader may take now; null for none. */
  form: SignOffForm | null
  /** The step just taken. */
  done: SignOffStep | null
}
