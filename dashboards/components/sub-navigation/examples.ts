import { examplesOf } from '../example.ts'
import { subNavigation } from './sub-navigation.ts'

export const examples = examplesOf(subNavigation, {
  'the questions of a page': {
    label: 'On this page',
    items: [
      { text: 'How are we doing?', href: '#doing' },
      { text: 'Compared with whom?', href: '#compared' },
    ],
  },
})
