import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { KpiKind } from '#domain/catalogue/kpi.ts'
import { type MeasureRule, resolveRule, termsOf } from '#domain/catalogue/measure-rule.ts'
import { cellOf } from '#domain/figures/measurement.ts'
import { judgeRule, termSum } from '#domain/figures/rule-judgement.ts'
import { brokenRuleWords, ruleSidesWords } from '#domain/wording/rule-words.ts'
import { catalogueFaults, readCatalogue } from '../../seeds/catalogue.ts'
import type { Catalogue, RuleSeed } from '../../seeds/schemas.ts'
import { some } from '../support/some.ts'

const catalogue = readCatalogue()
const { rules } = catalogue
const kindOf = (code: string): KpiKind => catalogue.kpis.find((kpi) => kpi.code === code)?.kind ?? 'count'

/** An example's figures as cells of one unit. */
function cellsOf({ cells }: RuleSeed['fires']) {
  return (kpi: string, period: string) => {
    const given = cells.find((cell) => cell.kpi === kpi && cell.period === period)
    if (given === undefined) return null
    const value = kindOf(kpi) === 'median' ? 1 : null
    return { ...cellOf(kindOf(kpi), { ...given, value, symbol: null }), asAt: null }
  }
}

function judged(rule: MeasureRule, example: RuleSeed['fires']) {
  const resolved = resolveRule(rule, example.period)
  return resolved === null ? null : judgeRule(resolved, cellsOf(example))
}

describe.each(some(rules.map((rule) => [rule.code, rule] as const)))('the rule %s', (_, rule) => {
  test('is broken by its first example and kept by its second', () => {
    expect(judged(rule, rule.fires)).toMatchObject({ agrees: false })
    expect(judged(rule, rule.holds)).toMatchObject({ agrees: true })
  })

  test('needs every figure of its examples', () => {
    const without = rule.fires.cells.map((_, left) => ({
      ...rule.fires,
      cells: rule.fires.cells.filter((_, i) => i !== left),
    }))
    expect(some(without).filter((example) => judged(rule, example) !== null)).toEqual([])
  })

  test('is told in words that name both sides', () => {
    const resolved = resolveRule(rule, rule.fires.period)
    const found = judged(rule, rule.fires)
    if (resolved === null || found === null) throw new Error(`${rule.code} is not judged by its own example`)
    const words = `${brokenRuleWords(rule, 'HP-S1', rule.fires.period)}. ${ruleSidesWords(
      resolved,
      found,
      (term) => ({
        sum: termSum(term, cellsOf(rule.fires)) ?? 0,
        place: 'on record',
      }),
    )}. ${rule.because}.`
    expect(words).toMatch(
      /^‘[A-Z0-9].+’ does not hold for HP-S1 in [A-Z].+ 20[0-9]{2}\. [A-Z].+: .+\. [A-Z].+: .+\.$/,
    )
    expect(words).not.toMatch(/undefined|NaN|null/)
    for (const { kpi } of some(termsOf(rule))) expect(words).toContain(kpi)
    expect(rule.name + rule.because).not.toMatch(/[.;]$|\.\./)
  })
})

describe('the rules as seeded', () => {
  test('are one for each file, at least 15, with weeks against months among them', () => {
    const files = readdirSync(new URL('../../seeds/rules/', import.meta.url))
    expect(files.sort()).toEqual(rules.map(({ code }) => `${code}.json`).sort())
    expect(rules.length).toBeGreaterThanOrEqual(15)
    expect(
      rules.filter((rule) => termsOf(rule).some(({ weeks }) => weeks !== undefined)).length,
    ).toBeGreaterThan(3)
  })

  test('have each their own name', () => {
    const names = rules.map(({ name }) => name)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })
})

describe('a contradiction in a rule is found and named', () => {
  const broken = (change: (rule: RuleSeed) => void): string[] => {
    const copy: Catalogue = structuredClone(catalogue)
    const [first] = copy.rules.filter(({ code }) => code === 'CP07-WITHIN-CP06')
    if (first === undefined) throw new Error('CP07-WITHIN-CP06 is gone: try another rule')
    change(first)
    return catalogueFaults(copy)
  }
  const left = (rule: RuleSeed) => rule.left.sum[0] as RuleSeed['left']['sum'][number]

  test.each<[string, (rule: RuleSeed) => void, string]>([
    ['an unknown measure', (rule) => Object.assign(left(rule), { kpi: 'XX99' }), 'unknown KPI XX99'],
    [
      'a part that its kind has not',
      (rule) => Object.assign(left(rule), { part: 'denominator' }),
      'CP07 is a stock and has no denominator',
    ],
    [
      'a median’s numerator',
      (rule) => Object.assign(left(rule), { kpi: 'AS03' }),
      'AS03 is a median and has no numerator',
    ],
    ['a grain without figures', (rule) => rule.grains.push('weekly'), 'CP07 has no weekly figures'],
    [
      'weeks of a measure without any',
      (rule) => Object.assign(left(rule), { weeks: 'inside' }),
      'CP07 has no weekly figures',
    ],
    [
      'measures that no unit carries together',
      (rule) => Object.assign(left(rule), { kpi: 'FD03' }),
      'no type of unit carries all its measures',
    ],
    [
      'an example of a period it has not',
      (rule) => Object.assign(rule.holds, { period: '2019-W14' }),
      'the example of ‘holds’ is of a period for which it is not judged',
    ],
  ])('%s', (_, change, words) => {
    expect(
      broken(change)
        .filter((fault) => fault.startsWith('rule CP07-WITHIN-CP06: '))
        .join(),
    ).toContain(words)
  })

  test('two files of one code', () => {
    const copy: Catalogue = structuredClone(catalogue)
    copy.rules.push(...copy.rules.slice(0, 1))
    expect(catalogueFaults(copy)).toContain(`rule ${copy.rules[0]?.code} is there twice`)
  })
})
