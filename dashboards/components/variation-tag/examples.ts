import { examplesOf } from '../example.ts'
import { variationTag } from './variation-tag.ts'

export const examples = examplesOf(variationTag, {
  'improving, rising': { variation: 'improving', rising: true },
  'improving, falling': { variation: 'improving', rising: false },
  'concerning, rising': { variation: 'concerning', rising: true },
  'concerning, falling': { variation: 'concerning', rising: false },
  'unusual, rising': { variation: 'unusual', rising: true },
  'unusual, falling': { variation: 'unusual', rising: false },
  recovering: { variation: 'recovering' },
  'slipping back': { variation: 'slipping_back' },
  'no real change': { variation: 'no_real_change' },
  'too early': { variation: 'too_early' },
  'not judged': { variation: 'none' },
  'own word': { variation: 'improving', rising: null, word: 'Better than usual' },
})
