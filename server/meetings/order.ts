/** What every write of a conversation is asked with, and what may come of one short of being saved. */

import type { Unit } from '#domain/catalogue/unit.ts'
import type { PersonalDetail } from '#domain/council/personal-details.ts'
import { answeringRole } from '#domain/meetings/answering.ts'
import { monthOf } from '#domain/time/period.ts'
import type { ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { loadUnits } from '#server/record/units.ts'

export type Writer = { name: string; roles: readonly { role: string; unit: string }[] }

export type WriteOrder = {
  unit: string
  by: Writer
  /** True where the writer was asked about a sign of somebody's details, and saves it all the same. */
  accepted: boolean
  /** The council's day. */
  today: string
  now: Date
}

export type Fault = { field: string; text: string }

/** Not saved: something to mend, or a sign of somebody's details to look at first. */
export type NotSaved = { is: 'faulty'; faults: Fault[] } | { is: 'questioned'; details: PersonalDetail[] }

/** The unit as it now is, and in which role the writer answers for it. Throws `not_found` and `not_allowed`. */
export async function loadAnswering(
  db: ReadSource,
  { unit: code, by, today }: Pick<WriteOrder, 'unit' | 'by' | 'today'>,
): Promise<{ unit: Unit; units: Unit[]; role: string }> {
  const units = await loadUnits(db, monthOf(today))
  const unit = units.find((u) => u.code === code)
  if (unit === undefined) throw problem('not_found', 'There is no such unit, or it is not one of yours.')
  const role = answeringRole(by.roles, unit, units)
  if (role === null)
    throw problem('not_allowed', 'This is for the manager of the team and the head of its service.')
  return { unit, units, role }
}
