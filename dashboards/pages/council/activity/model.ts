/** What this page shows. */
import type { ActivityChoices, ActivityLine, Retention } from '#server/reads/activity.ts'
import type { PageFrame } from '../../kit/page.ts'

/** What the reader asked for, as typed; empty for everything. */
export type AskedActivity = { who: string; what: string; unit: string; from: string; to: string }

export type ActivityView = {
  frame: PageFrame
  /** Newest first. */
  lines: readonly ActivityLine[]
  asked: AskedActivity
  choices: ActivityChoices
  /** The codes and names of the units. */
  units: readonly { code: string; name: string }[]
  /** The digest of the last day that is over. */
  digest: { day: string; lines: number; sha256: string } | null
  retention: Retention
  /** The secret of the form; null for a reader who may not change for how long lines are kept. */
  csrfToken: string | null
  /** The form as it was sent, with why it was refused; null if none was. */
  sentRetention: { typed: { months: string; reason: string }; fault: string } | null
  /** The address of older lines; null at the end. */
  older: string | null
  /** The address of the newest lines that fit; null on the first page. */
  newest: string | null
}
