import {
  administrator,
  disabled,
  exampleNow,
  exampleSession,
  exampleUnits,
  invited,
  manager,
  peopleFrame,
} from '../kit/example-people.ts'
import type { PersonView } from './model.ts'

const by = 'Administrator'
const day = (text: string) => new Date(`${text}T09:00:00Z`)

const one: PersonView = {
  ...{ frame: peopleFrame, person: manager, people: [administrator, invited, manager, disabled] },
  ...{
    units: exampleUnits,
    today: '2019-06-10',
    sessions: [exampleSession],
    providerRoles: [],
    csrfToken: 'secret',
    isOwn: false,
  },
  history: [
    {
      what: 'seen',
      at: day('2019-06-07'),
      until: day('2019-06-07'),
      by,
      reason: 'She could not find her team',
    },
    {
      ...{ what: 'given', role: 'team_manager', unit: 'HP-S2', from: '2019-06-10', to: '2019-06-17' },
      ...{ at: day('2019-06-06'), by, reason: null },
    },
    {
      what: 'changed',
      from: 'Jo Ball, jo@r.example',
      to: 'Jo Bell, jo@r.example',
      at: day('2019-05-02'),
      by,
      reason: null,
    },
    { what: 'link', kind: 'sign_in', usedAt: null, at: day('2019-04-30'), by: 'Command line', reason: null },
    { what: 'link', kind: 'invitation', usedAt: day('2019-04-03'), at: day('2019-04-01'), by, reason: null },
    { what: 'added', at: day('2019-04-01'), by, reason: null },
  ],
  ...{ sent: null, link: null },
}

export const examples: Record<string, PersonView> = {
  'a manager who is a deputy': one,
  'one with a role from the council’s sign-in': {
    ...one,
    providerRoles: [{ person: manager.id, role: 'quality_lead', unit: 'RIDGE', claim: 'quality-leads' }],
  },
  'invited, with a new link': {
    ...one,
    person: invited,
    sessions: [],
    link: {
      address: `https://scorecards.ridgeshire.example/sign-in/link/${'x'.repeat(43)}`,
      expiresAt: exampleNow,
    },
  },
  'disabled, with a role over a team that closed': {
    ...one,
    person: { ...disabled, grants: disabled.grants.map((grant) => ({ ...grant, ended: null })) },
    sessions: [],
    history: [
      { what: 'disabled', at: day('2019-06-03'), by, reason: 'Left the council' },
      { what: 'enabled', at: day('2019-05-03'), by, reason: 'Came back' },
      {
        ...{ what: 'ended', role: 'team_manager', unit: 'HP-X', from: '2019-04-01', to: null },
        ...{ at: day('2019-03-29'), by, reason: 'The team closed' },
      },
    ],
  },
  'a role that was refused': {
    ...one,
    sent: {
      form: 'grants',
      typed: { role: 'team_manager', unit: 'HPC', 'from-day': '1', 'from-month': '7', 'from-year': '2019' },
      fault: 'Team manager: this role is over a team, and HPC is a service.',
    },
  },
  'their own page': { ...one, person: administrator, csrfToken: null, isOwn: true, sessions: [] },
}
