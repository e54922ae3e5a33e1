/** The messages about a row, and what may be blank in it without a message. */

import { describe, expect, test } from 'vitest'
import type { ExtractColumn, RowText } from '#domain/extracts/register.ts'
import { duplicateRow, readRow } from '#domain/extracts/row.ts'
import { aRowText, register } from '../extract-examples.ts'

const read = (change: Partial<RowText>) => readRow(aRowText(change), register)
/** The row's only problem: its code, the text it quotes and its message. */
const fault = (change: Partial<RowText>) => {
  const { problems, accepted, fraction, warnings } = read(change)
  expect([problems.length, accepted, fraction, warnings]).toEqual([1, null, null, []])
  const [{ code, value, message } = { code: '', value: '', message: '' }] = problems
  return [code, value, message]
}

describe('a period', () => {
  const opened = { team_code: 'HP-C1' }
  const closed = { team_code: 'HP-C' }

  test.each([
    [{ period: ' ' }, 'missing_value', null, 'Row 14, period: Give the period. Write a month like 2019-04'],
    [
      { period: '', kpi_code: 'MO01' },
      'missing_value',
      null,
      'Row 14, period: Give the period. Write a month like 2019-04 or a week like 2019-W21',
    ],
    [
      { period: '2019-W21' },
      'bad_period',
      '2019-W21',
      'Row 14, period: LC01 is not collected weekly. Write a month like 2019-04, not ‘2019-W21’',
    ],
    [
      { period: '2019-04', kpi_code: 'QA01' },
      'bad_period',
      '2019-04',
      'Row 14, period: QA01 is not collected monthly. Write a quarter like 2019-Q1, not ‘2019-04’',
    ],
    [
      { period: '2019-Q1', kpi_code: 'MO01' },
      'bad_period',
      '2019-Q1',
      'Row 14, period: MO01 is not collected quarterly. Write a month like 2019-04 or a week like 2019-W21, not ‘2019-Q1’',
    ],
    [
      { period: '2019-07' },
      'future_period',
      '2019-07',
      'Row 14, period: Period must not be in the future. July 2019 has not begun',
    ],
    [
      { ...closed, period: '2018-10' },
      'closed_team',
      'HP-C',
      'Row 14, team_code: Help Central closed on 30 September 2018, so it cannot have October 2018 data',
    ],
    [
      { ...opened, period: '2018-09' },
      'closed_team',
      'HP-C1',
      'Row 14, team_code: Help Central 1 opened on 1 October 2018, so it cannot have September 2018 data',
    ],
    [
      { period: '20190401' },
      'bad_period',
      '20190401',
      'Row 14, period: ‘20190401’ is not a period. Write a month like 2019-04',
    ],
    [
      { period: '2019–W21', kpi_code: 'MO01' },
      'bad_period',
      '2019–W21',
      'Row 14, period: ‘2019–W21’ is not a period. Write a month like 2019-04 or a week like 2019-W21. The dash is a long one: write 2019-W21',
    ],
  ])('of %o is refused as %s', (change, code, value, message) => {
    expect(fault(change)).toEqual([code, value, message])
  })

  test('of two readings is offered as both, the earlier first, and with a long dash only where that makes a period', () => {
    expect(read({ period: '01/05/2019' }).problems[0]?.message).toMatch(
      /It can be read as January 2019 or as May 2019: write 2019-01 or 2019-05$/,
    )
    expect(read({ period: '2019–13' }).problems[0]?.message).toBe(
      'Row 14, period: ‘2019–13’ is not a period. Write a month like 2019-04',
    )
  })

  test('of a row without a KPI is asked for in each of its forms', () => {
    expect(read({ kpi_code: '', period: '' }).problems.map(({ message }) => message)).toEqual([
      'Row 14, kpi_code: Give a KPI code',
      'Row 14, period: Give the period. Write a month like 2019-04 or a week like 2019-W21 or a quarter like 2019-Q1',
    ])
  })

  test.each([
    [{ ...closed, period: '2018-09' }],
    [{ ...opened, period: '2018-10' }],
    [{ period: ' 2019-04\u00a0' }],
    [{ period: '2019-06' }],
  ])('of %o is one in which the team was open, and that has begun', (change) => {
    expect(read(change).problems).toEqual([])
  })

  test('in which a team was open for a single day is one in which it was open', () => {
    const team = register.units.get('HP-C1')
    if (team === undefined) throw new Error('no such team')
    const open = (opened: string, closed: string | null) =>
      readRow(aRowText({ team_code: 'DAY', period: '2018-10' }), {
        ...register,
        units: new Map([['DAY', { ...team, code: 'DAY', opened, closed }]]),
      }).problems.map(({ code }) => code)
    expect(open('2018-10-31', null)).toEqual([])
    expect(open('2018-11-01', null)).toEqual(['closed_team'])
    expect(open('2015-04-01', '2018-10-01')).toEqual([])
    expect(open('2015-04-01', '2018-09-30')).toEqual(['closed_team'])
  })

  test('that a spreadsheet rewrote is of the file only where it is exactly of that form and may be a month', () => {
    const ofFile = (period: string) => read({ period }).ofFile?.size ?? 0
    expect(['May-19', 'May-2019', '1-May-19', 'MAY-19', 'may-19', 'Xyz-19', '19-May'].map(ofFile)).toEqual([
      ...[1, 0, 0, 0, 0, 0, 0],
    ])
    expect(read({ period: 'May-19' }).problems[0]?.message).toBe(
      'Row 14, period: ‘May-19’ is not a period. Write a month like 2019-04. If May 2019 is meant, write 2019-05. ' +
        'A spreadsheet that opens a CSV writes its months like this, here and in every other row: use the XLSX template, which keeps them',
    )
    expect(read({ period: 'May-19', kpi_code: 'QA01' }).ofFile).toBeUndefined()
  })

  test('that is merged is of the file, and so is a row with nothing else wrong in it', () => {
    const merged: ReadonlySet<ExtractColumn> = new Set(['period'])
    const { accepted, problems, ofFile, cell } = read({ period: '', merged })
    expect([accepted, cell]).toEqual([null, null])
    expect([...(ofFile ?? [])]).toEqual(problems)
    expect(problems.map(({ code, value, message }) => [code, value, message])).toEqual([
      [
        'missing_value',
        null,
        'Row 14, period: The cell is merged with the one that holds the period, so it is blank here. ' +
          'Unmerge the cells and fill in each one, or let the match page of this file fill them down: this ' +
          'holds for every merged cell of the column',
      ],
    ])
    expect(read({ period: 'May', merged }).ofFile).toBeUndefined()
    expect(read({ period: '', merged: new Set<ExtractColumn>(['team_code']) }).ofFile).toBeUndefined()
  })
})

