import { describe, expect, test } from 'vitest'
import { suggestUse, suggestUses } from '#domain/extracts/layouts/suggest-columns.ts'
import { some } from '../../../support/some.ts'
import { register, withKind } from '../../layout-examples.ts'

describe('what a column is likely to hold', () => {
  test('is what its texts are: teams, months or measures', () => {
    expect(suggestUse('Unit', ['Front door', 'assessment  north'], register)).toBe('team')
    expect(suggestUse('When', ['Apr-19', '', '2019-05'], register)).toBe('period')
    expect(suggestUse('What', ['CN02', 'Contacts received'], register)).toBe('kpi')
  })

  test('is a measure where its heading is the measure’s very name', () => {
    expect(suggestUse('CIN visits in timescale (%)', ['92%', 'n/a'], register)).toEqual({
      kpi: 'CN02',
      part: 'value',
    })
    expect(suggestUse('Contacts received', ['1,200'], register)).toEqual({ kpi: 'FD03', part: 'numerator' })
    expect(suggestUse('CIN visits in timescale', ['120', '90'], register)).toEqual({
      kpi: 'CN02',
      part: 'numerator',
    })
  })

  test('is not guessed from anything less', () => {
    expect(suggestUse('CIN visits', ['41'], register)).toBeNull()
    expect(suggestUse('Team', ['North'], register)).toBeNull()
    expect(suggestUse('', [], register)).toBeNull()
  })
})

