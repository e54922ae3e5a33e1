/** What this page shows. */
import type { Frame } from '../../../layout/page.ts'

export type SignInCard = { role: string; roleName: string; place: string; task: string }

export type SignInView = {
  frame: Frame
  /** One card for each demonstration person; null if demonstration sign-in is closed. */
  cards: readonly SignInCard[] | null
  /** Why it is closed to this request; null if there is nothing to explain. */
  refusal: string | null
  /** The address to return to; null to begin with the card's own task. */
  next: string | null
}
