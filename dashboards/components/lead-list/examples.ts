import { examplesOf } from '../example.ts'
import { leadList } from './lead-list.ts'

export const examples = examplesOf(leadList, {
  stated: { leads: ['Service Director Children’s Social Care', 'SMT'], source: 'stated' },
  inherited: { leads: ['HoS MASH and Assessment'], source: 'inherited:F3.1' },
  nobody: { leads: [], source: 'blank' },
})
