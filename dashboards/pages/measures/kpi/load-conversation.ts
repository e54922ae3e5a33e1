/** Reads the commentary, decisions and agreed actions about a measure of a unit, and what the plan does about it. */
import type { PageDeps } from '../../kit/page.ts'
import type { KpiView } from './model.ts'
import type { Subject } from './subject.ts'

export type Conversation = Pick<KpiView, 'commentary' | 'decisions' | 'findings' | 'actions'>

/** As it was at the moment that the page is read at. */
export async function loadConversation(
  { reads }: Pick<PageDeps, 'reads'>,
  { day, month, reading: { moment }, kpi, series: { unit } }: Subject,
): Promise<Conversation> {
  const [commentary, decisions, findings, actions] = await Promise.all([
    reads.loadCommentaryOf(unit.code, kpi.code, month, moment),
    reads.loadDecisions(day, unit.code, moment),
    reads.loadStatedEvidence(kpi.code, day),
    reads.loadLinkedActions(day, moment),
  ])
  const linked = actions.filter((a) => a.kpi === kpi.code)
  const milestones = await reads.loadNextMilestones(
    linked.map((a) => a.ref),
    day,
  )
  return {
    commentary,
    decisions: decisions.filter((d) => d.kpi === kpi.code),
    findings,
    actions: linked.map((a) => ({ ...a, milestone: milestones.get(a.ref) ?? null })),
  }
}
