import { html } from 'hono/html'
import { examplesOf } from '../example.ts'
import { phoneFold } from './phone-fold.ts'

export const examples = examplesOf(phoneFold, {
  'a table': {
    summary: '2 teams as a table',
    body: html`<p class="govuk-body">South 1: 3 missed. South 2: none.</p>`,
  },
})