describe('what the columns of a file could hold', () => {
  const suggested = (columns: Record<string, readonly string[]>, by = register) =>
    suggestUses(
      Object.entries(columns).map(([heading, cells]) => ({ heading, cells })),
      by,
    ).map((each) => {
      if (each === null) return null
      const { use, isSure } = each
      return `${typeof use === 'string' ? use : `${use.kpi} ${use.part}`}${isSure ? '' : '?'}`
    })

  test('is read from a measure over its numbers; a percentage beside its counts is left out', () => {
    expect(
      suggested({
        Team: ['Help & Protection North 1'],
        'CP visits in timescale – Due': ['45'],
        'CP visits in timescale – On time': ['41'],
        'CP visits in timescale – %': ['91.11%'],
      }),
    ).toEqual(['team?', 'CP03 denominator', 'CP03 numerator', 'ignored?'])
  })

  test('is taken from a near name only when a person accepts it', () => {
    expect(suggested({ 'CP visits in time scale due': ['45'] })).toEqual(['CP03 denominator?'])
    expect(suggested({ 'Something else entirely': ['45'] })).toEqual([null])
  })

  test('of a month across is its value where it is a share, and only likely so where it is a number', () => {
    expect(suggested({ 'Apr 2019': ['0.91'], 'May 2019': ['41'] })).toEqual(['value', 'value?'])
    expect(suggested({ 'Apr 2019 – Num': ['41'], 'Apr 2019 – Den': ['45'] })).toEqual([
      'numerator',
      'denominator',
    ])
  })

  test('is what our own headings say', () => {
    expect(
      suggested({ team_code: [''], kpi_code: [''], period: [''], numerator: ['1'], as_at: [''] }),
    ).toEqual(['team', 'kpi', 'period', 'numerator', 'ignored'])
  })

  test.each([
    ['team_code', 'team'],
    ['KPI_CODE', 'kpi'],
    ['period', 'period'],
    ['numerator', 'numerator'],
    ['Denominator', 'denominator'],
    ['value', 'value'],
    ['as_at', 'ignored'],
    ['note', 'note'],
  ])('of our heading %s is surely %s, whatever is beneath it', (heading, use) => {
    expect(suggested({ [heading]: ['Contacts received'] })).toEqual([use])
  })

  test.each([
    ...['numerator', 'num', 'n', 'number', 'done', 'on time', 'in time', 'in timescale', 'in timescales'],
    ...['within timescale', 'within timescales', 'met', 'achieved', 'seen', 'visited', 'yes'],
  ])('is the numerator of a measure beside “%s”', (word) => {
    expect(suggested({ [`Apr 2019 – ${word}`]: ['41'] })).toEqual(['numerator'])
    expect(suggested({ [`CIN visits in timescale: ${word.toUpperCase()}`]: ['41'] })).toEqual([
      'CN02 numerator',
    ])
    expect(suggested({ [`Apr 2019 – ${word}x`]: ['41'] })).toEqual([null])
  })

  test.each([
    ...[
      'denominator',
      'denom',
      'den',
      'd',
      'of',
      'out of',
      'due',
      'total',
      'number due',
      'eligible',
      'expected',
    ],
    ...['required', 'cases'],
  ])('is the denominator of a measure beside “%s”', (word) => {
    expect(suggested({ [`Apr 2019 – ${word}`]: ['41'] })).toEqual(['denominator'])
    expect(suggested({ [`CIN visits in timescale - ${word}`]: ['41'] })).toEqual(['CN02 denominator'])
    expect(suggested({ [`Apr 2019 – x${word}`]: ['41'] })).toEqual([null])
  })

  test.each(['%', '(%)', 'per cent', 'percent', 'percentage', 'rate', 'performance'])(
    'is the value of a measure beside “%s”',
    (word) => {
      expect(suggested({ [`Apr 2019 – ${word}`]: ['41'] })).toEqual(['value'])
      expect(suggested({ [`CP visits in timescale – ${word}`]: ['41'] })).toEqual(['CP03 value'])
    },
  )

  test('of a heading that is only a part is that part, but surely only beside a month', () => {
    expect(suggested({ Done: ['41'], Due: ['45'] })).toEqual(['numerator?', 'denominator?'])
    expect(suggested({ '%': ['91%'] })).toEqual(['value?'])
  })

  test('of a percentage beside both counts of its own measure is nothing', () => {
    expect(suggested({ Done: ['41'], Due: ['45'], '%': ['91%'] })).toEqual([
      'numerator?',
      'denominator?',
      'ignored?',
    ])
    expect(suggested({ Done: ['41'], '%': ['91%'] })).toEqual(['numerator?', 'value?'])
    expect(suggested({ Due: ['41'], '%': ['91%'] })).toEqual(['denominator?', 'value?'])
    expect(suggested({ Done: ['41'], Due: ['45'], 'CP visits in timescale – %': ['91%'] })).toEqual([
      'numerator?',
      'denominator?',
      'CP03 value',
    ])
  })

  test('of a blank column is nothing, and of one without a heading what its texts are', () => {
    expect(suggested({ '': ['', ' '] })).toEqual(['ignored'])
    expect(suggested({ '': ['Assessment North'] })).toEqual(['team'])
    expect(suggested({ ' ': ['41'] })).toEqual([null])
    expect(suggested({ x: [''] })).toEqual([null])
  })

  test('of a month across is a share by its sign, or by a full stop', () => {
    expect(suggested({ 'Apr 2019': ['41', '91%'] })).toEqual(['value'])
    expect(suggested({ 'Apr 2019': ['41', '.5'] })).toEqual(['value'])
    expect(suggested({ 'Apr 2019': ['41', '5'] })).toEqual(['value?'])
    expect(suggested({ 'Apr 2019': ['1.2.3', '5'] })).toEqual(['value?'])
    expect(suggested({ 'Apr 2019 –': [] })).toEqual(['value?'])
  })

  test('of a month across is found wherever the month stands, in the order of our dates', () => {
    expect(suggested({ '01/05/2019 – Due': ['45'] })).toEqual(['denominator'])
    expect(suggested({ 'Contacts received –  Apr 2019 – ': ['45'] })).toEqual(['FD03 numerator'])
    expect(suggested({ 'Apr 2019 – – Contacts received': ['45'] })).toEqual(['FD03 numerator'])
  })

  test('of words beneath the name of a measure is nothing', () => {
    expect(suggested({ 'CP visits in time scale due': ['45', 'some words'] })).toEqual([null])
    expect(suggested({ 'CP visits in time scale due': ['45', 'n/a', 'tbc'] })).toEqual(['CP03 denominator?'])
    expect(suggested({ 'CP visits in time scale due': ['45', '91%'] })).toEqual(['CP03 denominator?'])
  })

  test('of a count is its number, whatever its heading says', () => {
    expect(suggested({ 'Contacts received – due': ['45'] })).toEqual(['FD03 numerator'])
    expect(suggested({ 'Contacts recieved': ['45'] })).toEqual(['FD03 numerator?'])
    expect(suggested({ 'Measure ST01 – rate': ['45'] }, withKind('ST01', 'stock'))).toEqual([
      'ST01 numerator',
    ])
  })

  test('of a measure and no more is its value up to 100, and else its number', () => {
    expect(suggested({ 'CP visits in time scale': ['100'] })).toEqual(['CP03 value?'])
    expect(suggested({ 'CP visits in time scale': ['100', '101'] })).toEqual(['CP03 numerator?'])
    expect(suggested({ 'Apr 2019 – CP visits in timescale': ['91'] })).toEqual(['CP03 value?'])
  })

  const named = (use: string | null, ...headings: string[]) =>
    headings.map((heading): [string, string | null] => [heading, use])
  test.each(
    some([
      ...named('team?', 'Team', 'team name', 'Teams', 'unit', 'Locality', 'Area team'),
      ...named(
        'kpi?',
        'Measure',
        'measures',
        'Indicator',
        'KPI',
        'PI',
        'Performance indicator',
        'Measure name',
      ),
      ...named('period?', 'Month', 'Reporting month', 'Reporting period'),
      ...named('note?', 'Comment', 'comments', 'Notes', 'Commentary', 'Remarks'),
      ...named(null, 'Note:', 'Teams of ours', 'Our team', 'Measures of ours', 'Our measure'),
      ...named(null, 'Months of ours', 'Our month', 'Notes of ours', 'Our notes'),
    ]),
  )('of the heading %s over other words is %s', (heading, use) => {
    expect(suggested({ [heading]: ['some other words', '5'] })).toEqual([use])
    expect(suggested({ [heading]: ['5', '6%'] })).toEqual([null])
    expect(suggested({ [heading]: [' '] })).toEqual([null])
  })
})

