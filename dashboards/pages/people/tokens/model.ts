/** What this page shows. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { IssuedTokenLine } from '#server/access/tokens/issued.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { Typed } from '../../kit/sent-form.ts'

export type TokensView = {
  frame: PageFrame
  tokens: readonly IssuedTokenLine[]
  units: readonly Unit[]
  /** The person who reads: a token of theirs is confirmed by somebody else. */
  reader: number | null
  /** The token whose form is open; null if none is. */
  chosen: IssuedTokenLine | null
  typed: Typed
  fault: string | null
  csrfToken: string
  /** A token that was just made, shown once. */
  made: { name: string; secret: string; isWaiting: boolean } | null
}
