/**
 * Percentages written as fractions. The usual figures of their unit show whether a value is a fraction or a small
 * percentage.
 */
import { sql } from 'kysely'
import { type FractionCell, type FractionReference, fractionFault } from '#domain/extracts/fraction.ts'
import { lastMonth } from '#domain/time/period.ts'
import type { Trx } from '#server/db/database.ts'
import { holdsIn, inForce } from '../../db/as-of.ts'
import { councilId } from '../../db/council-id.ts'
import type { CheckedBatch } from '../reading/read-extract.ts'

/** A value is compared with at most this many of the last figures. */
const LAST = 6

/** Loads what fractions are compared with, in the order of the fractions. */
export type LoadReferences = (cells: readonly FractionCell[]) => Promise<readonly FractionReference[]>

/** The findings of some rows, with each fraction judged: its row is refused, or accepted with a warning. */
export async function judgeFractions(
  found: readonly CheckedBatch[],
  loadReferences: LoadReferences,
): Promise<readonly CheckedBatch[]> {
  const cells = found.flatMap((checked) =>
    checked.is === 'accepted' && checked.fraction !== null ? [checked.fraction] : [],
  )
  if (cells.length === 0) return found
  const references = await loadReferences(cells)
  const faults = new Map(
    cells.map((cell, i) => [cell, fractionFault(cell, references[i] ?? { figures: [], target: null })]),
  )
  let refused: FractionCell | null = null
  return found.flatMap((checked): CheckedBatch[] => {
    if (checked.is === 'accepted') {
      const fault = checked.fraction === null ? undefined : faults.get(checked.fraction)
      refused = fault?.is === 'problem' ? checked.fraction : null
      if (fault === undefined) return [checked]
      return fault.is === 'problem' ? [fault] : [checked, fault]
    }
    // A refused row needs no warning.
    const isItsOwn =
      refused !== null &&
      checked.is === 'warning' &&
      checked.warning.row === refused.row &&
      checked.warning.column === refused.column
    return isItsOwn ? [] : [checked]
  })
}

/** The last figures of each fraction's unit and measure but that of its own period, and the target of its month. */
export async function loadFractionReferences(
  trx: Trx,
  cells: readonly FractionCell[],
): Promise<FractionReference[]> {
  const { rows } = await sql<{ place: number; figures: number[]; target: number | null }>`
    select c.place::integer as place,
      array(
        select l.value from (
          select distinct on (f.period) f.period, f.value from figure f
          where f.council_id = ${councilId} and f.unit_code = c.unit and f.kpi_code = c.kpi and f.period <> c.period
            and length(f.period) = length(c.period) and (f.period like '%Q%') = (c.period like '%Q%')
          order by f.period desc, f.publication_id desc
        ) l where l.value is not null order by l.period desc limit ${LAST}
      ) as figures,
      (select t.target::double precision from kpi_target t
        where t.council_id = ${councilId} and t.kpi_code = c.kpi and ${inForce(undefined, 't')}
          and ${holdsIn(sql.ref('c.month'), 't')}
        order by t.valid_from desc limit 1) as target
    from unnest(${cells.map(({ unit }) => unit)}::text[], ${cells.map(({ kpi }) => kpi)}::text[],
      ${cells.map(({ period }) => period)}::text[], ${cells.map(({ period }) => lastMonth(period))}::text[])
      with ordinality as c (unit, kpi, period, month, place)
    order by c.place`.execute(trx)
  return rows
}