describe('a row that is refused', () => {
  test('names its cell where its codes hold, so that a repeated row is found', () => {
    expect(read({ numerator: '51' }).cell).toEqual({ unit: 'CIC-N', kpi: 'LC01', period: '2019-04' })
    expect(read({ numerator: '51', team_code: 'CIC-X' }).cell).toBeNull()
    expect(read({ numerator: '51', kpi_code: 'ZZ99' }).cell).toBeNull()
    expect(read({ numerator: '51', period: 'May' }).cell).toBeNull()
    expect(read({ numerator: '51', value: '82%' }).cell).not.toBeNull()
  })

  test('names none of before its team was opened, and one of after it closed', () => {
    expect(read({ team_code: 'HP-C1', period: '2018-09' }).cell).toBeNull()
    expect(read({ team_code: 'HP-C', period: '2018-10' }).cell).toEqual({
      unit: 'HP-C',
      kpi: 'LC01',
      period: '2018-10',
    })
  })

  test('is told with the cell as the file has it, where a layout reads something else in it', () => {
    const change: Partial<RowText> = {
      team_code: 'CICS',
      headings: { kpi_code: 'Measure', numerator: 'Done' },
      typed: { kpi_code: 'Visits in time', numerator: '9,999' },
      numerator: '9999',
    }
    expect(read(change).problems.map(({ column, value }) => [column, value])).toEqual([
      ['Measure', 'Visits in time'],
      ['Done', '9,999'],
    ])
    const long = 'x'.repeat(81)
    expect(read({ numerator: '51', typed: { numerator: long } }).problems[0]?.value).toHaveLength(80)
    expect(read({ numerator: '51', typed: { denominator: '050' } }).problems[0]?.value).toBe('51')
  })

  test('of totals is told as the file has it too, and of nothing else', () => {
    const totals = read({
      team_code: 'Total',
      typed: { team_code: 'TOTAL (all)' },
      period: '',
      numerator: '-',
    })
    expect(totals).toEqual({
      accepted: null,
      problems: [expect.objectContaining({ code: 'unknown_team', value: 'TOTAL (all)' })],
      warnings: [],
      cell: null,
      fraction: null,
    })
  })
})

describe('a measure that a unit does not carry', () => {
  test.each<[Partial<RowText>, string]>([
    [
      { team_code: 'HP-C1', kpi_code: 'LC03', denominator: '' },
      'Row 14, kpi_code: LC03 is not collected for Help Central 1 (team type H&P). Check both codes, or remove the row',
    ],
    [
      { team_code: 'HP-C1', kpi_code: 'LC03', denominator: '', isPlace: true },
      'Row 14, kpi_code: LC03 is not collected for Help Central 1 (team type H&P). Check the team, or leave the cell blank',
    ],
    [
      { team_code: 'CICS' },
      'Row 14, kpi_code: LC01 is not supplied for a service: it is added up from its teams. Check both codes, or remove the row',
    ],
    [
      { team_code: 'RIDGE' },
      'Row 14, kpi_code: LC01 is not supplied for a council: it is added up from its teams. Check both codes, or remove the row',
    ],
  ])('%o is refused with what to do', (change, message) => {
    expect(fault(change)).toEqual(['kpi_not_for_team', change.kpi_code ?? 'LC01', message])
  })
})

