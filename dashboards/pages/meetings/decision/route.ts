import { decisionAddress } from '../../../addresses.ts'
import { textSent, versionSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { releaseSent } from '../../kit/release-sent.ts'
import { loadView } from './load-view.ts'
import { decisionView, isDecisionState } from './view.ts'

type Params = { unit: string; id: string }
type Body = {
  state?: unknown
  words?: unknown
  seen?: unknown
  accepted?: unknown
  release?: unknown
  advised?: unknown
}
type Sending = PageRequest & { params: Params; body: Body | null | undefined }

/** `/units/:unit/decisions/:id`: one agreed action, and for people responsible for the unit the form that records whether it was kept.
 * */
export const decisionPage: Page = {
  name: 'decision',
  register(app, deps) {
    const address = '/units/:unit/decisions/:id'
    app.get<{ Params: Params }>(address, { config: { permission: 'scorecards.read' } }, async (request) =>
      decisionView(await loadView(request, deps, placeOf(request.params, deps), null)),
    )
    app.post<{ Params: Params; Body: Body | null | undefined }>(
      address,
      { config: { permission: 'decisions.write' } },
      (request, reply) => recordOutcome(request, reply, deps),
    )
  },
}

async function recordOutcome(request: Sending, reply: PageReply, deps: PageDeps) {
  const place = placeOf(request.params, deps)
  const sent = request.body ?? {}
  const state = isDecisionState(sent.state) ? sent.state : ''
  const seen = versionSent(sent.seen)
  const { asks, ...release } = releaseSent(sent, textSent(sent.words))
  const typed = { state, words: textSent(sent.words), seen, release }
  if (asks) {
    reply.code(422)
    const fresh = { faults: [], details: [], stale: false }
    return decisionView(await loadView(request, deps, place, { ...typed, ...fresh }))
  }
  const { today } = await deps.frame(request)
  const result = await deps.writes.meetings.recordOutcome({
    ...place,
    state,
    words: sent.words,
    seen,
    accepted: sent.accepted === 'yes',
    release: release.isTicked,
    by: deps.authorOf(request),
    today,
  })
  if (result.is === 'saved') {
    deps.acknowledge(request, { text: 'What came of it is saved.' })
    return reply.redirect(decisionAddress(place.unit, place.id), 303)
  }
  reply.code(result.is === 'stale' ? 409 : 422)
  return decisionView(
    await loadView(request, deps, place, {
      ...typed,
      seen: result.is === 'stale' ? result.current.version : seen,
      faults: result.is === 'faulty' ? result.faults : [],
      details: result.is === 'questioned' ? result.details : [],
      stale: result.is === 'stale',
    }),
  )
}

function placeOf({ unit, id }: Params, { refuse }: PageDeps): { unit: string; id: number } {
  if (!/^\d{1,15}$/.test(id))
    throw refuse('not_found', 'There is no agreed action of this number. Each team’s page lists its own.')
  return { unit, id: Number(id) }
}
