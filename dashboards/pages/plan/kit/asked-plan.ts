/** The plan as its reader may see it, and the actions that an address asks for. */
import { teamTypesOf } from '#domain/catalogue/unit.ts'
import { monthOf } from '#domain/time/period.ts'
import type { Plan, PlanAction } from '#server/reads/plan.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import { refuseData } from '../../kit/refusals.ts'
import { isAskedFor, readFilters } from './filters.ts'

/** The unit whose figures are shown beside delivery. */
export type PlanUnit = { code: string; name: string; teamTypes: ReadonlySet<string> }

/** The plan today, with the figures and checks of the widest unit that the asker may see; `unit` is null for an asker who may see
 *  no unit's figures, who gets counts for the council. */
export async function planFor(
  request: PageRequest,
  { reads, today, visible, may }: Pick<PageDeps, 'reads' | 'today' | 'visible' | 'may'>,
): Promise<{ plan: Plan; unit: PlanUnit | null }> {
  const day = await today()
  const units = await reads.loadUnits(monthOf(day))
  const top = may(request, 'plan.figures') ? visible(request, units)[0] : undefined
  const plan = await reads.loadPlan(day, top?.code)
  const month = plan.period ?? monthOf(day)
  const unit =
    top === undefined
      ? null
      : { code: top.code, name: top.name, teamTypes: teamTypesOf(top, units, month, month) }
  return { plan, unit }
}

/** The actions that a file is asked for. A request that the plan does not know is refused. */
export function actionsAsked(
  plan: Plan,
  query: Readonly<Record<string, unknown>>,
  { refuse }: Pick<PageDeps, 'refuse'>,
): PlanAction[] {
  const { filters, refused } = readFilters(query, plan)
  refuseData(refused, refuse)
  return plan.sections.flatMap((s) => s.actions).filter((a) => isAskedFor(a, filters, plan.day))
}
