import { examplesOf } from '../example.ts'
import { readAll } from './read-all.ts'

const whole = { href: '/units/HP-S1/kpis/CP04', what: 'the commentary on CP visits in timescale' }

export const examples = examplesOf(readAll, {
  'all of it': { ...whole, text: 'Two visits were late.', most: 60, quoted: true },
  'cut at a word': {
    ...whole,
    text: 'Two visits were late because both visitors were away on the same day.',
    most: 40,
    quoted: true,
  },
  'cut after its first line': { ...whole, text: 'Two visits were late.\nNext: book a month ahead', most: 60 },
})
