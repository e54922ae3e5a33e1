import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RowText } from '#domain/extracts/register.ts'
import { duplicateRow, readRow } from '#domain/extracts/row.ts'
import { aRowText, register } from '../extract-examples.ts'

const usual = aRowText()

function read(change: Partial<RowText>) {
  return readRow(aRowText(change), register)
}

/** The codes and columns of a row's problems. */
function faults(change: Partial<RowText>) {
  return read(change).problems.map(({ code, column }) => `${code} ${column}`)
}

function message(change: Partial<RowText>) {
  return read(change)
    .problems.map((problem) => problem.message)
    .join(' | ')
}

describe('a clean row', () => {
  test('says one cell of the ledger', () => {
    expect(read({ note: ' late ', as_at: '2019-05-01' })).toEqual({
      accepted: {
        sheet: null,
        row: 14,
        unit: 'CIC-N',
        kpi: 'LC01',
        period: '2019-04',
        state: 'reported',
        numerator: 41,
        denominator: 50,
        value: 82,
        symbol: null,
        asAt: '2019-05-01',
        note: 'late',
      },
      problems: [],
      warnings: [],
      cell: expect.objectContaining({ unit: 'CIC-N', kpi: 'LC01', period: '2019-04' }),
      fraction: null,
    })
  })

  test('may have spaces around its cells and small letters in its codes', () => {
    expect(read({ team_code: ' cic-n ', kpi_code: 'lc01', numerator: ' 41\u00a0' }).accepted).toMatchObject({
      unit: 'CIC-N',
      numerator: 41,
    })
  })

  test('with both figures blank is not reported, never 0', () => {
    expect(read({ numerator: '', denominator: '' }).accepted).toMatchObject({
      state: 'not_reported',
      numerator: null,
      value: null,
    })
  })

  test('with a denominator of 0 has no cases, never 0% or 100%', () => {
    expect(read({ numerator: '0', denominator: '0' }).accepted).toMatchObject({
      state: 'no_cases',
      value: null,
    })
  })

  test('keeps a symbol as a state and never as 0', () => {
    const states = ['c', 'low', 'k', 'z', 'x'].map((symbol) => read({ numerator: symbol }).accepted)
    expect(states.map((row) => row?.state)).toEqual([
      'suppressed',
      'suppressed',
      'suppressed',
      'not_applicable',
      'not_reported',
    ])
    expect(states.map((row) => row?.symbol)).toEqual(['c', 'low', 'k', 'z', 'x'])
    expect(states.every((row) => row?.value === null && row.numerator === null)).toBe(true)
  })

  test('of a mean may have more children than workers', () => {
    expect(read({ kpi_code: 'WF01', numerator: '120', denominator: '8.5' }).accepted?.value).toBeCloseTo(
      14.1176,
      4,
    )
  })

  test('of a median carries its value and how many it is of', () => {
    expect(
      read({ kpi_code: 'CT01', numerator: '', value: '35.5', denominator: '12' }).accepted,
    ).toMatchObject({ value: 35.5, denominator: 12 })
    expect(read({ kpi_code: 'CT01', numerator: '', value: '', denominator: '0' }).accepted).toMatchObject({
      state: 'no_cases',
    })
  })

  test('with a value and no counts is kept without a denominator, and warned of', () => {
    const { accepted, warnings } = read({ numerator: '', denominator: '', value: '82' })
    expect(accepted).toMatchObject({ state: 'without_denominator', value: 82 })
    expect(warnings).toMatchObject([
      { code: 'value_without_denominator', row: 14, column: 'value', needsReason: false },
    ])
  })

  test('may be of a service where the KPI is supplied for services', () => {
    expect(
      read({ team_code: 'CICS', kpi_code: 'LC03', numerator: '25', denominator: '' }).accepted,
    ).toMatchObject({ unit: 'CICS', value: 25 })
  })

  test('may be of the current month and of the week that has begun', () => {
    expect(faults({ period: '2019-06' })).toEqual([])
    expect(faults({ kpi_code: 'MO01', period: '2019-W24' })).toEqual([])
  })
})

