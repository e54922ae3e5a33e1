/** What was done about a person, the latest first. */
import { html } from 'hono/html'
import type { PersonEvent } from '#server/access/people/history.ts'
import { timeline } from '../../../components/timeline/timeline.ts'
import type { Html } from '../../../html.ts'
import { publishedWords } from '../../../words/published-words.ts'
import { datesWords, roleWords, unitWords } from '../kit/words.ts'
import type { PersonView } from './model.ts'

/** A line for each event, with who did it and why. */
export function historyOf(view: PersonView): Html {
  return timeline({
    items: view.history.map((event) => {
      const said = saidOf(event, view)
      const lines = [
        ...(said === null ? [] : [said]),
        ...(event.reason === null ? [] : [`Why: ${event.reason}`]),
      ]
      return {
        ...{ title: titleOf(event), date: publishedWords(event.at), by: event.by },
        ...(lines.length === 0
          ? {}
          : { body: html`${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}` }),
      }
    }),
  })
}

function titleOf(event: PersonEvent): string {
  switch (event.what) {
    case 'added':
      return 'Added'
    case 'changed':
      return 'Name or address changed'
    case 'disabled':
      return 'Disabled'
    case 'enabled':
      return 'Enabled again'
    case 'given':
      return `Role given: ${roleWords(event.role)}`
    case 'ended':
      return `Role ended: ${roleWords(event.role)}`
    case 'link':
      return event.kind === 'sign_in' ? 'Link made that signs in once' : 'Invitation link made'
    case 'seen':
      return 'Looked at as this person'
  }
}

function saidOf(event: PersonEvent, { units }: PersonView): string | null {
  switch (event.what) {
    case 'changed':
      return `${event.from} became ${event.to}`
    case 'given':
    case 'ended':
      return `${unitWords(event.unit, units)}, ${datesWords(event)}`
    case 'link':
      return event.usedAt === null ? 'Not used' : `Used ${publishedWords(event.usedAt)}`
    case 'seen':
      return `Until ${publishedWords(event.until)}`
    default:
      return null
  }
}
