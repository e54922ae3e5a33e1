import type { IssuedTokenLine } from '#server/access/tokens/issued.ts'
import { exampleNow, exampleUnits, peopleFrame } from '../kit/example-people.ts'
import type { TokensView } from './model.ts'

const day = (text: string) => new Date(`${text}T00:00:00Z`)

const token: IssuedTokenLine = {
  ...{ id: 3, name: 'Power BI', state: 'works', owner: { id: 6, name: 'Administrator' }, role: 'smt' },
  ...{ unit: 'RIDGE', audience: 'inside', made: { at: day('2019-01-10'), by: 'Administrator' } },
  ...{
    expires: day('2020-01-01'),
    lastUsed: exampleNow,
    confirmed: { at: day('2019-01-11'), by: 'Sam Dale' },
  },
  revoked: null,
}
const waiting: IssuedTokenLine = {
  ...token,
  ...{ id: 5, name: 'Board pack', state: 'waiting', audience: 'outside', lastUsed: null, confirmed: null },
}
const others: IssuedTokenLine[] = [
  { ...token, id: 4, name: 'Night job', owner: null, role: 'data_team', expires: null, confirmed: null },
  { ...token, id: 2, name: 'Old report', state: 'expired', expires: day('2019-03-01'), confirmed: null },
  { ...token, id: 6, name: 'Of a leaver', state: 'owner_without_role', confirmed: null },
  { ...token, id: 7, name: 'Screen of a team', role: 'team_manager', unit: 'HP-X', state: 'unit_closed' },
  {
    ...{ ...token, id: 1, name: 'First try', state: 'revoked', confirmed: null },
    revoked: { at: day('2019-02-01'), by: 'Administrator', reason: 'Shown on a screen' },
  },
]

const all: TokensView = {
  ...{ frame: peopleFrame, tokens: [waiting, token, ...others], units: exampleUnits, reader: 9 },
  ...{ chosen: null, typed: {}, fault: null, csrfToken: 'secret', made: null },
}

export const examples: Record<string, TokensView> = {
  'of each kind': all,
  'one that waits, read by a second administrator': { ...all, chosen: waiting },
  'one that waits, read by its owner': { ...all, chosen: waiting, reader: 6 },
  'just made': { ...all, made: { name: 'Power BI', secret: `gt_${'x'.repeat(43)}`, isWaiting: true } },
  refused: {
    ...all,
    tokens: [],
    typed: {
      name: 'Power BI',
      role: 'smt',
      'expires-day': '1',
      'expires-month': '1',
      'expires-year': '2030',
    },
    fault: 'A token works for at most 12 months: give a last day up to 2020-06-10.',
  },
}