describe('a fault in a row', () => {
  test.each([
    ['an unknown team', { team_code: 'CIC-X' }, 'unknown_team team_code'],
    ['no team', { team_code: '' }, 'missing_value team_code'],
    ['an unknown KPI', { kpi_code: 'ZZ99' }, 'unknown_kpi kpi_code'],
    ['a KPI of other teams', { team_code: 'HP-C1', kpi_code: 'LC03' }, 'kpi_not_for_team kpi_code'],
    ['a KPI that a service is not supplied', { team_code: 'CICS' }, 'kpi_not_for_team kpi_code'],
    ['a month after closing', { team_code: 'HP-C', period: '2018-10' }, 'closed_team team_code'],
    ['a month before opening', { team_code: 'HP-C1', period: '2018-09' }, 'closed_team team_code'],
    ['a month in words', { period: 'Apr-19' }, 'bad_period period'],
    ['a month of an American date', { period: '04/2019' }, 'bad_period period'],
    ['a spreadsheet serial', { period: '43556' }, 'bad_period period'],
    ['a thirteenth month', { period: '2019-13' }, 'bad_period period'],
    ['a week that the year has not', { kpi_code: 'MO01', period: '2019-W53' }, 'bad_period period'],
    ['a week of a monthly KPI', { period: '2019-W21' }, 'bad_period period'],
    ['no period', { period: '' }, 'missing_value period'],
    ['next month', { period: '2019-07' }, 'future_period period'],
    ['next week', { kpi_code: 'MO01', period: '2019-W25' }, 'future_period period'],
    ['a day that does not exist', { as_at: '2019-02-30' }, 'bad_period as_at'],
    ['a day to come', { as_at: '2019-06-11' }, 'future_period as_at'],
    ['a percentage', { numerator: '82%' }, 'bad_number numerator'],
    ['a comma between thousands', { denominator: '1,234' }, 'bad_number denominator'],
    ['a decimal comma', { numerator: '4,5' }, 'bad_number numerator'],
    ['five decimals', { numerator: '4.12345' }, 'bad_number numerator'],
    ['ten digits', { denominator: '1234567890' }, 'bad_number denominator'],
    ['an exponent', { numerator: '1e3' }, 'bad_number numerator'],
    ['full-width digits', { numerator: '４１' }, 'bad_number numerator'],
    ['NaN', { numerator: 'NaN' }, 'bad_number numerator'],
    ['hexadecimal', { numerator: '0x1F' }, 'bad_number numerator'],
    ['a number below 0', { numerator: '-4' }, 'negative numerator'],
    ['a number below 0 with a long minus', { numerator: '−4' }, 'negative numerator'],
    ['a number in brackets', { numerator: '(12)' }, 'negative numerator'],
    ['a number in brackets with thousands', { numerator: '(1,234.5)' }, 'negative numerator'],
    ['a no-break space between thousands', { numerator: '1\u00a0234' }, 'bad_number numerator'],
    ['a formula', { numerator: '=1+1' }, 'formula numerator'],
    ['a formula in a code', { team_code: '=CIC' }, 'formula team_code'],
    ['a failed formula', { numerator: '#DIV/0!' }, 'error_value numerator'],
    ['an old symbol', { numerator: 'N/A' }, 'symbol_unknown numerator'],
    ['a capital symbol', { numerator: 'C' }, 'symbol_unknown numerator'],
    ['symbols that disagree', { numerator: 'c', denominator: 'z' }, 'symbol_unknown denominator'],
    ['a numerator alone', { denominator: '' }, 'missing_value denominator'],
    ['a denominator alone', { numerator: '' }, 'missing_value numerator'],
    [
      'a median without its n',
      { kpi_code: 'CT01', numerator: '', value: '4', denominator: '' },
      'missing_value denominator',
    ],
    [
      'a count given as a value',
      { kpi_code: 'LC03', numerator: '', denominator: '', value: '4' },
      'missing_value numerator',
    ],
    ['more above the line than below', { numerator: '51' }, 'numerator_exceeds_denominator numerator'],
    ['a percentage over 100', { numerator: '', denominator: '', value: '101' }, 'bad_number value'],
  ])('%s is refused where it stands', (_, change, fault) => {
    expect(faults(change)).toEqual([fault])
    expect(read(change).accepted).toBeNull()
  })

  test.each([
    ['April 2019', '2019-04', 'April 2019'],
    ['05/2019', '2019-05', 'May 2019'],
    ['31/05/2019', '2019-05', 'May 2019'],
    ['05/31/2019', '2019-05', 'May 2019'],
    ['05/05/2019', '2019-05', 'May 2019'],
  ])('the month %s is not taken for %s, which is offered', (period, written, name) => {
    const said = `Row 14, period: ‘${period}’ is not a period. Write a month like 2019-04. If ${name} is meant, write ${written}`
    expect(message({ period })).toBe(said)
  })

  test('a day that is two is offered as both and given neither', () => {
    expect(message({ period: '05/01/2019' })).toBe(
      'Row 14, period: ‘05/01/2019’ is not a period. Write a month like 2019-04. It can be read as January 2019 or as May 2019: write 2019-01 or 2019-05',
    )
  })

  test('a month as a spreadsheet rewrites it is said to be that, once for its file', () => {
    const { problems, ofFile } = read({ period: 'May-19' })
    expect(problems).toHaveLength(1)
    expect([...(ofFile ?? [])]).toEqual(problems)
    expect(problems[0]?.message).toMatch(
      /^Row 14, period: ‘May-19’ is not a period\. .* If May 2019 is meant, write 2019-05\. A spreadsheet .* use the XLSX template/,
    )
  })

  test.each([
    ['period', '2019–04', 'Write a month like 2019-04. The dash is a long one: write 2019-04'],
    ['team_code', 'CIC–N', 'The dash is a long one; the closest code is ‘CIC-N’ (Children in Care North)'],
    ['team_code', 'CIC−N', 'The dash is a long one; the closest code is ‘CIC-N’ (Children in Care North)'],
    ['team_code', 'CIC—M', 'The dash is a long one; the closest code is ‘CIC-N’ (Children in Care North)'],
  ])('a long dash in %s is named: %s', (column, text, said) => {
    expect(message({ [column]: text })).toContain(said)
  })

  test('no month is offered where none is named, or where the KPI has no months', () => {
    for (const period of ['43556', '2019-13', 'May', 'April to May 2019'])
      expect(message({ period })).toBe(
        `Row 14, period: ‘${period}’ is not a period. Write a month like 2019-04`,
      )
    expect(message({ kpi_code: 'QA01', period: 'Apr-19' })).toBe(
      'Row 14, period: ‘Apr-19’ is not a period. Write a quarter like 2019-Q1',
    )
  })

  test('a row of totals has one fault, whatever else it lacks', () => {
    expect(faults({ team_code: 'Grand total', kpi_code: '', period: '', denominator: '1' })).toEqual([
      'unknown_team team_code',
    ])
  })

  test('is told with its row, column, value and remedy', () => {
    expect(message({ numerator: '51' })).toBe(
      'Row 14, numerator: Numerator (51) must be the same as or less than denominator (50)',
    )
    expect(message({ team_code: 'CIC-M' })).toBe(
      'Row 14, team_code: ‘CIC-M’ is not a team code. The closest is ‘CIC-N’ (Children in Care North)',
    )
    expect(message({ team_code: 'HP-C', period: '2018-10' })).toBe(
      'Row 14, team_code: Help Central closed on 30 September 2018, so it cannot have October 2018 data',
    )
    expect(message({ numerator: '92%' })).toContain('without a % sign')
    expect(message({ numerator: '~' })).toContain('write low')
  })

  test('does not hide the others in its row', () => {
    expect(faults({ team_code: 'NOBODY', kpi_code: 'ZZ99', period: 'May', numerator: '-1' })).toEqual([
      'unknown_team team_code',
      'unknown_kpi kpi_code',
      'bad_period period',
      'negative numerator',
    ])
  })

  test('is not cured by guessing: a Cyrillic letter is not its Latin twin', () => {
    expect(message({ team_code: 'СIC-N' })).toContain('not a plain Latin one')
  })

  test('repeats at most 80 characters of a cell', () => {
    const [problem] = read({ numerator: '9'.repeat(5000) }).problems
    expect(problem?.value?.length).toBe(80)
    expect(problem?.message.length).toBeLessThan(300)
  })

  test('in a numerator is none where the KPI says it may exceed', () => {
    expect(faults({ kpi_code: 'LC02', numerator: '60' })).toEqual([])
  })
})

