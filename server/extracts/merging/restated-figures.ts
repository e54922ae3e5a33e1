/** Which figures a publication restates. */

import { ancestorsOf, type Unit } from '#domain/catalogue/unit.ts'
import type { Figure } from '#domain/figures/figure.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import type { Trx } from '#server/db/database.ts'
import { loadRestatedCells } from '#server/record/restated-cells.ts'
import { councilId } from '../../db/council-id.ts'

export type RestatedUnits = {
  /** The units that have a restated cell, by measure and period. */
  cells: ReadonlyMap<string, readonly string[]>
  /** Whether the publication takes a file back: a supplied figure that it brings back was there before that file. */
  takesBack: boolean
}

/** The restated cells of some measures, from a period on, as they are once the ledger has a publication's new versions. */
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
  return { cells, takesBack: kind === 'revert' }
}

/** What is remembered of the figure that was current before a publication. */
type FigureBefore = Cell & Pick<Figure, 'origin' | 'coverage'> & { restated: boolean }

/**
 * A figure restates an earlier one when it says another number because a cell of its own, or of a unit beneath it, was
 * restated. Receiving what was missing is not restating, nor is a roll-up that grows because of it, nor taking a wrong file
 * back.
 * @param units the tree of the figure's period
 */
export function isRestated(
  figure: Figure,
  before: FigureBefore | undefined,
  restated: RestatedUnits,
  units: readonly Unit[],
): boolean {
  if (before === undefined) return false
  const cells = restated.cells.get(placeOf(figure)) ?? []
  const isAnother = saysAnotherNumber(figure, before)
  // A figure that is supplied where a sum stood restates it, and stays so while it says the same.
  const isOverSum = before.origin === 'computed' && !restated.takesBack
  const overSum = isOverSum ? isAnother : before.restated && !isOtherNumber(figure, before)
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
