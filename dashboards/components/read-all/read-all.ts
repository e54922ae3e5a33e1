import { html } from 'hono/html'
import { firstLine } from '#domain/wording/first-line.ts'
import type { Html } from '../../html.ts'

/** A text of which a page has room for the beginning, and the page that has all of it. `what` completes the link for people who hear
 * it alone. */
export type CutText = { text: string; most: number; href: string; what: string }

/** The beginning of a text. If anything of it is left out, a link to all of it follows. */
export function readAll({ text, most, href, what, quoted }: CutText & { quoted?: boolean }): Html {
  const beginning = firstLine(text, most)
  const shown = quoted === true ? `“${beginning}”` : beginning
  if (beginning === text.trim()) return html`${shown}`
  return html`${shown} <a class="govuk-link app-no-print" href="${href}">Read all<span class="govuk-visually-hidden"> of ${what}</span></a>`
}
