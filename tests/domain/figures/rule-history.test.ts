import { describe, expect, test } from 'vitest'
import { type RuleChange, ruleEpisodes } from '#domain/figures/rule-history.ts'

const change = (publication: number, over: Partial<RuleChange> = {}): RuleChange => ({
  rule: 'CP07-WITHIN-CP06',
  unit: 'HP-S1',
  period: '2019-04',
  publication,
  state: 'broken',
  left: 5,
  right: 4,
  ...over,
})
const numbers = (changes: readonly RuleChange[]) =>
  ruleEpisodes(changes).map(({ since, latest, ended }) => [
    since.publication,
    latest.publication,
    ended?.publication ?? null,
  ])

describe('the history of a broken rule', () => {
  test('begins with the publication that broke it and ends with the one that mended it', () => {
    expect(numbers([change(3)])).toEqual([[3, 3, null]])
    expect(numbers([change(3), change(5, { state: 'mended', left: 4 })])).toEqual([[3, 3, 5]])
  })

  test('keeps its beginning while the sums move', () => {
    expect(numbers([change(3), change(4, { left: 7 })])).toEqual([[3, 4, null]])
  })

  test('begins anew when it is broken again', () => {
    const history = [change(3), change(5, { state: 'not_judged', left: null, right: null }), change(8)]
    expect(numbers(history)).toEqual([
      [3, 3, 5],
      [8, 8, null],
    ])
  })

  test('counts in the order of publications, however the changes are listed', () => {
    expect(numbers([change(5, { state: 'mended' }), change(3)])).toEqual([[3, 3, 5]])
  })

  test('is told apart by rule, unit and period', () => {
    const others = [
      change(3),
      change(4, { unit: 'HP-S2' }),
      change(5, { period: '2019-03' }),
      change(6, { rule: 'A-B' }),
    ]
    expect(numbers(others).map(([since]) => since)).toEqual([3, 4, 5, 6])
  })

  test('has no episode for what was mended without having been broken', () => {
    expect(ruleEpisodes([change(3, { state: 'mended' })])).toEqual([])
  })
})
