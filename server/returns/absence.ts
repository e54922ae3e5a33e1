/** Says of figures that are missing that they will not come, or takes that back. */

import { type PersonalDetail, personalDetails } from '#domain/council/personal-details.ts'
import { longest, writtenFaultWords, writtenText } from '#domain/council/written-text.ts'
import { monthOf, weekOf } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
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
  /** False to withdraw what was said. */
  isAbsent: boolean
  /** The version that the writer saw; 0 where nothing had been said. */
  seen: number
  /** True where the writer was asked about a sign of somebody's details, and saves it all the same. */
  accepted: boolean
  /** True to be told what would change, and change nothing. */
  isTrial: boolean
  by: { name: string; roles: readonly { role: string }[] }
  /** The council's day. */
  today: string
  now: Date
}

/** The figures it holds for: those of the unit's teams that are missing. */
export type AbsenceFigures = { unit: string; kpi: string; period: string }[]

export type AbsenceResult =
  | { is: 'saved' | 'tried'; absence: Absence; figures: AbsenceFigures }
  | { is: 'stale'; current: Absence | null }
  | { is: 'faulty'; text: string }
  | { is: 'questioned'; details: PersonalDetail[] }

const field = { enter: 'Enter why these figures will not come', label: 'Why', most: longest.absence }
const withdrawn = { ...field, enter: 'Enter why these figures are expected again' }

/**
 * Adds a line: nothing that was said before is changed. A figure that comes later counts as it comes. The same line sent twice is
 * added once. Throws `not_found` for an unknown return or unit, `unprocessable` where there is nothing to say it of.
 */
export async function recordAbsence(db: Db, order: AbsenceOrder): Promise<AbsenceResult> {
  const { returnCode, period, unit, isAbsent, seen, by, today, now } = order
  const dataReturn = (await loadReturns(db)).find(({ code }) => code === returnCode)
  if (dataReturn === undefined) throw problem('not_found', `There is no return ${returnCode}.`)
  const current = period.includes('W') ? weekOf(today) : monthOf(today)
  if (period > current)
    throw problem('unprocessable', `${period} has not begun: nothing of it is missing yet.`)
  const { cells, tree } = await loadDueStates(db, period, today)
  if (!tree.some(({ code }) => code === unit))
    throw problem('not_found', 'There is no such unit, or it is not one of yours.')
  const standing = (await loadAbsenceLines(db, { returnCode, period, unit })).at(-1) ?? null
  const own = cells.filter((cell) => isOf(cell, { returnCode, unit }, tree))
  const { text, fault } = writtenText(order.reason, longest.absence)
  if (fault !== null) return { is: 'faulty', text: writtenFaultWords(fault, isAbsent ? field : withdrawn) }
  const details = personalDetails(text)
  if (details.length > 0 && !order.accepted) return { is: 'questioned', details }
  const missing = own.filter(({ isIn }) => !isIn)
  const line: Absence = {
    ...{ returnCode, period, unit, isAbsent, reason: text, at: now },
    version: (standing?.version ?? 0) + 1,
    by: by.name,
    role: by.roles.find(({ role }) => role === 'data_team')?.role ?? by.roles[0]?.role ?? '',
  }
  if (standing !== null && isRepeated(standing, line))
    return { is: 'saved', absence: standing, figures: figuresOf(missing) }
  if ((standing?.version ?? 0) !== seen) return { is: 'stale', current: standing }
  checkThere(order, dataReturn.name, own, standing)
  if (order.isTrial) return { is: 'tried', absence: line, figures: figuresOf(missing) }
  const saved = await inTransaction(db, (trx) =>
    trx
      .insertInto('return_absence')
      .values({
        council_id: councilId,
        return_code: returnCode,
        period,
        unit_code: unit,
        version: line.version,
        is_absent: isAbsent,
        reason: text,
        by_name: line.by,
        by_role: line.role,
        recorded_at: now,
      })
      // Of two who write over the same version, the second is told.
      .onConflict((oc) => oc.doNothing())
      .returning('version')
      .executeTakeFirst(),
  )
  if (saved !== undefined) return { is: 'saved', absence: line, figures: figuresOf(missing) }
  return { is: 'stale', current: (await loadAbsenceLines(db, { returnCode, period, unit })).at(-1) ?? null }
}

/** Refuses to say it of nothing, and to withdraw what nobody said. */
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

/** True where the same person says again what they have just said: a button pressed twice. */
function isRepeated(standing: Absence, line: Absence): boolean {
  return standing.isAbsent === line.isAbsent && standing.reason === line.reason && standing.by === line.by
}

function figuresOf(cells: readonly DueState[]): AbsenceFigures {
  return cells.map(({ team, kpi, period }) => ({ unit: team.code, kpi: kpi.code, period }))
}
