import { examplesOf } from '../example.ts'
import { pagination } from './pagination.ts'

export const examples = examplesOf(pagination, {
  pages: {
    previous: { href: '?page=1' },
    next: { href: '?page=3' },
    items: [
      { number: 1, href: '?page=1' },
      { ellipsis: true },
      { number: 2, href: '?page=2', current: true },
      { number: 3, href: '?page=3' },
    ],
  },
  sequence: {
    label: 'Months',
    previous: { href: '/a', text: 'Previous month', labelText: 'March 2019' },
    next: { href: '/b' },
  },
})
