import { examplesOf } from '../example.ts'
import { warningText } from './warning-text.ts'

export const examples = examplesOf(warningText, {
  plain: { text: 'A month that is signed off changes.' },
  'with other words': { text: 'Nothing was kept.', iconFallbackText: 'Important' },
})
