import { describe, expect, test } from 'vitest'
import type { Unit } from '#domain/catalogue/unit.ts'
import { dueCells, dueWeeks, templateRows } from '#domain/extracts/template.ts'
import { cellOf } from '#domain/figures/measurement.ts'
import { isExpected } from '#domain/figures/wholeness.ts'
import { aKpi, countCell, ratioCell } from '../examples.ts'

function aTeam(code: string, over: Partial<Unit> = {}): Unit {
  return {
    code,
    name: `Team ${code}`,
    kind: 'team',
    parent: 'SVC',
    teamType: 'H&P',
    opened: '2018-01-01',
    closed: null,
    predecessors: [],
    position: 1,
    ...over,
  }
}

const HP1 = aTeam('HP1', { position: 2 })
const HP2 = aTeam('HP2', { position: 1 })
const names = (cells: { team: Unit; kpi: { code: string }; period: string }[]) =>
  cells.map(({ team, kpi, period }) => `${team.code} ${kpi.code} ${period}`)

describe('what is due for a month', () => {
  test('is every KPI of every team that carries it and was open, and nothing of a service', () => {
    const units = [
      HP1,
      aTeam('CIC', { teamType: 'CIC' }),
      aTeam('OLD', { closed: '2019-04-30' }),
      aTeam('NEW', { opened: '2019-05-31' }),
      aTeam('SOON', { opened: '2019-06-01' }),
      { ...aTeam('SVC'), kind: 'service' as const, teamType: null },
    ]
    expect(names(dueCells([aKpi({ teamTypes: ['H&P', 'SVC'] })], units, '2019-05'))).toEqual([
      'HP1 AS01 2019-05',
      'NEW AS01 2019-05',
    ])
  })

  test('is nothing of a team without a type', () => {
    expect(dueCells([aKpi({ teamTypes: ['H&P'] })], [aTeam('NONE', { teamType: null })], '2019-05')).toEqual(
      [],
    )
    expect(dueCells([aKpi({ teamTypes: ['SVC'] })], [aTeam('NONE', { teamType: null })], '2019-05')).toEqual(
      [],
    )
  })

  test('is nothing of a measure after its last month, whatever it is counted by', () => {
    const kpis = [
      aKpi({ code: 'MO01', grains: ['monthly', 'weekly'], lastMonth: '2019-03' }),
      aKpi({ code: 'QU01', grains: ['quarterly'], lastMonth: '2019-03' }),
    ]
    expect(names(dueCells(kpis, [HP1], '2019-03'))).toEqual(['HP1 MO01 2019-03', 'HP1 QU01 2019-Q1'])
    expect(dueWeeks(kpis, [HP1], '2019-03')).toHaveLength(5)
    expect(dueCells(kpis, [HP1], '2019-04')).toEqual([])
    expect(dueCells(kpis, [HP1], '2019-06')).toEqual([])
    expect(dueWeeks(kpis, [HP1], '2019-04')).toEqual([])
  })

  test('holds a quarter with the month that ends it, and never a week', () => {
    const kpis = [
      aKpi({ code: 'QU01', grains: ['quarterly'] }),
      aKpi({ code: 'WE01', grains: ['weekly'] }),
      aKpi({ code: 'MO01', grains: ['monthly', 'weekly'] }),
    ]
    expect(names(dueCells(kpis, [HP1], '2019-05'))).toEqual(['HP1 MO01 2019-05'])
    expect(names(dueCells(kpis, [HP1], '2019-06'))).toEqual(['HP1 QU01 2019-Q2', 'HP1 MO01 2019-06'])
  })

  test('is a count of the last day only of a team that was still open on it', () => {
    const kpis = [
      aKpi({ code: 'FLOW', grains: ['monthly', 'weekly'] }),
      aKpi({ code: 'SNAP', grains: ['monthly', 'weekly'], basis: 'snapshot' }),
      aKpi({ code: 'QSNA', grains: ['quarterly'], basis: 'snapshot' }),
      aKpi({ code: 'QFLO', grains: ['quarterly'] }),
    ]
    const units = [
      aTeam('MID', { closed: '2019-06-15' }),
      aTeam('END', { closed: '2019-06-30' }),
      aTeam('NEW', { opened: '2019-06-16' }),
    ]
    const due = names(dueCells(kpis, units, '2019-06'))
    expect(due.filter((cell) => cell.startsWith('MID'))).toEqual(['MID FLOW 2019-06', 'MID QFLO 2019-Q2'])
    for (const team of ['END', 'NEW'])
      expect(due.filter((cell) => cell.startsWith(team))).toEqual([
        `${team} FLOW 2019-06`,
        `${team} SNAP 2019-06`,
        `${team} QSNA 2019-Q2`,
        `${team} QFLO 2019-Q2`,
      ])
    // 15 June is the Saturday of week 24.
    const weeks = names(dueWeeks(kpis, units, '2019-06')).filter((cell) => cell.startsWith('MID'))
    expect(weeks.at(-1)).toBe('MID FLOW 2019-W24')
    expect(weeks).toContain('MID SNAP 2019-W23')
    expect(weeks).not.toContain('MID SNAP 2019-W24')
  })

  test('of a quarter is what its roll-up waits for: that of a team that closed before the last month too', () => {
    const flow = aKpi({ grains: ['quarterly'] })
    const team = aTeam('MAY', { closed: '2019-05-20' })
    expect(isExpected(flow, team, '2019-Q2')).toBe(true)
    expect(names(dueCells([flow], [team], '2019-06'))).toEqual(['MAY AS01 2019-Q2'])
    expect(dueCells([{ ...flow, basis: 'snapshot' }], [team], '2019-06')).toEqual([])
  })

  test.each([
    ['2019-05', ['2019-W18', '2019-W19', '2019-W20', '2019-W21']],
    ['2019-03', ['2019-W09', '2019-W10', '2019-W11', '2019-W12', '2019-W13']],
    ['2018-12', ['2018-W48', '2018-W49', '2018-W50', '2018-W51', '2018-W52']],
  ])('has weeks of its own: those that end in %s', (month, weeks) => {
    const cells = dueWeeks([aKpi({ grains: ['weekly'] })], [HP1], month)
    expect(cells.map(({ period }) => period)).toEqual(weeks)
  })
})

