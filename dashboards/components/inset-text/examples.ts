import { examplesOf } from '../example.ts'
import { insetText } from './inset-text.ts'

export const examples = examplesOf(insetText, {
  empty: { text: 'No extracts have been received.' },
  identified: { id: 'note', text: 'Showing all teams.' },
})
