/** Which team took over the open business of a closed one, and what of it is still open. */

import type { Unit } from '#domain/catalogue/unit.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadWords } from '../record/text-releases.ts'
import { type Decision, loadDecisions } from './links.ts'
import { loadOpenMonths, type TeamOpenMonth } from './open-months.ts'

/** One hand-over; the latest one applies. */
export type Succession = {
  version: number
  to: string
  /** The day from which the other team is responsible. */
  from: string
  reason: string
  by: string
  /** The author's id; null if it is not known. */
  byId: number | null
  recordedAt: Date
  /** The day that it is of. */
  dated: string
}

/** Every hand-over of a unit's business, the latest first; `asAt` limits it to those recorded by that moment. */
export async function loadSuccessions(db: ReadSource, unit: string, asAt?: Date): Promise<Succession[]> {
  const rows = await db
    .selectFrom('succession')
    .select([
      'version',
      'successor_code as to',
      'from_day as from',
      'reason',
      'by_name as by',
      'by_id as byId',
      'recorded_at as recordedAt',
      'dated',
    ])
    .where('council_id', '=', councilId)
    .where('unit_code', '=', unit)
    .where(asOf(asAt, 'recorded_at'))
    .orderBy('version', 'desc')
    .execute()
  const words = await loadWords(db, 'succession')
  return rows.map((row) => ({ ...row, reason: words(`${unit}/${row.version}`, row.reason) }))
}

/** What a team that closed left open. */
export type OpenBusiness = { unit: Unit; decisions: Decision[]; months: TeamOpenMonth[] }

/** The open business of these closed teams on a day, in their order; teams without any are left out. */
export async function loadOpenBusiness(
  db: ReadSource,
  teams: readonly Unit[],
  day: string,
): Promise<OpenBusiness[]> {
  if (teams.length === 0) return []
  const [decisions, months] = await Promise.all([
    loadDecisions(
      db,
      day,
      teams.map((t) => t.code),
    ),
    loadOpenMonths(db, teams),
  ])
  return teams
    .map((unit) => ({
      unit,
      decisions: decisions.filter((d) => d.unit === unit.code && d.state === 'open'),
      months: months.filter((m) => m.unit === unit.code),
    }))
    .filter((business) => business.decisions.length + business.months.length > 0)
}
