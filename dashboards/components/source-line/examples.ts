import { html } from 'hono/html'
import type { Content } from '../../html.ts'
import { examplesOf } from '../example.ts'
import { sourceNote, withSource } from './source-line.ts'

type Options = { content: Content; text?: string; source: string }

export const examples = examplesOf(
  (options: Options) => html`<p>${withSource(options)}</p><p>${sourceNote({ source: options.source })}</p>`,
  {
    'a figure': {
      content: '93%',
      source: '93% (112 of 120), visits to children in care, South, April 2019, published 10 May 2019',
    },
    'a sentence with a button': {
      content: html`<strong>9 of 14</strong> measures met target.`,
      text: '9 of 14 measures met target.',
      source: 'Help and Protection South 1, April 2019, published 10 May 2019',
    },
  },
)
