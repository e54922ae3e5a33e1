import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { KpiKind } from '#domain/catalogue/kpi.ts'
import { periodsAdding, resolveRule, termsOf } from '#domain/catalogue/measure-rule.ts'
import { cellOf, isSymbol } from '#domain/figures/measurement.ts'
import { judgeRule, type RuleCell } from '#domain/figures/rule-judgement.ts'
import { demoExtracts } from '../../seeds/demo.ts'
import { catalogue } from '../support/catalogue.ts'
import { some } from '../support/some.ts'

const kinds = new Map<string, KpiKind>(catalogue.kpis.map(({ code, kind }) => [code, kind]))

/** The demonstration's figures once every file is published, by unit, then by KPI and period. */
function demoCells(): Map<string, Map<string, RuleCell>> {
  const units = new Map<string, Map<string, RuleCell>>()
  for (const { content } of demoExtracts()) {
    const rows: Record<string, string>[] = parse(content, { columns: true, bom: true })
    for (const row of rows) {
      const { team_code: unit = '', kpi_code: kpi = '', period = '', numerator = '', denominator = '' } = row
      const symbol = [numerator, denominator, row.value ?? ''].find(isSymbol) ?? null
      const figure = (text: string) => (text === '' || symbol !== null ? null : Number(text))
      const given = {
        numerator: figure(numerator),
        denominator: figure(denominator),
        value: figure(row.value ?? ''),
      }
      const cells = units.get(unit) ?? new Map<string, RuleCell>()
      const cell = cellOf(kinds.get(kpi) ?? 'count', { ...given, symbol })
      units.set(unit, cells.set(`${kpi} ${period}`, { ...cell, asAt: row.as_at || null }))
    }
  }
  return units
}

/** Every rule, unit and period that the demonstration's figures allow to be judged. */
function judgedInDemo(): { key: string; agrees: boolean; sums: string }[] {
  const found: { key: string; agrees: boolean; sums: string }[] = []
  for (const [unit, cells] of demoCells()) {
    const named = [...cells.keys()].map((key) => key.split(' '))
    for (const rule of catalogue.rules) {
      const periods = new Set(
        termsOf(rule).flatMap((term) =>
          named.flatMap(([kpi, period = '']) => (kpi === term.kpi ? periodsAdding(term, period) : [])),
        ),
      )
      for (const period of [...periods].sort()) {
        const resolved = resolveRule(rule, period)
        const judged = resolved && judgeRule(resolved, (kpi, each) => cells.get(`${kpi} ${each}`))
        if (judged !== null)
          found.push({
            key: `${rule.code} ${unit} ${period}`,
            agrees: judged.agrees,
            sums: `${judged.left} ${judged.right}`,
          })
      }
    }
  }
  return found
}

describe('the demonstration council', () => {
  const judged = some(judgedInDemo())

  test('breaks exactly the two rules that are planted', () => {
    expect(judged.filter(({ agrees }) => !agrees).map(({ key, sums }) => `${key}: ${sums}`)).toEqual([
      'CP07-WITHIN-CP06 HP-N2 2019-03: 12 9',
      'LC01-WITHIN-LC08 CWD-N 2019-04: 34 29',
    ])
  })

  test('is judged by most of the rules; the others need weeks, or figures of services, that it does not send', () => {
    const rules = new Set(judged.map(({ key }) => key.split(' ')[0]))
    const unjudged = catalogue.rules.map(({ code }) => code).filter((code) => !rules.has(code))
    expect(unjudged.filter((code) => !code.includes('-WEEK'))).toEqual([
      'WF03-EMPLOYED-WF05',
      'WF07-WITHIN-WF06',
    ])
    expect(rules.size).toBeGreaterThanOrEqual(25)
    expect([...rules].filter((code) => code?.includes('-WEEK')).sort()).toEqual([
      'CN03-WEEK-ENDING',
      'MO01-WEEK-ENDING',
    ])
  })
})
