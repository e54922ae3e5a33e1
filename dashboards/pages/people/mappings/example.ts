import type { ProviderMapping } from '#server/access/people/provider-mappings.ts'
import { exampleNow, exampleUnits, peopleFrame } from '../kit/example-people.ts'
import type { MappingsView } from './model.ts'

const mapping: ProviderMapping = {
  ...{ id: 1, claim: 'Scorecards.Managers.HP-S1', role: 'team_manager', unit: 'HP-S1' },
  ...{ made: { at: exampleNow, by: 'Administrator' }, ended: null },
}
const none: MappingsView = {
  ...{ frame: peopleFrame, mappings: [], units: exampleUnits, typed: {}, fault: null, csrfToken: 'secret' },
}

export const examples: Record<string, MappingsView> = {
  'none yet': none,
  'in force and ended': {
    ...none,
    mappings: [
      mapping,
      { ...mapping, id: 2, claim: '5f0c1a2e-77aa-4b1d-9c55-0d5b1f0e9a31', role: 'smt', unit: 'RIDGE' },
      { ...mapping, id: 3, ended: { at: exampleNow, by: 'Administrator', reason: 'The group was renamed' } },
    ],
  },
  'one that was refused': {
    ...none,
    mappings: [mapping],
    typed: { mapping: '1', reason: '' },
    fault: { form: 'end', text: 'Say why the mapping is ended.' },
  },
}
