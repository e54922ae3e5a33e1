/** The input of every write of a conversation, and its results other than being saved. */

import type { Unit } from '#domain/catalogue/unit.ts'
import type { PersonalDetail } from '#domain/council/personal-details.ts'
import { answeringRole } from '#domain/meetings/answering-role.ts'
import { monthOf } from '#domain/time/period.ts'
import type { Author } from '#server/access/permissions/actor.ts'
import type { ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { loadUnits } from '#server/record/units.ts'

export type WriteOrder = {
  unit: string
  by: Author
  /** True if the writer was shown a sign of a person's details and chose to save anyway. */
  accepted: boolean
  /** True to release the text to readers outside the service as it is saved. */
  release?: boolean
  /** The council's day. */
  today: string
}

export type Fault = { field: string; text: string }

/** Not saved: there is something to correct, or a sign of a person's details to check first. */
export type NotSaved = { is: 'faulty'; faults: Fault[] } | { is: 'questioned'; details: PersonalDetail[] }

/** The unit as it is now, and the role in which the writer is responsible for it. Throws `not_found` and `not_allowed`. */
export async function loadAnswering(
  db: ReadSource,
  { unit: code, by, today }: Pick<WriteOrder, 'unit' | 'by' | 'today'>,
): Promise<{ unit: Unit; units: Unit[]; role: string }> {
  const units = await loadUnits(db, monthOf(today))
  const unit = units.find((u) => u.code === code)
  if (unit === undefined)
    throw problem('not_found', 'There is no such team or service, or it is not one of yours.')
  const role = answeringRole(by.grants, unit, units)
  if (role === null)
    throw problem(
      'not_allowed',
      `Only the manager of ${unit.name} and the head of its service may write this. Ask one of them to write it.`,
    )
  return { unit, units, role }
}
