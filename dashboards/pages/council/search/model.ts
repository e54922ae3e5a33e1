/** What this page shows. */
import type { PageFrame } from '../../kit/page.ts'
import type { ResultGroup } from './results.ts'

export type SearchView = {
  frame: PageFrame
  text: string
  /** Null before a search. `meant` is offered if nothing was found. `isPart` is true for a reader of whom some teams and services are
   * kept: those are not searched. */
  found: { groups: readonly ResultGroup[]; meant: string | null; isPart: boolean } | null
}
