import { examplesOf } from '../example.ts'
import { statusTag } from './status-tag.ts'

export const examples = examplesOf(statusTag, {
  met: { status: 'met' },
  close: { status: 'close' },
  missed: { status: 'missed' },
  'no target': { status: 'no_target' },
  'small number': { status: 'small_number' },
  'no data': { status: 'no_data' },
  'own word': { status: 'met', word: 'Met on three months' },
})
