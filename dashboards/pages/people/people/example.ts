import {
  administrator,
  disabled,
  exampleUnits,
  invited,
  manager,
  peopleFrame,
} from '../kit/example-people.ts'
import type { PeopleView } from './model.ts'

const everybody: PeopleView = {
  frame: peopleFrame,
  people: [administrator, invited, manager, disabled],
  providerRoles: [{ person: invited.id, role: 'quality_lead', unit: 'RIDGE', claim: 'quality-leads' }],
  units: exampleUnits,
  today: '2019-06-10',
  filter: { q: '', role: '', unit: '', state: '' },
  waitingTokens: 0,
}

export const examples: Record<string, PeopleView> = {
  everybody,
  'those of one team, and a token that waits': {
    ...everybody,
    filter: { q: '', role: 'team_manager', unit: 'HP-S2', state: '' },
    waitingTokens: 1,
  },
  'nobody is like that': {
    ...everybody,
    filter: { q: 'zz', role: '', unit: '', state: 'disabled' },
    waitingTokens: 2,
  },
  'nobody yet': { ...everybody, people: [] },
}
