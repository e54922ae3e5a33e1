/** Sets a share from a month on, or reports what that would change. */

import { sql } from 'kysely'
import {
  type DatedShare,
  readShare,
  type ShareErrors,
  type ShareFields,
  type ShareMonths,
  type ShareName,
  shareEffect,
  shareIn,
} from '#domain/council/share.ts'
import { monthOf } from '#domain/time/period.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { holdRecord } from '#server/db/record-lock.ts'
import { loadUnitMonths } from '#server/record/latest-month.ts'
import { loadShareMonths } from '#server/record/settings.ts'
import { loadShareChanges, loadShares } from '#server/record/shares.ts'
import { loadUnits } from '#server/record/units.ts'
import { inForce } from '../db/as-of.ts'

export type ShareOrder = {
  by: Writer
  name: ShareName
  typed: ShareFields
  /** The version of the setting that was read. */
  version: number
  /** The council's day. */
  today: string
  /** Reports what would change without changing anything. */
  dryRun: boolean
}

/** A unit whose pages would show another month by default after the change; null where there is no month to show. */
export type OpensElsewhere = { unit: string; name: string; before: string | null; after: string | null }

export type ShareOutcome =
  | { is: 'faulty'; errors: ShareErrors }
  /** Somebody else has set it since it was read. */
  | { is: 'stale'; version: number }
  | {
      is: 'set'
      share: { percent: number; from: string; reason: string }
      /** The value that applied in that month. */
      before: DatedShare
      /** False if the value is the same and nothing is stored. */
      changed: boolean
      /** What it does to existing figures. */
      effect: string
      opens: OpensElsewhere[]
      version: number
    }

type Set = Extract<ShareOutcome, { is: 'set' }>

/** Sets a share from a month on, under the lock of publications, so that each publication is judged by the shares before or
 * after, never by both. An earlier share from the same month is superseded. */
export async function setShare(db: Db, order: ShareOrder): Promise<ShareOutcome> {
  const months = await loadShareMonths(db, order.name, order.today)
  const outcome = await tryShare(db, order, months)
  if (outcome.is !== 'set' || order.dryRun || !outcome.changed) return outcome
  return inTransaction(db, (trx) => record(trx, order, outcome, months))
}

async function tryShare(
  db: Db,
  { name, typed, version, today }: ShareOrder,
  months: ShareMonths,
): Promise<ShareOutcome> {
  const read = readShare(typed, months)
  if ('errors' in read) return { is: 'faulty', errors: read.errors }
  const [known, set] = await Promise.all([loadVersion(db, name), loadShares(db, name)])
  if (known !== version) return { is: 'stale', version: known }
  const { share } = read
  const before = shareIn(name, set, share.from)
  return {
    is: 'set',
    share,
    before,
    changed: before.percent !== share.percent,
    effect: shareEffect(name, months),
    opens: name === 'opening_share' ? await opensElsewhere(db, today, share) : [],
    version: known,
  }
}

/** A file may have been published, or the setting changed, since the outcome was computed. */
async function record(trx: Trx, order: ShareOrder, outcome: Set, months: ShareMonths): Promise<ShareOutcome> {
  const { name, by, version, today } = order
  await holdRecord(trx, councilId)
  const known = await loadVersion(trx, name)
  if (known !== version) return { is: 'stale', version: known }
  const still = name === 'left_out_limit' ? await loadShareMonths(trx, name, today) : months
  const read = readShare(order.typed, still)
  if ('errors' in read) return { is: 'faulty', errors: read.errors }
  const { from, percent, reason } = outcome.share
  const at = await momentAfter(trx, name)
  await trx
    .updateTable(name)
    .set({ superseded_at: at })
    .where('council_id', '=', councilId)
    .where('valid_from', '=', from)
    .where(inForce())
    .execute()
  await trx
    .insertInto(name)
    .values({
      ...{ council_id: councilId, valid_from: from, percent, reason },
      ...{ recorded_by: by.name, recorded_by_id: by.id, recorded_at: at },
    })
    .execute()
  await recordActivity(trx, { kind: 'setting.changed', by, subject: `setting ${name}`, reason })
  return { ...outcome, version: known + 1 }
}

/** The moment to record: what takes the place of another share is later than it. */
async function momentAfter(trx: Trx, name: ShareName): Promise<Date> {
  const { rows } = await sql<{ moment: Date }>`
    select greatest(recorded_moment(), (select max(recorded_at) + interval '1 millisecond' from ${sql.table(name)}
      where council_id = ${councilId})) as moment`.execute(trx)
  return (rows[0] as { moment: Date }).moment
}

async function loadVersion(db: Db | Trx, name: ShareName): Promise<number> {
  return (await loadShareChanges(db, name)).length
}

async function opensElsewhere(db: Db, today: string, tried: DatedShare): Promise<OpensElsewhere[]> {
  const units = await loadUnits(db, monthOf(today))
  const codes = units.map(({ code }) => code)
  const now = await loadUnitMonths(db, codes, today)
  const then = await loadUnitMonths(db, codes, today, undefined, tried)
  return units.flatMap(({ code, name }) => {
    const [before, after] = [now.get(code)?.latest ?? null, then.get(code)?.latest ?? null]
    return before === after ? [] : [{ unit: code, name, before, after }]
  })
}
