import { exampleUnits, peopleFrame } from '../kit/example-people.ts'
import type { PersonNewView } from './model.ts'

const empty: PersonNewView = {
  ...{ frame: peopleFrame, units: exampleUnits, typed: {}, fault: null, csrfToken: 'secret', added: null },
}
const address = `https://scorecards.ridgeshire.example/sign-in/link/${'x'.repeat(43)}`

export const examples: Record<string, PersonNewView> = {
  'the form': empty,
  'an address that somebody has': {
    ...empty,
    typed: { name: 'Jo Bell', email: 'jo.bell@ridgeshire.example', role: 'team_manager', unit: 'HP-S1' },
    fault:
      'Jo Bell has the address jo.bell@ridgeshire.example already. Give that person a further role instead.',
  },
  'added, with the link': {
    ...empty,
    added: { id: 7, name: 'Jo Bell', link: { address, expiresAt: new Date('2019-06-17T09:00:00Z') } },
  },
}
