import { describe, expect, test } from 'vitest'
import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import {
  headingsDiffer,
  nameListOf,
  nearestCode,
  noLongerFits,
  noMonth,
  problemIn,
  unknownName,
} from '#domain/extracts/layouts/problems.ts'
import { monthsRules, plainRules, register } from '../../layout-examples.ts'

const spot = { sheet: 'May', row: 3, heading: 'Team' }
const layout = { name: 'Visits', rules: plainRules }

describe('a problem at a place', () => {
  test.each([
    [spot, 'Sheet ‘May’, row 3, Team: why'],
    [{ ...spot, sheet: null }, 'Row 3, Team: why'],
    [{ ...spot, heading: null }, 'Sheet ‘May’, row 3: why'],
    [{ sheet: 'May', row: null, heading: null }, 'Sheet ‘May’: why'],
    [{ sheet: null, row: null, heading: null }, 'why'],
  ])('begins with it: %o', (at, message) => {
    expect(problemIn('bad_period', at, 'x', 'why')).toEqual({
      code: 'bad_period',
      sheet: at.sheet,
      row: at.row,
      column: at.heading,
      value: 'x',
      message,
      firstRow: null,
    })
  })

  test('repeats no blank, and 80 characters of a long text or name of a sheet', () => {
    const long = 'x'.repeat(81)
    const found = problemIn('bad_period', { sheet: long, row: null, heading: null }, long, 'why')
    expect(found.value).toHaveLength(80)
    expect(found.message).toBe(`Sheet ‘${'x'.repeat(79)}…’: why`)
    expect(problemIn('bad_period', spot, '', 'why').value).toBeNull()
  })
})

describe('a name that is not in the layout', () => {
  const near = { name: 'Assessment North', code: 'ASMT-N' }

  test('is told with the nearest, or with the code that it is', () => {
    const said = (text: string, found: typeof near | null) => {
      const { code, value, message } = unknownName('team', text, spot, layout, found)
      return [code, value, message]
    }
    const begun = 'Sheet ‘May’, row 3, Team: ‘Asessment North’ is not a team that the layout ‘Visits’ knows.'
    const match = 'Match the file again to say what it is'
    expect(said('Asessment North', near)).toEqual([
      'unknown_team',
      'Asessment North',
      `${begun} The closest is ‘Assessment North’ (ASMT-N). ${match}`,
    ])
    expect(said('Asessment North', null)[2]).toBe(`${begun} ${match}`)
    expect(said('assessment  NORTH', near)[2]).toBe(
      `Sheet ‘May’, row 3, Team: ‘assessment  NORTH’ is not a team that the layout ‘Visits’ knows. It is what we call ASMT-N. ${match}`,
    )
  })

  test('is a measure, or is missing', () => {
    expect(unknownName('kpi', 'x', spot, layout, null)).toMatchObject({
      code: 'unknown_kpi',
      message: expect.stringContaining('is not a measure that the layout'),
    })
    expect(unknownName('kpi', '', spot, layout, null)).toMatchObject({
      code: 'missing_value',
      value: null,
      message: 'Sheet ‘May’, row 3, Team: Give the measure, or match the file again to skip such rows',
    })
    expect(unknownName('team', '', spot, layout, null).message).toContain('Give the team, or match')
  })
})

test('a text that is no month is missing, names none or names several', () => {
  const said = (is: 'none' | 'several', text: string) => {
    const { code, value, message } = noMonth(is === 'none' ? { is } : { is, months: [] }, text, spot)
    return [code, value, message.replace('Sheet ‘May’, row 3, Team: ', '')]
  }
  expect(said('none', '')).toEqual(['missing_value', null, 'The month is missing. Write it like April 2019'])
  expect(said('none', 'May')).toEqual(['bad_period', 'May', '‘May’ names no month. Write it like April 2019'])
  expect(said('several', 'April to May 2019')).toEqual([
    'bad_period',
    'April to May 2019',
    '‘April to May 2019’ names more than one month. Leave the one that the figures are of',
  ])
})

describe('a sheet whose layout no longer fits', () => {
  const unfit = { sheet: 'May', nearest: { row: 3, headings: ['Team', 'Children due a visit', 'x'] } }
  const every: LayoutRules = { ...plainRules, sheets: { take: 'every', except: [] } }

  test('is named where several are read, with the row that comes nearest', () => {
    expect(noLongerFits({ name: 'Visits', rules: every }, unfit)).toEqual({
      code: 'missing_column',
      sheet: 'May',
      row: 3,
      column: null,
      value: null,
      firstRow: null,
      message:
        'Sheet ‘May’, row 3: The layout ‘Visits’ no longer fits: ‘x’ is new and ‘Children visited on time’ ' +
        'is missing. Match the file again, or have its headings put back',
    })
    expect(noLongerFits(layout, unfit)).toMatchObject({ sheet: null, row: 3 })
  })

  test('is no table where no row comes near', () => {
    expect(noLongerFits({ name: 'Visits', rules: every }, { ...unfit, nearest: null })).toMatchObject({
      code: 'not_a_table',
      row: null,
      message:
        'Sheet ‘May’: The layout ‘Visits’ no longer fits: no row holds its headings. Match the file again, or have its headings put back',
    })
  })
})

