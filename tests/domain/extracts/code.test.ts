import { describe, expect, test } from 'vitest'
import { isTotals, readKpi, readUnit } from '#domain/extracts/code.ts'
import type { ExtractProblem } from '#domain/extracts/problem.ts'
import type { RowText } from '#domain/extracts/register.ts'
import { aRowText, register } from '../extract-examples.ts'

/** The code that a row's team or KPI is read as, and the problems of the row or of its file. */
function read(what: 'team' | 'kpi', change: Partial<RowText>, by = register) {
  const problems: ExtractProblem[] = []
  const ofFile: ExtractProblem[] = []
  const find = what === 'team' ? readUnit : readKpi
  const found = find(aRowText(change), by, problems, ofFile)
  return { code: found?.code ?? null, problems, ofFile }
}
const fault = (what: 'team' | 'kpi', change: Partial<RowText>) => {
  const { code, problems, ofFile } = read(what, change)
  expect([code, ofFile]).toEqual([null, []])
  expect(problems).toHaveLength(1)
  return problems[0]
}

describe('the code of a row', () => {
  test.each([
    ['team', { team_code: 'CIC-N' }, 'CIC-N'],
    ['team', { team_code: '\u00a0cic-n ' }, 'CIC-N'],
    ['team', { team_code: 'ＣＩＣ-N' }, 'CIC-N'],
    ['kpi', { kpi_code: 'LC01' }, 'LC01'],
    ['kpi', { kpi_code: ' lc01' }, 'LC01'],
  ] as const)('of a %s may be typed as %o', (what, change, code) => {
    expect(read(what, change)).toEqual({ code, problems: [], ofFile: [] })
  })

  test('is looked for under the file’s own heading, which the problem names', () => {
    const headings = { team_code: 'Team', kpi_code: 'Measure' }
    expect(fault('team', { headings, sheet: 'May', row: 9, team_code: '' })).toEqual({
      code: 'missing_value',
      sheet: 'May',
      row: 9,
      column: 'Team',
      value: null,
      message: 'Sheet ‘May’, row 9, Team: Give a team code',
      firstRow: null,
    })
    expect(fault('kpi', { headings, kpi_code: '' })?.message).toBe('Row 14, Measure: Give a KPI code')
  })
})

describe('a code that is blank', () => {
  test('below another is told how a pivot table may be sent', () => {
    expect(fault('team', { team_code: ' ', above: { team_code: 'CIC-N' } })).toMatchObject({
      code: 'missing_value',
      value: null,
      message:
        'Row 14, team_code: Give a team code. If the blank stands for the ‘CIC-N’ above it, as in a ' +
        'pivot table, repeat it in each row, or let the match page of this file fill it down',
    })
    expect(fault('kpi', { kpi_code: '', above: { team_code: 'CIC-N' } })?.message).toBe(
      'Row 14, kpi_code: Give a KPI code',
    )
  })

  test('because it is merged is a problem of the file, of that column alone', () => {
    const merged = new Set(['kpi_code'] as const)
    const { problems, ofFile } = read('kpi', { kpi_code: '', merged })
    expect(problems).toEqual([])
    expect(ofFile).toMatchObject([
      {
        code: 'missing_value',
        column: 'kpi_code',
        value: null,
        message:
          'Row 14, kpi_code: The cell is merged with the one that holds the KPI code, so it is blank ' +
          'here. Unmerge the cells and fill in each one, or let the match page of this file fill them ' +
          'down: this holds for every merged cell of the column',
      },
    ])
    expect(fault('team', { team_code: '', merged })?.message).toBe('Row 14, team_code: Give a team code')
    expect(read('kpi', { kpi_code: 'ZZ99', merged })).toMatchObject({
      problems: [{ code: 'unknown_kpi' }],
      ofFile: [],
    })
  })
})

describe('a code that is none of ours', () => {
  test.each(['#N/A', '#REF!', '#NAME?', '#DIV/0!', '#n/a'])('is the error %s of a formula', (text) => {
    expect(fault('team', { team_code: ` ${text}` })).toMatchObject({
      code: 'error_value',
      value: text,
      message: `Row 14, team_code: ‘${text}’ is an error: the formula in the extract failed. Correct it at its source`,
    })
  })

  test.each(['N/A#N/A', '#N/A here', '#', '#REF!!', '# N'])('is no error of a formula: %s', (text) => {
    expect(fault('kpi', { kpi_code: text })?.code).toBe('unknown_kpi')
  })

  test.each(['=A1', '+A1', '@A1', '-A1'])('is a formula where it begins as one: %s', (text) => {
    expect(fault('kpi', { kpi_code: text })).toMatchObject({
      code: 'formula',
      value: text,
      message: `Row 14, kpi_code: ‘${text}’ is a formula. Write the KPI code itself`,
    })
    expect(fault('team', { team_code: `A${text}` })?.code).toBe('unknown_team')
  })

  test.each([
    ['team', { team_code: 'CIC-M' }, 'team code. The closest is ‘CIC-N’ (Children in Care North)'],
    ['kpi', { kpi_code: 'LCO1' }, 'KPI code. The closest is ‘LC01’ (Visits in timescale)'],
    [
      'team',
      { team_code: 'NOBODY' },
      'team code. Check it against the list of team codes, or have the team added first',
    ],
    [
      'kpi',
      { kpi_code: 'EMPTY9' },
      'KPI code. Check it against the list of KPI codes, or have the KPI added first',
    ],
    [
      'team',
      { team_code: 'CIC–X' },
      'team code. The dash is a long one; the closest code is ‘CIC-N’ (Children in Care North)',
    ],
    [
      'kpi',
      { kpi_code: 'ЛС01' },
      'KPI code. It contains a letter that is not a plain Latin one: type it again',
    ],
    [
      'team',
      { team_code: 'All teams' },
      'team code. It looks like a row of totals: remove it, totals are added up here',
    ],
  ] as const)('is an unknown %s, with what to do: %o', (what, change, said) => {
    const typed = Object.values(change)[0]
    const problem = fault(what, change)
    expect(problem?.code).toBe(what === 'team' ? 'unknown_team' : 'unknown_kpi')
    expect(problem?.message).toBe(`Row 14, ${what}_code: ‘${typed}’ is not a ${said}`)
  })

  test('has the nearest that the register finds, where it finds its own', () => {
    const never = () => null
    const rationed = { ...register, nearest: { unit: never, kpi: () => 'LC02' } }
    expect(read('team', { team_code: 'CIC-M' }, rationed).problems[0]?.message).toMatch(
      /Check it against the list of team codes/,
    )
    expect(read('kpi', { kpi_code: 'LC9' }, rationed).problems[0]?.message).toMatch(
      /The closest is ‘LC02’ \(Plans\)$/,
    )
  })
})

describe('a row of totals', () => {
  test.each([
    'Total',
    'totals',
    'Grand total',
    'Grand-Total',
    'grandtotals',
    'Subtotal',
    'Sub-total',
    'sub totals',
    'Council total',
    'OVERALL TOTAL',
    'All',
    'All teams',
    'Sum',
    'Average',
    ' total\u00a0',
  ])('is one where its team is called %s', (text) => {
    expect(isTotals(text)).toBe(true)
  })

  test.each([
    '',
    'Totally',
    'Total North',
    'North total',
    'Grand',
    'Grand  total',
    'All the teams',
    'All teams North',
    'Allteams',
    'Small',
    'Summary',
    'Checksum',
    'Averages',
    'On average',
  ])('is none where its team is called %s', (text) => {
    expect(isTotals(text)).toBe(false)
  })
})
