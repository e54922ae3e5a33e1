import { examplesOf } from '../example.ts'
import { counts } from './counts.ts'

export const examples = examplesOf(counts, {
  filters: {
    label: 'Measures by status',
    items: [
      { value: 14, label: 'all measures', href: '?', current: true },
      { value: 9, label: 'met', mark: 'met', href: '?status=met' },
    ],
  },
  plain: {
    label: 'Rows',
    items: [
      { value: '1,000', label: 'accepted', mark: 'tick' },
      { value: 0, label: 'problems' },
    ],
  },
})
