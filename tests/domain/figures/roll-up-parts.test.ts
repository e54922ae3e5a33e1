/** What a publication in bulk does: the database adds teams' cells up by place and state, and roll-ups are made of those sums. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openUnits } from '#domain/catalogue/tree.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { computeRollUps } from '#domain/figures/compute-figures.ts'
import { isReceived, type KpiLedger, type TeamShare } from '#domain/figures/kpi-ledger.ts'
import { type Cell, emptyCell } from '#domain/figures/measurement.ts'
import { isLeftOut } from '#domain/figures/wholeness.ts'
import { aService, aTeam, countCell, ratioCell, valueOnlyCell } from '../examples.ts'
import { type Cells, ledgerOf, monthly, tree } from '../ledger-examples.ts'

/** The same ledger as a publication in bulk reads it: sums of teams, and the cells of those teams alone that are missing. */
function addedUp(ledger: KpiLedger): KpiLedger {
  const teamsIn = (period: string) =>
    openUnits(ledger.unitsAt(period), period).filter((unit) => unit.kind === 'team')
  const isMissing = (team: string, period: string) => {
    const cell = ledger.cell(team, period)
    return cell === undefined || isLeftOut(cell)
  }
  const everMissing = new Set(
    ledger.periods.flatMap((period) =>
      teamsIn(period).flatMap(({ code }) => (isMissing(code, period) ? [code] : [])),
    ),
  )
  const known = (unit: string, period: string) => {
    const isTeam = ledger.unitsAt(period).some(({ code, kind }) => code === unit && kind === 'team')
    return !isTeam || everMissing.has(unit)
  }
  return {
    ...ledger,
    cell: (unit, period) => (known(unit, period) ? ledger.cell(unit, period) : undefined),
    received: (period) => isReceived(ledger, period),
    teamShares: (period) => ({
      shares: sharesOf(teamsIn(period), (team) => ledger.cell(team, period)),
      missing: new Map(
        teamsIn(period)
          .filter(({ code }) => isMissing(code, period))
          .map(({ code }) => [code, ledger.cell(code, period)]),
      ),
    }),
  }
}

function sharesOf(teams: readonly Unit[], cellOf: (team: string) => Cell | undefined): TeamShare[] {
  const sums = new Map<string, TeamShare>()
  for (const { code, parent, teamType } of teams) {
    const cell = cellOf(code)
    if (cell === undefined) continue
    const { state, numerator, denominator } = cell
    const place = `${parent} ${teamType} ${state}`
    const sum = sums.get(place) ?? { parent, teamType, state, units: 0, numerator: 0, denominator: 0 }
    sums.set(place, {
      ...sum,
      units: sum.units + 1,
      numerator: sum.numerator + (numerator ?? 0),
      denominator: sum.denominator + (denominator ?? 0),
    })
  }
  return [...sums.values()]
}

const rollUpsOf = (ledger: KpiLedger) => computeRollUps(ledger, '', null)
const april = (cell: Cell) => ({ '2019-04': cell })
const units = [
  ...tree,
  aTeam('HP-3', { closed: '2018-04-15' }),
  aTeam('AS-2', { parent: 'FD', opened: '2018-03-01' }),
  aTeam('LONE', { parent: 'RIDGE' }),
  aService('QSP'),
]

describe('roll-ups of teams that were added up by place', () => {
  const ratios = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.nat(30), fc.nat(30)).map(([n, more]) => ratioCell(n, n + more)) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        null,
        emptyCell('suppressed', 'c'),
        emptyCell('not_reported'),
        emptyCell('not_applicable', 'z'),
        valueOnlyCell(70),
      ),
    },
  )
  const counts = fc.oneof(
    { weight: 5, arbitrary: fc.nat(40).map(countCell) },
    { weight: 2, arbitrary: fc.constantFrom(null, emptyCell('suppressed', 'c'), emptyCell('not_reported')) },
  )
  const rows = (cell: fc.Arbitrary<Cell | null>) => fc.array(cell, { minLength: 1, maxLength: 6 })
  const cellsOf = (cell: fc.Arbitrary<Cell | null>): fc.Arbitrary<Cells> => {
    const team = rows(cell)
    const service = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: rows(cell) })
    return fc
      .record({
        ...{ 'HP-1': team, 'HP-2': team, 'HP-3': team, CPA: team, 'AS-1': team, 'AS-2': team },
        ...{ LONE: service, HPC: service, FD: service, RIDGE: service },
      })
      .map((byUnit) => Object.fromEntries(Object.entries(byUnit).map(([unit, row]) => [unit, monthly(row)])))
  }

  test.each([
    ['ratio', ratios, { kind: 'ratio' }],
    ['ratio of a day', ratios, { kind: 'ratio', basis: 'snapshot' }],
    ['mean', ratios, { kind: 'mean' }],
    ['measure no longer collected', ratios, { kind: 'ratio', lastMonth: '2018-03' }],
    ['measure that no team counts', ratios, { kind: 'ratio', countedBy: [] }],
    ['count', counts, { kind: 'count', minimum: null }],
    ['stock', counts, { kind: 'stock', basis: 'snapshot', minimum: null }],
  ] as const)('are those of the cells themselves: a %s', (_, cell, kpi) => {
    fc.assert(
      fc.property(cellsOf(cell), (cells) => {
        const ledger = ledgerOf(cells, {
          kpi: { ...kpi, countedBy: [...('countedBy' in kpi ? [] : ['H&P'])] },
          units,
        })
        expect(rollUpsOf(addedUp(ledger))).toEqual(rollUpsOf(ledger))
      }),
      { numRuns: 60 },
    )
  })

  test('name the services and the missing teams as those of the cells do', () => {
    const cells = {
      'HP-1': april(ratioCell(45, 50)),
      'AS-1': april(ratioCell(18, 20)),
      HPC: april(ratioCell(80, 110)),
    }
    const [ofCouncil] = rollUpsOf(addedUp(ledgerOf(cells, { units })))
    expect(ofCouncil).toMatchObject({ unit: 'RIDGE', numerator: 98, denominator: 130 })
    expect(ofCouncil?.leftOut).toMatchObject({ of: 'mixed', units: ['AS-2', 'LONE'] })
    expect(ofCouncil?.coverage).toMatchObject({ expected: 4, added: 2, notReported: 2 })
  })
})
