import { describe, expect, test } from 'vitest'
import { computeFigures, computeRollUps, teamVerdict } from '#domain/figures/compute-figures.ts'
import { cellOf, emptyCell } from '#domain/figures/measurement.ts'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import { aKpi, aService, aTeam, council, countCell, ratioCell, valueOnlyCell } from '../examples.ts'
import { at, figuresOf, ledgerOf, monthly, tree } from '../ledger-examples.ts'

describe('a month of a small council', () => {
  const figures = figuresOf(
    ledgerOf({
      'HP-1': { '2019-04': ratioCell(45, 50) },
      'HP-2': { '2019-04': ratioCell(30, 50) },
      CPA: { '2019-04': ratioCell(75, 100) },
      'AS-1': { '2019-04': ratioCell(18, 20) },
    }),
  )

  test('a team’s figure is its own row', () => {
    expect(at(figures, 'HP-1')).toMatchObject({
      origin: 'team',
      value: 90,
      status: 'met',
      coverage: null,
      computed: null,
      teamVariation: null,
    })
  })

  test('a service and the council are sum over sum of the teams whose type counts the children', () => {
    expect(at(figures, 'HPC')).toMatchObject({
      origin: 'computed',
      numerator: 75,
      denominator: 100,
      value: 75,
    })
    expect(at(figures, 'FD')).toMatchObject({ numerator: 18, denominator: 20 })
    expect(at(figures, 'RIDGE')).toMatchObject({
      numerator: 93,
      denominator: 120,
      value: 77.5,
      status: 'missed',
      gap: 15,
    })
  })

  test('a team of another type sees the same children on its own scorecard and is not added', () => {
    expect(at(figures, 'CPA')).toMatchObject({ origin: 'team', numerator: 75, denominator: 100 })
    expect(at(figures, 'HPC').coverage).toMatchObject({ expected: 2, added: 2 })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({ expected: 3, added: 3 })
  })
})

describe('nothing', () => {
  test('a team that carries the KPI and sent nothing is not reported, and said to be left out', () => {
    const figures = figuresOf(ledgerOf({ 'HP-1': { '2019-04': ratioCell(45, 50) } }))
    expect(at(figures, 'HP-2')).toMatchObject({ state: 'not_reported', status: 'no_data', variation: 'none' })
    expect(at(figures, 'HPC')).toMatchObject({ numerator: 45, denominator: 50 })
    expect(at(figures, 'HPC').coverage).toMatchObject({ expected: 2, added: 1, notReported: 1 })
    expect(at(figures, 'FD')).toMatchObject({ state: 'not_reported', status: 'no_data' })
  })

  test('the teams are still the ones expected where none of them sent anything', () => {
    const figures = figuresOf(ledgerOf({ CPA: { '2019-04': ratioCell(75, 100) } }))
    expect(at(figures, 'RIDGE')).toMatchObject({ state: 'not_reported', origin: 'computed' })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({ expected: 3, notReported: 3 })
  })

  test('a team whose type does not carry the KPI has no figure, unless it sent one', () => {
    const cells = { 'HP-1': { '2019-04': ratioCell(45, 50) } }
    expect(figuresOf(ledgerOf(cells)).has('CPA 2019-04')).toBe(false)
    expect(figuresOf(ledgerOf({ ...cells, CPA: { '2019-04': ratioCell(1, 2) } })).has('CPA 2019-04')).toBe(
      true,
    )
  })

  test('a service with no team that counts the children has no figure', () => {
    const figures = figuresOf(
      ledgerOf({ 'HP-1': { '2019-04': ratioCell(45, 50) } }, { units: [...tree, aService('QSP')] }),
    )
    expect(figures.has('QSP 2019-04')).toBe(false)
  })

  test('a month in which nothing came from anyone has no figures', () => {
    const figures = figuresOf(
      ledgerOf({ 'HP-1': { '2019-02': ratioCell(45, 50), '2019-04': ratioCell(45, 50) } }),
    )
    expect([...figures.keys()].some((k) => k.endsWith('2019-03'))).toBe(false)
    expect(figures.has('HP-2 2019-04')).toBe(true)
  })

  test('an empty ledger has no figures', () => {
    expect(computeFigures(ledgerOf({}), '')).toEqual([])
  })

  test('no cases, suppressed and a value without counts are each left out by name', () => {
    const figures = figuresOf(
      ledgerOf({
        'HP-1': { '2019-04': ratioCell(0, 0) },
        'HP-2': { '2019-04': emptyCell('suppressed', 'c') },
        'AS-1': { '2019-04': valueOnlyCell(95) },
      }),
    )
    expect(at(figures, 'RIDGE')).toMatchObject({ state: 'no_cases', status: null })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({
      expected: 3,
      noCases: 1,
      suppressed: 1,
      withoutDenominator: 1,
    })
    expect(at(figures, 'AS-1')).toMatchObject({
      value: 95,
      status: null,
      variation: 'none',
      assurance: 'none',
    })
    expect(at(figures, 'FD')).toMatchObject({ state: 'not_reported' })
  })

  test('a median is its team’s own and cannot be combined above it', () => {
    const median = cellOf('median', { numerator: null, denominator: 12, value: 3, symbol: null })
    const figures = figuresOf(
      ledgerOf({ 'HP-1': { '2019-04': median } }, { kpi: { kind: 'median', good: 'lower', minimum: 5 } }),
    )
    expect(at(figures, 'HP-1').value).toBe(3)
    expect(at(figures, 'HPC')).toMatchObject({ state: 'not_applicable', status: null, origin: 'computed' })
  })
})

