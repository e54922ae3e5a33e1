/** The demonstration council's figures, computed only from its files: the ledger in memory, in one pass of the domain. */
import { parse } from 'csv-parse/sync'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import type { Figure } from '#domain/figures/figure.ts'
import { type Cell, cellOf, isSymbol } from '#domain/figures/measurement.ts'
import { addPeriods, type Grain, grainOf } from '#domain/time/period.ts'
import { readCatalogue } from '../../seeds/catalogue.ts'
import { type DemoExtract, demoExtracts } from '../../seeds/demo/extracts.ts'
import type { Catalogue, KpiSeed } from '../../seeds/schemas.ts'

export type ExtractRow = {
  team_code: string
  kpi_code: string
  period: string
  numerator: string
  denominator: string
  value: string
  as_at: string
  note: string
}

/** The rows of a demonstration file. */
export function rowsOf(extract: Pick<DemoExtract, 'content'>): ExtractRow[] {
  return parse(extract.content, { columns: true })
}

/** Every cell after the files published up to `asAt` (all files if null), keyed "unit kpi period". */
export function ledgerOf(
  asAt: string | null = null,
  catalogue: Catalogue = readCatalogue(),
): Map<string, ExtractRow> {
  const ledger = new Map<string, ExtractRow>()
  for (const extract of demoExtracts(catalogue)) {
    if (asAt !== null && extract.publishedAt > asAt) continue
    for (const row of rowsOf(extract)) ledger.set(`${row.team_code} ${row.kpi_code} ${row.period}`, row)
  }
  return ledger
}

/** The rows of teams (not of services or the council) for a period: what the teams must send for it. */
export function teamRowsOf(period: string): ExtractRow[] {
  const teams = new Set(
    readCatalogue()
      .units.filter(({ kind }) => kind === 'team')
      .map(({ code }) => code),
  )
  return [...ledgerOf().values()].filter((row) => row.period === period && teams.has(row.team_code))
}

/** The figures of every unit and KPI of one grain, from the month in which scorecards began. */
export function figuresOf(
  asAt: string | null = null,
  grain: Grain = 'monthly',
  catalogue: Catalogue = readCatalogue(),
): Figure[] {
  const { kpis, units } = catalogue
  const rows = [...ledgerOf(asAt, catalogue).values()].filter((row) => grainOf(row.period) === grain)
  return kpis.flatMap((seed) => {
    const own = rows.filter((row) => row.kpi_code === seed.code)
    if (own.length === 0) return []
    const periods = own.map((row) => row.period).sort()
    const [first, last] = [periods[0] ?? '', periods.at(-1) ?? '']
    const every: string[] = []
    for (let period = first; period <= last; period = addPeriods(period, 1)) every.push(period)
    const cells = new Map(own.map((row) => [`${row.team_code} ${row.period}`, cellOfRow(seed, row)]))
    const target = seed.targets[0]
    return computeFigures(
      {
        kpiAt: () => kpiOf(seed),
        targetAt: () => (target === undefined ? null : { kpi: seed.code, ...target }),
        unitsAt: () => units.map(unitOf),
        periods: every,
        cell: (unit, period) => cells.get(`${unit} ${period}`),
        restarts: () => [],
      },
      grain === 'monthly' ? '2018-11' : first,
    )
  })
}

function cellOfRow(kpi: KpiSeed, row: ExtractRow): Cell {
  const symbol = [row.numerator, row.denominator, row.value].find(isSymbol) ?? null
  const number = (text: string) => (text === '' || isSymbol(text) ? null : Number(text))
  return cellOf(kpi.kind, {
    numerator: number(row.numerator),
    denominator: number(row.denominator),
    value: number(row.value),
    symbol,
  })
}

/** A seed's KPI as the domain's type. */
export function kpiOf(seed: KpiSeed): Kpi {
  return { ...seed, returnCode: seed.return, order: seed.position, screenLimits: true, lastMonth: null }
}

function unitOf(seed: ReturnType<typeof readCatalogue>['units'][number], index: number): Unit {
  return {
    code: seed.code,
    name: seed.name,
    kind: seed.kind,
    parent: seed.parent === '' ? null : seed.parent,
    teamType: seed.team_type === '' ? null : seed.team_type,
    opened: seed.opened,
    closed: seed.closed === '' ? null : seed.closed,
    predecessors: seed.successor_of === '' ? [] : [seed.successor_of],
    position: index,
  }
}
