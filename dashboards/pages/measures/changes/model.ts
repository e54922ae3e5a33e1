/** What this page shows. */

import type { Unit } from '#domain/catalogue/unit.ts'
import type { UnitChanges } from '#server/reads/changes.ts'
import type { PageFrame } from '../../kit/page.ts'

export type ChangesView = {
  frame: PageFrame
  unit: Unit
  found: UnitChanges
  /** The two moments as written in the query; empty if not given. */
  asked: { from: string; to: string }
  address: string
}
