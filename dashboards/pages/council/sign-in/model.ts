/** What this page shows. */
import type { Frame } from '../../../layout/page.ts'

export type SignInCard = { role: string; roleName: string; place: string; task: string }

/** How people of the council sign in: with a password of this service, or at the council's own provider of accounts. */
export type SignInWay = 'password' | 'provider'

export type SignInView = {
  frame: Frame
  /** One card for each demonstration person; null if they are not offered. */
  cards: readonly SignInCard[] | null
  /** Why they are closed to this request; null if there is nothing to explain. */
  refusal: string | null
  way: SignInWay
  /** The address to return to; null to begin at home. */
  next: string | null
  /** The address that was typed, and why it did not sign anybody in. */
  email: string
  fault: string | null
  /** Set if the reader has just signed out: the address at which the provider signs them out too, or null. */
  signedOut: { provider: string | null } | null
}