describe('a figure supplied for a service or the council', () => {
  const teams = { 'HP-1': { '2019-04': ratioCell(45, 50) }, 'HP-2': { '2019-04': ratioCell(30, 50) } }

  test('beats the computed one, which is shown beside it where they differ', () => {
    const figures = figuresOf(ledgerOf({ ...teams, HPC: { '2019-04': ratioCell(80, 110) } }))
    expect(at(figures, 'HPC')).toMatchObject({ origin: 'supplied', numerator: 80, denominator: 110 })
    expect(at(figures, 'HPC').computed).toMatchObject({ numerator: 75, denominator: 100, value: 75 })
  })

  test('is judged as it came, whatever its teams lack', () => {
    const figures = figuresOf(ledgerOf({ 'HP-1': teams['HP-1'], HPC: { '2019-04': ratioCell(80, 110) } }))
    expect(at(figures, 'HPC')).toMatchObject({ origin: 'supplied', status: 'missed', leftOut: null })
    expect(at(figures, 'HPC').variation).toBe('too_early')
  })

  test('differs from the computed one by its numerator or by its base', () => {
    const computedBeside = (numerator: number, denominator: number, of = teams) =>
      at(figuresOf(ledgerOf({ ...of, HPC: { '2019-04': ratioCell(numerator, denominator) } })), 'HPC')
        .computed
    expect(computedBeside(70, 100)).toMatchObject({ numerator: 75, denominator: 100 })
    const none = { 'HP-1': { '2019-04': ratioCell(0, 50) }, 'HP-2': { '2019-04': ratioCell(0, 50) } }
    expect(computedBeside(0, 110, none)).toMatchObject({ numerator: 0, denominator: 100 })
    expect(computedBeside(0, 100, none)).toBeNull()
  })

  test('of a median has no computed one beside it', () => {
    const median = (value: number) =>
      cellOf('median', { numerator: null, denominator: 12, value, symbol: null })
    const cells = { 'HP-1': { '2019-04': median(3) }, HPC: { '2019-04': median(4) } }
    const figures = figuresOf(ledgerOf(cells, { kpi: { kind: 'median', good: 'lower', minimum: 5 } }))
    expect(at(figures, 'HPC')).toMatchObject({ origin: 'supplied', value: 4, computed: null })
  })

  test('equal to the computed one stands alone', () => {
    const figures = figuresOf(ledgerOf({ ...teams, HPC: { '2019-04': ratioCell(75, 100) } }))
    expect(at(figures, 'HPC')).toMatchObject({ origin: 'supplied', computed: null })
  })

  test('is set beside teams that all had no cases', () => {
    const none = { '2019-04': ratioCell(0, 0) }
    const figures = figuresOf(ledgerOf({ 'HP-1': none, 'HP-2': none, HPC: { '2019-04': ratioCell(1, 20) } }))
    expect(at(figures, 'HPC').computed).toMatchObject({ state: 'no_cases' })
    const one = figuresOf(
      ledgerOf({
        'HP-1': none,
        'HP-2': { '2019-04': ratioCell(1, 2) },
        HPC: { '2019-04': ratioCell(1, 20) },
      }),
    )
    expect(at(one, 'HPC').computed).toMatchObject({ numerator: 1, denominator: 2 })
  })

  test('stands alone where the teams sent nothing to compare', () => {
    const figures = figuresOf(ledgerOf({ HPC: { '2019-04': ratioCell(75, 100) } }))
    expect(at(figures, 'HPC')).toMatchObject({ origin: 'supplied', computed: null })
    expect(at(figures, 'HPC').coverage).toMatchObject({ expected: 2, added: 0, notReported: 2 })
  })

  test('is never added to its teams’: it is the service’s part of the council’s', () => {
    const figures = figuresOf(
      ledgerOf({
        ...teams,
        'AS-1': { '2019-04': ratioCell(18, 20) },
        HPC: { '2019-04': ratioCell(80, 110) },
      }),
    )
    expect(at(figures, 'RIDGE')).toMatchObject({ origin: 'computed', numerator: 98, denominator: 130 })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({ expected: 2, added: 2 })
    expect(at(figures, 'FD')).toMatchObject({ numerator: 18, denominator: 20 })
  })

  test('speaks for the teams of its service that sent nothing: the council’s figure is whole', () => {
    const kpi = { kind: 'count' as const, minimum: null }
    const cells = {
      'HP-1': { '2019-04': countCell(4) },
      'AS-1': { '2019-04': countCell(5) },
      HPC: { '2019-04': countCell(9) },
    }
    const figures = figuresOf(ledgerOf(cells, { kpi }))
    expect(at(figures, 'RIDGE')).toMatchObject({ numerator: 14, leftOut: null })
    expect(at(figures, 'RIDGE').status).not.toBe('not_whole')
  })

  test('of no cases is the service’s part too: its teams are not added beside it', () => {
    const cells = { ...teams, 'AS-1': { '2019-04': ratioCell(18, 20) }, HPC: { '2019-04': ratioCell(0, 0) } }
    const council = at(figuresOf(ledgerOf(cells)), 'RIDGE')
    expect(council).toMatchObject({ numerator: 18, denominator: 20, leftOut: null })
    expect(council.coverage).toMatchObject({ expected: 2, added: 1, noCases: 1 })
  })

  test('leaves the teams of other services expected, and says teams and services', () => {
    const kpi = { kind: 'count' as const, minimum: null }
    const units = [...tree, aTeam('AS-2', { parent: 'FD' })]
    const cells = { 'AS-1': { '2019-04': countCell(5) }, HPC: { '2019-04': countCell(9) } }
    const council = at(figuresOf(ledgerOf(cells, { kpi, units })), 'RIDGE')
    expect(council).toMatchObject({ numerator: 14, status: 'not_whole' })
    expect(council.leftOut).toMatchObject({ of: 'mixed', units: ['AS-2'] })
    expect(partsWords(council)).toBe('from 2 of 3 teams and services')
  })

  test('that cannot be added says nothing for its teams, which are added', () => {
    const cells = {
      ...teams,
      'AS-1': { '2019-04': ratioCell(18, 20) },
      HPC: { '2019-04': emptyCell('suppressed', 'c') },
    }
    expect(at(figuresOf(ledgerOf(cells)), 'RIDGE')).toMatchObject({ numerator: 93, denominator: 120 })
  })

  test('of a retired measure is expected of no service after its last month', () => {
    const kpi = { teamTypes: ['SVC'], countedBy: [], lastMonth: '2019-03' }
    const both = { '2019-03': ratioCell(5, 50) }
    const cells = { HPC: { ...both, '2019-04': ratioCell(5, 50) }, FD: both }
    const figures = figuresOf(ledgerOf(cells, { kpi }))
    expect(at(figures, 'RIDGE', '2019-03').coverage).toMatchObject({ expected: 2, added: 2 })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({ expected: 1, added: 1 })
  })

  test('adds up to the council where no team counts the children', () => {
    const kpi = { teamTypes: ['SVC'], countedBy: [] }
    const figures = figuresOf(
      ledgerOf({ HPC: { '2019-04': ratioCell(5, 50) }, FD: { '2019-04': ratioCell(10, 50) } }, { kpi }),
    )
    expect(at(figures, 'RIDGE')).toMatchObject({
      origin: 'computed',
      numerator: 15,
      denominator: 100,
      value: 15,
    })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({ expected: 2, added: 2 })
    expect(figures.has('HP-1 2019-04')).toBe(false)
  })

  test('adds up to the council where teams would count the children and none has sent any', () => {
    const figures = figuresOf(ledgerOf({ HPC: { '2019-04': ratioCell(80, 110) } }))
    expect(at(figures, 'RIDGE')).toMatchObject({ origin: 'computed', numerator: 80, denominator: 110 })
    expect(at(figures, 'RIDGE').coverage).toMatchObject({ expected: 2, added: 1, notReported: 1 })
  })

  test('for the council beats what its services add up to', () => {
    const kpi = { teamTypes: ['SVC'], countedBy: [] }
    const cells = { RIDGE: { '2019-04': ratioCell(14, 100) }, HPC: { '2019-04': ratioCell(5, 50) } }
    const figures = figuresOf(ledgerOf(cells, { kpi }))
    expect(at(figures, 'RIDGE')).toMatchObject({ origin: 'supplied', numerator: 14 })
    expect(at(figures, 'RIDGE').computed).toMatchObject({ numerator: 5, denominator: 50 })
  })

  test('once supplied is expected: a month without it is not reported, one before the first is not expected', () => {
    const kpi = { teamTypes: ['SVC'], countedBy: [] }
    const figures = figuresOf(
      ledgerOf(
        {
          HPC: { '2019-02': ratioCell(5, 50), '2019-03': ratioCell(5, 50) },
          FD: { '2019-03': ratioCell(10, 50), '2019-04': ratioCell(10, 50) },
        },
        { kpi },
      ),
    )
    expect(figures.has('FD 2019-02')).toBe(false)
    expect(at(figures, 'RIDGE', '2019-02').coverage).toMatchObject({ expected: 1, added: 1 })
    expect(at(figures, 'HPC', '2019-04')).toMatchObject({
      state: 'not_reported',
      origin: 'supplied',
      status: 'no_data',
    })
    expect(at(figures, 'RIDGE', '2019-04').coverage).toMatchObject({ expected: 2, added: 1, notReported: 1 })
  })
})

