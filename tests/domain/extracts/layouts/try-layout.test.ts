import { expect, test } from 'vitest'
import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { layoutTrier } from '#domain/extracts/layouts/try-layout.ts'
import { plainRules, register, report, reportRules, tableOf } from '../../layout-examples.ts'

function trial(rules: LayoutRules, rows: readonly (readonly string[])[]) {
  const trier = layoutTrier({ name: 'Visits', rules }, register)
  trier.sheet(null)
  for (const row of tableOf(rows)) trier.row(row)
  return trier.end(null, true)
}

const carried: LayoutRules = {
  ...reportRules,
  teams: [{ name: 'Assessmt South', code: 'ASMT-S' }],
}

test('a file is counted, and its first figures shown as they would be read', () => {
  const tried = trial(reportRules, report)
  expect(tried.counts).toEqual({
    rows: 2,
    skipped: 3,
    figures: 2,
    unsaid: 0,
    problems: 0,
    warnings: 0,
    filled: 0,
  })
  expect(tried.first.map(({ row, read }) => [row, read.unit, read.numerator])).toEqual([
    [5, 'ASMT-N', 41],
    [6, 'ASMT-S', 30],
  ])
  expect(tried.skipped.map(({ row, text }) => `${row} ${text}`)).toEqual([
    '4 Assessment',
    '7 Subtotal',
    '9 Total (all teams)',
  ])
})

test('every name is listed once, also those that are left out, and whether figures stand beside it', () => {
  const tried = trial(reportRules, report)
  expect(tried.teams.map(({ text, times, row, hasFigures }) => [text, times, row, hasFigures])).toEqual([
    ['Assessment', 1, 4, false],
    ['Assessment North', 1, 5, true],
    ['Assessmt  South', 1, 6, true],
  ])
})

test('a name that nothing is said of is counted and is no problem yet', () => {
  const tried = trial(carried, report)
  expect(tried.counts).toMatchObject({ figures: 1, unsaid: 1, problems: 0 })
})

test('words in place of a figure are listed, and signs are noticed', () => {
  const rules: LayoutRules = {
    ...plainRules,
    columns: [
      plainRules.columns[0],
      { heading: 'CIN', use: { kpi: 'CN02', part: 'value' } },
    ] as LayoutRules['columns'],
  }
  const tried = trial(rules, [
    ['April 2019'],
    ['Team', 'CIN'],
    ['ASMT-N', '92%'],
    ['ASMT-S', 'n/a'],
    ['HP-N1', 'N/A'],
    ['HP-N1', '-4'],
    ['HP-N1', '1,000'],
  ])
  expect(tried.words.map(({ text, times }) => [text, times])).toEqual([['n/a', 2]])
  expect([tried.hasPercent, tried.hasThousands]).toEqual([true, true])
  expect(tried.counts).toMatchObject({ unsaid: 2, problems: 3 })
})

test('no more than ten problems are kept, and all are counted', () => {
  const bad = Array.from({ length: 30 }, () => ['Assessment North', '9', '8'])
  const tried = trial(reportRules, [...report.slice(0, 3), ...bad])
  expect([tried.problems.length, tried.counts.problems]).toEqual([10, 30])
})

test('a sheet without the headings is a problem', () => {
  expect(trial(reportRules, [['anything', 'else']]).problems[0]?.message).toContain('no longer fits')
})
