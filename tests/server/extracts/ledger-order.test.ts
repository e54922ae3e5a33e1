import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ledgerOrder } from '#server/extracts/checking/ledger-order.ts'
import { demonstration } from '../../support/read-file.ts'

const orderOf = ledgerOrder(demonstration)
const unit = fc.constantFrom(...demonstration.units.keys())
const kpi = fc.constantFrom(...demonstration.kpis.keys())

test('rows sorted by their place stand as in the key of the ledger: by KPI, then unit, then month', () => {
  const cell = fc.record({ kpi, unit, period: fc.constantFrom('0001-12', '2018-12', '2019-01', '9999-12') })
  fc.assert(
    fc.property(cell, cell, (a, b) => {
      const [first] = (['kpi', 'unit', 'period'] as const).filter((part) => a[part] !== b[part])
      const expected = first === undefined ? 0 : a[first] < b[first] ? -1 : 1
      expect(Math.sign(orderOf(a) - orderOf(b))).toBe(expected)
    }),
  )
})

test('weeks and quarters of a measure have a place too, and every place is a whole number that is kept exactly', () => {
  const cells = ['2019-W01', '2019-W53', '2019-Q1', '2019-Q4', '2019-04'].map((period) => ({
    kpi: [...demonstration.kpis.keys()].at(-1) ?? '',
    unit: [...demonstration.units.keys()].at(-1) ?? '',
    period,
  }))
  for (const cell of cells) expect(Number.isSafeInteger(orderOf(cell))).toBe(true)
  expect(orderOf(cells[0] as (typeof cells)[0])).toBeLessThan(orderOf(cells[1] as (typeof cells)[0]))
})
