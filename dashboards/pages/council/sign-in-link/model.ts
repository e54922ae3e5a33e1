/** What this page shows. */
import type { Frame } from '../../../layout/page.ts'

/** A link that works: whom it is for, and who made it. */
export type OpenLink = {
  kind: 'invitation' | 'sign_in'
  name: string
  by: string
  /** "7 December 2026 at 9:30am". */
  until: string
  /** The address of the link, at which its form is answered. */
  address: string
}

export type SignInLinkView = {
  frame: Frame
  /** Null if the link does not work (any more). */
  link: OpenLink | null
  /** Whether the invited person signs in at the council's own provider instead of choosing a password. */
  isAtProvider: boolean
  fault: string | null
}
