import { examplesOf } from '../example.ts'
import { siteSearch } from './site-search.ts'

export const examples = examplesOf(siteSearch, {
  'in the frame': { id: 'site-search' },
  'on the page of results': { id: 'search', value: 'visits', label: 'Search for a team, measure or action' },
})
