/** Audit actions past their due day. The council's count of each month is told; chance says which team's they are, and a team's
 * actions stay its own until they are closed. */
import { addMonths, monthsFrom } from '#domain/time/period.ts'
import { firstMonth, monthIndex } from './calendar.ts'
import { fraction } from './noise.ts'

/** The actions of the council's teams other than Children with Disabilities South, from the first month to the awaited one. */
const overdue = [8, 11, 5, 9, 9, 12, 9, 9, 6, 12, 9, 11, 5, 11, 9, 8, 11, 10, 8, 5, 12, 6, 10, 7, 12, 8, 9]

/** The chance that an action past its due day is still open a month later. */
const staysOpen = 0.75

/** The teams, and the months in which they are open if not in all. */
const teams: readonly { code: string; from?: string; to?: string }[] = [
  { code: 'HP-N1' },
  { code: 'HP-N2' },
  { code: 'HP-C', to: '2018-09' },
  { code: 'HP-C', to: '2018-09' },
  { code: 'HP-C1', from: '2018-10' },
  { code: 'HP-C2', from: '2018-10' },
  { code: 'HP-S1' },
  { code: 'HP-S2' },
  { code: 'CIC-N' },
  { code: 'CIC-C' },
  { code: 'CIC-S' },
  { code: 'CWD-N' },
]

/** How many audit actions of a team are overdue at the end of a month; null for a team that is not listed. */
export function overdueActions(team: string, month: string): number | null {
  if (!teams.some(({ code }) => code === team)) return null
  return (byMonth[monthIndex(month)] ?? []).filter((holder) => holder === team).length
}

/** For each month, the team of each overdue action. */
const byMonth = monthsFrom(firstMonth, addMonths(firstMonth, overdue.length - 1)).reduce<string[][]>(
  (months, month, i) => {
    const open = teams.filter(({ from = '', to = month }) => from <= month && month <= to)
    const kept = (months.at(-1) ?? []).flatMap((holder, place) => {
      const successor = holder === 'HP-C' && month >= '2018-10' ? `HP-C${1 + (place % 2)}` : holder
      return fraction(`overdue ${month} ${place} stays`) < staysOpen ? successor : []
    })
    const count = overdue[i] ?? 0
    const fresh = Array.from({ length: Math.max(0, count - kept.length) }, (_, place) => {
      const at = Math.floor(open.length * fraction(`overdue ${month} ${place} team`))
      return open[at]?.code ?? ''
    })
    months.push([...kept.slice(0, count), ...fresh])
    return months
  },
  [],
)
