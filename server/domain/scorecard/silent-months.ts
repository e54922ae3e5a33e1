/** A team without any figure for a month that is due: reported once, not once for each measure. */

import { dayName, periodName } from '../time/period.ts'
import { nameList } from '../wording/name-list.ts'
import { wordFor } from '../wording/word-for.ts'

/** What one return of a team has to contain for a month. */
export type MissingReturn = { owner: string; dueOn: string; figures: number }

/** A month without any figure of a team, with what is still expected. Figures known never to come are left out. */
export type SilentMonth = { period: string; returns: readonly MissingReturn[] }

/** At most this many months are named one by one; longer lists give the first and the last. */
const mostMonths = 3
/** At most this many owners are named one by one; the others are counted. */
const mostOwners = 3

/**
 * The months with a return that is overdue on a day, earliest first. On the due day itself the return may still come.
 */
export function overdueMonths(months: readonly SilentMonth[], day: string): SilentMonth[] {
  return months
    .filter(({ returns }) => returns.some((r) => r.figures > 0 && r.dueOn < day))
    .toSorted((a, b) => (a.period < b.period ? -1 : 1))
}

/** True if nothing came for the month. */
export function isSilentIn(silent: readonly Pick<SilentMonth, 'period'>[], month: string): boolean {
  return silent.some(({ period }) => period === month)
}

/** How many figures these months lack. */
export function missingFigures(months: readonly SilentMonth[]): number {
  return months.reduce((sum, month) => sum + figuresOf(month), 0)
}

/** "June and July 2019: nothing has come from this team: 30 figures each month, data team, overdue since 8 July 2019". */
export function nothingCameWords(months: readonly SilentMonth[], day: string, team = 'this team'): string {
  const returns = months.flatMap((month) => month.returns)
  const [first] = returns.map((r) => r.dueOn).sort()
  const parts = [
    countWords(months),
    ownerWords(returns),
    first === undefined ? '' : overdueWords(returns, first, day),
  ]
  return `${monthsInWords(months)}: nothing has come from ${team}: ${parts.filter((part) => part !== '').join(', ')}`
}

/** "June and July 2019", "December 2018 and January 2019", "4 months, April to July 2019". */
export function monthsInWords(months: readonly Pick<SilentMonth, 'period'>[]): string {
  const periods = months.map((m) => m.period)
  const [first = '', last = ''] = [periods[0], periods.at(-1)]
  if (periods.length > mostMonths)
    return `${periods.length} months, ${withoutYearOf(first, last)} to ${periodName(last)}`
  return nameList(periods.map((p, i) => withoutYearOf(p, periods[i + 1] ?? '')))
}

/** A month's name, without its year where the next one named is of the same. */
function withoutYearOf(month: string, next: string): string {
  const name = periodName(month)
  const year = ` ${month.slice(0, 4)}`
  return month.slice(0, 4) === next.slice(0, 4) && name.endsWith(year) ? name.slice(0, -year.length) : name
}

function figuresOf({ returns }: SilentMonth): number {
  return returns.reduce((sum, { figures }) => sum + figures, 0)
}

function countWords(months: readonly SilentMonth[]): string {
  const counts = months.map(figuresOf)
  const isEven = months.length > 1 && counts.every((n) => n === counts[0])
  const figures = isEven ? (counts[0] ?? 0) : missingFigures(months)
  return `${figures} ${wordFor(figures, 'figure')}${isEven ? ' each month' : ''}`
}

/** The owners of the returns, those with most figures first. */
function ownerWords(returns: readonly MissingReturn[]): string {
  const sends = new Map<string, number>()
  for (const { owner, figures } of returns) sends.set(owner, (sends.get(owner) ?? 0) + figures)
  const owners = [...sends].toSorted((a, b) => b[1] - a[1]).map(([owner]) => inSentence(owner))
  if (owners.length <= mostOwners) return nameList(owners)
  return `${owners.slice(0, mostOwners - 1).join(', ')} and ${owners.length - mostOwners + 1} others`
}

/** "Data team" as "data team"; a name in capitals stays as it is. */
function inSentence(owner: string): string {
  return /^[A-Z][a-z]+( |$)/.test(owner) ? owner.charAt(0).toLowerCase() + owner.slice(1) : owner
}

function overdueWords(returns: readonly MissingReturn[], first: string, day: string): string {
  const overdue = returns.filter((r) => r.dueOn < day)
  const late = overdue.reduce((sum, { figures }) => sum + figures, 0)
  const some = overdue.length === returns.length ? '' : `${late} of them `
  return `${some}overdue since ${dayName(first)}`
}
