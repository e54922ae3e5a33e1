/** Reads what the page shown in place of a scorecard contains. */
import { isOpenIn } from '#domain/catalogue/unit.ts'
import { grainOf, monthOf } from '#domain/time/period.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import type { Reading } from '../kit/reading.ts'
import type { MissingMonthView } from './missing-month.ts'
import { refuseMonth, type ScorecardPlace } from './subject.ts'

/** For a month without a scorecard: the unit, its published months, and the units before and after it. Refuses a unit that does
 * not exist and a value that is not a month. */
export async function loadMissingMonth(
  request: PageRequest,
  deps: PageDeps,
  place: ScorecardPlace,
  reading: Reading,
): Promise<MissingMonthView> {
  const { reads, frame, visible, today } = deps
  const { unit: code, period } = place
  const day = await today()
  const [months, tree, surround] = await Promise.all([
    reads.loadPublishedMonths(reading.moment),
    reads.loadUnits(monthOf(day)),
    frame(request),
  ])
  const unit = tree.find((u) => u.code === code)
  if (unit === undefined || grainOf(period) !== 'monthly') return refuseMonth(deps, place, reading)
  return {
    frame: surround,
    unit,
    period,
    months: months.map((m) => m.period).filter((month) => isOpenIn(unit, month)),
    others: visible(request, tree).flatMap((other) => {
      if (unit.predecessors.includes(other.code)) return { unit: other, relation: 'before' as const }
      return other.predecessors.includes(code) ? { unit: other, relation: 'after' as const } : []
    }),
    reading,
  }
}
