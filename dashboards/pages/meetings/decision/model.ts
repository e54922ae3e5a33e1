/** What this page shows. */

import type { Unit } from '#domain/catalogue/unit.ts'
import type { PersonalDetail } from '#domain/council/personal-details.ts'
import type { Decision, DecisionOutcome } from '#server/reads/links.ts'
import type { PageFrame } from '../../kit/page.ts'

export type OutcomeForm = {
  csrfToken: string
  state: string
  words: string
  seen: number
  faults: readonly { field: string; text: string }[]
  details: readonly PersonalDetail[]
  stale: boolean
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
}