test('a row that repeats a cell names both rows', () => {
  const cell = { unit: 'CIC-N', kpi: 'LC01', period: '2019-04' }
  expect(duplicateRow({ ...usual, row: 57 }, { sheet: null, row: 12 }, cell, register)).toMatchObject({
    code: 'duplicate_row',
    row: 57,
    firstRow: 12,
    message: 'Rows 12 and 57 are both Children in Care North, ‘Visits in timescale’, April 2019. Keep one',
  })
  const may = { ...usual, sheet: 'May', row: 57 }
  expect(duplicateRow(may, { sheet: 'April', row: 12 }, cell, register).message).toBe(
    'Sheet ‘May’, row 57: Children in Care North, ‘Visits in timescale’, April 2019 is also on sheet ‘April’, row 12. Keep one',
  )
})

describe('whatever a cell holds', () => {
  test('a figure is accepted only as it was written', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.float().map(String),
          fc.integer().map(String),
          fc.constantFrom('1.0', '007', '0.0001'),
        ),
        (text) => {
          const { accepted } = read({ numerator: text, denominator: '999999999' })
          fc.pre(accepted?.numerator != null)
          expect(text.trim()).toMatch(/^[0-9]{1,9}(\.[0-9]{1,4})?$/)
          expect(accepted.numerator).toBe(Number(text))
        },
      ),
    )
  })

  test('a row is either accepted or has a problem', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('', 'c', 'CIC-N', 'LC01', '2019-04', '5', '__proto__', 'constructor'),
    )
    const row = fc.record({
      sheet: fc.constant(null),
      row: fc.constant(2),
      team_code: cell,
      kpi_code: cell,
      period: cell,
      numerator: cell,
      denominator: cell,
      value: cell,
      as_at: cell,
      note: cell,
    })
    fc.assert(
      fc.property(row, (text) => {
        const { accepted, problems } = readRow(text, register)
        expect(accepted === null).toBe(problems.length > 0)
      }),
    )
  })
})
