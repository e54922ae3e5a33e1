import { examplesOf } from '../example.ts'
import { breadcrumbs } from './breadcrumbs.ts'

export const examples = examplesOf(breadcrumbs, {
  'the page itself last': { items: [{ text: 'Home', href: '/' }, { text: 'April 2019' }] },
  'one level': { items: [{ text: 'Plan', href: '/plan' }] },
})
