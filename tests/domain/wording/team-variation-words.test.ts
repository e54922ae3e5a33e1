import { describe, expect, test } from 'vitest'
import { changedTeamsWords, teamVariationWords } from '#domain/wording/team-variation-words.ts'

describe('the changes of several teams', () => {
  test('are counted of all that were judged or not', () => {
    expect(teamVariationWords({ improving: 2, concerning: 1, none: 1, no_real_change: 2 }, 'team')).toBe(
      'Improving in 2 of 6 teams, concerning in 1',
    )
    expect(teamVariationWords({ unusual: 1 }, 'service')).toBe('Unusual in 1 of 1 service')
  })

  test('count those on their way back: none of them is without change', () => {
    expect(teamVariationWords({ recovering: 1, no_real_change: 5 }, 'team')).toBe(
      'Recovering in 1 of 6 teams',
    )
    expect(teamVariationWords({ slipping_back: 2, concerning: 1 }, 'team')).toBe(
      'Concerning in 1 of 3 teams, slipping back in 2',
    )
  })

  test('are none, too early or not to be judged', () => {
    expect(teamVariationWords({ no_real_change: 1, too_early: 4 }, 'team')).toBe('No team is really changing')
    expect(teamVariationWords({ too_early: 1, none: 4 }, 'team')).toBe(
      'Too early to tell whether any team is changing',
    )
    expect(teamVariationWords({ none: 4 }, 'service')).toBe('No service can be tested for change')
    expect(teamVariationWords({}, 'team')).toBe('No team can be tested for change')
  })
})

describe('the teams that stand out', () => {
  const team = (name: string, variation: 'concerning' | 'improving' | 'no_real_change') => ({
    name,
    variation,
  })

  test('are named, worse first', () => {
    const teams = [team('North', 'improving'), team('South 1', 'concerning'), team('East', 'improving')]
    expect(changedTeamsWords(teams, 'team')).toBe(
      'Worse than usual in 1 team: South 1. Better than usual in 2 teams: North and East',
    )
  })

  test('are counted where they are many, and nothing is said where there are none', () => {
    const four = ['A', 'B', 'C', 'D'].map((name) => team(name, 'concerning'))
    expect(changedTeamsWords(four, 'service')).toBe('Worse than usual in 4 services')
    expect(changedTeamsWords([team('A', 'no_real_change')], 'team')).toBeNull()
  })
})
