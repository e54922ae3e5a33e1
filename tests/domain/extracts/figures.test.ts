import { describe, expect, test } from 'vitest'
import { checkFigures, type Figures, readFigures } from '#domain/extracts/figures.ts'
import type { ExtractProblem } from '#domain/extracts/problem.ts'
import type { RegisteredKpi, RowText } from '#domain/extracts/register.ts'
import { aRowText, register } from '../extract-examples.ts'

function read(change: Partial<RowText>) {
  const problems: ExtractProblem[] = []
  const ofFile: ExtractProblem[] = []
  return { figures: readFigures(aRowText(change), problems, ofFile), problems, ofFile }
}
const none: Figures = { numerator: null, denominator: null, value: null, symbol: null }

describe('the figures of a row', () => {
  test('are its numbers, null where a cell is blank', () => {
    expect(read({ numerator: ' 41\u00a0', value: '82.5' }).figures).toEqual({
      ...none,
      numerator: 41,
      denominator: 50,
      value: 82.5,
    })
    expect(read({ numerator: '', denominator: ' ' }).figures).toEqual(none)
  })

  test('are one symbol, even in several cells, and the first of those that say the same', () => {
    expect(read({ numerator: 'c', denominator: 'c' }).figures).toMatchObject({ symbol: 'c' })
    expect(read({ numerator: 'low', denominator: 'c' })).toMatchObject({
      figures: { symbol: 'low' },
      problems: [],
    })
    expect(read({ numerator: 'c', denominator: 'z' })).toMatchObject({
      figures: null,
      problems: [
        {
          code: 'symbol_unknown',
          column: 'denominator',
          value: 'z',
          message: 'Row 14, denominator: ‘c’ and ‘z’ do not say the same. Use one symbol for a figure',
        },
      ],
    })
  })

  test('that cannot be read are each named in their own column', () => {
    const { figures, problems } = read({ numerator: '1,041', denominator: '-3', value: 'n/a' })
    expect(figures).toBeNull()
    expect(problems.map(({ code, column, value, message }) => [code, column, value, message])).toEqual([
      [
        'bad_number',
        'numerator',
        '1,041',
        'Row 14, numerator: Numerator must be a number. It is ‘1,041’: remove the comma between thousands',
      ],
      [
        'negative',
        'denominator',
        '-3',
        'Row 14, denominator: Denominator must be a number. It is ‘-3’: a figure cannot be less than 0',
      ],
      [
        'symbol_unknown',
        'value',
        'n/a',
        'Row 14, value: Value must be a number. It is ‘n/a’: write z if the measure does not apply, or leave it blank if there is no data',
      ],
    ])
  })

  test('that a workbook shows as dates are told with the number and the date', () => {
    const shownAsDates = { numerator: '43556' }
    expect(read({ numerator: '2019-04-01', shownAsDates }).problems[0]).toMatchObject({
      code: 'bad_number',
      message:
        'Row 14, numerator: Numerator must be a number. The cell holds 43556 and is shown as the date ' +
        '1 April 2019. If 43556 is meant, format the cell as a number; if the date was typed, type the figure',
    })
    expect(read({ numerator: '1904-13-01', shownAsDates }).problems[0]?.message).toContain(
      'is shown as the date 1904-13-01.',
    )
    expect(read({ denominator: '2019-04-01', shownAsDates }).problems[0]?.message).toContain(
      'It is ‘2019-04-01’: this looks like a date',
    )
  })
})

describe('a percentage beside both counts', () => {
  test.each(['82%', '82 %', '82.00001%', '999999999%'])('is a problem of the file: %s', (value) => {
    const { figures, problems, ofFile } = read({ value, headings: { value: 'In time (%)' } })
    expect([figures, problems]).toEqual([null, []])
    expect(ofFile).toMatchObject([
      {
        code: 'bad_number',
        column: 'In time (%)',
        value,
        message:
          `Row 14, In time (%): It is ‘${value}’ beside a numerator and a denominator. Remove the ` +
          'column ‘In time (%)’: percentages are worked out from the counts',
      },
    ])
  })

  test.each(['82%x', 'x82%', '82.%', '82  %', '1234567890%', '%', '8,2%'])(
    'is refused like any other where it is written %s',
    (value) => {
      const { problems, ofFile } = read({ value })
      expect(problems).toHaveLength(1)
      expect(ofFile).toEqual([])
    },
  )

  test('is refused in its own row where a count is missing, or stands in another column', () => {
    for (const change of [
      { numerator: '', value: '82%' },
      { denominator: '', value: '82%' },
      { denominator: '82%' },
    ]) {
      const { problems, ofFile } = read(change)
      expect(problems.map(({ code }) => code)).toEqual(['bad_number'])
      expect(ofFile).toEqual([])
    }
  })
})