describe('a template', () => {
  const ratio = aKpi({ code: 'AS01', returnCode: 'b' })
  const count = aKpi({ code: 'CO01', kind: 'count', returnCode: 'a', decimals: 0, unit: 'children_or_items' })
  const median = aKpi({ code: 'ME01', kind: 'median', returnCode: 'a', decimals: 0, unit: 'working_days' })
  const due = dueCells([ratio, count, median], [HP1, HP2], '2019-05')

  test('has its rows by return, team and KPI, in the orders of each', () => {
    const rows = templateRows(due, ['a', 'b'], () => undefined)
    expect(rows.map(({ teamCode, kpiCode }) => `${teamCode} ${kpiCode}`)).toEqual([
      'HP2 CO01',
      'HP2 ME01',
      'HP1 CO01',
      'HP1 ME01',
      'HP2 AS01',
      'HP1 AS01',
    ])
  })

  test('leaves out other people’s returns', () => {
    expect(templateRows(due, ['b'], () => undefined)).toHaveLength(2)
    expect(templateRows(due, ['nobody'], () => undefined)).toEqual([])
  })

  test('asks each kind of KPI for the figures it is made of', () => {
    const asked = new Map(
      templateRows(due, ['a', 'b'], () => undefined).map(({ kpiCode, asks }) => [
        kpiCode,
        Object.entries(asks).flatMap(([column, isAsked]) => (isAsked ? [column] : [])),
      ]),
    )
    expect(Object.fromEntries(asked)).toEqual({
      AS01: ['numerator', 'denominator'],
      CO01: ['numerator'],
      ME01: ['denominator', 'value'],
    })
  })

  test('shows beside each row what was sent for the period before, symbols as they came', () => {
    const symbol = { numerator: null, denominator: null, value: null, symbol: 'c' as const }
    const earlier = (team: string, kpi: string, period: string) => {
      expect(period).toBe('2019-04')
      if (kpi === 'CO01') return countCell(1204)
      if (kpi === 'ME01') return cellOf('median', symbol)
      return team === 'HP1' ? ratioCell(45, 50) : cellOf('ratio', symbol)
    }
    const rows = templateRows(due, ['a', 'b'], earlier)
    expect(rows.filter(({ teamCode }) => teamCode === 'HP1').map(({ previous }) => previous)).toEqual([
      { numerator: 1204, denominator: null, value: '1,204' },
      { numerator: null, denominator: 'c', value: 'c' },
      { numerator: 45, denominator: 50, value: '90%' },
    ])
    expect(rows.find(({ teamCode, kpiCode }) => teamCode === 'HP2' && kpiCode === 'AS01')?.previous).toEqual({
      numerator: 'c',
      denominator: 'c',
      value: null,
    })
  })

  test('names the team and the KPI, and shows no value where a row was sent blank', () => {
    const blank = { numerator: null, denominator: null, value: null, symbol: null }
    const [row] = templateRows(due, ['b'], () => cellOf('ratio', blank))
    expect(row).toEqual({
      teamCode: 'HP2',
      teamName: 'Team HP2',
      kpiCode: 'AS01',
      kpiName: 'Assessments in 45 days',
      period: '2019-05',
      asks: { numerator: true, denominator: true, value: false },
      previous: { numerator: null, denominator: null, value: null },
    })
  })

  test('asks a stock for its number, and a mean for both', () => {
    const kinds = (['stock', 'mean'] as const).map((kind) => aKpi({ kind, returnCode: 'b' }))
    const asked = templateRows(dueCells(kinds, [HP1], '2019-05'), ['b'], () => undefined)
    expect(asked.map(({ asks }) => asks)).toEqual([
      { numerator: true, denominator: false, value: false },
      { numerator: true, denominator: true, value: false },
    ])
  })

  test('shows a symbol of a count in place of its number alone', () => {
    const symbol = { numerator: null, denominator: null, value: null, symbol: 'c' as const }
    const rows = templateRows(due, ['a'], () => cellOf('count', symbol))
    expect(rows[0]?.previous).toEqual({ numerator: 'c', denominator: null, value: null })
  })

  test('shows nothing where nothing was sent, and says so where there were no cases', () => {
    const [row] = templateRows(due, ['b'], (_team, _kpi) => ratioCell(0, 0))
    expect(row?.previous).toEqual({ numerator: 0, denominator: 0, value: '0 of 0' })
    expect(templateRows(due, ['b'], () => undefined)[0]?.previous).toEqual({
      numerator: null,
      denominator: null,
      value: null,
    })
  })
})