describe('what the texts of a column are', () => {
  test('is teams where one is, months and measures where all are', () => {
    expect(suggestUse('x', ['Assessment North', '5'], register)).toBe('team')
    expect(suggestUse('x', ['Apr-19', '5'], register)).toBeNull()
    expect(suggestUse('x', ['13/05/2019'], register)).toBe('period')
    expect(suggestUse('x', ['CN02', '5'], register)).toBeNull()
    expect(suggestUse('x', [' '], register)).toBeNull()
  })

  test('is a measure by its heading but for a percent sign at its end', () => {
    const heading = 'CIN visits in timescale'
    const uses = ['', '%', ' %', ' (%) ', ' (%)%', '% x'].map((sign) =>
      suggestUse(`${heading}${sign}`, ['5'], register),
    )
    expect(uses.map((use) => use !== null)).toEqual([true, true, true, true, false, false])
    expect(suggestUse('C%IN visits in timescale', ['5'], register)).toBeNull()
  })

  test('of a count or a stock is its number, and of a percentage its value unless a number is over 100', () => {
    expect(suggestUse('Contacts received', ['5'], register)).toEqual({ kpi: 'FD03', part: 'numerator' })
    expect(suggestUse('CP visits in timescale', [], register)).toEqual({ kpi: 'CP03', part: 'value' })
    expect(suggestUse('CP visits in timescale', ['100.5'], register)).toEqual({
      kpi: 'CP03',
      part: 'numerator',
    })
    expect(suggestUse('Measure ST01', ['5'], withKind('ST01', 'stock'))).toMatchObject({ part: 'numerator' })
    expect(suggestUse('Measure CT01', ['120'], withKind('CT01', 'median'))).toMatchObject({ part: 'value' })
    expect(suggestUse('CP visits in timescale', ['120 of 130'], register)).toEqual({
      kpi: 'CP03',
      part: 'value',
    })
  })
})
