/** Reads what the form for a new promise shows. */
import { closedToActionsWords } from '#domain/meetings/succession.ts'
import { monthOf } from '#domain/time/period.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import { noTick } from '../../kit/release-sent.ts'
import type { DecisionNewView } from './model.ts'

/** The meeting at which the promise was made, what it is about, and the form as far as it is filled in. */
export type DecisionRequest = Pick<DecisionNewView, 'period' | 'about' | 'back' | 'fields'> &
  Partial<Pick<DecisionNewView, 'faults' | 'details' | 'release'>> & { unit: string }

/** Everything that the page shows. */
export async function loadView(
  request: PageRequest,
  { reads, frame, today, refuse }: PageDeps,
  { unit, ...asked }: DecisionRequest,
): Promise<DecisionNewView> {
  const day = await today()
  const [surround, scorecard, plan, units] = await Promise.all([
    frame(request),
    reads.loadScorecard(unit, asked.period, day),
    reads.loadPlan(day),
    reads.loadUnits(monthOf(day)),
  ])
  const now = units.find((u) => u.code === unit)
  if (scorecard === null) throw refuse('not_found', `There is no scorecard of ${unit} for ${asked.period}.`)
  return {
    frame: surround,
    unit: scorecard.unit,
    kpis: scorecard.lines.map(({ kpi }) => kpi),
    closed: now === undefined ? null : closedToActionsWords(now, units, day),
    actions: plan.sections.flatMap(({ actions }) => actions),
    csrfToken: surround.actor?.csrfToken ?? '',
    faults: [],
    details: [],
    release: noTick,
    ...asked,
  }
}
