/** Reads what the page of one agreed action shows. */
import { answeringRole } from '#domain/meetings/answering-role.ts'
import { monthOf } from '#domain/time/period.ts'
import { decisionAddress } from '../../../addresses.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import { releasesOf } from '../../kit/releasable.ts'
import { noTick } from '../../kit/release-sent.ts'
import type { DecisionView, OutcomeForm } from './model.ts'

/** Everything that the page shows to this reader; `typed` is a form that was sent and not saved. */
export async function loadView(
  request: PageRequest,
  { reads, frame, today, may, refuse }: PageDeps,
  { unit: code, id }: { unit: string; id: number },
  typed: Omit<OutcomeForm, 'csrfToken'> | null,
): Promise<DecisionView> {
  const day = await today()
  const [surround, units, kpis, decisions] = await Promise.all([
    frame(request),
    reads.loadUnits(monthOf(day)),
    reads.loadKpis(monthOf(day)),
    reads.loadDecisions(day, code),
  ])
  const unit = units.find((u) => u.code === code)
  const decision = decisions.find((d) => d.id === id)
  if (unit === undefined || decision === undefined)
    throw refuse('not_found', `${code} has no agreed action of this number. Its page lists those it has.`)
  const { actor, person } = surround
  const answers = person !== null && answeringRole(person.grants, unit, units) !== null
  const csrfToken = answers && may(request, 'decisions.write') ? (actor?.csrfToken ?? null) : null
  const action = decision.action === null ? null : await reads.loadPlanAction(decision.action, day)
  const outcomes = await reads.loadDecisionOutcomes(decision.id)
  const fresh = {
    ...{ state: '', words: '', seen: decision.version, faults: [], details: [], stale: false },
    release: noTick,
  }
  return {
    frame: surround,
    unit,
    decision,
    outcomes,
    kpiName: kpis.find((k) => k.code === decision.kpi)?.name ?? null,
    actionSummary: action?.summary ?? null,
    form: csrfToken === null ? null : { csrfToken, ...(typed ?? fresh) },
    releases: releasesOf(
      { frame: surround, may: may(request, 'texts.release') },
      [
        { release: decision.release, unit: code, byRole: decision.byRole ?? '' },
        ...outcomes.flatMap(({ release, byRole }) =>
          release === null ? [] : { release, byRole, unit: code },
        ),
      ],
      { units, back: decisionAddress(code, id) },
    ),
  }
}