describe('roll-ups whose teams are computed apart', () => {
  const row = monthly(Array.from({ length: 14 }, (_, i) => ratioCell(80 + (i % 2), 100)))
  const ledger = ledgerOf({ 'HP-1': row, 'HP-2': row, CPA: row, HPC: { '2019-02': ratioCell(80, 90) } })
  const all = computeFigures(ledger, '')
  const above = all.filter((figure) => figure.origin !== 'team')

  test('are those of services and the council alone, with the same figures', () => {
    const verdicts = new Map(all.map((f) => [`${f.unit} ${f.period}`, teamVerdict(aKpi(), f)]))
    const rolled = computeRollUps(ledger, '', (team, period) => verdicts.get(`${team} ${period}`))
    expect(new Set(rolled.map((figure) => figure.unit))).toEqual(new Set(['RIDGE', 'HPC', 'FD']))
    expect(rolled).toEqual(above)
  })

  test('say nothing of their teams’ variation while that is not known', () => {
    const rolled = computeRollUps(ledger, '', null)
    expect(rolled).toEqual(above.map((figure) => ({ ...figure, teamVariation: null })))
    expect(rolled).not.toHaveLength(0)
  })

  test('count only the teams whose variation is known', () => {
    const verdict = { variation: 'improving', isShort: false } as const
    const rolled = computeRollUps(ledger, '2019-02', (team) => (team === 'HP-1' ? verdict : undefined))
    expect(rolled.map((figure) => [figure.unit, figure.teamVariation])).toEqual([
      ['RIDGE', { improving: 1 }],
      ['HPC', { improving: 1 }],
      ['FD', {}],
    ])
  })
})

