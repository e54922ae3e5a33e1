/** What this page shows. */

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
  /** True where nothing came of the month; then what was last known needs the conversation. */
  isSilent: boolean
  lastKnown: CurrentMatters | null
  /** Of a service: its teams of which nothing has come, as far as the reader may open them. */
  silentTeams: readonly Pick<Scorecard, 'unit' | 'silent'>[]
  /** What was said of its measures, one for each at most. */
  commentary: readonly Commentary[]
  /** What changed since the reader last looked; null on a first look and where two moments may not be set side by side. */
  news: UnitNews | null
  /** Codes of the units the reader may open. */
  visible: ReadonlySet<string>
  /** The moment and the tree that were asked for. */
  reading: Reading
  asked: ScorecardQuestion
  /** The published months in which the unit was open, earliest first. */
  months: readonly string[]
  /** The month that the unit's pages open on, and what has come of later ones. */
  latest: string | null
  newer: readonly MonthArrival[]
  /** What the reader may do from here. */
  may: { comment: boolean; decide: boolean; extracts: boolean }
  /** The steps of the sign-off that the reader may take now; null for none. */
  form: SignOffForm | null
  /** The step just taken. */
  done: SignOffStep | null
}
