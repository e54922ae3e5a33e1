/** Records what a meeting agreed and what came of it. */

import { type Insertable, sql } from 'kysely'
import { personalDetails } from '#domain/council/personal-details.ts'
import { longest, type WrittenText, writtenFaultWords, writtenText } from '#domain/council/written-text.ts'
import { type DecisionState, decisionStates } from '#domain/meetings/decision.ts'
import { closedToActionsWords } from '#domain/meetings/succession.ts'
import { isDay } from '#domain/time/period.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import { releaseText } from '#server/access/activity/releases.ts'
import { isSameAuthor, type Writer } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import type { DB } from '#server/db/schema.ts'
import { problem } from '#server/errors.ts'
import { type Decision, loadDecisions } from '#server/reads/links.ts'
import { loadScorecard } from '#server/reads/scorecard.ts'
import { wholeText } from '#server/record/text-releases.ts'
import { type Fault, loadAnswering, type NotSaved, type WriteOrder } from './write-order.ts'

export type DecisionOrder = WriteOrder & {
  /** The month of the scorecard that the meeting looked at. */
  period: string
  kpi: string | null
  action: string | null
  body: unknown
  /** The role that keeps it, never a person's name. */
  owner: unknown
  /** The due day, `YYYY-MM-DD`; null if none was set. Any other text is a fault. */
  due: string | null
}

export type DecisionResult = { is: 'saved'; decision: Decision } | NotSaved

/** Adds an agreed action. One that is sent twice is added once. Throws `not_found` for a month without a scorecard, and `not_allowed`
 * for a writer who is not responsible for the unit. A closed team takes no agreed action. */
export async function recordDecision(db: Db, order: DecisionOrder): Promise<DecisionResult> {
  const { unit, period, kpi, action, due, by, today } = order
  const answering = await loadAnswering(db, order)
  const closed = closedToActionsWords(answering.unit, answering.units, today)
  if (closed !== null) return { is: 'faulty', faults: [{ field: 'body', text: closed }] }
  const scorecard = await loadScorecard(db, unit, period, today)
  if (scorecard === null) throw problem('not_found', `${unit} has no scorecard for ${period}.`)
  const body = writtenText(order.body, longest.decision)
  const owner = writtenText(order.owner, longest.owner)
  const faults: Fault[] = [
    ...faultOf('body', body, bodyField),
    ...faultOf('owner', owner, ownerField),
    ...(due === null ? [] : dueFault(due, today)),
    ...(kpi === null || scorecard.lines.some((line) => line.kpi.code === kpi)
      ? []
      : [{ field: 'kpi', text: 'Select a measure of this scorecard' }]),
    ...(action === null || (await hasAction(db, action))
      ? []
      : [{ field: 'action', text: 'Select an action of the plan' }]),
  ]
  if (faults.length > 0) return { is: 'faulty', faults }
  const details = personalDetails(`${body.text}\n${owner.text}`)
  if (details.length > 0 && !order.accepted) return { is: 'questioned', details }
  const decision = {
    council_id: councilId,
    unit_code: unit,
    kpi_code: kpi,
    action_ref: action,
    period,
    decided_on: today,
    body: body.text,
    owner_role: owner.text,
    due_on: due,
    decided_by: by.name,
    decided_by_id: by.id,
    by_role: answering.role,
  }
  const id = await inTransaction(db, async (trx) => {
    // If one agreed action is sent twice at once, the second request finds the first's.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`agreed actions of ${unit}`}, 0))`.execute(trx)
    const saved = (await loadSame(trx, decision)) ?? (await recordNew(trx, decision, by))
    if (order.release === true)
      await releaseText(trx, {
        unit,
        ...{ kind: 'decision', id: String(saved), text: wholeText(body.text, owner.text), isReleased: true },
        by: { id: by.id, name: by.name, role: answering.role },
      })
    return saved
  })
  return { is: 'saved', decision: await loadOne(db, unit, id, today) }
}

/** The number of an agreed action that is the same in every part; null if there is none. */
async function loadSame(trx: Trx, decision: Insertable<DB['decision']>): Promise<number | null> {
  const row = await trx
    .selectFrom('decision')
    .select('id')
    .where('council_id', '=', councilId)
    .where('decided_on', '=', decision.decided_on)
    .where('body', '=', decision.body)
    .where('owner_role', '=', decision.owner_role)
    .where((e) =>
      e.and(
        (['unit_code', 'kpi_code', 'action_ref', 'period', 'due_on'] as const).map((part) =>
          e(part, 'is not distinct from', decision[part] ?? null),
        ),
      ),
    )
    .orderBy('id')
    .executeTakeFirst()
  return row?.id ?? null
}

