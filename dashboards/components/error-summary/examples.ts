import { examplesOf } from '../example.ts'
import { errorSummary } from './error-summary.ts'

export const examples = examplesOf(errorSummary, {
  linked: { errors: [{ text: 'Enter a reason', href: '#reason' }, { text: 'The selected file is empty' }] },
  titled: { title: 'Three rows have problems', errors: [{ text: 'Row 4: unknown team' }] },
})
