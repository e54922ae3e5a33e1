/** What the council set as a share, from a month on. */

import type { DatedShare, ShareName } from '#domain/council/share.ts'
import { inForce } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

/** One setting of a share. */
export type ShareChange = DatedShare & { reason: string; by: string; at: Date; dated: string }

/** The current shares, or those at a moment, the earliest month first. Before the first of them the shipped value applies. */
export async function loadShares(db: ReadSource, name: ShareName, asAt?: Date): Promise<DatedShare[]> {
  const rows = await db
    .selectFrom(name)
    .select(['valid_from as from', 'percent'])
    .where('council_id', '=', councilId)
    .where(inForce(asAt))
    .orderBy('valid_from')
    .execute()
  return rows.map(({ from, percent }) => ({ from, percent: Number(percent) }))
}

/** Every setting of a share, the latest first. Their number is the version of the setting. */
export async function loadShareChanges(db: ReadSource, name: ShareName): Promise<ShareChange[]> {
  const rows = await db
    .selectFrom(name)
    .select(['valid_from as from', 'percent', 'reason', 'recorded_by as by', 'recorded_at as at', 'dated'])
    .where('council_id', '=', councilId)
    .orderBy('recorded_at', 'desc')
    .orderBy('valid_from', 'desc')
    .execute()
  return rows.map(({ percent, ...row }) => ({
    ...row,
    percent: Number(percent),
  }))
}
