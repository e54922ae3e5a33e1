/** Which unit and month an address names, with the organisation as it is today and as it was then. */
import { isOpenIn, teamsOf, type Unit } from '#domain/catalogue/unit.ts'
import { monthOf } from '#domain/time/period.ts'
import type { UnitMonths } from '#server/record/latest-month.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'

export type UnitQuery = { period?: unknown; kpi?: unknown }

export type Subject = Pick<UnitMonths, 'months' | 'latest' | 'newer'> & {
  /** The day that is judged on. */
  day: string
  /** The unit and the organisation of today. */
  today: { unit: Unit; tree: readonly Unit[] }
  /** Those of the month that is shown. */
  unit: Unit
  tree: readonly Unit[]
  /** The units of it that the reader may open. */
  open: readonly Unit[]
  /** The month that is shown: the latest unless another was asked for. */
  period: string | null
  /** False where a month was asked for that is not published. */
  isAsAsked: boolean
  /** The teams of the unit, whether or not they were open in the month. */
  teams: readonly Unit[]
  /** The units directly beneath that the reader may open, open in the month; none for a team. */
  beneath: readonly Unit[]
  /** True where the unit adds teams, and the reader may open each of them. */
  isRollUp: boolean
}

/** Of a reader without figures. */
const noMonths: Pick<UnitMonths, 'months' | 'latest' | 'newer'> = { months: [], latest: null, newer: [] }

/** The unit of an address. It is one that the reader may open: the address is refused otherwise. */
export async function loadSubject(
  request: PageRequest,
  { reads, today, visible, may }: PageDeps,
  { unit: code, query }: { unit: string; query: UnitQuery },
): Promise<Subject> {
  const day = await today()
  const [treeToday, published] = await Promise.all([
    reads.loadUnits(monthOf(day)),
    reads.loadMonthsOf(code, day),
  ])
  // The route is reached only for a unit of today's tree.
  const unitToday = treeToday.find((u) => u.code === code) as Unit
  const { months, latest, newer } = may(request, 'scorecards.read') ? published : noMonths
  const found = months.find((m) => m.period === query.period)?.period ?? null
  const period = found ?? latest
  const tree = found === null ? treeToday : await reads.loadUnits(found)
  const unit = tree.find((u) => u.code === code) ?? unitToday
  const open = visible(request, tree)
  const isOpen = (u: Unit) => period !== null && isOpenIn(u, period)
  const shown = open.filter(isOpen)
  const teams = teamsOf(unit, tree)
  const openTeams = teams.filter(isOpen)
  return {
    day,
    today: { unit: unitToday, tree: treeToday },
    unit,
    tree,
    open,
    months,
    latest,
    newer,
    period,
    isAsAsked: found !== null,
    teams,
    beneath: unit.kind === 'team' ? [] : shown.filter((u) => u.parent === unit.code),
    isRollUp: unit.kind !== 'team' && openTeams.length > 0 && openTeams.every((t) => shown.includes(t)),
  }
}
