/** A link that works once, as it is shown to the person who made it: here and never again. */
import { html } from 'hono/html'
import type { ShownLink } from '#server/access/people/invitations.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import type { Html } from '../../../html.ts'
import { publishedWords } from '../../../words/published-words.ts'

/** The address, until when it works, and what to do with it. */
export function linkShown({ address, expiresAt }: ShownLink, name: string): Html {
  return insetText({
    text: html`<p class="govuk-body"><strong>The link for ${name}</strong></p>
<p class="govuk-body app-people__secret"><code>${address}</code></p>
<p class="govuk-body">It works once, until ${publishedWords(expiresAt)}. Give it to ${name} yourself: nothing is sent by e-mail yet.
A person who follows it signs in as them. It is shown only now. If it is lost, make a new one, which ends this one.</p>`,
  })
}
