import { describe, expect, test } from 'vitest'
import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { isTakenSheet, layoutWalk } from '#domain/extracts/layouts/layout-walk.ts'
import { plainRules, tableOf } from '../../layout-examples.ts'

const headings = ['Team', 'Children visited on time', 'Children due a visit']
const rules: LayoutRules = { ...plainRules, skip: { is: [], begins: [] } }

/** The kind of each row of one sheet. */
function places(given: Partial<LayoutRules>, rows: readonly (readonly string[])[]) {
  const walk = layoutWalk({ ...rules, ...given })
  walk.enter(null)
  return tableOf(rows).map((row) => walk.place(row).place)
}

describe('the sheets that are read', () => {
  const taken = (sheets: LayoutRules['sheets']) =>
    (['Visits', 'Notes', 'Court'] as const).filter((name, place) =>
      isTakenSheet({ ...rules, sheets }, name, place),
    )

  test('are the first, the one that is named, or all but some', () => {
    expect(taken({ take: 'first' })).toEqual(['Visits'])
    expect(taken({ take: 'named', name: ' court' })).toEqual(['Court'])
    expect(taken({ take: 'named', name: 'Plans' })).toEqual([])
    expect(taken({ take: 'every', except: [] })).toEqual(['Visits', 'Notes', 'Court'])
    expect(taken({ take: 'every', except: ['NOTES', 'Court '] })).toEqual(['Visits'])
  })

  test('are the only one of a text file, whatever its rules say', () => {
    const all: LayoutRules['sheets'][] = [{ take: 'named', name: 'x' }, { take: 'first' }]
    expect(all.map((sheets) => isTakenSheet({ ...rules, sheets }, null, 3))).toEqual([true, true])
  })

  test('are counted from the first, and the rows of others are none of ours', () => {
    const walk = layoutWalk(rules)
    walk.enter('Visits')
    expect(walk.place({ row: 1, cells: headings }).place).toBe('headings')
    walk.enter('Notes')
    expect(walk.place({ row: 1, cells: headings })).toEqual({
      place: 'other_sheet',
      cells: headings,
      filled: 0,
    })
  })
})

describe('a row', () => {
  test('is above the headings, the headings, data, blank, skipped or below', () => {
    const given = { skip: { is: ['Assessment'], begins: ['Total'] }, ends: ['Produced by'] }
    expect(
      places(given, [
        ['Visits'],
        [''],
        headings,
        ['Assessment', '1', '2'],
        ['Assessment North', '1', '2'],
        ['', ' ', '\u00a0'],
        ['', 'Total', '3'],
        headings,
        ['Produced by Ann'],
        ['Assessment North', '1', '2'],
      ]),
    ).toEqual(['above', 'above', 'headings', 'skipped', 'data', 'blank', 'skipped', 'data', 'below', 'below'])
  })

  test('is skipped by the whole words it begins with, or by what it is', () => {
    const given = { skip: { is: ['North'], begins: ['Total'] } }
    const rows = [
      'Total',
      'TOTAL (all)',
      'total: north',
      'Totals',
      'Total9',
      'A total',
      'North',
      'North 1',
      ' north ',
    ]
    expect(places(given, [headings, ...rows.map((text) => [text, '1', '2'])]).slice(1)).toEqual([
      ...['skipped', 'skipped', 'skipped', 'data', 'data', 'data', 'skipped', 'data', 'skipped'],
    ])
  })

  test('is skipped by the text of its team, wherever that stands', () => {
    const columns = [{ heading: 'Month', use: 'period' }, ...rules.columns] as const
    const given = { columns, period: { from: 'column' }, skip: { is: ['Other'], begins: ['Sub'] } } as const
    const rows = [
      ['Month', ...headings],
      ['May', 'Other', '1', '2'],
      ['Other', 'North', '1', '2'],
      ['May', 'Sub', '1', '2'],
      ['May'],
    ]
    expect(places(given, rows)).toEqual(['headings', 'skipped', 'skipped', 'data', 'data'])
  })

  test('of a table without a column of teams is skipped by its first filled cell', () => {
    const columns = rules.columns.map((column, i) =>
      i === 0 ? { heading: 'Month', use: 'period' as const } : column,
    )
    const given = {
      columns,
      period: { from: 'column' },
      team: { from: 'sheet' },
      skip: { is: ['x'], begins: [] },
    } as const
    expect(
      places(given, [
        ['Month', ...headings.slice(1)],
        ['', 'x', ''],
        ['y', 'x', ''],
      ]),
    ).toEqual([...['headings', 'skipped', 'data']])
  })
})

