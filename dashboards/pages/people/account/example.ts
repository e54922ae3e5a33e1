import { exampleFrame } from '../../kit/example-measure.ts'
import { exampleNow, exampleSession, exampleUnits, manager } from '../kit/example-people.ts'
import type { AccountView } from './model.ts'

const own: AccountView = {
  ...{ frame: exampleFrame, person: manager, names: new Map([[8, 'Al Hill']]), units: exampleUnits },
  ...{ today: '2019-06-10', own: exampleSession.id, looks: [], contact: null, csrfToken: 'secret' },
  providerRoles: [],
  sessions: [exampleSession, { ...exampleSession, id: 'fedcba9876543210', browser: null, network: null }],
}

export const examples: Record<string, AccountView> = {
  'a manager who is a deputy': own,
  'one that an administrator looked as, without a role': {
    ...own,
    person: { ...manager, grants: [] },
    sessions: [exampleSession],
    contact: { text: 'Performance team', href: 'mailto:performance@ridgeshire.example' },
    looks: [
      { at: exampleNow, until: exampleNow, by: 'Administrator', reason: 'She could not find her team' },
    ],
  },
  'one with a role from the council’s sign-in, which left out groups': {
    ...own,
    frame: { ...exampleFrame, groupsLeftOut: true },
    person: { ...manager, grants: [] },
    providerRoles: [{ person: manager.id, role: 'team_manager', unit: 'HP-S1', claim: 'managers-south-1' }],
    contact: { text: 'Performance team', href: null },
  },
  'a manager whose team has closed': {
    ...own,
    person: { ...manager, grants: manager.grants.slice(0, 1).map((grant) => ({ ...grant, unit: 'HP-X' })) },
  },
  'seen by an administrator': {
    ...own,
    ...{ own: null, csrfToken: null },
    frame: { ...exampleFrame, seeingAs: { name: 'Jo Bell', until: '9:15am', csrfToken: 'secret' } },
    contact: { text: 'Performance team', href: null },
  },
}
