/** What this page shows. */

import type { Unit } from '#domain/catalogue/unit.ts'
import type { PersonalDetail } from '#domain/council/personal-details.ts'
import type { Decision, DecisionOutcome } from '#server/reads/links.ts'
import type { ReleaseTick } from '../../../components/release-tick/release-tick.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { PageReleases } from '../../kit/releasable.ts'

export type OutcomeForm = {
  csrfToken: string
  state: string
  words: string
  seen: number
  faults: readonly { field: string; text: string }[]
  details: readonly PersonalDetail[]
  stale: boolean
  release: ReleaseTick
}

export type DecisionView = {
  frame: PageFrame
  unit: Unit
  decision: Decision
  /** Latest first. */
  outcomes: readonly DecisionOutcome[]
  kpiName: string | null
  actionSummary: string | null
  /** Null for a reader who is not responsible for the unit. */
  form: OutcomeForm | null
  /** Which of the texts the reader may release; null if none. */
  releases: PageReleases | null
}