describe('a place of a wide table', () => {
  const blank = { isPlace: true, numerator: '', denominator: ' ', value: '' } as const
  const isSilent = (change: Partial<RowText>) => {
    const { accepted, problems, cell } = read({ ...blank, ...change })
    return accepted === null && problems.length === 0 && cell === null
  }

  test.each([
    ['a measure that the team does not carry', { team_code: 'hp-c1', kpi_code: 'lc03' }],
    ['a month after the team closed', { team_code: 'HP-C', period: '2018-10' }],
    ['a month before the team opened', { team_code: 'HP-C1', period: ' 2018-09 ' }],
    ['a period that the measure is not collected for', { period: '2019-W21' }],
  ])('left blank says nothing of %s', (_, change) => {
    expect(isSilent(change)).toBe(true)
    expect(isSilent({ ...change, isPlace: false })).toBe(false)
    for (const figure of ['numerator', 'denominator', 'value'] as const) {
      expect(isSilent({ ...change, [figure]: '1' })).toBe(false)
    }
  })

  test('left blank is not reported where the team carries the measure, in the months in which it was open', () => {
    for (const change of [
      {},
      { team_code: 'HP-C', period: '2018-09' },
      { team_code: 'HP-C1', period: '2018-10' },
    ]) {
      expect(read({ ...blank, ...change }).accepted).toMatchObject({ state: 'not_reported' })
    }
  })

  test.each([{ team_code: 'NOBODY' }, { kpi_code: 'ZZ99' }, { period: 'May' }])(
    'left blank is refused all the same with %o',
    (change) => {
      expect(read({ ...blank, ...change }).problems).toHaveLength(1)
    },
  )
})

describe('a day', () => {
  test.each([
    [
      '26/03/2019',
      'bad_period',
      'Row 14, as_at: ‘26/03/2019’ is not a day. Write it like 2019-03-26, or leave it blank',
    ],
    [
      '2019-06-11',
      'future_period',
      'Row 14, as_at: The day must not be in the future. 11 June 2019 has not come',
    ],
  ])('of %s is refused as %s', (day, code, message) => {
    expect(fault({ as_at: day })).toEqual([code, day, message])
  })

  test('may be today, and blank', () => {
    expect(read({ as_at: ' 2019-06-10 ' }).accepted?.asAt).toBe('2019-06-10')
    expect(read({ as_at: ' ' }).accepted?.asAt).toBeNull()
  })
})

test('a blank note is none', () => {
  expect(read({ note: ' \u00a0' }).accepted?.note).toBeNull()
})

test('a value without counts is warned of, where it stands and with what becomes of it', () => {
  const change = { numerator: '', denominator: '', value: '82', sheet: 'May', headings: { value: 'In time' } }
  expect(read(change).warnings).toEqual([
    {
      code: 'value_without_denominator',
      sheet: 'May',
      row: 14,
      column: 'In time',
      needsReason: false,
      message:
        'Sheet ‘May’, row 14: Children in Care North, ‘Visits in timescale’, April 2019 has a value and no ' +
        'denominator. It will be shown for the team, not judged, and left out of every total',
    },
  ])
  expect(read(change).fraction).toBeNull()
  expect(read({ ...change, value: '0.82' }).fraction).toMatchObject({ column: 'In time', value: 0.82 })
})

describe('a row that repeats another', () => {
  const cell = { unit: 'CIC-N', kpi: 'LC01', period: '2019-04' }

  test('on a sheet names the sheet, both rows and the team’s column', () => {
    const text = aRowText({ sheet: 'May', row: 57, headings: { team_code: 'Team' } })
    expect(duplicateRow(text, { sheet: 'May', row: 12 }, cell, register)).toEqual({
      code: 'duplicate_row',
      sheet: 'May',
      row: 57,
      column: 'Team',
      value: 'CIC-N',
      firstRow: 12,
      message:
        'Sheet ‘May’: Rows 12 and 57 are both Children in Care North, ‘Visits in timescale’, April 2019. Keep one',
    })
  })

  test('of a code that is unknown by now is named by that code', () => {
    expect(
      duplicateRow(aRowText(), { sheet: null, row: 2 }, { ...cell, unit: 'OLD' }, register).message,
    ).toBe('Rows 2 and 14 are both OLD, ‘Visits in timescale’, April 2019. Keep one')
  })
})
