/** What this page shows. */

import type { NotInYet } from '#domain/extracts/completeness.ts'
import type { Receipt } from '#server/extracts/publishing/receipt.ts'
import type { WarningKind } from '#server/reads/extract-checks.ts'
import type { ExtractReceipt } from '#server/reads/extracts.ts'
import type { PageFrame } from '../../kit/page.ts'

export type ExtractReceiptView = {
  frame: PageFrame
  extract: ExtractReceipt
  /** Latest first; at least one. */
  receipts: readonly Receipt[]
  kinds: readonly WarningKind[]
  /** Units in the file, the council first. */
  units: readonly { code: string; name: string }[]
  /** The council's own unit; null until there is one. */
  council: { code: string; name: string } | null
  /** Names of units in `left` and elsewhere in the receipts, by code. */
  nameOf: ReadonlyMap<string, string>
  /** What the file's returns still lack, before they are due. */
  notInYet: readonly NotInYet[]
  mayRevert: boolean
}
