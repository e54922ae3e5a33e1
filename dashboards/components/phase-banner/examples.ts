import { examplesOf } from '../example.ts'
import { phaseBanner } from './phase-banner.ts'

export const examples = examplesOf(phaseBanner, {
  'a demonstration': {
    tag: 'Demonstration',
    text: 'An invented council, on one day: Monday 10 June 2019. What is due or late is judged on that day.',
  },
})
