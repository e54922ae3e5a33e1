import { describe, expect, test } from 'vitest'
import { fillDown } from '#domain/extracts/layouts/fill-down.ts'

/** Fills the marked columns, row by row; null is a row that is left out. */
function filled(marked: readonly boolean[], rows: readonly (readonly string[] | null)[]) {
  const fills = fillDown(
    marked.map((isFilled) => ({ heading: '', use: 'note', fillDown: isFilled, period: null, team: null })),
  )
  return rows.flatMap((cells) => {
    if (cells !== null) return [fills.fill(cells)]
    fills.stop()
    return []
  })
}

describe('blank cells', () => {
  test('take what is above them, and are counted', () => {
    expect(
      filled(
        [true, true, false],
        [
          ['North', 'Visits', '1'],
          ['', ' ', '2'],
          ['\u00a0', 'Plans', ''],
        ],
      ),
    ).toEqual([
      { cells: ['North', 'Visits', '1'], filled: 0 },
      { cells: ['North', 'Visits', '2'], filled: 2 },
      { cells: ['North', 'Plans', ''], filled: 1 },
    ])
  })

  test('take what is above them at the end of a shorter row', () => {
    expect(filled([false, false, true], [['a', 'b', 'North'], ['c'], []])).toEqual([
      { cells: ['a', 'b', 'North'], filled: 0 },
      { cells: ['c', '', 'North'], filled: 1 },
      { cells: ['', '', 'North'], filled: 1 },
    ])
  })

  test('stay blank where nothing is above them', () => {
    expect(filled([true], [[''], ['North'], null, [''], ['']]).map(({ filled: count }) => count)).toEqual([
      ...[0, 0, 0, 0],
    ])
  })

  test('of a measure take nothing from another team, and keep what is above where the team is repeated', () => {
    expect(
      filled(
        [true, true],
        [
          ['North', 'Visits'],
          [' North ', ''],
          ['South', ''],
          ['', 'Plans'],
          ['', ''],
        ],
      ).map(({ cells }) => cells.map((cell) => cell.trim()).join(' ')),
    ).toEqual(['North Visits', 'North Visits', 'South ', 'South Plans', 'South Plans'])
  })

  test('of a team keep what is above where only the measure after it changes', () => {
    const rows = [
      ['North', 'Visits'],
      ['', 'Plans'],
      ['', ''],
    ]
    expect(filled([true, true], rows).map(({ cells }) => cells.join(' '))).toEqual([
      ...['North Visits', 'North Plans', 'North Plans'],
    ])
  })
})

test('rows are left as they are where no column is filled', () => {
  const cells = ['', 'x']
  const [row] = filled([false, false], [cells])
  expect(row).toEqual({ cells: ['', 'x'], filled: 0 })
  expect(row?.cells).toBe(cells)
})