describe('headings in two rows', () => {
  const given: Partial<LayoutRules> = {
    headingRows: 2,
    columns: [
      { heading: 'Team', use: 'team' },
      { heading: 'Visits – On time', use: { kpi: 'CN02', part: 'numerator' } },
    ],
  }
  const upper = ['Team', 'Visits']
  const lower = ['', 'On time']

  test('stand in rows that follow one another', () => {
    expect(places(given, [['Report'], upper, lower, ['North', '1']])).toEqual([
      'above',
      'above',
      'headings',
      'data',
    ])
    const walk = layoutWalk({ ...rules, ...given })
    walk.enter(null)
    expect(walk.place({ row: 1, cells: upper }).place).toBe('above')
    expect(walk.place({ row: 3, cells: lower }).place).toBe('above')
  })

  test('do not reach from one sheet into the next', () => {
    const walk = layoutWalk({ ...rules, ...given, sheets: { take: 'every', except: [] } })
    walk.enter('A')
    walk.place({ row: 1, cells: upper })
    walk.enter('B')
    expect(walk.place({ row: 2, cells: lower }).place).toBe('above')
  })

  test('are not the row of a layout whose headings stand in one', () => {
    expect(places({}, [['Team', 'Children visited'], ['', 'on time'], headings])).toEqual([
      'above',
      'above',
      'headings',
    ])
  })
})

describe('a sheet without its headings', () => {
  const unfit = (rows: readonly (readonly string[])[], name: string | null = 'A') => {
    const walk = layoutWalk(rules)
    walk.enter(name)
    for (const row of tableOf(rows)) walk.place(row)
    return walk.leave()
  }

  test('is told with the row that shares most of them, the first of equals', () => {
    const near = ['Team', 'Children seen', 'Children due a visit']
    expect(unfit([['Team'], near, ['Team', 'Children due a visit', 'x']])).toEqual({
      sheet: 'A',
      nearest: { row: 2, headings: near },
    })
    expect(unfit([['some words'], ['', 'more']])).toEqual({ sheet: 'A', nearest: null })
  })

  test('is looked for in its first sixty rows', () => {
    const rows = (blank: number) => [...Array.from({ length: blank }, () => ['x']), ['Team']]
    expect(unfit(rows(59))?.nearest?.row).toBe(60)
    expect(unfit(rows(60))).toEqual({ sheet: 'A', nearest: null })
  })

  test('is none where it is blank, has them, or was not to be read', () => {
    expect(unfit([['', ' '], []])).toBeNull()
    expect(unfit([])).toBeNull()
    expect(unfit([['x'], headings])).toBeNull()
    const walk = layoutWalk(rules)
    walk.enter('A')
    expect(walk.enter('B')).toBeNull()
    walk.place({ row: 1, cells: ['x'] })
    expect(walk.leave()).toBeNull()
  })

  test('is told when the next begins, and each by itself', () => {
    const walk = layoutWalk({ ...rules, sheets: { take: 'every', except: [] } })
    expect(walk.enter('A')).toBeNull()
    walk.place({ row: 4, cells: ['Team', 'Children due a visit'] })
    expect(walk.enter('B')).toEqual({
      sheet: 'A',
      nearest: { row: 4, headings: ['Team', 'Children due a visit'] },
    })
    walk.place({ row: 9, cells: ['x'] })
    expect(walk.enter('C')).toEqual({ sheet: 'B', nearest: null })
    expect(walk.leave()).toBeNull()
  })
})

describe('the cell of the month', () => {
  test('is the one of its row and column above the headings, of this sheet', () => {
    const walk = layoutWalk({
      ...rules,
      sheets: { take: 'every', except: [] },
      period: { from: 'cell', row: 2, column: 1 },
    })
    walk.enter('A')
    for (const row of tableOf([['Month', 'x'], ['Month', 'May 2019'], headings, ['North', '1', '2']]))
      walk.place(row)
    expect(walk.periodCell()).toBe('May 2019')
    walk.enter('B')
    expect(walk.periodCell()).toBe('')
    for (const row of tableOf([['Month'], ['Month'], headings])) walk.place(row)
    expect(walk.periodCell()).toBe('')
  })
})

describe('the columns of a file', () => {
  test('are those of the layout until its headings were met, and then the file’s own', () => {
    const walk = layoutWalk({
      ...rules,
      columns: [
        { heading: 'Team', use: 'team', fillDown: true },
        { heading: 'Apr 2019', use: 'value', across: 'period' },
      ],
      measure: { from: 'constant', code: 'CN02' },
      period: { from: 'heading' },
    })
    const periods = () => walk.columns().map(({ period }) => period)
    expect(periods()).toEqual([null, '2019-04'])
    walk.enter(null)
    walk.place({ row: 1, cells: ['Team', 'May 2019', 'Jun 2019'] })
    expect(periods()).toEqual([null, '2019-05', '2019-06'])
    walk.place({ row: 2, cells: ['North', '1', '2'] })
    expect(walk.place({ row: 3, cells: ['', '1', '2'] })).toEqual({
      place: 'data',
      cells: ['North', '1', '2'],
      filled: 1,
    })
  })
})
