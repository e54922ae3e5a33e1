/** What this page shows. */

import type { Unit } from '#domain/catalogue/unit.ts'
import type { Decision } from '#server/reads/links.ts'
import type { PageFrame } from '../../kit/page.ts'

export type DecisionsView = {
  frame: PageFrame
  unit: Unit
  /** Agreed actions of the unit and of the units beneath it that the reader may see; latest first. */
  decisions: readonly Decision[]
  unitNames: ReadonlyMap<string, string>
  kpiNames: ReadonlyMap<string, string>
  /** Whether the reader may add an agreed action to this unit. */
  adds: boolean
}
