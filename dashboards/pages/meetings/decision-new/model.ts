/** What this page shows. */

import type { Dimension } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { PersonalDetail } from '#domain/council/personal-details.ts'
import type { ReleaseTick } from '../../../components/release-tick/release-tick.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { BackLink } from '../kit/back-link.ts'

export type DecisionFields = {
  body: string
  owner: string
  day: string
  month: string
  year: string
  kpi: string
  action: string
}

export type DecisionNewView = {
  frame: PageFrame
  unit: Unit
  period: string
  kpis: readonly { code: string; name: string; dimension: Dimension }[]
  /** The measure for which the form was opened, with its figure and target in words; null for none. */
  measure: { name: string; figure: string; target: string | null } | null
  /** The plan's actions, those linked to the measure first. */
  actions: readonly { ref: string; summary: string; isLinked: boolean }[]
  /** Why a closed unit takes no new agreed action, and which unit does; null for a unit that does. */
  closed: string | null
  /** The measure for which the form was opened; empty for none. */
  about: string
  back: BackLink
  csrfToken: string
  /** True for a form that the service filled in, and nobody has sent yet. */
  isFilledIn: boolean
  /** What the commentary says of the date, and the day it names; the day is null for words that name no day to come. Null if the
   * commentary says nothing of it. */
  typedDue: { words: string; day: string | null } | null
  fields: DecisionFields
  faults: readonly { field: string; text: string }[]
  details: readonly PersonalDetail[]
  release: ReleaseTick
}
