/** What this page shows. */

import type { MovedCells } from '#server/extracts/merging/extract-changes.ts'
import type { ExtractCheck, WarningKind } from '#server/reads/extract-checks.ts'
import type { ExtractReceipt } from '#server/reads/extracts.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { NamedEffects } from '../kit/effects.ts'
import type { NamedCell } from '../kit/names.ts'
import type { FormError, PublishForm } from './form.ts'

export type ExtractChangesView = {
  frame: PageFrame
  receipt: ExtractReceipt
  check: ExtractCheck
  kinds: readonly WarningKind[]
  effects: NamedEffects
  /** What has changed on record since somebody last looked; null if nobody had looked. */
  moved: NamedMoved | null
  form: PublishForm
  errors: readonly FormError[]
  /** What the reader may do. `approve` is false for the person who requested the publication. */
  may: { publish: boolean; approve: boolean }
  /** Whether a second person must approve before anything is published. */
  needsApproval: boolean
  /** A day on which the file could be published, for the hint of the form. */
  exampleDay: string
  /** True if the time at which it was to be published has passed. */
  isOverdue: boolean
}

export type NamedMoved = {
  cells: readonly (MovedCells['cells'][number] & NamedCell)[]
  total: number
  /** Since the reader opened the page, or since somebody requested the publication. */
  since: 'look' | 'request'
}
