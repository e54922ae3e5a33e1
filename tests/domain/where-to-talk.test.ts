import { describe, expect, test } from 'vitest'
import type { DecisionFacts } from '#domain/decision.ts'
import { promisesTally, type TeamMonth, whereToTalk } from '#domain/where-to-talk.ts'

const day = '2019-06-10'
const quiet: TeamMonth = { name: 'North', matters: [], concerning: 0, promises: [], unsaid: 0 }
const promise = (change: Partial<DecisionFacts> = {}): DecisionFacts => ({
  state: 'open',
  saidOn: null,
  dueOn: '2019-06-30',
  ...change,
})

describe('where a head of service is sent', () => {
  test('names the teams with something worse than usual in the organisation’s order, and what is past its floor', () => {
    const teams: TeamMonth[] = [
      { ...quiet, name: 'South', concerning: 1 },
      quiet,
      {
        ...quiet,
        name: 'Central',
        concerning: 2,
        matters: [
          { reason: 'past_floor_and_concerning', name: 'CP visits' },
          { reason: 'missed_three_months', name: 'Supervision' },
        ],
      },
    ]
    expect(whereToTalk(teams, day)).toEqual([
      '2 of 3 teams have a measure that is worse than usual: South and Central. Past its floor or target as well: Central (CP visits).',
      'No promise is recorded of last time.',
    ])
  })

  test('says so where nothing is worse, and where it is everywhere', () => {
    expect(whereToTalk([quiet], day)[0]).toBe('No team has a measure that is worse than usual.')
    const worse = { ...quiet, concerning: 1 }
    expect(whereToTalk([worse], day)[0]).toBe('The one team has a measure that is worse than usual: North.')
    expect(whereToTalk([worse, { ...worse, name: 'South' }], day, 'service')[0]).toBe(
      'All 2 services have a measure that is worse than usual: North and South.',
    )
  })

  test('names whose promises were broken or are past their day, and not those still open', () => {
    const teams = [
      { ...quiet, name: 'A', promises: [promise()] },
      { ...quiet, name: 'B', promises: [promise({ dueOn: '2019-06-09' })] },
      { ...quiet, name: 'C', promises: [promise({ state: 'not_done', saidOn: '2019-06-01' })] },
      {
        ...quiet,
        name: 'D',
        promises: [promise({ state: 'done', saidOn: '2019-06-01', dueOn: '2019-01-01' })],
      },
      { ...quiet, name: 'E', promises: [promise({ dueOn: day })] },
    ]
    expect(whereToTalk(teams, day)[1]).toBe('Promised and not kept, or overdue: B and C.')
    const kept = teams.filter((t) => !['B', 'C'].includes(t.name))
    expect(whereToTalk(kept, day)[1]).toBe('No promise of last time is overdue or was broken.')
  })

  test('counts what nobody has said anything about, and lists no long row of teams', () => {
    const unsaid = (name: string) => ({ ...quiet, name, unsaid: 1 })
    expect(whereToTalk([unsaid('A'), quiet], day)[2]).toBe('Nothing is said yet about 1 matter in A.')
    const four = ['A', 'B', 'C', 'D'].map(unsaid)
    expect(whereToTalk(four, day)[2]).toBe('Nothing is said yet about 4 matters in all 4 teams.')
    expect(whereToTalk([...four, quiet], day)[2]).toBe('Nothing is said yet about 4 matters in 4 of 5 teams.')
  })
})

test('promises are told by how they stand, the worst first', () => {
  expect(promisesTally([], day)).toBeNull()
  expect(
    promisesTally(
      [
        promise({ state: 'done', saidOn: day }),
        promise(),
        promise({ dueOn: '2019-05-31' }),
        promise({ dueOn: null }),
      ],
      day,
    ),
  ).toBe('1 overdue, 2 open, 1 kept')
})
