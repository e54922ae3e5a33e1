/** Reads what the form for an agreed action shows. */
import { commentaryParts } from '#domain/meetings/commentary-parts.ts'
import { followUpDay, ownerRoleOf } from '#domain/meetings/follow-up.ts'
import { closedToActionsWords } from '#domain/meetings/succession.ts'
import { isLive } from '#domain/plan/plan.ts'
import { monthOf } from '#domain/time/period.ts'
import { typedDay } from '#domain/time/typed-day.ts'
import { formatFigure, formatTarget } from '#domain/wording/format.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import { noTick } from '../../kit/release-sent.ts'
import { dayFields, noFields } from './fields.ts'
import type { DecisionFields, DecisionNewView } from './model.ts'

/** The meeting at which the action was agreed, what it is about, and the form as it was sent; without `fields` the form is new, and is
 * filled in with what is likely. */
export type DecisionRequest = Pick<DecisionNewView, 'period' | 'about' | 'back'> &
  Partial<Pick<DecisionNewView, 'fields' | 'faults' | 'details' | 'release'>> & { unit: string }

/** Everything that the page shows. */
export async function loadView(
  request: PageRequest,
  { reads, frame, today, refuse }: PageDeps,
  { unit, fields, ...asked }: DecisionRequest,
): Promise<DecisionNewView> {
  const day = await today()
  const [surround, scorecard, plan, units, said] = await Promise.all([
    frame(request),
    reads.loadScorecard(unit, asked.period, day),
    reads.loadPlan(day),
    reads.loadUnits(monthOf(day)),
    fields === undefined && asked.about !== '' ? reads.loadCommentary(unit, asked.period) : [],
  ])
  const now = units.find((u) => u.code === unit)
  if (scorecard === null) throw refuse('not_found', `There is no scorecard of ${unit} for ${asked.period}.`)
  const line = scorecard.lines.find(({ kpi }) => kpi.code === asked.about)
  const linked = line?.actions.map(({ ref }) => ref) ?? []
  const actions = plan.sections
    .flatMap((section) => section.actions)
    .map(({ ref, summary }) => ({ ref, summary, isLinked: linked.includes(ref) }))
  const { next, when } = commentaryParts(said.find(({ kpi }) => kpi === asked.about)?.body ?? '')
  const closed = now === undefined ? null : closedToActionsWords(now, units, day)
  const isAgreed = closed !== null || scorecard.decisions.some(({ body }) => body === next)
  return {
    frame: surround,
    unit: scorecard.unit,
    measure: line === undefined ? null : measureOf(line),
    kpis: scorecard.lines.map(({ kpi }) => kpi),
    closed,
    actions: [...actions.filter((a) => a.isLinked), ...actions.filter((a) => !a.isLinked)],
    csrfToken: surround.actor?.csrfToken ?? '',
    isFilledIn: fields === undefined,
    typedDue: fields === undefined && !isAgreed ? typedDueOf(when, day) : null,
    fields: fields ?? {
      ...likelyFields(line, day, isAgreed ? '' : when),
      body: isAgreed ? '' : next,
      owner: ownerRoleOf(scorecard.unit),
    },
    faults: [],
    details: [],
    release: noTick,
    ...asked,
  }
}

/** The day that the commentary names, or four weeks on without one, and the measure's linked action that people last touched. Where
 * the commentary's words are no day still to come, the day is left for the writer. */
function likelyFields(line: ScorecardLine | undefined, day: string, when: string): DecisionFields {
  const linked = line?.actions ?? []
  const action = linked.find((a) => isLive(a, day, false)) ?? linked[0]
  const due = when === '' ? followUpDay(day) : typedDueOf(when, day)?.day
  return {
    ...noFields,
    ...(due === undefined || due === null ? {} : dayFields(due)),
    kpi: line?.kpi.code ?? '',
    action: action?.ref ?? '',
  }
}

/** What the commentary says of the date, and the day it names if that is still to come; null if it says nothing. */
function typedDueOf(when: string, today: string): DecisionNewView['typedDue'] {
  if (when === '') return null
  const day = typedDay(when, today)
  return { words: when, day: day === null || day < today ? null : day }
}

function measureOf({ kpi, figure }: ScorecardLine): NonNullable<DecisionNewView['measure']> {
  return {
    name: kpi.name,
    figure: formatFigure(kpi, figure),
    target: figure.target === null ? null : formatTarget(kpi, figure.target),
  }
}