async function recordNew(trx: Trx, decision: Insertable<DB['decision']>, by: Writer): Promise<number> {
  const { id } = await trx.insertInto('decision').values(decision).returning('id').executeTakeFirstOrThrow()
  const unit = decision.unit_code ?? null
  await recordActivity(trx, { kind: 'decision.recorded', by, unit, subject: `action ${id}` })
  return id
}

export type OutcomeOrder = WriteOrder & {
  id: number
  state: string
  words: unknown
  /** How many outcomes there were when the writer looked. */
  seen: number
}

export type OutcomeResult =
  | { is: 'saved'; decision: Decision }
  | { is: 'stale'; current: Decision }
  | NotSaved

/** Records what came of an agreed action and keeps earlier outcomes. Throws `not_found` for an agreed action of another unit, and
 * `not_allowed` for a writer who is not responsible for the unit. */
export async function recordOutcome(db: Db, order: OutcomeOrder): Promise<OutcomeResult> {
  const { unit, id, by, today, seen } = order
  const { role } = await loadAnswering(db, order)
  const before = await loadOne(db, unit, id, today)
  const state = decisionStates.find((s) => s === order.state)
  const words = writtenText(order.words, longest.outcome)
  const faults: Fault[] = [
    ...(state === undefined ? [{ field: 'state', text: 'Select whether it was done' }] : []),
    // An agreed action that was kept needs no further words.
    ...(words.fault === 'empty' && (state === 'done' || state === undefined)
      ? []
      : faultOf('words', words, outcomeField(state))),
  ]
  if (state === undefined || faults.length > 0) return { is: 'faulty', faults }
  const outcome = words.text === '' ? null : words.text
  const details = personalDetails(words.text)
  if (details.length > 0 && !order.accepted) return { is: 'questioned', details }
  const released = async (trx: Trx, version: number) => {
    if (order.release !== true || outcome === null) return
    await releaseText(trx, {
      unit,
      ...{ kind: 'outcome', id: `${id}/${version}`, text: outcome, isReleased: true },
      by: { id: by.id, name: by.name, role },
    })
  }
  if (
    before.version > 0 &&
    before.state === state &&
    before.outcome === outcome &&
    isSameAuthor({ id: before.saidById, name: before.saidBy ?? '' }, by)
  ) {
    await inTransaction(db, (trx) => released(trx, before.version))
    return { is: 'saved', decision: before }
  }
  if (before.version !== seen) return { is: 'stale', current: before }
  const saved = await inTransaction(db, async (trx) => {
    const row = await trx
      .insertInto('decision_outcome')
      .values({
        council_id: councilId,
        decision_id: id,
        version: seen + 1,
        state,
        on_day: today,
        outcome,
        by_name: by.name,
        by_id: by.id,
        by_role: role,
      })
      .onConflict((oc) => oc.doNothing())
      .returning('version')
      .executeTakeFirst()
    if (row === undefined) return row
    await recordActivity(trx, { kind: 'decision.answered', by, unit, subject: `action ${id}` })
    await released(trx, row.version)
    return row
  })
  const current = await loadOne(db, unit, id, today)
  return saved === undefined ? { is: 'stale', current } : { is: 'saved', decision: current }
}

const bodyField = { enter: 'Enter what will be done', label: 'What will be done', most: longest.decision }
const ownerField = { enter: 'Enter who will do it', label: 'Who will do it', most: longest.owner }

function outcomeField(state: DecisionState | undefined) {
  return {
    enter:
      state === 'not_done' ? 'Enter why it was not done, and what happens instead' : 'Enter where it stands',
    label: 'What came of it',
    most: longest.outcome,
  }
}

function faultOf(
  field: string,
  { fault }: WrittenText,
  words: { enter: string; label: string; most: number },
): Fault[] {
  return fault === null ? [] : [{ field, text: writtenFaultWords(fault, words) }]
}

function dueFault(due: string, today: string): Fault[] {
  if (!isDay(due) || due > '2099-12-31') return [{ field: 'due', text: 'By when must be a real date' }]
  return due < today ? [{ field: 'due', text: 'By when must be today or later' }] : []
}

async function hasAction(db: Db, ref: string): Promise<boolean> {
  const row = await db
    .selectFrom('plan_action')
    .select('ref')
    .where('council_id', '=', councilId)
    .where('ref', '=', ref)
    .executeTakeFirst()
  return row !== undefined
}

async function loadOne(db: Db, unit: string, id: number, today: string): Promise<Decision> {
  const found = (await loadDecisions(db, today, unit)).find((d) => d.id === id)
  if (found === undefined) throw problem('not_found', `${unit} has no decision ${id}.`)
  return found
}
