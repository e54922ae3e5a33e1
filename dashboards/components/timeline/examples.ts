import { examplesOf } from '../example.ts'
import { timeline } from './timeline.ts'

export const examples = examplesOf(timeline, {
  log: {
    items: [
      { title: 'Not on track', date: '15 May 2019', by: 'Service Director', body: 'More to do.' },
      { title: 'On track', date: '12 April 2019' },
    ],
  },
  deeper: { headingLevel: 4, items: [{ title: 'Published', date: '10 May 2019' }] },
})
