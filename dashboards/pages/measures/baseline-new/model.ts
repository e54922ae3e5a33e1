/** What this page shows. */

import type { PersonalDetail } from '#domain/council/personal-details.ts'
import type { LinkedAction } from '#server/reads/links.ts'
import type { Series } from '#server/reads/series.ts'
import type { ReleaseTick } from '../../../components/release-tick/release-tick.ts'
import type { PageFrame } from '../../kit/page.ts'

export type BaselineFields = {
  from: string
  reason: string
  /** `action R6.1`, `note 12`, or empty. */
  cause: string
}

export type BaselineNewView = {
  frame: PageFrame
  series: Series
  /** The actions of the plan linked to the measure. */
  actions: readonly Pick<LinkedAction, 'ref' | 'summary'>[]
  csrfToken: string
  fields: BaselineFields
  /** The version of the series' baselines that the form was made from. */
  seen: number
  /** Why no baseline can be set here; null if one can. */
  closed: string | null
  faults: readonly { field: string; text: string }[]
  details: readonly PersonalDetail[]
  release: ReleaseTick
  /** True if somebody set or withdrew a baseline while this was being written. */
  stale: boolean
}
