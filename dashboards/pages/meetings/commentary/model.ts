/** What this page shows. */

import type { Unit } from '#domain/catalogue/unit.ts'
import type { PersonalDetail } from '#domain/council/personal-details.ts'
import type { CommentaryParts } from '#domain/meetings/commentary-parts.ts'
import type { Commentary, CommentaryVersion } from '#server/reads/commentary.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import type { ReleaseTick } from '../../../components/release-tick/release-tick.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { PageReleases } from '../../kit/releasable.ts'
import type { BackLink } from '../kit/back-link.ts'

export type CommentaryForm = {
  csrfToken: string
  /** The answers in the boxes: those of the saved commentary, or what was typed and not saved. */
  parts: CommentaryParts
  /** The version from which the form was made; 0 for none. */
  seen: number
  fault: string | null
  details: readonly PersonalDetail[]
  /** True if somebody else saved while this was being written. */
  stale: boolean
  release: ReleaseTick
}

export type CommentaryView = {
  frame: PageFrame
  unit: Unit
  line: ScorecardLine
  period: string
  /** "Final, signed off 17 May 2019", if the month is signed off: then what is written is added beneath what was agreed. */
  signedOff: string | null
  standing: Commentary | null
  /** Every save of this month, latest first. */
  versions: readonly CommentaryVersion[]
  /** Earlier months, newest first. */
  before: readonly Commentary[]
  /** Which of the month's texts the reader may release; null if none. */
  releases: PageReleases | null
  back: BackLink
  /** Whether the reader may also agree an action for the unit. */
  mayAgree: boolean
  form: CommentaryForm
}
