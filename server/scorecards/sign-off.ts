/** Records a step in the sign-off of a team's month. */

import { isOpenIn } from '#domain/catalogue/unit.ts'
import { canTake, mayTake, type SignOff, type SignOffStep } from '#domain/scorecard/sign-off.ts'
import { monthOf, periodName } from '#domain/time/period.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Author } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { problem } from '#server/errors.ts'
import { loadPublishedMonths } from '#server/record/periods.ts'
import { loadSignOff } from '#server/record/sign-offs.ts'
import { loadUnits } from '#server/record/units.ts'

export type SignOffOrder = {
  unit: string
  period: string
  step: SignOffStep
  by: Author
  note: string | null
  /** When the scorecard that the writer saw last changed (`SignOff.changedAt`). */
  seen: string | null
  /** The council's day; its tree decides who is responsible for the team. */
  today: string
}

/** Records the step and returns the month's new state. Throws `not_found` for a month without figures, `not_allowed` if the step
 * belongs to another role, `conflict` if the month is not ready for it, `stale` if figures changed since the writer looked, and
 * `reason_needed` for opening a month again without a reason. */
export async function recordSignOff(db: Db, order: SignOffOrder): Promise<SignOff> {
  const { unit, period, step } = order
  const tree = await loadUnits(db, monthOf(order.today))
  const months = await loadPublishedMonths(db)
  const team = tree.find((u) => u.code === unit)
  if (team === undefined || !isOpenIn(team, period) || !months.some((m) => m.period === period))
    throw problem('not_found', `${unit} has no scorecard for ${period}.`)
  if (!mayTake(step, order.by.grants, team, tree)) throw problem('not_allowed', refusals[step])
  if (step === 'reopened' && (order.note ?? '').trim() === '')
    throw problem('reason_needed', 'Say why the month is sent back.')
  return inTransaction(db, async (trx) => {
    const at = await lockRecord(trx, councilId)
    const before = await loadSignOff(trx, unit, period)
    if (before.changedAt === null) throw problem('not_found', `${unit} has no scorecard for ${period}.`)
    if (!canTake(step, before.state))
      throw problem('conflict', `${periodName(period)} is ${stateSentences[before.state]}`)
    if (before.changedAt !== order.seen)
      throw problem('stale', 'Figures of this month were published while you looked. Look at them again.')
    await trx
      .insertInto('scorecard_sign_off')
      .values({
        council_id: councilId,
        unit_code: unit,
        period,
        position: before.steps.length + 1,
        step,
        taken_by: order.by.name,
        taken_by_id: order.by.id,
        taken_at: at,
        note: order.note?.trim() || null,
      })
      .execute()
    const { by } = order
    await recordActivity(trx, { kind: `scorecard.${step}`, by, unit, subject: `month ${period}` })
    return loadSignOff(trx, unit, period)
  })
}

const refusals: Record<SignOffStep, string> = {
  submitted: 'Only the manager of the team may submit its month. Ask the manager to submit it.',
  agreed: 'Only the head of the team’s service may agree its month. Ask the head of service to agree it.',
  reopened:
    'Only the head of the team’s service may send its month back. Ask the head of service to send it back.',
}

const stateSentences: Record<SignOff['state'], string> = {
  provisional: 'not submitted yet, or its figures changed after it was.',
  submitted: 'submitted already.',
  final: 'signed off already.',
  restated: 'restated since its sign-off and not submitted again yet.',
}
