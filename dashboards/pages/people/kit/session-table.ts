/** The sessions in which a person is signed in. */
import { html } from 'hono/html'
import type { OpenSession } from '#server/access/sessions/open.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import type { Html } from '../../../html.ts'
import { publishedWords } from '../../../words/published-words.ts'

export type SessionTable = {
  sessions: readonly OpenSession[]
  /** The session of the reader; null where it is not among these. */
  own: string | null
  /** Where a form that ends one is sent. */
  action: (id: string) => string
  /** The secret of the forms; null for a reader who ends none. */
  csrfToken: string | null
}

/** A row for each session, with a button that ends it. */
export function sessionTable({ sessions, own, action, csrfToken }: SessionTable): Html {
  if (sessions.length === 0) return html`<p class="govuk-body">No session is open.</p>`
  return dataTable({
    caption: 'Open sessions',
    captionSize: 'hidden',
    columns: [
      { heading: 'Browser' },
      { heading: 'Network' },
      { heading: 'Signed in' },
      { heading: 'Last used' },
      ...(csrfToken === null
        ? []
        : [{ heading: 'End it', hiddenHeading: true, className: 'app-people__do' }]),
    ],
    rows: sessions.map(({ id, browser, network, began, lastUsed }) => ({
      cells: [
        html`${browser ?? 'Not known'}${id === own ? ' (this one)' : null}`,
        network ?? 'Not known',
        publishedWords(began),
        publishedWords(lastUsed),
        ...(csrfToken === null
          ? []
          : [id === own ? '' : endForm(action(id), csrfToken, browser ?? 'unknown browser')]),
      ],
    })),
    cards: true,
  })
}

function endForm(action: string, csrfToken: string, browser: string): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="_csrf" value="${csrfToken}">
<button type="submit" class="app-people__button">End<span class="govuk-visually-hidden"> the session in ${browser}</span></button></form>`
}
