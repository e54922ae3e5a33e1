/** Which figures a publication restates. */
import { sql } from 'kysely'
import { ancestorsOf, type Unit } from '#domain/catalogue/unit.ts'
import type { Figure } from '#domain/figures/figure.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import type { Trx } from '#server/db/database.ts'
import { loadRestatedCells } from '#server/record/restated-cells.ts'
import { councilId } from '../../db/council-id.ts'

export type RestatedUnits = {
  /** The units that have a restated cell, by measure and period. */
  cells: ReadonlyMap<string, readonly string[]>
  /** If the publication takes a file back: each figure as published by the files still in force, by unit, measure
   *  and period. A figure that comes back is compared with it and gets the mark it had before the file. Null for
   *  other publications. */
  held: ReadonlyMap<string, FigureBefore> | null
}

/** For a publication of new months only, which restates nothing. */
export const nothingRestated: RestatedUnits = { cells: new Map(), held: null }

/** The restated cells of some measures, from a period on, including the publication's new versions. */
export async function loadRestatedUnits(
  trx: Trx,
  publication: number,
  kpis: readonly string[],
  from: string,
): Promise<RestatedUnits> {
  const { kind } = await trx
    .selectFrom('publication')
    .select('kind')
    .where('council_id', '=', councilId)
    .where('id', '=', publication)
    .executeTakeFirstOrThrow()
  const byPlace = Map.groupBy(await loadRestatedCells(trx, { kpis, from }), placeOf)
  const cells = new Map([...byPlace].map(([place, own]) => [place, own.map(({ unit }) => unit)]))
  return { cells, held: kind === 'revert' ? await loadHeldFigures(trx, kpis, from) : null }
}

/** Each unit's last figure from a file still in force or from a publication without a file. */
async function loadHeldFigures(
  trx: Trx,
  kpis: readonly string[],
  from: string,
): Promise<ReadonlyMap<string, FigureBefore>> {
  const { rows } = await sql<FigureBefore & { unit: string; kpi: string; period: string }>`
    select distinct on (f.unit_code, f.kpi_code, f.period) f.unit_code as unit, f.kpi_code as kpi, f.period, f.state,
      f.numerator, f.denominator, f.value, f.symbol, f.origin, f.coverage, f.restated
    from figure f
    join publication p on p.council_id = f.council_id and p.id = f.publication_id and p.kind <> 'revert'
    left join extract x on x.council_id = p.council_id and x.id = p.extract_id
    where f.council_id = ${councilId} and f.kpi_code = any(${kpis}) and f.period >= ${from}
      and x.status is distinct from 'reverted'
    order by f.unit_code, f.kpi_code, f.period, f.publication_id desc`.execute(trx)
  return new Map(rows.map((row) => [`${row.unit} ${placeOf(row)}`, row]))
}

/** The parts of an earlier figure that a new one is compared with. */
type FigureBefore = Cell & Pick<Figure, 'origin' | 'coverage'> & { restated: boolean }

/**
 * A figure restates an earlier one if its number changed because its own cell, or the cell of a unit beneath it, was
 * restated. It does not if a missing cell came, a roll-up grew by that, or a wrong file was taken back.
 * @param current the figure that is current before the publication
 * @param units the tree of the figure's period
 */
export function isRestated(
  figure: Figure,
  current: FigureBefore | undefined,
  restated: RestatedUnits,
  units: readonly Unit[],
): boolean {
  const before = restated.held === null ? current : restated.held.get(`${figure.unit} ${placeOf(figure)}`)
  if (before === undefined) return false
  const cells = restated.cells.get(placeOf(figure)) ?? []
  const isAnother = saysAnotherNumber(figure, before)
  // A supplied figure that replaces a different sum restates it, and keeps the mark while its number is the same.
  const overSum = before.origin === 'computed' ? isAnother : before.restated && !isOtherNumber(figure, before)
  if (figure.origin === 'supplied') return cells.includes(figure.unit) || overSum
  if (figure.origin === 'team') return cells.includes(figure.unit)
  if (!before.restated && !isAnother) return false
  return units.some(
    (u) => cells.includes(u.code) && ancestorsOf(u, units).some(({ code }) => code === figure.unit),
  )
}

function saysAnotherNumber(figure: Figure, before: FigureBefore): boolean {
  if (before.state === 'not_reported' || before.coverage?.notReported !== figure.coverage?.notReported)
    return false
  return isOtherNumber(figure, before)
}

function isOtherNumber(figure: Cell, before: Cell): boolean {
  return (['state', 'numerator', 'denominator', 'value'] as const).some((key) => before[key] !== figure[key])
}

function placeOf({ kpi, period }: { kpi: string; period: string }): string {
  return `${kpi} ${period}`
}
