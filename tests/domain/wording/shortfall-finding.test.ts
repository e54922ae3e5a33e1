import { describe, expect, test } from 'vitest'
import { shortfallFinding } from '#domain/wording/shortfall-finding.ts'

const visits = { good: 'higher', numerator: 'children seen in timescale' } as const
const asked = { period: '2019-04', noun: 'team' } as const
const say = (
  shares: readonly [string, number][],
  needed: number,
  kpi: Parameters<typeof shortfallFinding>[0] = visits,
) => shortfallFinding(kpi, { shares: shares.map(([name, short]) => ({ name, short })), needed }, asked)

describe('a finding of who accounts for a shortfall', () => {
  test('names the largest shares as far as half of it', () => {
    expect(
      say(
        [
          ['West', 4.4],
          ['North 1', 12.1],
          ['South 2', 8.8],
          ['East', 4.3],
        ],
        30,
      ),
    ).toBe('North 1 and South 2 account for 21 of the 30 children short of target')
    expect(
      say(
        [
          ['North 1', 20.2],
          ['South 2', 8.8],
        ],
        29,
      ),
    ).toBe('North 1 accounts for 20 of the 29 children short of target')
  })

  test('says that it is all, where it is', () => {
    expect(say([['North 1', 12]], 12)).toBe('North 1 accounts for all 12 children short of target')
    expect(say([['North 1', 0.4]], 1)).toBe('North 1 accounts for the 1 child short of target')
  })

  test('is of the teams that are short, where others are better than target', () => {
    expect(
      say(
        [
          ['North 1', 12],
          ['East', 6],
          ['South 2', -8],
        ],
        10,
      ),
    ).toBe('North 1 accounts for 12 of the 18 children short of target')
    expect(
      say(
        [
          ['North 1', 3],
          ['South 2', -8],
        ],
        0,
      ),
    ).toBe('Target met together; 1 team is 3 children short of target')
    expect(
      say(
        [
          ['North 1', -3],
          ['South 2', 0],
        ],
        0,
      ),
    ).toBe('No team is short of target in April 2019')
    expect(say([], 0)).toBe('No team is short of target in April 2019')
  })

  test('counts the teams where there are more than two, or their names are too long for a title', () => {
    expect(
      say(
        [
          ['A', 5],
          ['B', 5],
          ['C', 5],
          ['D', 5],
          ['E', 5],
        ],
        25,
      ),
    ).toBe('3 teams account for 15 of the 25 children short of target')
    const long = 'Help and Protection North West and the Coast'
    expect(
      say(
        [
          [`${long} 1`, 10],
          [`${long} 2`, 8],
          ['East', 7],
        ],
        25,
      ),
    ).toBe('2 teams account for 18 of the 25 children short of target')
  })

  test('speaks of what is over target where lower is good, and of cases without a name for what is counted', () => {
    const late = { good: 'lower', numerator: '% of something' } as const
    expect(
      say(
        [
          ['North 1', 12],
          ['East', 4],
        ],
        16,
        late,
      ),
    ).toBe('North 1 accounts for 12 of the 16 cases over target')
  })
})
