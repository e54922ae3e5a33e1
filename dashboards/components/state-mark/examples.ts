import { examplesOf } from '../example.ts'
import { stateMark } from './state-mark.ts'

export const examples = examplesOf(stateMark, {
  'not reported': { state: 'not_reported' },
  'no cases': { state: 'no_cases' },
  suppressed: { state: 'suppressed', symbol: 'c' },
  'not applicable': { state: 'not_applicable' },
  'without denominator': { state: 'without_denominator' },
})
