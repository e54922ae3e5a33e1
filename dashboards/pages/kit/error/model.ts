/** What this page shows. */

import type { KeptForm } from '#server/http/kept-form.ts'
import type { Frame } from '../../../layout/page.ts'

export type ErrorView = {
  frame: Frame
  status: number
  title: string
  detail: string
  /** The reference to quote when asking about the error; null if there is nothing to look up. */
  reference: string | null
  /** Pages that the reader perhaps meant. */
  nearest?: readonly { text: string; href: string }[]
  /** The page to continue to after signing in; the home page unless given. */
  next?: string
  /** What was typed, to be sent again; null if nothing was. */
  typed?: KeptForm | null
}
