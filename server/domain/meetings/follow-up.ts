/** What the form of an agreed action is filled in with before its writer changes it. */
import type { Unit } from '../catalogue/unit.ts'
import { workingDayFrom } from '../time/calendar.ts'
import { addDays } from '../time/period.ts'

/** Four weeks: an agreed action is looked at again at the next monthly meeting. */
export const followUpDays = 28

/** The day by which an action agreed on a day is to be done: four weeks on, or the next working day. */
export function followUpDay(day: string): string {
  return workingDayFrom(addDays(day, followUpDays))
}

/** The role that answers for a unit, as the owner of what is agreed about it. Empty for the council, for which no one role
 *  answers. */
export function ownerRoleOf({ kind }: Pick<Unit, 'kind'>): string {
  return { team: 'Team manager', service: 'Head of service', council: '' }[kind]
}