describe('figures by the kind of their measure', () => {
  const kpi = (code: string) => register.kpis.get(code) as RegisteredKpi
  const check = (code: string, figures: Partial<Figures>, text: Partial<RowText> = {}) => {
    const problems: ExtractProblem[] = []
    checkFigures(aRowText(text), kpi(code), '2019-04', { ...none, ...figures }, problems)
    return problems.map(({ code: fault, message }) => `${fault} ${message}`)
  }
  const lacks = (column: string, what: string) =>
    `missing_value Row 14, ${column}: ${what}. Fill it in, or leave the figures blank if there is no data`
  const both = 'needs both a numerator and a denominator'

  test.each([
    ['LC01', { numerator: 0 }, lacks('denominator', `LC01 ${both}`)],
    ['LC01', { denominator: 0 }, lacks('numerator', `LC01 ${both}`)],
    ['WF01', { numerator: 3 }, lacks('denominator', `WF01 ${both}`)],
    ['WF01', { denominator: 3 }, lacks('numerator', `WF01 ${both}`)],
    ['LC03', { denominator: 3 }, lacks('numerator', 'LC03 needs a numerator')],
    ['LC03', { value: 3 }, lacks('numerator', 'LC03 needs a numerator')],
    ['FD01', { value: 3 }, lacks('numerator', 'FD01 needs a numerator')],
    ['CT01', { value: 3 }, lacks('denominator', 'CT01 needs both a value and a denominator')],
    ['CT01', { numerator: 3 }, lacks('denominator', 'CT01 needs both a value and a denominator')],
    ['CT01', { denominator: 1 }, lacks('value', 'CT01 needs both a value and a denominator')],
  ])('lack one where %s has only %o', (code, figures, said) => {
    expect(check(code, figures)).toEqual([said])
  })

  test.each([
    ['LC01', {}],
    ['LC03', {}],
    ['FD01', {}],
    ['FD01', { numerator: 3 }],
    ['CT01', {}],
    ['LC01', { numerator: 3, denominator: 3 }],
    ['LC01', { value: 100 }],
    ['LC01', { numerator: 3, symbol: 'c' }],
    ['LC01', { value: 101, symbol: 'c' }],
    ['WF01', { numerator: 9, denominator: 3 }],
    ['WF01', { value: 140 }],
    ['LC03', { numerator: 0 }],
    ['LC03', { numerator: 140, denominator: 3 }],
    ['CT01', { value: 140, denominator: 3 }],
    ['CT01', { denominator: 0 }],
    ['LC02', { numerator: 4, denominator: 3 }],
  ] as const)('are whole where %s has %o', (code, figures) => {
    expect(check(code, figures)).toEqual([])
  })

  test('of a percentage are no more above the line than below, and at most 100', () => {
    expect(check('LC01', { numerator: 4, denominator: 3 }, { numerator: ' 4 ' })).toEqual([
      'numerator_exceeds_denominator Row 14, numerator: Numerator (4) must be the same as or less than denominator (3)',
    ])
    expect(check('LC01', { value: 100.01 }, { value: ' 100.01' })).toEqual([
      'bad_number Row 14, value: A percentage cannot be more than 100. It is ‘100.01’',
    ])
  })

  test('keep the cell as it was typed beside the fault', () => {
    const problems: ExtractProblem[] = []
    const text = aRowText({ numerator: ' 04 ', value: ' 101 ' })
    checkFigures(
      text,
      kpi('LC01'),
      '2019-04',
      { ...none, numerator: 4, denominator: 3, value: 101 },
      problems,
    )
    expect(problems.map(({ column, value }) => [column, value])).toEqual([
      ['numerator', '04'],
      ['value', '101'],
    ])
  })

  test('may exceed only in the months in which the measure says so', () => {
    let changed: RegisteredKpi = {
      ...kpi('LC01'),
      definitions: [
        { from: '2015-04', to: '2019-03', name: 'Visits', mayExceed: true },
        { from: '2019-04', to: null, name: 'Visits', mayExceed: false },
      ],
    }
    const faults = (period: string | null) => {
      const problems: ExtractProblem[] = []
      checkFigures(aRowText(), changed, period, { ...none, numerator: 4, denominator: 3 }, problems)
      return problems.length
    }
    expect([faults('2019-03'), faults('2019-04'), faults(null)]).toEqual([0, 1, 1])
    changed = { ...changed, definitions: [] }
    expect(faults('2019-04')).toBe(1)
  })
})
