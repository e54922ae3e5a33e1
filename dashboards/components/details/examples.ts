import { examplesOf } from '../example.ts'
import { details } from './details.ts'

export const examples = examplesOf(details, {
  closed: { summary: 'How to read this chart', body: 'The grey band is the usual range.' },
  open: { id: 'how', summary: 'How', body: 'So.', open: true },
})
