import { examplesOf } from '../example.ts'
import { assuranceTag } from './assurance-tag.ts'

export const examples = examplesOf(assuranceTag, {
  'will meet': { assurance: 'will_meet' },
  'not sure to meet target': { assurance: 'hit_or_miss' },
  'will miss': { assurance: 'will_miss' },
  'too early': { assurance: 'too_early' },
  'not judged': { assurance: 'none' },
  'own word': { assurance: 'will_meet', word: 'Should hold' },
})
