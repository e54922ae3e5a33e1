import { examplesOf } from '../example.ts'
import { markedWord } from './marked-word.ts'

export const examples = examplesOf(markedWord, {
  plain: { mark: 'restated', word: 'Restated' },
  'with a title': { mark: 'clock', word: 'Provisional', title: 'Not signed off' },
})
