/** Words for a person whose groups the council’s sign-in left out: their roles may be missing, and what to ask for. */
import { html } from 'hono/html'
import { insetText } from '../../components/inset-text/inset-text.ts'
import type { Html } from '../../html.ts'
import type { PageFrame } from './page.ts'

/** Null for everybody else. */
export function groupsLeftOutWords({ groupsLeftOut, council: { contact } }: PageFrame): Html | null {
  if (groupsLeftOut !== true) return null
  const name = contact ? contact.text : 'an administrator of this service'
  const asked = contact?.href ? html`<a class="govuk-link" href="${contact.href}">${name}</a>` : name
  return insetText({
    text: html`You are in so many groups that the council’s sign-in left them out, so roles of yours may be missing here.
Ask ${asked} to give your roles by app roles instead of groups.`,
  })
}
