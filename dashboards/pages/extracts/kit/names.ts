/** What the codes of an extract's figures meant in their own months. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { lastMonth } from '#domain/time/period.ts'
import type { Reads } from '#server/reads/reads.ts'

export type NamedCell = { measure: Kpi | null; unitName: string }

/** Gives each cell its measure and the name of its unit, as they were in the cell's month. */
export async function named<Cell extends { unit: string; kpi: string; period: string }>(
  cells: readonly Cell[],
  reads: Pick<Reads, 'loadKpis' | 'loadUnits'>,
): Promise<(Cell & NamedCell)[]> {
  const months = [...new Set(cells.map(({ period }) => lastMonth(period)))]
  const known = new Map(
    await Promise.all(
      months.map(
        async (m) => [m, await Promise.all([reads.loadKpis(m), reads.loadUnits(m)] as const)] as const,
      ),
    ),
  )
  return cells.map((cell) => {
    const [kpis, units] = known.get(lastMonth(cell.period)) ?? [[], []]
    return {
      ...cell,
      measure: kpis.find(({ code }) => code === cell.kpi) ?? null,
      unitName: units.find(({ code }) => code === cell.unit)?.name ?? cell.unit,
    }
  })
}
