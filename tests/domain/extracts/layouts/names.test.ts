import { describe, expect, test } from 'vitest'
import { cellPeriod, codeFinder, missingOf, monthFound } from '#domain/extracts/layouts/names.ts'
import { plainRules, register } from '../../layout-examples.ts'

const rules = {
  ...plainRules,
  teams: [{ name: 'AST North', code: 'ASMT-N' }],
  kpis: [{ name: 'Visits', code: 'CN02' }],
}
const spot = { sheet: 'May', row: 3, heading: 'Team' }
const codeOf = codeFinder({ name: 'Visits', rules }, register)

describe('the code of a name', () => {
  test.each([
    ['team', 'ast  NORTH', 'ASMT-N'],
    ['team', 'asmt-n', 'ASMT-N'],
    ['team', 'ＨＰ-N1', 'HP-N1'],
    ['kpi', 'visits ', 'CN02'],
    ['kpi', 'cp03', 'CP03'],
  ] as const)('of a %s called %s is what was confirmed, or a code of ours: %s', (what, text, code) => {
    expect(codeOf(what, text, spot)).toEqual({ is: 'found', text: code, source: { heading: 'Team', text } })
  })

  test('of a sheet has no cell that says so', () => {
    expect(codeOf('team', 'AST North', { ...spot, heading: null })).toEqual({
      ...{ is: 'found', text: 'ASMT-N', source: null },
    })
  })

  test('is not that of the other kind, nor one that is only near', () => {
    expect(codeOf('team', 'Visits', spot).is).toBe('missing')
    expect(codeOf('kpi', 'AST North', spot).is).toBe('missing')
    expect(codeOf('kpi', 'ASMT-N', spot).is).toBe('missing')
    expect(codeOf('team', 'AST Nrth', spot)).toMatchObject({
      is: 'missing',
      problem: { code: 'unknown_team', sheet: 'May', row: 3, column: 'Team', value: 'AST Nrth' },
    })
  })

  test('that is missing is offered the nearest again and again, of its own kind', () => {
    const messages = (what: 'team' | 'kpi') =>
      [1, 2].map(() => {
        const found = codeOf(what, 'CIN visits in time scale', spot)
        return found.is === 'missing' ? found.problem.message : ''
      })
    expect(messages('team').filter((message) => /closest/.test(message))).toEqual([])
    const [first, second] = messages('kpi')
    expect(first).toContain('The closest is ‘CIN visits in timescale’ (CN02).')
    expect(second).toBe(first)
  })

  test('is looked for among all confirmed names and ours, each with those of its kind', () => {
    const problem = (what: 'team' | 'kpi', text: string) => {
      const found = codeOf(what, text, spot)
      return found.is === 'missing' ? found.problem.message : null
    }
    expect(problem('kpi', 'Vists')).toContain('The closest is ‘Visits’ (CN02).')
    expect(problem('team', 'AST Nrth')).toContain('The closest is ‘AST North’ (ASMT-N).')
    expect(problem('team', 'Assessment Nrth')).toContain('The closest is ‘Assessment North’ (ASMT-N).')
  })
})

describe('the month of a cell', () => {
  test.each(['2019-04', 'Apr-19', '2019-04-30', '1/4/2019'])('may be written %s', (text) => {
    expect(cellPeriod(text, 'day_first', spot)).toEqual({
      ...{ is: 'found', text: '2019-04', source: { heading: 'Team', text } },
    })
  })

  test('may be any period of ours as it is', () => {
    expect(['2019-W21', '2019-Q2'].map((text) => cellPeriod(text, 'day_first', spot))).toMatchObject([
      { text: '2019-W21' },
      { text: '2019-Q2' },
    ])
    expect(cellPeriod('2019-04', 'day_first', { ...spot, heading: null })).toMatchObject({
      source: { heading: '', text: '2019-04' },
    })
  })

  test('is read in the order that a person confirmed', () => {
    expect(cellPeriod('05/01/2019', 'day_first', spot)).toMatchObject({ text: '2019-01' })
    expect(cellPeriod('05/01/2019', 'month_first', spot)).toMatchObject({ text: '2019-05' })
  })

  test('is none where it is one word among others, or names several', () => {
    expect(cellPeriod('Visits in April 2019', 'day_first', spot)).toMatchObject({
      problem: {
        code: 'bad_period',
        message: 'Sheet ‘May’, row 3, Team: ‘Visits in April 2019’ names no month. Write it like April 2019',
      },
    })
    expect(cellPeriod('April 2019 to May 2019', 'day_first', spot)).toMatchObject({
      problem: { message: expect.stringContaining('names more than one month') },
    })
  })
})

test('a month that was read in the name of a sheet has no cell that says so', () => {
  const reading = { is: 'month', month: '2019-04' } as const
  expect(monthFound(reading, 'April 2019', { sheet: 'April 2019', row: null, heading: null })).toEqual({
    ...{ is: 'found', text: '2019-04', source: null },
  })
  expect(monthFound(reading, 'April 2019', { ...spot, heading: 'A1' })).toMatchObject({
    source: { heading: 'A1', text: 'April 2019' },
  })
})

test('the problems of several are those of the missing, in their order', () => {
  const found = [codeOf('team', 'X', spot), codeOf('team', 'ASMT-N', spot), codeOf('kpi', 'Y', spot)]
  expect(missingOf(found).map(({ code }) => code)).toEqual(['unknown_team', 'unknown_kpi'])
})
