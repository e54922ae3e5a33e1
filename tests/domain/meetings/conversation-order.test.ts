import { describe, expect, test } from 'vitest'
import {
  byNeed,
  decisionsTally,
  needWords,
  type TeamMonth,
  whereToBegin,
  whereToTalk,
} from '#domain/meetings/conversation-order.ts'
import type { DecisionFacts } from '#domain/meetings/decision.ts'

const day = '2019-06-10'
const quiet: TeamMonth = {
  name: 'North',
  eachOne: [],
  concerning: 0,
  missed: [],
  decisions: [],
  unsaid: 0,
  silentFor: null,
  isSilent: false,
}
const decision = (change: Partial<DecisionFacts> = {}): DecisionFacts => ({
  state: 'open',
  saidOn: null,
  dueOn: '2019-06-30',
  ...change,
})

describe('where a head of service is sent', () => {
  test('names the teams with something worse than usual', () => {
    const teams: TeamMonth[] = [
      { ...quiet, name: 'South', concerning: 1 },
      quiet,
      { ...quiet, name: 'Central', concerning: 2, missed: ['CP visits'] },
    ]
    expect(whereToTalk(teams, day)).toEqual([
      '2 of 3 teams have a measure that is worse than usual: South and Central.',
      'No action is recorded as agreed last time.',
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

  test('says of which teams nothing has come, and nothing of how they do', () => {
    const silent = { ...quiet, isSilent: true }
    const teams: TeamMonth[] = [
      quiet,
      { ...silent, name: 'South', silentFor: 'June and July 2019' },
      { ...silent, name: 'Central', silentFor: 'July 2019' },
      { ...silent, name: 'East', silentFor: 'July 2019' },
    ]
    expect(whereToTalk(teams, day)).toEqual([
      'No team that has sent its figures has a measure that is worse than usual.',
      'Nothing has come from South for June and July 2019.',
      'Nothing has come from Central and East for July 2019.',
      'No action is recorded as agreed last time.',
    ])
    expect(whereToBegin(teams, day)).toBe(
      'Nothing is worse than usual, overdue or without commentary in any team that has sent its figures.',
    )
  })

  test('names whose agreed actions were not done or are past their day, and not those still open', () => {
    const teams = [
      { ...quiet, name: 'A', decisions: [decision()] },
      { ...quiet, name: 'B', decisions: [decision({ dueOn: '2019-06-09' })] },
      { ...quiet, name: 'C', decisions: [decision({ state: 'not_done', saidOn: '2019-06-01' })] },
      {
        ...quiet,
        name: 'D',
        decisions: [decision({ state: 'done', saidOn: '2019-06-01', dueOn: '2019-01-01' })],
      },
      { ...quiet, name: 'E', decisions: [decision({ dueOn: day })] },
    ]
    expect(whereToTalk(teams, day)[1]).toBe('Agreed and not done, or overdue: B and C.')
    const kept = teams.filter((t) => !['B', 'C'].includes(t.name))
    expect(whereToTalk(kept, day)[1]).toBe('No action agreed last time is overdue or was not done.')
    expect(whereToTalk([quiet, ...kept], day)[1]).toBe(
      'No action agreed last time is overdue or was not done.',
    )
  })
})

describe('the team to begin with', () => {
  const notDone = decision({ state: 'not_done', saidOn: '2019-06-01' })
  const worse = { ...quiet, name: 'South', concerning: 2, missed: ['CP visits', 'Agency'] }
  const begin = (...teams: TeamMonth[]) => whereToBegin(teams, day)

  test('is the one with most that is worse than usual and missed, with all its reasons', () => {
    expect(
      begin(
        { ...quiet, concerning: 5, unsaid: 3 },
        { ...worse, decisions: [notDone, decision()], unsaid: 1 },
      ),
    ).toBe(
      'Begin with South: 2 measures are worse than usual and missed (CP visits; Agency); ' +
        '1 agreed action is overdue or not done; nothing is said yet about 1 matter.',
    )
    expect(begin({ ...worse, concerning: 3 })).toBe(
      'Begin with South: 3 measures are worse than usual, 2 of them missed (CP visits; Agency).',
    )
  })

  test('is one where someone was missed and each one counts, before all that is worse than usual', () => {
    const short = {
      ...quiet,
      name: 'Central',
      eachOne: ['ICPCs delayed with HoS approval, 1 of 3 without approval'],
    }
    expect(begin(worse, { ...short, unsaid: 1 })).toBe(
      'Begin with Central: ICPCs delayed with HoS approval, 1 of 3 without approval; nothing is said yet about 1 matter.',
    )
    const other = {
      ...short,
      name: 'East',
      eachOne: ['Sign-off before move, 2 of 2 without sign-off before the move'],
    }
    expect(begin(short, other, worse)).toBe(
      'Begin with Central and East. In each, someone was missed on a measure where a single miss matters.',
    )
  })

  test('is named with how many agreed actions were not done and matters unsaid', () => {
    expect(begin({ ...quiet, concerning: 1, decisions: [notDone, notDone], unsaid: 2 })).toBe(
      'Begin with North: 1 measure is worse than usual; 2 agreed actions are overdue or not done; nothing is said yet about 2 matters.',
    )
  })

  test('is one of an agreed action not done before one without commentary, and one of neither where there is nothing', () => {
    expect(begin({ ...quiet, unsaid: 3 }, { ...quiet, name: 'B', decisions: [notDone] })).toBe(
      'Begin with B: 1 agreed action is overdue or not done.',
    )
    expect(begin(quiet, { ...quiet, decisions: [decision()] })).toBe(
      'Nothing is worse than usual, overdue or without commentary in any team.',
    )
    expect(begin()).toBeNull()
  })

  test('is each of those alike, and nobody by chance', () => {
    const [a, b] = ['A', 'B'].map((name) => ({ ...worse, name }))
    expect(begin({ ...quiet, unsaid: 1 }, a as TeamMonth, b as TeamMonth)).toBe(
      'Begin with A and B. In each, 2 measures are worse than usual.',
    )
    const three = ['A', 'B', 'C'].map((name) => ({ ...worse, name, unsaid: 1 }))
    const reasons = '2 measures are worse than usual; nothing is said yet about 1 matter.'
    expect(begin(...three)).toBe(`Begin with A, B and C. In each, ${reasons}`)
    expect(begin(...three, { ...worse, name: 'D', unsaid: 1 })).toBe(
      `4 of 4 teams need it alike. In each, ${reasons}`,
    )
    const many = Array.from({ length: 4 }, (_, i) => ({ ...quiet, name: String(i), unsaid: 1 }))
    expect(begin(...many)).toBe('4 of 4 teams need it alike. In each, nothing is said yet about 1 matter.')
  })

  test('stands before the others, and those alike in their own order', () => {
    const teams = [quiet, { ...quiet, name: 'Late', decisions: [notDone] }, worse, { ...quiet, name: 'Last' }]
    expect(teams.toSorted((a, b) => byNeed(a, b, day)).map((t) => t.name)).toEqual([
      ...['South', 'Late', 'North', 'Last'],
    ])
    expect(needWords('team')).toBe(
      'The teams with most to talk about are at the top. First come teams in which someone was missed ' +
        'on a measure where a single miss matters. Then come measures worse than usual that missed target, and other measures worse ' +
        'than usual. Agreed actions that are overdue or not done follow, and matters without commentary. The order ' +
        'does not say how well a team does.',
    )
    expect(needWords('service')).toMatch(
      /^The services with most to talk about are at the top\. First come measures worse .* does\.$/,
    )
  })
})

test('agreed actions are told by how they stand, the worst first', () => {
  expect(decisionsTally([], day)).toBeNull()
  expect(
    decisionsTally(
      [
        decision({ state: 'done', saidOn: day }),
        decision(),
        decision({ dueOn: '2019-05-31' }),
        decision({ dueOn: null }),
      ],
      day,
    ),
  ).toBe('1 overdue, 2 open, 1 done')
})
