import { html } from 'hono/html'
import type { TextRelease } from '#domain/suppression/released-text.ts'
import { dayName } from '#domain/time/period.ts'
import type { Html } from '../../html.ts'

/** What a person needs to release texts of a page: the secret of their forms, and the page to return to. */
export type Releasing = { csrfToken: string; back: string }

/** Beside a text: whether the board may read it, and a button to release it or take that back. `what` names the text to people who
 * hear the button without seeing it. */
export function releaseControl({
  release,
  releasing,
  what,
}: {
  release: TextRelease
  releasing: Releasing
  what: string
}): Html {
  const { kind, id, released } = release
  return html`<form method="post" action="/releases" class="app-release">
<input type="hidden" name="_csrf" value="${releasing.csrfToken}">
<input type="hidden" name="kind" value="${kind}">
<input type="hidden" name="id" value="${id}">
<input type="hidden" name="back" value="${releasing.back}">
<span class="app-remark">${releaseWords(release)}.</span>
<button type="submit" name="withdraw" value="${released === null ? 'no' : 'yes'}" class="app-release__button">${
    released === null ? 'Let the board read it' : 'Take back'
  }<span class="govuk-visually-hidden">: ${what}</span></button>
</form>`
}

/** "Released to the board on 22 May 2019 by HoS CIN, CP and Court" */
export function releaseWords({ released }: TextRelease): string {
  return released === null
    ? 'Not released to the board'
    : `Released to the board on ${dayName(released.dated)} by ${released.by}`
}
