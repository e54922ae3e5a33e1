import { examplesOf } from '../example.ts'
import { skipLink } from './skip-link.ts'

export const examples = examplesOf(skipLink, {
  default: { text: 'Skip to main content', href: '#main-content' },
})
