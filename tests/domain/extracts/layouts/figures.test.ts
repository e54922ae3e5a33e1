import { describe, expect, test } from 'vitest'
import type { PlacedColumn } from '#domain/extracts/layouts/columns.ts'
import { figureGroups, figureReader, groupReader, isFraction } from '#domain/extracts/layouts/figures.ts'
import type { ColumnUse, LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { plainRules, register, withKind } from '../../layout-examples.ts'

const column = (use: ColumnUse, over: Partial<PlacedColumn> = {}): PlacedColumn => ({
  ...{ heading: '', use, fillDown: false, period: null, team: null },
  ...over,
})

describe('the figures of a row', () => {
  test('are one in a long table, its parts in our order', () => {
    expect(figureGroups([column('team'), column('value'), column('numerator'), column('note')])).toEqual([
      {
        kpi: null,
        period: null,
        team: null,
        parts: [
          ['numerator', 2],
          ['value', 1],
        ],
      },
    ])
    expect(figureGroups([column('team'), column('kpi'), column('ignored')])).toEqual([])
  })

  test('are one for each measure, month and team, in the order of the columns', () => {
    const groups = figureGroups([
      column({ kpi: 'CP03', part: 'denominator' }),
      column({ kpi: 'CN02', part: 'value' }),
      column({ kpi: 'CP03', part: 'numerator' }),
      column('value', { period: '2019-04' }),
      column('value', { period: '2019-05' }),
      column('value', { team: 'North' }),
      column('denominator', { team: 'NORTH ' }),
    ])
    expect(
      groups.map(({ kpi, period, team, parts }) => [kpi, period, team, parts.map(([, at]) => at)]),
    ).toEqual([
      ['CP03', null, null, [2, 0]],
      ['CN02', null, null, [1]],
      [null, '2019-04', null, [3]],
      [null, '2019-05', null, [4]],
      [null, null, 'North', [6, 5]],
    ])
  })
})

describe('a cell in our terms', () => {
  const reader = (change: Partial<LayoutRules> = {}) => figureReader({ ...plainRules, ...change })
  const values = (change: Partial<LayoutRules>, ...texts: string[]) =>
    texts.map((text) => reader(change)(text, 'value', true))

  test('is as it was typed where nothing is said of it', () => {
    const texts = ['92%', '1,234', '0.92', 'n/a', '']
    expect(values({}, ...texts)).toEqual(texts)
  })

  test('is what a person said that its word means, however it is typed', () => {
    const words = [{ word: 'N/A', means: 'z' as const }]
    expect(values({ words }, 'n/a', ' N/A ', 'n/a!')).toEqual(['z', 'z', 'n/a!'])
    expect(reader({ words })('N/A', 'numerator', false)).toBe('z')
  })

  test('loses its percent sign as a value alone', () => {
    expect(values({ percent: true }, '92%', '92 %', '1,092.5%', '92  %', '92% x', '-92%', '%')).toEqual([
      ...['92', '92', '1,092.5', '92  %', '92% x', '-92%', '%'],
    ])
    expect(reader({ percent: true })('92%', 'numerator', true)).toBe('92%')
  })

  test('loses its commas between thousands and no others', () => {
    expect(
      values(
        { thousands: true },
        '1,234',
        '12,345,678.25',
        '1,23',
        '1234,567',
        ',123',
        '1,234x',
        'x1,234',
        '1,234.',
      ),
    ).toEqual(['1234', '12345678.25', '1,23', '1234,567', ',123', '1,234x', 'x1,234', '1,234.'])
    expect(reader({ thousands: true })('1,234', 'numerator', false)).toBe('1234')
    expect(values({ thousands: true, percent: true }, '1,234%')).toEqual(['1234'])
    expect(values({ thousands: true }, '1,234%')).toEqual(['1,234%'])
  })

  test('is a hundred times a share of a percentage, to four decimals, and of nothing else', () => {
    const fractions = { fractions: true }
    expect(values(fractions, '0.92', '.5', '1', '0.57', '0.123456789', '0', 'n/a', '0.92%')).toEqual([
      ...['92', '50', '100', '57', '12.3457', '0', 'n/a', '0.92%'],
    ])
    expect(reader(fractions)('0.92', 'value', false)).toBe('0.92')
    expect(reader(fractions)('0.92', 'numerator', true)).toBe('0.92')
    expect(reader({ fractions: false })('0.92', 'value', true)).toBe('0.92')
    expect(reader({ fractions: undefined })('0.92', 'value', true)).toBe('0.92')
  })
})

test('a share is digits with at most one full stop', () => {
  const long = (count: number) => `0.${'1'.repeat(count)}`
  expect(['0.92', '.5', '1', '123456789', '123456789.5', long(17)].map(isFraction)).toEqual(
    Array(6).fill(true),
  )
  expect(
    ['', '.', '1.', '0,92', '-0.5', '1234567890', '1234567890.5', long(18), '0.9x', 'x0.9', '1.2.3'].map(
      isFraction,
    ),
  ).toEqual(Array(11).fill(false))
})

describe('the cells of a figure', () => {
  const columns = [
    column('numerator', { heading: 'Done' }),
    column('denominator'),
    column('value', { heading: 'In time' }),
  ]
  const [whole] = figureGroups(columns)
  const [alone] = figureGroups([column('note'), column('note'), column('value')])
  const rules: LayoutRules = { ...plainRules, words: [{ word: '-', means: 'x' }] }
  const read = (
    cells: string[],
    kpi: string | null = 'CN02',
    group = whole,
    sheet: string | null = null,
    by = register,
    fractions = false,
  ) =>
    groupReader({ name: 'Visits', rules: { ...rules, fractions } }, by)(
      { row: 4, cells },
      group ?? { kpi: null, period: null, team: null, parts: [] },
      { kpi, sheet, columns },
    )

  test('are read with the heading and the text of the file', () => {
    expect(read([' 41', '', '-'])).toEqual({
      text: { numerator: '41', denominator: '', value: 'x' },
      sources: {
        numerator: { heading: 'Done', text: '41' },
        denominator: { heading: 'Column B', text: '' },
        value: { heading: 'In time', text: '-' },
      },
      problems: [],
      hasNumber: true,
    })
    expect(read([]).text).toEqual({ numerator: '', denominator: '', value: '' })
  })

  test('hold a number, or what should be one, or neither', () => {
    const has = (...cells: string[]) => read(cells).hasNumber
    expect([has('', '', ''), has('x', '', '-'), has('', '5', ''), has('', '', '9x'), has('n/a')]).toEqual([
      ...[false, false, true, true, true],
    ])
  })

  test('are refused where a word was not explained, by their sheet, row and column', () => {
    const { problems, text } = read(['tbc', 'n/a', '9x'], 'CN02', whole, 'May')
    expect(text).toEqual({ numerator: 'tbc', denominator: 'n/a', value: '9x' })
    expect(
      problems.map(({ code, column: heading, value, message }) => [code, heading, value, message]),
    ).toEqual([
      [
        'symbol_unknown',
        'Done',
        'tbc',
        'Sheet ‘May’, row 4, Done: ‘tbc’ is not a word that the layout ‘Visits’ knows. Match the file again to say what it means',
      ],
      [
        'symbol_unknown',
        'Column B',
        'n/a',
        'Sheet ‘May’, row 4, Column B: ‘n/a’ is not a word that the layout ‘Visits’ knows. Match the file again to say what it means',
      ],
    ])
  })

  test('are shares of one only of a percentage', () => {
    const value = (kpi: string) =>
      read(['', '', '0.9'], kpi, whole, null, withKind('WF01', 'mean'), true).text.value
    expect([value('CN02'), value('WF01')]).toEqual(['90', '0.9'])
  })

  test('are the number of a count in a table of values alone', () => {
    expect(read(['', '', '41'], 'FD03', alone)).toMatchObject({
      text: { numerator: '41', denominator: '', value: '' },
      sources: { numerator: { heading: 'In time', text: '41' } },
    })
    expect(read(['', '', '41'], 'FD03', alone).sources.value).toBeUndefined()
    expect(read(['40', '', '41'], 'FD03').text).toEqual({ numerator: '40', denominator: '', value: '41' })
    expect(read(['', '', '41'], 'ST01', alone, null, withKind('ST01', 'stock')).text.numerator).toBe('41')
    for (const kpi of ['CN02', 'NONE', null]) {
      expect(read(['', '', '41'], kpi, alone).text).toEqual({ numerator: '', denominator: '', value: '41' })
    }
  })
})
