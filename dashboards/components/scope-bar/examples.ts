import { examplesOf } from '../example.ts'
import { scopeBar } from './scope-bar.ts'

export const examples = examplesOf(scopeBar, {
  between: {
    unit: 'Help and Protection South 1',
    parent: { text: 'Help and Protection', href: '/units/HP' },
    change: { text: 'Change team', href: '/' },
    period: 'April 2019',
    periodRemark: 'signed off 17 May',
    previous: { period: 'March 2019', href: '/m' },
    next: { period: 'May 2019', href: null, remark: 'not published yet' },
  },
  alone: { unit: 'Ridgeshire', period: 'April 2019' },
  first: { unit: 'Ridgeshire', period: 'April 2019', next: { period: 'May 2019', href: '/n' } },
})
