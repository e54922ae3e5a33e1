/** Where the demonstration council's case system, an invented one, lists the names behind two measures. */
import { atLondon } from './calendar.ts'

export type CaseListSeed = { kpi: string; address: string; label: string; reason: string; at: string }

export const caseLists: readonly CaseListSeed[] = [
  {
    kpi: 'CP04',
    address: 'https://cases.ridgeshire.example/reports/14',
    label: 'report 14',
    reason: 'Team managers asked who is behind the figure',
    at: atLondon('2019-01-21', '10:00'),
  },
  {
    kpi: 'LC01',
    address: 'https://cases.ridgeshire.example/reports/22',
    label: 'report 22',
    reason: 'Team managers asked who is behind the figure',
    at: atLondon('2019-01-21', '10:05'),
  },
]
