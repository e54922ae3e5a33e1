/** Records that missing figures will not come, or withdraws such a statement. */

import { type PersonalDetail, personalDetails } from '#domain/council/personal-details.ts'
import { longest, writtenFaultWords, writtenText } from '#domain/council/written-text.ts'
import { monthOf, weekOf } from '#domain/time/period.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import { type Author, isSameAuthor } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Db, Trx } from '#server/db/database.ts'
import { inUndoableTransaction } from '#server/db/undoable-transaction.ts'
import { problem } from '#server/errors.ts'
import { type DueState, isOf, loadDueStates } from '#server/reads/missing-figures.ts'
import { type Absence, loadAbsenceLines } from '#server/record/absences.ts'
import { loadReturns } from '#server/record/returns.ts'

export type AbsenceOrder = {
  returnCode: string
  /** A month, or a week. */
  period: string
  unit: string
  reason: unknown
  /** False to withdraw the statement. */
  isAbsent: boolean
  /** The version that the writer saw; 0 if there was no statement. */
  seen: number
  /** True if the writer was shown a sign of a person's details and chose to save anyway. */
  accepted: boolean
  /** True to report what would change without changing anything. */
  isTrial: boolean
  by: Author
  /** The council's day. */
  today: string
}

/** The figures it covers: the missing ones of the unit's teams. */
export type AbsenceFigures = { unit: string; kpi: string; period: string }[]

export type AbsenceResult =
  | { is: 'saved' | 'tried'; absence: Absence; figures: AbsenceFigures }
  | { is: 'stale'; current: Absence | null }
  | { is: 'faulty'; text: string }
  | { is: 'questioned'; details: PersonalDetail[] }

const field = { enter: 'Enter why these figures will not come', label: 'Why', most: longest.absence }
const withdrawn = { ...field, enter: 'Enter why these figures are expected again' }

/** Adds a statement; earlier ones are never changed. A figure that comes later counts as it comes. The same statement sent twice
 * is added once. Throws `not_found` for an unknown return or unit, and `unprocessable` if no figure is missing. */
export async function recordAbsence(db: Db, order: AbsenceOrder): Promise<AbsenceResult> {
  const { returnCode, period, unit, isAbsent, seen, by, today } = order
  const dataReturn = (await loadReturns(db)).find(({ code }) => code === returnCode)
  if (dataReturn === undefined) throw problem('not_found', `There is no return ${returnCode}.`)
  const current = period.includes('W') ? weekOf(today) : monthOf(today)
  if (period > current)
    throw problem('unprocessable', `${period} has not begun: nothing of it is missing yet.`)
  const { cells, tree } = await loadDueStates(db, period, today)
  if (!tree.some(({ code }) => code === unit))
    throw problem('not_found', 'There is no such team or service, or it is not one of yours.')
  const standing = (await loadAbsenceLines(db, { returnCode, period, unit })).at(-1) ?? null
  const own = cells.filter((cell) => isOf(cell, { returnCode, unit }, tree))
  const { text, fault } = writtenText(order.reason, longest.absence)
  if (fault !== null) return { is: 'faulty', text: writtenFaultWords(fault, isAbsent ? field : withdrawn) }
  const details = personalDetails(text)
  if (details.length > 0 && !order.accepted) return { is: 'questioned', details }
  const missing = own.filter(({ isIn }) => !isIn)
  const line: NewAbsence = {
    ...{ returnCode, period, unit, isAbsent, reason: text },
    version: (standing?.version ?? 0) + 1,
    by: by.name,
    byId: by.id,
    role: by.grants.find(({ role }) => role === 'data_team')?.role ?? by.grants[0]?.role ?? '',
  }
  if (standing !== null && isRepeated(standing, line))
    return { is: 'saved', absence: standing, figures: figuresOf(missing) }
  if ((standing?.version ?? 0) !== seen) return { is: 'stale', current: standing }
  checkThere(order, dataReturn.name, own, standing)
  const added = await inUndoableTransaction<Absence | null>(db, async (trx, undone) => {
    const inserted = await insert(trx, line, by)
    if (order.isTrial) throw undone(inserted)
    return inserted
  })
  if (added !== null)
    return { is: order.isTrial ? 'tried' : 'saved', absence: added, figures: figuresOf(missing) }
  return { is: 'stale', current: (await loadAbsenceLines(db, { returnCode, period, unit })).at(-1) ?? null }
}

type NewAbsence = Omit<Absence, 'at' | 'dated'>

/** The statement as recorded; null if another one took this version first. */
async function insert(trx: Trx, line: NewAbsence, by: Author): Promise<Absence | null> {
  const { returnCode, period, unit, isAbsent } = line
  const inserted = await trx
    .insertInto('return_absence')
    .values({
      council_id: councilId,
      return_code: returnCode,
      period,
      unit_code: unit,
      version: line.version,
      is_absent: isAbsent,
      reason: line.reason,
      by_name: line.by,
      by_id: by.id,
      by_role: line.role,
    })
    // Of two who write over the same version, the second is told.
    .onConflict((oc) => oc.doNothing())
    .returning(['recorded_at as at', 'dated'])
    .executeTakeFirst()
  if (inserted === undefined) return null
  await recordActivity(trx, {
    kind: isAbsent ? 'return.absent' : 'return.expected',
    by,
    unit,
    subject: `return ${returnCode} ${period}`,
  })
  return { ...line, ...inserted }
}

/** Refuses a statement that covers no figure, and a withdrawal of a statement that nobody made. */
function checkThere(
  { isAbsent, period, unit }: AbsenceOrder,
  name: string,
  own: readonly DueState[],
  standing: Absence | null,
): void {
  if (!isAbsent && standing?.isAbsent !== true)
    throw problem(
      'unprocessable',
      `Nobody has said that figures of ${unit} in ‘${name}’ will not come for ${period}.`,
    )
  if (!isAbsent) return
  if (own.length === 0)
    throw problem('unprocessable', `${unit} has no figures to send in ‘${name}’ for ${period}.`)
  if (own.every(({ isIn }) => isIn))
    throw problem(
      'unprocessable',
      `Nothing is missing: all ${own.length} figures of ${unit} in ‘${name}’ for ${period} are in.`,
    )
}

/** True if the same person sends what they have just saved, for example by pressing the button twice. */
function isRepeated(standing: Absence, line: NewAbsence): boolean {
  return (
    standing.isAbsent === line.isAbsent &&
    standing.reason === line.reason &&
    isSameAuthor({ id: standing.byId, name: standing.by }, { id: line.byId, name: line.by })
  )
}

function figuresOf(cells: readonly DueState[]): AbsenceFigures {
  return cells.map(({ team, kpi, period }) => ({ unit: team.code, kpi: kpi.code, period }))
}
