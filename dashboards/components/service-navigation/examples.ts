import { examplesOf } from '../example.ts'
import { siteSearch } from '../site-search/site-search.ts'
import { serviceNavigation } from './service-navigation.ts'

export const examples = examplesOf(serviceNavigation, {
  'one part active': {
    serviceName: 'Team scorecards',
    serviceUrl: '/',
    navigation: [
      { text: 'Plan', href: '/plan', active: true },
      { text: 'Help', href: '/help' },
    ],
  },
  'the page itself': {
    serviceName: 'Team scorecards',
    serviceUrl: '/',
    navigation: [{ text: 'Plan', href: '/plan', current: true }],
  },
  'with a search box': {
    serviceName: 'Team scorecards',
    serviceUrl: '/',
    navigation: [
      { text: 'Home', href: '/' },
      { text: 'Plan', href: '/plan', active: true },
    ],
    end: siteSearch({ id: 'example-search' }),
  },
  'nobody signed in': { serviceName: 'Team scorecards', serviceUrl: '/', navigation: [] },
})
