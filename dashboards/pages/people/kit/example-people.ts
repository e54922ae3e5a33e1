/** People, roles, tokens and sessions for the examples of pages. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { HeldGrant, Person } from '#server/access/people/people.ts'
import type { OpenSession } from '#server/access/sessions/open.ts'
import { exampleFrame } from '../../kit/example-measure.ts'
import type { PageFrame } from '../../kit/page.ts'

export const exampleNow = new Date('2019-06-10T09:00:00Z')

export const peopleFrame: PageFrame = {
  ...exampleFrame,
  nav: [
    { text: 'Settings', href: '/admin/settings' },
    { text: 'People', href: '/admin/people' },
  ],
  actor: { name: 'Administrator', role: 'Administrator', csrfToken: 'secret' },
}

const unit = (code: string, name: string, kind: Unit['kind'], parent: string | null): Unit => ({
  ...{ code, name, kind, parent, teamType: kind === 'team' ? 'H&P' : null },
  ...{ opened: '2015-04-01', closed: null, predecessors: [], position: 1 },
})

export const exampleUnits: readonly Unit[] = [
  unit('RIDGE', 'Ridgeshire County Council', 'council', null),
  unit('HPC', 'Help, Protection and Court', 'service', 'RIDGE'),
  unit('HP-S1', 'Help and Protection South 1', 'team', 'HPC'),
  unit('HP-S2', 'Help and Protection South 2', 'team', 'HPC'),
  { ...unit('HP-X', 'Help and Protection East', 'team', 'HPC'), closed: '2019-03-31', handedTo: 'HP-S2' },
]

const grant = (id: number, role: string, unitCode: string, change: Partial<HeldGrant> = {}): HeldGrant => ({
  ...{ id, role, unit: unitCode, from: '2019-04-01', to: null, deputyOf: null, ended: null },
  ...change,
})

export const manager: Person = {
  ...{
    id: 7,
    name: 'Jo Bell',
    email: 'jo.bell@ridgeshire.example',
    isEnabled: true,
    version: 2,
    isBound: true,
  },
  lastSeen: new Date('2019-06-10T08:12:00Z'),
  grants: [
    grant(11, 'team_manager', 'HP-S1'),
    grant(12, 'team_manager', 'HP-S2', { from: '2019-06-10', to: '2019-06-17', deputyOf: 8 }),
  ],
}

export const invited: Person = {
  ...{
    id: 8,
    name: 'Al Hill',
    email: 'al.hill@ridgeshire.example',
    isEnabled: true,
    version: 1,
    isBound: false,
  },
  ...{ lastSeen: null, grants: [grant(13, 'team_manager', 'HP-S2', { from: '2019-07-01' })] },
}

export const disabled: Person = {
  ...{
    id: 9,
    name: 'Sam Dale',
    email: 'sam.dale@ridgeshire.example',
    isEnabled: false,
    version: 3,
    isBound: true,
  },
  lastSeen: new Date('2019-02-01T16:40:00Z'),
  grants: [
    grant(14, 'team_manager', 'HP-X', {
      ended: { at: new Date('2019-03-29T10:00:00Z'), by: 'Administrator', reason: 'The team closed' },
    }),
  ],
}

export const administrator: Person = {
  ...{
    id: 6,
    name: 'Administrator',
    email: 'admin@ridgeshire.example',
    isEnabled: true,
    version: 1,
    isBound: true,
  },
  ...{ lastSeen: exampleNow, grants: [grant(10, 'administrator', 'RIDGE')] },
}

export const exampleSession: OpenSession = {
  ...{
    id: '0123456789abcdef',
    person: { id: 7, name: 'Jo Bell' },
    network: '203.0.113.0/24',
    browser: 'Edge',
  },
  began: new Date('2019-06-10T07:58:00Z'),
  lastUsed: new Date('2019-06-10T08:12:00Z'),
  ends: new Date('2019-06-10T08:42:00Z'),
}
