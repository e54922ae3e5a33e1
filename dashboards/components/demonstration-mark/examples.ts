import { html } from 'hono/html'
import { examplesOf } from '../example.ts'
import { demonstrationMark } from './demonstration-mark.ts'

export const examples = examplesOf(
  (options: { demonstration: boolean }) => html`${demonstrationMark(options)}`,
  {
    'made up': { demonstration: true },
    published: { demonstration: false },
  },
)
