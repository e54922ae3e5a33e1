/** Reads one measure over a unit's teams, with everything that the overview shows of them. */
import type { Unit } from '#domain/catalogue/unit.ts'
import type { PlanStrip } from '#server/reads/plan-strip.ts'
import type { PageDeps } from '../../kit/page.ts'
import type { OverviewModel } from '../kit/overview-model.ts'
import type { OverviewQuestion } from '../kit/overview-question.ts'
import { measureShown, measuresOf } from './measure.ts'

export type LoadedMeasure = Omit<OverviewModel, 'scorecard'> & { plan: PlanStrip }

/** Null if no team carries a monthly measure, or nothing of it is published. */
export async function loadMeasure(
  { reads }: Pick<PageDeps, 'reads'>,
  { unit, teams, period, day }: { unit: Unit; teams: readonly Unit[]; period: string; day: string },
  asked: unknown,
): Promise<LoadedMeasure | null> {
  const kpis = measuresOf(await reads.loadKpis(period), teams, period)
  const kpi = measureShown(kpis, teams, period, asked)
  if (kpi === null) return null
  const [overview, plan] = await Promise.all([
    reads.loadOverview({ period, kpi: kpi.code, scope: unit.code, day }),
    reads.loadPlanStrip(day, unit.code),
  ])
  if (overview === null) return null
  const question: OverviewQuestion = {
    ...{ period, kpi: kpi.code, service: null, dimension: null },
    ...{ view: 'months', onlyConcerning: false, columns: [] },
  }
  return { day, kpis, overview, plan, question }
}
