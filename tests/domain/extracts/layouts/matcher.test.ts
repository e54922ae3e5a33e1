/** How a layout finds its columns in the headings of a file, and its messages about those it does not find. */

import { describe, expect, test } from 'vitest'
import { columnMatcher, layoutKey } from '#domain/extracts/layouts/columns.ts'
import type { LayoutColumn, LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { monthsRules, plainRules, teamsRules } from '../../layout-examples.ts'

const own = plainRules.columns.map(({ heading }) => heading)
const month = (heading: string, use: LayoutColumn['use']): LayoutColumn => ({
  heading,
  use,
  across: 'period',
})
const spacer: LayoutColumn = { heading: '', use: 'ignored' }
const rulesOf = (...columns: LayoutColumn[]): LayoutRules => ({ ...monthsRules, columns })
const team: LayoutColumn = { heading: 'Team', use: 'team' }
const pairs = rulesOf(
  team,
  month('Apr 2019 – Done', 'numerator'),
  month('Apr 2019 – Due', 'denominator'),
  month('Apr 2019 – %', 'ignored'),
)
const placed = (rules: LayoutRules, ...headings: string[]) =>
  columnMatcher(rules)
    .place(headings)
    ?.map(({ heading, use, period, team: named }) => [heading, use, period ?? named].join('|')) ?? null

describe('fixed columns', () => {
  test('are placed where every heading is there in its order, whatever its letters', () => {
    expect(columnMatcher(plainRules).place(own.map((heading) => heading.toUpperCase()))).toEqual(
      plainRules.columns.map(({ heading, use }) => ({
        heading,
        use,
        fillDown: false,
        period: null,
        team: null,
      })),
    )
    expect(columnMatcher(plainRules).place(own.slice(0, 2))).toBeNull()
    expect(columnMatcher(plainRules).place([...own, 'More'])).toBeNull()
    expect(columnMatcher(plainRules).place(own.toReversed())).toBeNull()
  })

  test('keep that they are filled down', () => {
    const filled = plainRules.columns.map((column, i) => (i === 0 ? { ...column, fillDown: true } : column))
    expect(
      columnMatcher({ ...plainRules, columns: filled })
        .place(own)
        ?.map(({ fillDown }) => fillDown),
    ).toEqual([...[true, false, false]])
    const months = rulesOf({ ...team, fillDown: true }, month('Apr 2019', 'value'))
    expect(
      columnMatcher(months)
        .place(['Team', 'May 2019'])
        ?.map(({ fillDown }) => fillDown),
    ).toEqual([true, false])
  })

  test('are counted among headings, where half of them are there', () => {
    const shared = (...headings: string[]) => columnMatcher(plainRules).shared(headings)
    expect([shared(...own), shared('x', 'TEAM', own[2] ?? ''), shared('Team'), shared()]).toEqual([
      3, 2, 0, 0,
    ])
    const four = {
      ...plainRules,
      columns: [...plainRules.columns, { heading: 'Remarks', use: 'note' as const }],
    }
    expect(columnMatcher(four).shared(['Team', 'Remarks'])).toBe(2)
    expect(columnMatcher(four).shared(['Team'])).toBe(0)
  })

  test('are known by their headings, and a blank one is none', () => {
    const { knows } = columnMatcher({ ...plainRules, columns: [...plainRules.columns, spacer] })
    expect([knows('TEAM '), knows('Unit'), knows('')]).toEqual([true, false, false])
  })

  test('are missing by name, without the blank ones', () => {
    const { missing } = columnMatcher({ ...plainRules, columns: [...plainRules.columns, spacer] })
    expect(missing(['x', 'team'])).toEqual(own.slice(1))
    expect(missing([...own].reverse())).toEqual([])
  })

  test('name no month twice, and lack no figure of one', () => {
    const matcher = columnMatcher(plainRules)
    expect([matcher.twice(['Apr 2019', 'Apr 2019']), matcher.lacking(['Apr 2019'])]).toEqual([null, null])
  })
})

describe('columns across', () => {
  test('count as shared only where one of the headings is across', () => {
    const shared = (...headings: string[]) => columnMatcher(monthsRules).shared(headings)
    expect([
      shared('Team', 'Measure', 'May 2019'),
      shared('Team', 'Measure'),
      shared('Team', 'Jun 2019'),
    ]).toEqual([...[2, 0, 1]])
    expect(columnMatcher(rulesOf(month('Apr 2019', 'value'))).shared(['May 2019'])).toBe(0)
  })

  test('are known by their kind', () => {
    const { knows } = columnMatcher(pairs)
    expect([knows('May 2019 – Due'), knows('May 2019'), knows('Team'), knows('Due')]).toEqual([
      ...[true, false, true, false],
    ])
  })

  test('are missing by the first of each kind', () => {
    const { missing } = columnMatcher(pairs)
    expect(missing(['May 2019 – Due', 'x'])).toEqual(['Team', 'Apr 2019 – Done', 'Apr 2019 – %'])
    expect(missing(['Team', 'May 2019 – Due', 'Jun 2019 – Done', 'Jun 2019 – %'])).toEqual([])
  })

  test('are twice the same where month and kind are, unless they are not read', () => {
    const { twice } = columnMatcher(pairs)
    expect(twice(['May 2019 – Due', 'May 2019 – Done', 'Jun 2019 – Due'])).toBeNull()
    expect(twice(['May 2019 – Due', 'x', 'May-19 – Due'])).toEqual(['May 2019 – Due', 'May-19 – Due'])
    expect(twice(['May 2019 – %', 'May 2019 – %'])).toBeNull()
    expect(
      placed(pairs, 'Team', 'May 2019 – Due', 'May 2019 – Done', 'May 2019 – %', 'May-19 – %'),
    ).toHaveLength(5)
    expect(placed(pairs, 'Team', 'May 2019 – Due', 'May 2019 – Done', 'May-19 – Done')).toBeNull()
  })

  test('lack a figure where another month has it, unless it is not read', () => {
    const { lacking } = columnMatcher(pairs)
    expect(lacking(['May 2019 – Due', 'May 2019 – Done', 'x'])).toBeNull()
    expect(lacking(['May 2019 – Due', 'May 2019 – Done', 'Jun 2019 – Done'])).toEqual([
      'Jun 2019 – Done',
      'Apr 2019 – Due',
    ])
    expect(lacking(['May 2019 – %'])).toBeNull()
    expect(placed(pairs, 'Team', 'May 2019 – Due', 'May 2019 – Done', 'Jun 2019 – %')).toEqual([
      'Team|team|',
      'May 2019 – Due|denominator|2019-05',
      'May 2019 – Done|numerator|2019-05',
      'Jun 2019 – %|ignored|2019-06',
    ])
    expect(placed(pairs, 'Team', 'May 2019 – Due')).toBeNull()
  })

  test('may stand in several runs between fixed columns, each with one at least', () => {
    const rules = rulesOf(
      team,
      month('Apr 2019', 'value'),
      { heading: 'Remarks', use: 'note' },
      month('Apr 2019 – Due', 'ignored'),
    )
    expect(placed(rules, 'Team', 'May 2019', 'Jun 2019', 'Remarks', 'May 2019 – Due')).toEqual([
      ...[
        'Team|team|',
        'May 2019|value|2019-05',
        'Jun 2019|value|2019-06',
        'Remarks|note|',
        'May 2019 – Due|ignored|2019-05',
      ],
    ])
    expect(placed(rules, 'Team', 'May 2019', 'Remarks')).toBeNull()
    expect(placed(rules, 'Team', 'Remarks', 'May 2019 – Due')).toBeNull()
    expect(placed(rules, 'Team')).toBeNull()
    expect(placed(rules)).toBeNull()
  })

  test('are those that were said to be, and no fixed one that names a month', () => {
    const target: LayoutColumn = { heading: 'Target Apr 2019', use: 'note' }
    const rules = rulesOf(team, target, month('Apr 2019', 'value'))
    expect(placed(rules, 'Team', 'Target Apr 2019', 'May 2019')).toEqual([
      ...['Team|team|', 'Target Apr 2019|note|', 'May 2019|value|2019-05'],
    ])
    expect(placed(rules, 'Team', 'Target Apr 2019', 'May 2019', 'Target May 2019')).toBeNull()
  })

  test('are read whatever names of teams are left out', () => {
    const skipped = { ...monthsRules, skip: { is: ['2019-05'], begins: [] } }
    expect(placed(skipped, 'Team', 'Measure', 'May 2019')?.at(-1)).toBe('May 2019|value|2019-05')
  })

  test('may have blank columns between them, and a blank one after them belongs to what follows', () => {
    const rules = rulesOf(team, month('Apr 2019', 'value'), spacer, month('May 2019', 'value'), spacer, {
      heading: 'Remarks',
      use: 'note',
    })
    expect(placed(rules, 'Team', 'Jun 2019', '', '', 'Jul 2019', '', 'Remarks')).toEqual([
      ...[
        'Team|team|',
        'Jun 2019|value|2019-06',
        '|ignored|',
        '|ignored|',
        'Jul 2019|value|2019-07',
        '|ignored|',
        'Remarks|note|',
      ],
    ])
    expect(placed(rules, 'Team', '', '', 'Remarks')).toBeNull()
    expect(placed(rules, 'Team', 'Jun 2019', 'Remarks')).toBeNull()
    expect(placed(rulesOf(team, month('Apr 2019', 'value')), 'Team', 'Jun 2019', '', 'Jul 2019')).toBeNull()
  })

  test('have spacers only where a blank column is not read', () => {
    const named = rulesOf(
      team,
      month('Apr 2019', 'value'),
      { heading: '', use: 'note' },
      month('May 2019', 'value'),
    )
    expect(placed(named, 'Team', 'Apr 2019', '', 'May 2019')).toEqual([
      ...['Team|team|', 'Apr 2019|value|2019-04', '|note|', 'May 2019|value|2019-05'],
    ])
    expect(placed(named, 'Team', 'Apr 2019', '', 'May 2019', '', 'Jun 2019')).toBeNull()
    const apart = rulesOf(
      team,
      month('Apr 2019', 'value'),
      { heading: 'x', use: 'ignored' },
      month('May 2019', 'value'),
    )
    expect(placed(apart, 'Team', 'Apr 2019', 'x', 'May 2019', 'x', 'Jun 2019')).toBeNull()
    expect(placed(apart, 'Team', 'Apr 2019', 'x', 'May 2019')).toHaveLength(4)
  })
})

describe('teams across', () => {
  const rules: LayoutRules = {
    ...teamsRules,
    columns: [
      { heading: 'Measure', use: 'kpi' },
      { heading: 'Assessment North – Done', use: 'numerator', across: 'team', name: 'Assessment North' },
      { heading: 'Assessment North – Due', use: 'denominator', across: 'team', name: 'Assessment North' },
    ],
  }

  test('are known by a name or a code beside the same words', () => {
    expect(
      placed(rules, 'Measure', 'H&P North – Due', 'h&p  north – done', 'asmt-n – DUE', 'ASMT-N – Done'),
    ).toEqual([
      'Measure|kpi|',
      'H&P North – Due|denominator|h&p north',
      'h&p  north – done|numerator|h&p north',
      'asmt-n – DUE|denominator|asmt-n',
      'ASMT-N – Done|numerator|asmt-n',
    ])
    expect(placed(rules, 'Measure', 'Assessment North – Due', 'ASSESSMENT NORTH – Done')?.slice(1)).toEqual([
      'Assessment North – Due|denominator|Assessment North',
      'ASSESSMENT NORTH – Done|numerator|Assessment North',
    ])
  })

  test('are none with other words, or none, or without a name', () => {
    for (const heading of [
      'H&P North',
      'H&P North – Total',
      'Due',
      ' – Due',
      'H&P South – Due',
      'x H&P North – Due',
    ]) {
      expect([heading, placed(rules, 'Measure', 'H&P North – Due', 'H&P North – Done', heading)]).toEqual([
        heading,
        null,
      ])
    }
  })

  test('are none where only the length of the words beside the name is the same', () => {
    const before: LayoutRules = {
      ...teamsRules,
      columns: [
        { heading: 'Measure', use: 'kpi' },
        { heading: 'Due:Assessment North', use: 'value', across: 'team', name: 'Assessment North' },
      ],
    }
    expect(placed(before, 'Measure', 'Due: H&P North')?.at(-1)).toBe('Due: H&P North|value|h&p north')
    expect(placed(before, 'Measure', 'All: H&P North')).toBeNull()
    expect(placed(rules, 'Measure', 'H&P North – Due', 'H&P North – Don!')).toBeNull()
    expect(placed(teamsRules, 'Measure', 'H&P North', 'Measure')).toBeNull()
  })

  test('may have their words before the name, or be the whole heading', () => {
    const before: LayoutRules = {
      ...teamsRules,
      columns: [
        { heading: 'Measure', use: 'kpi' },
        { heading: 'Due: Assessment North', use: 'value', across: 'team', name: 'Assessment North' },
      ],
    }
    expect(placed(before, 'Measure', 'Due: H&P North')?.at(-1)).toBe('Due: H&P North|value|h&p north')
    expect(placed(before, 'Measure', 'H&P North')).toBeNull()
    const whole = { ...before, columns: before.columns.map(({ name: _, ...column }) => column) }
    expect(placed(whole, 'Measure', 'Due: Assessment North')?.at(-1)).toBe(
      'Due: Assessment North|value|Due: Assessment North',
    )
    expect(placed(whole, 'Measure', 'H&P North')?.at(-1)).toBe('H&P North|value|h&p north')
  })

  test('of a name that is not in its heading are the whole heading', () => {
    const renamed: LayoutRules = {
      ...teamsRules,
      columns: [
        { heading: 'Measure', use: 'kpi' },
        { heading: 'North', use: 'value', across: 'team', name: 'Assessment North' },
      ],
    }
    expect(placed(renamed, 'Measure', 'NORTH', 'H&P North')?.slice(1)).toEqual([
      'NORTH|value|Assessment North',
      'H&P North|value|h&p north',
    ])
  })

  test('are left out where they are none, once or more often', () => {
    const skipped = { ...rules, skip: { is: ['H&P  North'], begins: ['Assessment'] } }
    const headings = [
      'Assessment North – Due',
      'Assessment North – Done',
      'H&P North – Due',
      'H&P North – Done',
    ]
    expect(placed(skipped, 'Measure', ...headings)?.map((column) => column.split('|')[1])).toEqual([
      ...['kpi', 'denominator', 'numerator', 'ignored', 'ignored'],
    ])
  })
})

describe('the key of a layout', () => {
  test('leaves out months and their spacers, and counts each kind once, in the order of the columns', () => {
    const key = layoutKey(
      rulesOf(
        team,
        month('Apr 2019 – Due', 'value'),
        spacer,
        month('May 2019 – Due', 'value'),
        month('May 2019 – Done', 'value'),
      ),
    )
    expect(key).toBe('team\n{} – due\n{} – done')
    expect(layoutKey(pairs)).toBe('team\n{} – done\n{} – due\n{} – %')
  })

  test('keeps blank columns that stand among fixed ones, and headings that name no month', () => {
    expect(layoutKey({ ...plainRules, columns: [team, spacer, { heading: 'Due', use: 'value' }] })).toBe(
      'team\n\ndue',
    )
    expect(layoutKey(rulesOf(team, month('Apr 2019', 'value'), month('Total', 'value'), spacer))).toBe(
      'team\n{}\ntotal\n',
    )
  })

  test('keeps the names of teams, which are not added each month', () => {
    expect(layoutKey(teamsRules)).toBe('measure\nassessment north\nh&p north')
  })
})
