import { html } from 'hono/html'
import type { Html } from '../../html.ts'
import { checkboxes } from '../choices/choices.ts'
import { warningText } from '../warning-text/warning-text.ts'

export type ReleaseTick = {
  isTicked: boolean
  /** Which words of the text seem to tell a small number, if the writer was asked to look again; else null. */
  advice: string | null
}

/** The tick with which a writer releases the text of a form to the board as it is saved. After a text that seems to tell a small
 * number it asks once, and sends back that it asked. */
export function releaseTick({ isTicked, advice }: ReleaseTick): Html {
  return html`<div class="app-release-tick">${
    advice === null
      ? null
      : html`${warningText({
          text: `${advice} Change the text, take the tick away, or save again to release it as it is.`,
        })}
<input type="hidden" name="advised" value="yes">`
  }
${checkboxes({
  name: 'release',
  items: [
    {
      value: 'yes',
      text: 'Let the board read this',
      hint: 'Without this tick the board sees that a text exists, but not the text. You can release it later, and take it back.',
      checked: isTicked,
    },
  ],
})}</div>`
}
