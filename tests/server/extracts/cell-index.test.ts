import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CellName } from '#domain/extracts/row.ts'
import { CellIndex, type Place } from '#server/extracts/reading/cell-index.ts'
import { csvOf } from '../../support/extract-files.ts'
import { demonstration, readFile } from '../../support/read-file.ts'
import { some } from '../../support/some.ts'

const unit = fc.constantFrom(...demonstration.units.keys())
const kpi = fc.constantFrom(...demonstration.kpis.keys())
const period = fc.constantFrom('2019-03', '2019-04', '2019-W18', '2019-Q1')
const rows = fc.integer({ min: 1, max: 2 ** 20 })

test('a cell is remembered at the first place that names it, in text and on sheets', () => {
  const named = fc.record({ unit, kpi, period, row: rows })
  const sheets = fc.constantFrom<(string | null)[]>([null], ['April'], ['April', 'May', 'June'])
  fc.assert(
    fc.property(fc.array(named, { minLength: 1, maxLength: 60 }), sheets, (cells, names) => {
      const seen = new CellIndex(demonstration)
      const known = new Map<string, Place>()
      for (const [i, { row, ...cell }] of some(cells).entries()) {
        const place = { sheet: names[Math.floor((i * names.length) / cells.length)] ?? null, row }
        const key = Object.values(cell).join(' ')
        expect(seen.seenAt(cell, place)).toEqual(known.get(key) ?? null)
        if (!known.has(key)) known.set(key, place)
      }
    }),
  )
})

test('every cell that was named is told again, once, by its period, and no other is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ unit, kpi, period }), { maxLength: 60 }),
      fc.record({ unit, kpi, period }),
      (cells, other) => {
        const seen = new CellIndex(demonstration)
        for (const [i, cell] of cells.entries()) seen.seenAt(cell, { sheet: null, row: i + 1 })
        const keyOf = (cell: CellName) => `${cell.period} ${cell.kpi} ${cell.unit}`
        const named = new Set(cells.map(keyOf))
        expect(seen.periods).toEqual([...new Set(cells.map((cell) => cell.period))].sort())
        expect(seen.periods.flatMap((each) => [...seen.in(each)].map(keyOf)).sort()).toEqual(
          [...named].sort(),
        )
        expect(seen.has(other)).toBe(named.has(keyOf(other)))
      },
    ),
  )
})

test('a cell named by three rows is a problem of the second and the third, both against the first', async () => {
  const row = 'CIC-N,LC01,2019-04,1,2'
  const { problems } = await readFile(csvOf([row, 'cic-n ,lc01,2019-04,3,4', row]))
  expect(problems.map(({ code, row: at, firstRow }) => [code, at, firstRow])).toEqual([
    ['duplicate_row', 3, 2],
    ['duplicate_row', 4, 2],
  ])
})