describe('teams that close, open and split', () => {
  const units = [
    council,
    aService('HPC'),
    aTeam('HP-C', { closed: '2018-09-30' }),
    aTeam('HP-C1', { opened: '2018-10-01', predecessors: ['HP-C'] }),
    aTeam('HP-C2', { opened: '2018-10-01', predecessors: ['HP-C'] }),
  ]
  const cells = {
    'HP-C': { '2018-08': ratioCell(80, 100), '2018-09': ratioCell(82, 100) },
    'HP-C1': { '2018-10': ratioCell(40, 50), '2018-11': ratioCell(41, 50) },
    'HP-C2': { '2018-10': ratioCell(45, 50), '2018-11': ratioCell(46, 50) },
  }
  const figures = figuresOf(ledgerOf(cells, { units }))

  test('a closed team has figures to its last month and is expected no longer', () => {
    expect(figures.has('HP-C 2018-09')).toBe(true)
    expect(figures.has('HP-C 2018-10')).toBe(false)
    expect(at(figures, 'HPC', '2018-09').coverage).toMatchObject({ expected: 1, added: 1 })
  })

  test('the two halves start at their opening and are added from there', () => {
    expect(figures.has('HP-C1 2018-09')).toBe(false)
    expect(at(figures, 'HPC', '2018-10')).toMatchObject({ numerator: 85, denominator: 100 })
    expect(at(figures, 'HP-C1', '2018-11').analysis.points).toBe(2)
    expect(at(figures, 'HPC', '2018-11').analysis.points).toBe(4)
  })

  test('a team that closed within a quarter or a week is still in it', () => {
    const quarter = figuresOf(
      ledgerOf(
        { 'HP-C': { '2018-Q4': ratioCell(80, 100) } },
        {
          units: [council, aService('HPC'), aTeam('HP-C', { closed: '2018-10-31' })],
        },
      ),
    )
    expect(at(quarter, 'HPC', '2018-Q4')).toMatchObject({ numerator: 80, denominator: 100 })
    const week = figuresOf(
      ledgerOf(
        { 'HP-C': { '2019-W01': ratioCell(8, 10) } },
        {
          units: [council, aService('HPC'), aTeam('HP-C', { closed: '2018-12-31' })],
        },
      ),
    )
    expect(at(week, 'HP-C', '2019-W01').value).toBe(80)
  })

  test('a month is rolled up on its own tree', () => {
    const moved = (period: string) =>
      tree.map((u) => (u.code === 'HP-2' && period >= '2019-04' ? { ...u, parent: 'FD' } : u))
    const row = { '2019-03': ratioCell(30, 50), '2019-04': ratioCell(30, 50) }
    const over = figuresOf(ledgerOf({ 'HP-1': row, 'HP-2': row, 'AS-1': row }, { unitsAt: moved }))
    expect([at(over, 'HPC', '2019-03').denominator, at(over, 'FD', '2019-03').denominator]).toEqual([100, 50])
    expect([at(over, 'HPC').denominator, at(over, 'FD').denominator]).toEqual([50, 100])
    expect([at(over, 'RIDGE', '2019-03').denominator, at(over, 'RIDGE').denominator]).toEqual([150, 150])
  })
})
