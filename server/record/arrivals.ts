/** Which figures came, and on which day. */

import { sql } from 'kysely'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

/** A cell that was received. */
export type Arrival = {
  /** False for a blank row. */
  isIn: boolean
  /** The day of the file in which the figure came; null for a blank row. */
  on: string | null
}

/** The cells of these periods that came, by "unit kpi period". A cell that was taken back and had no earlier value has not come;
 * if it comes again it has the new day. A restatement changes no day, and neither does taking one back. `asAt` limits it to what
 * had been published by then. */
export async function loadArrivals(
  db: ReadSource,
  periods: readonly string[],
  asAt?: Date,
): Promise<Map<string, Arrival>> {
  const rows = await db
    .selectFrom('measurement as m')
    .innerJoin('extract as x', (j) =>
      j.onRef('x.council_id', '=', 'm.council_id').onRef('x.id', '=', 'm.extract_id'),
    )
    .innerJoin('publication as p', (j) =>
      j.onRef('p.council_id', '=', 'm.council_id').onRef('p.id', '=', 'm.publication_id'),
    )
    .select(['m.unit_code', 'm.kpi_code', 'm.period', 'm.state', 'm.taken_back', 'p.kind'])
    .select('x.dated as day')
    .where('m.council_id', '=', councilId)
    .where('m.period', 'in', [...periods, ''])
    .where(asOf(asAt, 'm.published_at'))
    .orderBy('m.version')
    .execute()
  const arrivals = new Map<string, Arrival>()
  const cameOn = new Map<string, string>()
  for (const { unit_code, kpi_code, period, state, taken_back, kind, day } of rows) {
    const key = `${unit_code} ${kpi_code} ${period}`
    if (taken_back) {
      arrivals.delete(key)
      cameOn.delete(key)
      continue
    }
    const isIn = state !== 'not_reported'
    const wasIn = arrivals.get(key)?.isIn === true
    // A value that a revert restores came when it first did.
    const on = !isIn ? null : wasIn || kind === 'revert' ? (cameOn.get(key) ?? day) : day
    if (on !== null) cameOn.set(key, on)
    arrivals.set(key, { isIn, on })
  }
  return arrivals
}

/** The weeks for which each unit sent a figure of a measure, within a range, the earliest first. Blank and taken-back weeks are
 * left out. `asAt` limits it to what had been published by then. */
export async function loadSentWeeks(
  db: ReadSource,
  { from, to, asAt }: { from?: string; to?: string; asAt?: Date | undefined },
): Promise<{ unit: string; kpi: string; weeks: string[] }[]> {
  return db
    .selectFrom((e) =>
      e
        .selectFrom('measurement')
        .distinctOn(['unit_code', 'kpi_code', 'period'])
        .select(['unit_code', 'kpi_code', 'period', 'state', 'taken_back'])
        .where('council_id', '=', councilId)
        .where('grain', '=', 'weekly')
        .$if(from !== undefined, (q) => q.where('period', '>=', from as string))
        .$if(to !== undefined, (q) => q.where('period', '<=', to as string))
        .where(asOf(asAt, 'published_at'))
        .orderBy('unit_code')
        .orderBy('kpi_code')
        .orderBy('period')
        .orderBy('version', 'desc')
        .as('latest'),
    )
    .select(['unit_code as unit', 'kpi_code as kpi'])
    .select(sql<string[]>`array_agg(period order by period)`.as('weeks'))
    .where('taken_back', '=', false)
    .where('state', '<>', 'not_reported')
    .groupBy(['unit_code', 'kpi_code'])
    .execute()
}
