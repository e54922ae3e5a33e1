/** Which unit and month an address names, with the organisation of today and of that month. */
import { isOpenIn, teamsOf, type Unit } from '#domain/catalogue/unit.ts'
import { monthOf } from '#domain/time/period.ts'
import type { UnitMonths } from '#server/record/latest-month.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'

export type UnitQuery = { period?: unknown; kpi?: unknown }

export type Subject = Pick<UnitMonths, 'months' | 'latest' | 'newer'> & {
  /** The day used for judging. */
  day: string
  /** The unit and the organisation as they are today. */
  today: { unit: Unit; tree: readonly Unit[] }
  /** The unit and the organisation in the month shown. */
  unit: Unit
  tree: readonly Unit[]
  /** The units of that organisation that the reader may open. */
  open: readonly Unit[]
  /** The month shown: the latest unless another was asked for. */
  period: string | null
  /** False if the month asked for is not published. */
  isAsAsked: boolean
  /** The teams of the unit, whether or not they were open in the month. */
  teams: readonly Unit[]
  /** The units directly beneath that were open in the month and that the reader may open; empty for a team. */
  beneath: readonly Unit[]
  /** True if the unit adds up teams, and the reader may open each of them. */
  isRollUp: boolean
}

/** For a reader without figures. */
const noMonths: Pick<UnitMonths, 'months' | 'latest' | 'newer'> = { months: [], latest: null, newer: [] }

/** The unit that the address names. The reader may open it: otherwise the address has already been refused. */
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
  // Only a unit of today's tree reaches this route.
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