describe('headings differ from those of a layout', () => {
  const own = plainRules.columns.map(({ heading }) => heading)
  const differ = (...found: string[]) => headingsDiffer(plainRules, found)

  test('by what is new and what is missing, one or several, never by a blank', () => {
    expect(differ('Team', '', own[1] ?? '')).toBe('‘Children due a visit’ is missing')
    expect(differ('Team')).toBe('‘Children visited on time’, ‘Children due a visit’ are missing')
    expect(differ(...own, 'a', '', 'b')).toBe('‘a’, ‘b’ are new')
    expect(differ(...own, 'x'.repeat(81))).toBe(`‘${'x'.repeat(79)}…’ is new`)
    expect(headingsDiffer(plainRules, null)).toBe('no row holds its headings')
  })

  test('by their order, or by one that is there twice', () => {
    const order = 'its headings stand in another order, or one is there twice'
    expect(differ(...own.toReversed())).toBe(order)
    expect(differ(...own, 'team')).toBe(order)
  })

  test('by a month that is there twice, and by a figure that one month lacks', () => {
    expect(headingsDiffer(monthsRules, ['Team', 'Measure', 'Apr-19', 'April 2019'])).toBe(
      '‘Apr-19’ and ‘April 2019’ are the same figure of the same month or team',
    )
    const pairs: LayoutRules = {
      ...monthsRules,
      columns: [
        { heading: 'Team', use: 'team' },
        { heading: 'Apr 2019 – Due', use: 'denominator', across: 'period' },
        { heading: 'Apr 2019 – Done', use: 'numerator', across: 'period' },
      ],
    }
    expect(headingsDiffer(pairs, ['Team', 'May 2019 – Due', 'May 2019 – Done', 'Jun 2019 – Due'])).toBe(
      '‘Jun 2019 – Due’ has no column like ‘Apr 2019 – Done’ beside it',
    )
  })
})

test('teams and KPIs are called what they are called now', () => {
  expect(nameListOf('team', register)[0]).toEqual({ name: 'Front Door and Assessment', code: 'FD' })
  expect(nameListOf('kpi', register).at(-1)).toEqual({ name: 'Contacts received', code: 'FD03' })
})

describe('the nearest name', () => {
  const named = (...names: string[]) => names.map((name, i) => ({ name, code: `C${i}` }))
  const near = (text: string, known: readonly string[], confirmed: readonly string[] = []) =>
    nearestCode(text, named(...confirmed), named(...known))?.name ?? null

  test('is one a few letters away, of ours and of those confirmed before; the confirmed one of equals', () => {
    expect(near('Assesment North', ['Assessment North', 'Court'])).toBe('Assessment North')
    expect(near('Cuort', ['North'], ['Court'])).toBe('Court')
    expect(near('Something else', ['North'], ['Court'])).toBeNull()
    expect(
      nearestCode('Nrth', [{ name: 'north', code: 'OTHER' }], [{ name: 'North', code: 'OURS' }]),
    ).toEqual({
      name: 'north',
      code: 'OTHER',
    })
  })

  test('is one by its code where no name is near', () => {
    const known = [{ name: 'Help and Protection', code: 'HP-N1' }]
    expect(nearestCode('hp-n2', [], known)).toEqual(known[0])
    expect(nearestCode('hp-n2', [{ name: 'zz', code: 'HP-N2' }], [])).toBeNull()
  })

  test.each([
    ['H&P North', 'Help and Protection North'],
    ['HP North', 'Help and Protection North'],
    ['HAP North', 'Help and Protection North'],
    ['h.p. north', 'Help and Protection North'],
    ['CiC', 'Children in Care'],
    ['CC', 'Children in Care'],
    ['LAC visits in time', 'Looked After Children visits in time'],
  ])('is %s for %s, which it is short for', (text, name) => {
    expect(near(text, [name, 'Something else'])).toBe(name)
  })

  test.each([
    ['H North', 'Help and Protection North'],
    ['HP South', 'Help and Protection North'],
    ['HP', 'Help and Protection North'],
    ['PH North', 'Help and Protection North'],
    ['HP North 1', 'Help and Protection North'],
    ['H North', 'Help North'],
    ['H North', 'The Help North'],
    ['12 North', 'Help Protection North'],
  ])('is not %s for %s, which it is no short form of', (text, name) => {
    expect(near(text, [name])).toBeNull()
  })

  test('is none of two that the same letters are short for, unless it is near', () => {
    expect(near('HP North', ['Help and Protection North', 'Health Partners North'])).toBeNull()
  })

  test.each(['and', '&', 'of', 'in', 'the', 'with', 'for', 'to'])(
    'may leave out the small word “%s”',
    (word) => {
      expect(near('XY visits', [`Xylo ${word} Yard visits`])).toBe(`Xylo ${word} Yard visits`)
    },
  )

  test('may not leave out any other word', () => {
    expect(near('XY visits', ['Xylo Zinc Yard visits'])).toBeNull()
  })
})
