import { firstLine } from '#domain/wording/first-line.ts'
import { decisionAddress } from '../../../addresses.ts'
import { textSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { releaseSent } from '../../kit/release-sent.ts'
import { backLinkOf, topOf } from '../kit/back-link.ts'
import { monthParameter } from '../kit/month-parameter.ts'
import { dueOf, fieldsSent } from './fields.ts'
import { loadView } from './load-view.ts'
import { decisionNewView } from './view.ts'

type Params = { unit: string }
type Query = { period?: unknown; kpi?: unknown; from?: unknown }
type Body = Record<string, unknown> | null | undefined
type Asking = PageRequest & { params: Params }

/** How many characters of an agreed action its confirmation repeats. */
const TOLD = 90

/** `/units/:unit/decisions/new?period=&kpi=`: an action agreed at the meeting about a month. `from` names the page to return to
 * (`scorecard`, `kpi`, `decisions`, `unit`, `home`); without it, the writer returns to the page with the link they followed. */
export const decisionNewPage: Page = {
  name: 'decision-new',
  register(app, deps) {
    const address = '/units/:unit/decisions/new'
    const config = { permission: 'decisions.write' } as const
    app.get<{ Params: Params; Querystring: Query }>(address, { config }, async (request) => {
      const kpi = textSent(request.query.kpi).toUpperCase()
      const place = await loadPlace(request, deps, { ...request.query, about: kpi })
      return decisionNewView(await loadView(request, deps, place))
    })
    app.post<{ Params: Params; Body: Body }>(address, { config }, (request, reply) =>
      recordDecision(request, reply, deps),
    )
  },
}

async function recordDecision(request: Asking & { body: Body }, reply: PageReply, deps: PageDeps) {
  const sent = request.body ?? {}
  const fields = fieldsSent(sent)
  const place = await loadPlace(request, deps, { ...sent, about: textSent(sent.about) })
  const { unit, period, back } = place
  const { asks, ...release } = releaseSent(sent, `${fields.body}\n${fields.owner}`)
  if (asks) {
    reply.code(422)
    return decisionNewView(await loadView(request, deps, { ...place, fields, release }))
  }
  const { today } = await deps.frame(request)
  const result = await deps.writes.meetings.recordDecision({
    unit,
    period,
    kpi: fields.kpi === '' ? null : fields.kpi,
    action: fields.action === '' ? null : fields.action,
    body: sent.body,
    owner: sent.owner,
    due: dueOf(fields),
    accepted: sent.accepted === 'yes',
    release: release.isTicked,
    by: deps.authorOf(request),
    today,
  })
  if (result.is === 'saved') {
    const { id, body } = result.decision
    deps.acknowledge(request, {
      text: `The agreed action is saved: ${firstLine(body, TOLD)}`,
      link: { text: 'See it', href: decisionAddress(unit, id) },
    })
    return reply.redirect(topOf(back), 303)
  }
  reply.code(422)
  const wrong = result.is === 'faulty' ? { faults: result.faults } : { details: result.details }
  return decisionNewView(await loadView(request, deps, { ...place, fields, release, ...wrong }))
}

/** The meeting that the form is about, and the page to which its writer returns. */
async function loadPlace(
  request: Asking,
  deps: PageDeps,
  { period: asked, from, about }: { period?: unknown; from?: unknown; about: string },
) {
  const { unit } = request.params
  const period = await monthParameter(asked, unit, deps)
  const on = { scorecard: 'decisions', kpi: 'decisions' }
  const back = backLinkOf(request, { unit, kpi: about === '' ? null : about, period, on }, from)
  return { unit, period, about, back }
}
