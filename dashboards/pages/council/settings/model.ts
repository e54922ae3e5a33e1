/** What this page shows. */

import type { ShareName } from '#domain/council/share.ts'
import type { SettingsInForce, ShareSetting } from '#server/record/settings.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { LookForm } from './look-form.ts'
import type { SentShare } from './share-form.ts'

export type SettingsView = SettingsInForce &
  Pick<LookForm, 'typed' | 'errors'> & {
    frame: PageFrame
    /** The secret of the forms; null for a person who may read the settings but not change them. */
    csrfToken: string | null
    saved: boolean
    shares: Record<ShareName, ShareSetting>
    /** The submitted form of a share; null if none was submitted. */
    sentShare: SentShare | null
  }
