import { examplesOf } from '../example.ts'
import { asAtBanner } from './as-at-banner.ts'

export const examples = examplesOf(asAtBanner, {
  'a day in March': {
    moment: new Date('2019-03-15T23:59:59.999Z'),
    latest: '/units/HP-S1/scorecards/2019-02',
  },
})
