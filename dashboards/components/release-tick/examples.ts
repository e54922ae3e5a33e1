import { html } from 'hono/html'
import { examplesOf } from '../example.ts'
import { type ReleaseTick, releaseTick } from './release-tick.ts'

export const examples = examplesOf((options: ReleaseTick) => html`${releaseTick(options)}`, {
  'not ticked': { isTicked: false, advice: null },
  ticked: { isTicked: true, advice: null },
  'asked to look again': {
    isTicked: true,
    advice: 'It seems to tell a small number: “both”. A child or a worker may be known from it.',
  },
})
