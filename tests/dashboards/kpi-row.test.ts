import { expect, test } from 'vitest'
import { absenceWords, kpiVerdicts } from '#dashboards/components/kpi-row/kpi-row.ts'
import { textOf } from '../support/page-text.ts'

test('a measure without a figure is said to be retired where it is, and else that nothing was published', () => {
  expect(absenceWords({ lastMonth: '2019-01' })).toBe('Retired after January 2019')
  expect(absenceWords({ lastMonth: null })).toBe('Nothing published')
})

test('measures named to a reader who is shown no figures say which of them is retired', () => {
  const shown = kpiVerdicts([
    { kpi: { name: 'Visits on time', lastMonth: null }, figure: null },
    { kpi: { name: 'Files read', lastMonth: '2019-01' }, figure: null },
  ])
  expect(textOf(String(shown))).toContain('Visits on time Nothing published')
  expect(textOf(String(shown))).toContain('Files read Retired after January 2019')
})
