/** Lines about months that are not signed off, for those who can act on them: oldest first. */

import { isClosedOn, type Unit } from '#domain/catalogue/unit.ts'
import { openMonthWords } from '#domain/scorecard/sign-off.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { plural } from '#domain/wording/plural.ts'
import type { TeamOpenMonth } from '#server/reads/open-months.ts'
import { scorecardAddress, unitAddress } from '../../../../addresses.ts'
import type { TaskLine } from './line.ts'

/** How many unsubmitted months are named in their line. */
const monthsNamed = 3

/** What a team's manager submits: first a line for each month that came back or changed, then one for those never submitted,
 * which links to the oldest. The months of closed teams that were handed to it follow by name. */
export function submitLines(
  months: readonly TeamOpenMonth[],
  unit: Pick<Unit, 'code'>,
  handed: readonly Unit[] = [],
): TaskLine[] {
  const own = submitted(months.filter((m) => m.unit === unit.code))
  return [
    ...own,
    ...handed.flatMap(({ code, name }) =>
      submitted(months.filter((m) => m.unit === code)).map((line) => ({
        ...line,
        text: `${name}: ${line.text}`,
      })),
    ),
  ]
}

function submitted(months: readonly TeamOpenMonth[]): TaskLine[] {
  const waiting = months.filter((m) => m.step === 'submitted')
  const fresh = waiting.filter((m) => m.because === 'new')
  const again = waiting.filter((m) => m.because !== 'new')
  const [oldest] = fresh
  return [
    ...again.map((m) => monthLine(m, `Submit ${periodName(m.period)} again`)),
    ...(oldest === undefined ? [] : [monthLine(oldest, `Submit ${monthsInWords(fresh)} for sign-off`)]),
  ]
}

/** "April 2019", "November 2018 and April 2019", "6 months, November 2018 to April 2019,". */
function monthsInWords(months: readonly TeamOpenMonth[]): string {
  const names = months.map((m) => periodName(m.period))
  if (names.length > monthsNamed) return `${names.length} months, ${names[0]} to ${names.at(-1)},`
  return nameList(names)
}

/** What a head of service agrees, and one line for the months that managers have not submitted. */
export function agreeLines(
  months: readonly TeamOpenMonth[],
  service: Unit,
  units: readonly Unit[],
  today: string,
): TaskLine[] {
  // No manager submits the months of a closed team that was handed to nobody, so the head does.
  const orphans = units.filter((u) => isClosedOn(u, today) && u.handedTo === undefined)
  const nameOf = (code: string) => units.find((u) => u.code === code)?.name ?? code
  const isOrphan = ({ unit }: TeamOpenMonth) => orphans.some((u) => u.code === unit)
  const toSubmit = months.filter((m) => m.step === 'submitted' && !isOrphan(m))
  const again = toSubmit.filter((m) => m.because !== 'new')
  const teams = new Set(toSubmit.map((m) => m.unit))
  const waiting = {
    text: `Ask ${plural(teams.size, 'manager')} to submit ${plural(toSubmit.length, 'month')} for sign-off`,
    when: `the oldest ${periodName(toSubmit[0]?.period ?? '')}`,
    href: unitAddress(service.code),
    note:
      again.length === 0
        ? [...teams].map(nameOf).join(', ')
        : again.map((m) => `${nameOf(m.unit)}, ${periodName(m.period)}: ${openMonthWords(m)}`).join('; '),
  }
  return [
    ...months
      .filter((m) => m.step === 'agreed')
      .map((m) => monthLine(m, `Agree ${periodName(m.period)} of ${nameOf(m.unit)}`)),
    ...submitLines(months, { code: '' }, orphans),
    ...(toSubmit.length === 0 ? [] : [waiting]),
  ]
}

/** What is to be done about a month, since when, and why. */
function monthLine(month: TeamOpenMonth, text: string): TaskLine {
  const { dated } = month
  const href = signOffAddress(month)
  if (dated === null) return { text, href, when: 'once you have looked at it' }
  return { text, href, when: `since ${dayName(dated)}`, note: openMonthWords(month, false) }
}

function signOffAddress({ unit, period }: TeamOpenMonth): string {
  return `${scorecardAddress(unit, period)}#sign-off`
}
