import { examplesOf } from '../example.ts'
import { statusTag } from '../status-tag/status-tag.ts'
import { matters } from './matters.ts'

export const examples = examplesOf(matters, {
  well: {
    heading: 'Going well',
    kind: 'well',
    empty: 'Nothing stands out.',
    items: [
      {
        name: 'Visits on time',
        href: '/k',
        figure: '93%',
        marks: [statusTag({ status: 'met' })],
        why: 'Improving since November 2018.',
      },
    ],
  },
  talk: {
    heading: 'Needs a conversation',
    kind: 'conversation',
    empty: 'Nothing.',
    items: [
      {
        name: 'Supervision',
        href: '/k',
        figure: '82%',
        marks: [],
        why: 'Missed three months running.',
        action: 'R4.1',
      },
    ],
  },
  'nothing came': {
    heading: 'Needs a conversation',
    kind: 'conversation',
    empty: 'Nothing.',
    before: 'June 2019: nothing has come from this team: 30 figures, data team, overdue since 8 July 2019.',
    items: [
      {
        name: 'Supervision',
        href: '/k',
        figure: '82%',
        marks: [],
        why: 'Last known, May 2019: missed three months running.',
      },
    ],
  },
  none: { heading: 'Going well', kind: 'well', items: [], empty: 'Nothing stands out this month.' },
})
