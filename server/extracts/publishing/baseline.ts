/** A person sets a new baseline for one unit's KPI, or withdraws one: averages and usual ranges begin anew there. */

import { isClosedOn, type Unit } from '#domain/catalogue/unit.ts'
import { type PersonalDetail, personalDetails } from '#domain/council/personal-details.ts'
import { longest, writtenFaultWords, writtenText } from '#domain/council/written-text.ts'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import { baselineRole } from '#domain/meetings/baseline-authority.ts'
import { type Grain, grainOf, lastMonth, monthOf, periodInSentence } from '#domain/time/period.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import { releaseText } from '#server/access/activity/releases.ts'
import { type Author, isSameAuthor, type Writer } from '#server/access/permissions/actor.ts'
import type { Db, Trx } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { inUndoableTransaction } from '#server/db/undoable-transaction.ts'
import { problem } from '#server/errors.ts'
import { type Baseline, baselineVersion, loadBaselines, loadNotes } from '#server/record/annotations.ts'
import { loadKpis } from '#server/record/catalogue.ts'
import { loadUnits } from '#server/record/units.ts'
import { recordWithheld } from '#server/record/withholding.ts'
import { inForce } from '../../db/as-of.ts'
import { councilId } from '../../db/council-id.ts'
import { recordFigures } from '../merging/figures.ts'
import { finishFiguresFirst } from '../merging/pending-figures.ts'

/** What a person says is behind the new level: an action of the plan, or an event noted on the axis. */
export type CauseOrder = { action: string } | { note: number }

type Order = {
  unit: string
  kpi: string
  reason: unknown
  by: Author
  /** The version of the series' baselines that the writer saw; null to write whatever it is. */
  seen: number | null
  /** True if the writer was shown a sign of a person's details and chose to save anyway. */
  accepted: boolean
  /** True to report what would change without changing anything. */
  isTrial: boolean
  /** The council's day. */
  today: string
}

export type BaselineOrder = Order & {
  /** The first period of the new level. */
  from: string
  cause: CauseOrder | null
  /** True to release the reason to readers outside the service as it is saved. */
  release?: boolean
}

export type WithdrawalOrder = Order & {
  /** The number of the baseline. */
  id: number
}

export type BaselineReceipt = {
  publication: number
  baseline: Baseline
  /** The version of the series' baselines after it. */
  version: number
  /** The number of figures that say something else now. Their values stay the same. */
  figures: number
}

/** Sets a baseline over a database. */
export type RecordBaseline = (db: Db, order: BaselineOrder) => Promise<BaselineResult>

export type BaselineFault = { field: 'from' | 'reason' | 'cause'; text: string }

export type BaselineResult =
  | { is: 'saved' | 'tried'; receipt: BaselineReceipt }
  | { is: 'stale'; version: number }
  | { is: 'taken'; text: string }
  | { is: 'faulty'; faults: BaselineFault[] }
  | { is: 'questioned'; details: PersonalDetail[] }

const setField = { enter: 'Enter why it runs at a new level', label: 'Why', most: longest.baseline }
const withdrawnField = { ...setField, enter: 'Enter why the baseline is withdrawn' }

/**
 * Records a baseline and judges the unit's figures from that period on anew, in a publication of its own: no value moves, nothing is
 * restated, and earlier figures keep what was said of them. The same baseline sent twice by one person is recorded once. Throws
 * `not_found` for an unknown KPI and `not_allowed` for a person who may not set the unit's baselines.
 */
