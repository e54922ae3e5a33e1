/** What this page shows. */

import type { TextKind } from '#domain/suppression/released-text.ts'
import type { ReleasableText } from '#server/reads/written-texts.ts'
import type { PageFrame } from '../../kit/page.ts'

export type ReleasesQuestion = {
  /** Only texts of this kind; null for all. */
  kind: TextKind | null
  /** Only texts that are released, or that are not; null for both. */
  released: boolean | null
  /** Only texts about this action of the plan; null for all. */
  action: string | null
  /** The moment at which texts and releases are read, as written in the query; null for now. */
  asAt: string | null
}

export type ReleasesView = {
  frame: PageFrame
  question: ReleasesQuestion
  /** The texts that were asked for, the latest first, at most as many as the page shows. */
  texts: readonly ReleasableText[]
  /** How many there are. */
  found: number
  /** How many texts of any kind the reader may release, and how many of these are released. */
  all: { texts: number; released: number }
  unitNames: ReadonlyMap<string, string>
  kpiNames: ReadonlyMap<string, string>
  /** The page's own address with its question, to return to. */
  back: string
  csrfToken: string
}
