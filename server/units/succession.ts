/** Hands the open business of a closed team to the team that took over from it. */

import { isClosedOn } from '#domain/catalogue/unit.ts'
import { longest, writtenFaultWords, writtenText } from '#domain/council/written-text.ts'
import { successionFault } from '#domain/meetings/succession.ts'
import { monthOf } from '#domain/time/period.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import { isSameAuthor, type Writer } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { holdRecord } from '#server/db/record-lock.ts'
import { problem } from '#server/errors.ts'
import {
  loadOpenBusiness,
  loadSuccessions,
  type OpenBusiness,
  type Succession,
} from '#server/reads/successions.ts'
import { loadUnits } from '#server/record/units.ts'

export type SuccessionOrder = {
  unit: string
  /** The code of the team that takes over. */
  to: string
  /** The day from which that team is responsible; today if not given. */
  from: string | null
  reason: unknown
  /** How often it had been handed over when the writer looked. */
  seen: number
  by: Writer
  today: string
  /** Reports what would change without storing anything. */
  dryRun: boolean
}

export type SuccessionFault = { field: 'to' | 'from' | 'reason'; text: string }

export type SuccessionResult =
  | { is: 'saved'; current: Succession | null; changes: Pick<OpenBusiness, 'decisions' | 'months'> }
  | { is: 'faulty'; faults: SuccessionFault[] }
  | { is: 'stale'; current: Succession | null }

/** Adds a hand-over; what the closed team agreed and signed keeps its own code. Throws `not_found` for an unknown unit, and
 * `conflict` for a unit that is no team or has not closed. */
export async function recordSuccession(db: Db, order: SuccessionOrder): Promise<SuccessionResult> {
  const { unit: code, today, dryRun } = order
  const to = order.to.trim().toUpperCase()
  const from = order.from ?? today
  const reason = writtenText(order.reason, longest.succession)
  return inTransaction(db, async (trx): Promise<SuccessionResult> => {
    // Holds the lock of the record, so that if two people hand it over at once the second is told.
    await holdRecord(trx, councilId)
    const units = await loadUnits(trx, monthOf(today))
    const unit = units.find((u) => u.code === code)
    if (unit === undefined)
      throw problem('not_found', 'There is no such team or service, or it is not one of yours.')
    if (unit.kind !== 'team')
      throw problem('conflict', `${unit.name} is no team: its business is that of its teams.`)
    if (!isClosedOn(unit, today))
      throw problem('conflict', `${unit.name} has not closed: it keeps its own business.`)
    const fault = successionFault(unit, units, { to, from }, today)
    const faults: SuccessionFault[] = [
      ...(fault === null ? [] : [fault]),
      ...(reason.fault === null
        ? []
        : [{ field: 'reason' as const, text: writtenFaultWords(reason.fault, reasonField) }]),
    ]
    if (faults.length > 0) return { is: 'faulty', faults }
    const [current = null] = await loadSuccessions(trx, code)
    const [business] = await loadOpenBusiness(trx, [unit], today)
    const changes = { decisions: business?.decisions ?? [], months: business?.months ?? [] }
    if (current !== null && isRepeated(current, { to, from, reason: reason.text }, order.by))
      return { is: 'saved', current, changes }
    if ((current?.version ?? 0) !== order.seen) return { is: 'stale', current }
    if (dryRun) return { is: 'saved', current, changes }
    await trx
      .insertInto('succession')
      .values({
        council_id: councilId,
        unit_code: code,
        version: order.seen + 1,
        successor_code: to,
        from_day: from,
        reason: reason.text,
        by_name: order.by.name,
        by_id: order.by.id,
      })
      .execute()
    await recordActivity(trx, {
      kind: 'unit.succeeded',
      by: order.by,
      unit: code,
      subject: `unit ${to}`,
      reason: reason.text,
    })
    const [saved = null] = await loadSuccessions(trx, code)
    return { is: 'saved', current: saved, changes }
  })
}

/** True if the same person sends what they have just saved, for example by pressing the button twice. */
function isRepeated(
  current: Succession,
  sent: Pick<Succession, 'to' | 'from' | 'reason'>,
  by: Writer,
): boolean {
  return (
    (['to', 'from', 'reason'] as const).every((part) => current[part] === sent[part]) &&
    isSameAuthor({ id: current.byId, name: current.by }, by)
  )
}

const reasonField = { enter: 'Say why it is handed over', label: 'The reason', most: longest.succession }
