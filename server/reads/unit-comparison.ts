import { isCarriedBy, isCountedBy, type Kpi } from '#domain/catalogue/kpi.ts'
import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import type { ReadSource } from '../db/database.ts'
import { loadSeriesFigures, type StoredFigure } from '../record/figures.ts'
import { asPublished, loadPublicationMoments } from '../record/publication-moments.ts'
import { loadUnits } from '../record/units.ts'

/** A unit with a KPI's figures over some periods; null if nothing was published. */
export type UnitFigures = {
  unit: Unit
  /** False for a team whose figures are not added, because others count the same children. */
  counted: boolean
  figures: (StoredFigure | null)[]
}

/** Every unit open in the last of the periods that has the KPI: teams of the types that count it, and units above them that have
 * figures. `publishedAt` is when a figure's numbers were published. In the tree's order; if units are given, only those, in the
 * given order. */
export async function loadUnitComparison(
  db: ReadSource,
  kpi: Pick<Kpi, 'code' | 'teamTypes' | 'countedBy'>,
  periods: readonly string[],
  asAt?: Date,
  among?: readonly Unit[],
): Promise<UnitFigures[]> {
  const last = periods.at(-1)
  if (last === undefined) return []
  const of = among === undefined ? {} : { units: among.map((u) => u.code) }
  const [tree, figures] = await Promise.all([
    loadUnits(db, last, asAt),
    loadSeriesFigures(db, { ...of, kpis: [kpi.code], asAt }, periods),
  ])
  const units = among ?? tree
  const publishedAt = await loadPublicationMoments(db, { units: tree, kpis: [kpi.code], periods, asAt })
  const told = (figure: StoredFigure): StoredFigure =>
    asPublished(figure, publishedAt(figure.unit, kpi.code, figure.period))
  const byUnit = Map.groupBy(figures, (f) => f.unit)
  return units
    .filter((unit) => isOpenIn(unit, last))
    .filter((unit) => (unit.kind === 'team' ? isCarriedBy(kpi, unit) : byUnit.has(unit.code)))
    .map((unit) => ({
      unit,
      counted: unit.kind !== 'team' || isCountedBy(kpi, unit),
      figures: periods.map((p) => {
        const found = byUnit.get(unit.code)?.find((f) => f.period === p)
        return found === undefined ? null : told(found)
      }),
    }))
}
