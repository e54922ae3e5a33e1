/** What is wrong with the rules of a layout, and which part of them each message names. */

import { describe, expect, test } from 'vitest'
import { layoutFaults } from '#domain/extracts/layouts/faults.ts'
import type { LayoutColumn, LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { monthsRules, plainRules, register, teamsRules } from '../../layout-examples.ts'

const faults = (change: Partial<LayoutRules>, rules = plainRules) =>
  layoutFaults({ ...rules, ...change }, register).map(({ part, message }) => `${part}: ${message}`)
const [team, done, due] = plainRules.columns as [LayoutColumn, LayoutColumn, LayoutColumn]
const measure = { heading: 'Measure', use: 'kpi' } as const
const month = (heading: string, use: LayoutColumn['use']): LayoutColumn => ({
  heading,
  use,
  across: 'period',
})

describe('the headings of a layout', () => {
  test('are two at least', () => {
    const wanted = 'columns: At least two columns need a heading to recognise such files by'
    const blank = (column: LayoutColumn) => ({ ...column, heading: '\u00a0' })
    expect(faults({ columns: [team, blank(done), blank(due)] })).toEqual([wanted])
    expect(faults({ columns: [team, blank(done), due] })).toEqual([])
  })
})

describe('what columns hold', () => {
  test('is a figure of the catalogue, and each but once', () => {
    const unknown = { heading: 'Seen', use: { kpi: 'ZZ99', part: 'value' } } as const
    expect(faults({ columns: [team, done, due, unknown] })).toEqual(['3: Select what ‘Seen’ holds'])
    expect(faults({ columns: [team, done, { ...team, heading: 'Unit' }] })).toEqual([
      '2: Columns A and C cannot both hold the team',
    ])
    expect(faults({ columns: [team, unknown, { ...unknown, heading: 'Visited' }] })).toEqual([
      '1: Select what ‘Seen’ holds',
      '2: Select what ‘Visited’ holds',
      '2: Columns B and C cannot both hold the value of ZZ99',
    ])
    expect(faults({ columns: [team, done, done, done] })).toEqual([
      '2: Columns B and C cannot both hold the numerator of CIN visits in timescale',
      '3: Columns B and D cannot both hold the numerator of CIN visits in timescale',
    ])
  })

  test('may be nothing, or a note, more than once', () => {
    const more = (['ignored', 'ignored', 'note', 'note'] as const).map((use, i) => ({
      heading: `More ${i}`,
      use,
    }))
    expect(faults({ columns: [...plainRules.columns, ...more] })).toEqual([])
  })

  test('is said of a month or team once, however its heading is written', () => {
    const twice = [team, measure, month('Apr 2019', 'value'), month('April 2019', 'value')]
    expect(faults({ columns: twice }, monthsRules)).toEqual([
      '3: Columns C and D cannot both hold the percentage or value',
      'columns: ‘Apr 2019’ and ‘April 2019’ are the same figure of the same month or team',
    ])
    const north = { heading: 'North', use: 'value', across: 'team', name: 'ASMT-N' } as const
    expect(
      faults({ columns: [measure, north, { ...north, heading: 'N', name: 'asmt-n' }] }, teamsRules)[0],
    ).toBe('2: Columns B and C cannot both hold the percentage or value')
  })
})

describe('the figures of a layout', () => {
  const wide = done
  const long = { heading: 'Done', use: 'numerator' } as const

  test.each<[string, LayoutColumn[], Partial<LayoutRules>, string[]]>([
    ['of measures in headings', [team, wide], {}, []],
    ['of a column that names the measure', [team, measure, long], {}, []],
    ['of a measure that is said', [team, long], { measure: { from: 'constant', code: 'CN02' } }, []],
    ['of a sheet that names the measure', [team, long], { measure: { from: 'sheet' } }, []],
    [
      'of measures in headings and another',
      [team, wide],
      { measure: { from: 'sheet' } },
      ['measure: A column holds the measure: it cannot come from elsewhere too'],
    ],
    [
      'of a column that names the measure and another',
      [team, measure, long],
      { measure: { from: 'sheet' } },
      ['measure: A column holds the measure: it cannot come from elsewhere too'],
    ],
    [
      'of headings and of none',
      [team, wide, long],
      {},
      [
        'columns: Say of every column of figures which measure it holds, or of none, with a column that names it',
      ],
    ],
    [
      'of headings and a column that names them',
      [team, wide, measure],
      {},
      [
        'columns: Say of every column of figures which measure it holds, or of none, with a column that names it',
      ],
    ],
    ['of nothing', [team, measure], {}, ['columns: Select at least one column that holds figures']],
    ['of no measure', [team, long], {}, ['columns: Select the column that names the measure']],
    [
      'of a measure that is none of ours',
      [team, long],
      { measure: { from: 'constant', code: 'ZZ' } },
      ['measure: Select the measure'],
    ],
  ])('%s', (_, columns, change, said) => {
    expect(faults({ columns, ...change })).toEqual(said)
  })
})

describe('headings across', () => {
  test('hold figures of a month or a team, and nothing else', () => {
    const held = (use: LayoutColumn['use']) =>
      faults({ columns: [team, measure, month('Apr 2019', 'value'), month('May 2019', use)] }, monthsRules)
    expect(held('note')).toEqual(['3: ‘May 2019’ names a month and cannot hold a note'])
    const north = { heading: 'H&P North', use: 'note', across: 'team', name: 'H&P North' } as const
    expect(faults({ columns: [...teamsRules.columns.slice(0, 2), north] }, teamsRules)).toEqual([
      '2: ‘H&P North’ names a team and cannot hold a note',
    ])
    expect(held({ kpi: 'CN02', part: 'value' })).toEqual([
      'columns: Say of every column of figures which measure it holds, or of none, with a column that names it',
      '2: Say the same of ‘Apr 2019’ as of the columns like it',
    ])
  })

  test('name a month that can be read', () => {
    expect(
      faults({ columns: [team, measure, month('Total', 'value'), month('Apr 2019', 'value')] }, monthsRules),
    ).toEqual(['2: ‘Total’ names no month. Write it like April 2019'])
  })

  test('are of months or of teams', () => {
    const north = { heading: 'North', use: 'value', across: 'team' } as const
    expect(faults({ columns: [team, measure, month('Apr 2019', 'value'), north] }, monthsRules)).toEqual([
      'columns: The headings can name the months or the teams, not both',
    ])
  })

  test('are where the month, or the team, comes from, and from nowhere else', () => {
    expect(faults({ team: { from: 'heading' }, columns: [done, due] })).toEqual([
      'team: Select what the columns hold whose headings name a team',
    ])
    expect(faults({ period: { from: 'heading' } })).toEqual([
      'period: Select what the columns hold whose headings name a month',
    ])
    expect(faults({ team: { from: 'sheet' } }, teamsRules)).toEqual([
      'team: A heading names the team: it cannot come from elsewhere too',
    ])
    expect(faults({ period: { from: 'sheet' } }, monthsRules)).toEqual([
      'period: A heading names the month: it cannot come from elsewhere too',
    ])
    const ignored = [
      team,
      measure,
      { heading: 'Done', use: 'numerator' },
      month('Apr 2019', 'ignored'),
    ] as const
    expect(faults({ columns: ignored }, monthsRules)).toEqual([
      'period: Select what the columns hold whose headings name a month',
    ])
  })

  test('are alike where they differ in nothing but the month', () => {
    const alike = (...columns: LayoutColumn[]) =>
      faults({ columns: [team, measure, ...columns] }, monthsRules)
    expect(alike(month('Apr 2019', 'numerator'), month('May 2019', 'denominator'))).toEqual([
      '2: Say the same of ‘Apr 2019’ as of the columns like it',
    ])
    expect(alike(month('Apr 2019', 'value'), month('May 2019', 'ignored'))).toEqual([])
    expect(
      alike(
        month('Apr 2019 – Due', 'denominator'),
        month('Apr 2019 – Done', 'numerator'),
        month('May 2019 – Due', 'denominator'),
      ),
    ).toEqual(['columns: Each month or team needs the same columns of figures'])
  })

  test('are alike where they hold the same part of the same measure', () => {
    const held = (kpi: string, part: 'numerator' | 'value') =>
      faults(
        {
          columns: [
            team,
            month('Apr 2019', { kpi: 'CN02', part: 'value' }),
            month('May 2019', { kpi, part }),
          ],
        },
        monthsRules,
      )
    expect(held('CN02', 'value')).toEqual([])
    const said = ['1: Say the same of ‘Apr 2019’ as of the columns like it']
    expect([held('CP03', 'value'), held('CN02', 'numerator')]).toEqual([said, said])
  })

  test('may be skipped in part, as a team that is none', () => {
    expect(faults({ skip: { is: ['H&P North'], begins: [] } }, teamsRules)).toEqual([])
  })
})

describe('where the team and the month come from', () => {
  const without = [measure, { heading: 'Done', use: 'numerator' }] as const
  const period = { heading: 'Month', use: 'period' } as const

  test.each<[Partial<LayoutRules>, string[]]>([
    [{ columns: without }, ['team: Select the column that holds the team']],
    [{ columns: without, team: { from: 'sheet' } }, []],
    [{ columns: without, team: { from: 'constant', code: 'ASMT-N' } }, []],
    [{ columns: without, team: { from: 'constant', code: 'NONE' } }, ['team: Select the team']],
    [{ team: { from: 'sheet' } }, ['team: A column holds the team: it cannot come from elsewhere too']],
    [{ period: { from: 'column' } }, ['period: Select the column that holds the month']],
    [{ period: { from: 'column' }, columns: [...plainRules.columns, period] }, []],
    [
      { columns: [...plainRules.columns, period] },
      ['period: A column holds the month: it cannot come from elsewhere too'],
    ],
  ])('is one place: %o', (change, said) => {
    expect(faults(change)).toEqual(said)
  })
})

test('only names are filled down', () => {
  const filled = (use: LayoutColumn['use']) => ({ heading: `A ${use}`, use, fillDown: true })
  expect(
    faults({
      columns: [filled('team'), filled('kpi'), filled('period'), filled('numerator'), filled('note')],
      period: { from: 'column' },
    }),
  ).toEqual([
    '3: ‘A numerator’ holds no name: its blank cells cannot take what is above them',
    '4: ‘A note’ holds no name: its blank cells cannot take what is above them',
  ])
  expect(faults({ columns: [team, { ...done, fillDown: false }, due] })).toEqual([])
})

test('names are of codes that we have, each of one', () => {
  const names = (...codes: [string, string][]) => codes.map(([name, code]) => ({ name, code }))
  expect(faults({ teams: names(['N', 'CN02']), kpis: names(['V', 'ASMT-N']) })).toEqual([
    'teams: ‘CN02’, given for ‘N’, is not a code',
    'kpis: ‘ASMT-N’, given for ‘V’, is not a code',
  ])
  expect(faults({ teams: names(['N', 'ASMT-N'], ['n', 'ASMT-N']), kpis: names(['N', 'CN02']) })).toEqual([])
  expect(faults({ kpis: names(['V', 'CN02'], ['W', 'CP03'], ['v', 'CP03']) })).toEqual([
    'kpis: ‘v’ cannot be both CN02 and CP03',
  ])
})
