import { periodInSentence } from '#domain/time/period.ts'
import { nameInSentence } from '#domain/wording/source-line.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { measureAddress } from '../../../addresses.ts'
import { textSent, versionSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { type BaselinePlace, loadView } from './load-view.ts'
import { baselineView } from './view.ts'

type Params = { unit: string; kpi: string; id: string }
type Body = Record<string, unknown> | null | undefined
type Sending = PageRequest & { params: Params; body: Body }

/** `/units/:unit/kpis/:kpi/baselines/:id`: one baseline, who set it and why, and for those who may the form that withdraws it. */
export const baselinePage: Page = {
  name: 'baseline',
  register(app, deps) {
    const address = '/units/:unit/kpis/:kpi/baselines/:id'
    app.get<{ Params: Params }>(address, { config: { permission: 'scorecards.read' } }, async (request) =>
      baselineView(await loadView(request, deps, placeOf(request.params, deps), null)),
    )
    app.post<{ Params: Params; Body: Body }>(
      address,
      { config: { permission: 'baselines.write' } },
      (request, reply) => withdrawBaseline(request, reply, deps),
    )
  },
}

async function withdrawBaseline(request: Sending, reply: PageReply, deps: PageDeps) {
  const place = placeOf(request.params, deps)
  const sent = request.body ?? {}
  const seen = versionSent(sent.seen)
  const { today } = await deps.frame(request)
  const result = await deps.writes.withdrawBaseline({
    ...{ ...place, reason: sent.reason, seen },
    ...{ accepted: sent.accepted === 'yes', isTrial: false, today },
    by: deps.authorOf(request),
  })
  if ('receipt' in result) {
    const { baseline, figures } = result.receipt
    const { series } = await loadView(request, deps, place, null)
    const judged = wordFor(figures, 'One figure is', `${figures} figures are`)
    const withdrawn = `The baseline of ${nameInSentence(series.kpi.name)} in ${periodInSentence(baseline.from)} is withdrawn.`
    deps.acknowledge(request, { text: `${withdrawn} ${judged} judged as before it; no value has changed.` })
    return reply.redirect(measureAddress(place.unit, place.kpi), 303)
  }
  reply.code(result.is === 'stale' || result.is === 'taken' ? 409 : 422)
  return baselineView(
    await loadView(request, deps, place, {
      reason: textSent(sent.reason),
      // The page now shows the present baselines, so saving again is based on them.
      seen: result.is === 'stale' ? result.version : seen,
      fault: result.is === 'faulty' ? (result.faults[0]?.text ?? null) : null,
      details: result.is === 'questioned' ? result.details : [],
      stale: result.is === 'stale',
    }),
  )
}

function placeOf({ unit, kpi, id }: Params, { refuse }: PageDeps): BaselinePlace {
  if (!/^\d{1,15}$/.test(id)) throw refuse('not_found', 'There is no baseline of this number.')
  return { unit, kpi: kpi.toUpperCase(), id: Number(id) }
}