export function recordBaseline(db: Db, order: BaselineOrder): Promise<BaselineResult> {
  return inOneTransaction(db, order, async (trx, series, now) => {
    const { from, cause, by } = order
    const faults: BaselineFault[] = [
      ...(await fromFaults(trx, order, series)),
      ...(await causeFaults(trx, order)),
    ]
    const text = readReason(order, setField, faults)
    if (text.is !== 'read') return text
    const { words: reason } = text
    const there = series.baselines.find((b) => b.from === from && b.withdrawal === null)
    const released = (id: number) => releaseReason(trx, order, { id, reason, role: series.role })
    if (there !== undefined && isRepeated(there, reason, by)) {
      await released(there.id)
      return { is: 'saved', receipt: await receiptOf(trx, series, there, there.at) }
    }
    if (there !== undefined)
      return {
        is: 'taken',
        text: `A baseline begins in ${periodInSentence(from)} already, because: ${there.reason}`,
      }
    if (order.seen !== null && order.seen !== series.version) return { is: 'stale', version: series.version }
    const { id } = await trx
      .insertInto('annotation')
      .values({
        council_id: councilId,
        unit_code: order.unit,
        kpi_code: order.kpi,
        period: from,
        kind: 'rebase',
        reason,
        recorded_by: by.name,
        recorded_by_id: by.id,
        by_role: series.role,
        cause_action: cause !== null && 'action' in cause ? cause.action : null,
        cause_annotation: cause !== null && 'note' in cause ? cause.note : null,
        recorded_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await released(id)
    await recordActivity(trx, { kind: 'baseline.set', by, unit: order.unit, subject: `measure ${order.kpi}` })
    await judgeAnew(trx, order, { kind: 'rebase', from, reason, now })
    return { is: 'saved', receipt: await receiptOf(trx, series, { id }, now) }
  })
}

/** True if the same person sends what they have sent before, for example by pressing the button twice. */
function isRepeated(
  said: { reason: string; byId: number | null; byName: string },
  reason: string,
  by: Writer,
): boolean {
  return said.reason === reason && isSameAuthor({ id: said.byId, name: said.byName }, by)
}

/** Releases the reason of a baseline to readers outside the service, if its writer asked for that. */
async function releaseReason(
  trx: Trx,
  { release, by, unit }: Pick<BaselineOrder, 'release' | 'by' | 'unit'>,
  { id, reason, role }: { id: number; reason: string; role: string },
): Promise<void> {
  if (release !== true) return
  await releaseText(trx, {
    unit,
    ...{ kind: 'annotation', id: String(id), text: reason, isReleased: true },
    by: { id: by.id, name: by.name, role },
  })
}

/**
 * Withdraws a baseline and judges the unit's figures from its period on anew, as if it had never been set; both stay on record. Throws
 * `not_found` for a baseline of another series, and as `recordBaseline` does.
 */
export function withdrawBaseline(db: Db, order: WithdrawalOrder): Promise<BaselineResult> {
  return inOneTransaction(db, order, async (trx, series, now) => {
    const { id, by } = order
    const baseline = series.baselines.find((b) => b.id === id)
    if (baseline === undefined)
      throw problem('not_found', `The series of ${order.kpi} for ${order.unit} has no baseline ${id}.`)
    const text = readReason(order, withdrawnField, [])
    if (text.is !== 'read') return text
    const { words: reason } = text
    const { withdrawal } = baseline
    if (withdrawal !== null && isRepeated(withdrawal, reason, by))
      return { is: 'saved', receipt: await receiptOf(trx, series, baseline, withdrawal.at) }
    if (withdrawal !== null)
      return { is: 'taken', text: `It is withdrawn already, because: ${withdrawal.reason}` }
    if (order.seen !== null && order.seen !== series.version) return { is: 'stale', version: series.version }
    await trx
      .insertInto('annotation_withdrawal')
      .values({
        council_id: councilId,
        annotation_id: id,
        reason,
        by_name: by.name,
        by_id: by.id,
        by_role: series.role,
        recorded_at: now,
      })
      .execute()
    await recordActivity(trx, {
      kind: 'baseline.withdrawn',
      by,
      unit: order.unit,
      subject: `measure ${order.kpi}`,
    })
    await judgeAnew(trx, order, { kind: 'rebase_withdrawn', from: baseline.from, reason, now })
    return { is: 'saved', receipt: await receiptOf(trx, series, baseline, now) }
  })
}

/** The series that is written to: its unit, who writes in which role, and its baselines so far. */
type WrittenSeries = {
  unit: Unit
  kpi: string
  grain: Grain
  role: string
  baselines: Baseline[]
  version: number
}

/** One write at a time, under the lock of publications; a trial is undone. */
function inOneTransaction(
  db: Db,
  order: BaselineOrder | WithdrawalOrder,
  write: (trx: Trx, series: WrittenSeries, now: Date) => Promise<BaselineResult>,
): Promise<BaselineResult> {
  return inUndoableTransaction<BaselineResult>(db, async (trx, undone) => {
    const now = await ownMoment(trx, await lockRecord(trx, councilId))
    await finishFiguresFirst(trx)
    const result = await write(trx, await loadSeriesOf(trx, order), now)
    if (order.isTrial && result.is === 'saved') throw undone({ ...result, is: 'tried' })
    return result
  })
}

/** A moment that no publication has yet: by it a baseline is known as the cause of its own. */
async function ownMoment(trx: Trx, now: Date): Promise<Date> {
  const last = await trx
    .selectFrom('publication')
    .select('published_at')
    .where('council_id', '=', councilId)
    .where('published_at', '>=', now)
    .orderBy('published_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last === undefined ? now : new Date(last.published_at.getTime() + 1)
}

async function loadSeriesOf(trx: Trx, order: BaselineOrder | WithdrawalOrder): Promise<WrittenSeries> {
  const { unit: code, kpi, by, today } = order
  const units = await loadUnits(trx, monthOf(today))
  const unit = units.find((u) => u.code === code)
  if (unit === undefined)
    throw problem('not_found', 'There is no such team or service, or it is not one of yours.')
  const role = baselineRole(by.grants, unit, units)
  if (role === null)
    throw problem(
      'not_allowed',
      'This is for the head of the service, the senior management team and the data team.',
    )
  const grain = 'from' in order ? (grainOf(order.from) ?? 'monthly') : await loadGrain(trx, order.id)
  const baselines = await loadBaselines(trx, { unit: code, kpi, grain })
  return { unit, kpi, grain, role, baselines, version: baselineVersion(baselines) }
}

async function loadGrain(trx: Trx, id: number): Promise<Grain> {
  const row = await trx
    .selectFrom('annotation')
    .select('period')
    .where('council_id', '=', councilId)
    .where('id', '=', id)
    .executeTakeFirst()
  return grainOf(row?.period ?? '') ?? 'monthly'
}

type ReadReason = { is: 'read'; words: string } | Extract<BaselineResult, { is: 'faulty' | 'questioned' }>

function readReason(
  { reason, accepted }: Pick<Order, 'reason' | 'accepted'>,
  field: typeof setField,
  others: readonly BaselineFault[],
): ReadReason {
  const { text, fault } = writtenText(reason, field.most)
  const own = fault === null ? [] : [{ field: 'reason' as const, text: writtenFaultWords(fault, field) }]
  const faults = [...others, ...own]
  if (faults.length > 0) return { is: 'faulty', faults }
  const details = personalDetails(text)
  return details.length > 0 && !accepted ? { is: 'questioned', details } : { is: 'read', words: text }
}

/** Why no baseline can begin at a period. Throws `not_found` for an unknown KPI. */
async function fromFaults(
  trx: Trx,
  { kpi: code, from, today }: BaselineOrder,
  { unit, grain }: WrittenSeries,
): Promise<BaselineFault[]> {
  const kpi = (await loadKpis(trx, lastMonth(from))).find((k) => k.code === code)
  if (kpi === undefined) throw problem('not_found', `There is no KPI ${code}.`)
  const at = (text: string): BaselineFault[] => [{ field: 'from', text }]
  if (isRolling(kpi.basis))
    return at(`${kpi.name} is a rolling window, which has no usual range to begin anew`)
  if (isClosedOn(unit, today))
    return at(`${unit.name} is closed: its series has ended, and no baseline begins in it`)
  const figures = await trx
    .selectFrom('figure')
    .distinctOn('period')
    .select(['period', 'state', 'status'])
    .where('council_id', '=', councilId)
    .where('unit_code', '=', unit.code)
    .where('kpi_code', '=', code)
    .where('grain', '=', grain)
    .where('period', '<=', from)
    .orderBy('period')
    .orderBy('publication_id', 'desc')
    .execute()
  const points = figures.filter((f) => f.state === 'reported' && f.status !== 'not_whole')
  const when = periodInSentence(from)
  if (points.at(-1)?.period !== from)
    return at(`${unit.name} has no figure of ${code} for ${when} to begin from`)
  return points.length === 1 ? at(`The series of ${unit.name} begins with ${when} anyway`) : []
}

/** Why something cannot be the cause: it is neither linked to the measure nor noted on its axis. */
async function causeFaults(trx: Trx, { unit, kpi, cause }: BaselineOrder): Promise<BaselineFault[]> {
  if (cause === null) return []
  if ('note' in cause) {
    const notes = await loadNotes(trx, { unit, kpi })
    return notes.some(({ id, kind }) => id === cause.note && kind === 'annotation')
      ? []
      : [{ field: 'cause', text: 'Select an event noted on this measure' }]
  }
  const linked = await trx
    .selectFrom('kpi_action')
    .select('action_ref')
    .where('council_id', '=', councilId)
    .where('kpi_code', '=', kpi)
    .where('action_ref', '=', cause.action)
    .where(inForce())
    .executeTakeFirst()
  return linked === undefined ? [{ field: 'cause', text: 'Select an action linked to this measure' }] : []
}

/** Judges the figures of a series from a period on anew, in a publication of its own. */
async function judgeAnew(
  trx: Trx,
  { kpi, by }: Pick<Order, 'kpi' | 'by'>,
  {
    kind,
    from,
    reason,
    now,
  }: { kind: 'rebase' | 'rebase_withdrawn'; from: string; reason: string; now: Date },
): Promise<void> {
  const { id } = await trx
    .insertInto('publication')
    .values({
      council_id: councilId,
      kind,
      extract_id: null,
      published_at: now,
      published_by: by.name,
      published_by_id: by.id,
      reason,
      new_count: 0,
      changed_count: 0,
      unchanged_count: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await recordFigures(trx, { councilId, id, publishedAt: now, cells: [{ kpi, period: from }] })
  await recordWithheld(trx)
}

/** What a baseline that was set or withdrawn at a moment did. */
async function receiptOf(
  trx: Trx,
  { unit, kpi, grain }: WrittenSeries,
  { id }: Pick<Baseline, 'id'>,
  at: Date,
): Promise<BaselineReceipt> {
  const baselines = await loadBaselines(trx, { unit: unit.code, kpi, grain })
  const baseline = baselines.find((b) => b.id === id)
  const publication = await trx
    .selectFrom('publication as p')
    .leftJoin('figure as f', (j) =>
      j.onRef('f.council_id', '=', 'p.council_id').onRef('f.publication_id', '=', 'p.id'),
    )
    .select('p.id')
    .select((e) => e.fn.count<number>('f.period').as('figures'))
    .where('p.council_id', '=', councilId)
    .where('p.kind', 'in', ['rebase', 'rebase_withdrawn'])
    .where('p.published_at', '=', at)
    .groupBy('p.id')
    .executeTakeFirstOrThrow()
  if (baseline === undefined) throw new Error(`Baseline ${id} is not on record`)
  return {
    publication: publication.id,
    baseline,
    version: baselineVersion(baselines),
    figures: Number(publication.figures),
  }
}
