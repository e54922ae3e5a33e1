/** What this page shows. */

import type { TextRelease } from '#domain/suppression/released-text.ts'
import type { PlanActionDetail } from '#server/reads/plan-action.ts'
import type { Series } from '#server/reads/series.ts'
import type { StoredFigure } from '#server/record/figures.ts'
import type { Html } from '../../../html.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { PageReleases } from '../../kit/releasable.ts'

/** A team's figure of a linked measure; `counted` is true if it is added to the totals above it. */
export type TeamRow = { code: string; name: string; counted: boolean; figure: StoredFigure }

export type ActionView = {
  frame: PageFrame
  action: PlanActionDetail
  day: string
  /** The unit whose figures are shown first for each measure; null for a reader who sees counts and no figures. */
  unit: { code: string; name: string; teamTypes: ReadonlySet<string> } | null
  /** For each linked measure, the teams the reader may see. */
  teams: readonly { kpi: string; rows: readonly TeamRow[] }[]
  /** For each measure drawn: its series for the reader's unit. Empty if there are too many to draw. */
  series: readonly Series[]
  /** The units that may be missing from a figure, as they were in the month of the figures. */
  parts: readonly { code: string; name: string }[]
  /** Names of the units the reader may see, by code. */
  unitNames: ReadonlyMap<string, string>
  /** Which of the action's texts the reader may release; null if none. */
  releases: PageReleases | null
}

/** The mark beside a record that was invented for the demonstration. There is none if all records are invented, which the page
 * states once. */
export type Mark = (record: { demonstration: boolean }) => Html | null

/** What stands beside a text: whether the board may read it, for a reader who may release it. `what` names the text. */
export type Control = (release: TextRelease | undefined, what: string) => Html | null
