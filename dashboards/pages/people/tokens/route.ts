import { monthOf } from '#domain/time/period.ts'
import { peopleAddress } from '../../../addresses.ts'
import { textSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { dayIn, dayNames, faultOf, type Typed, typedIn } from '../../kit/sent-form.ts'
import { dayOfClock } from '../kit/words.ts'
import type { TokensView } from './model.ts'
import { tokensView } from './view.ts'

type Params = { token: string }
type Asking = PageRequest & { params: Params }

/** `/admin/people/tokens?token=3`: tokens for programs, and the form of one. */
export const tokensPage: Page = {
  name: 'tokens',
  register(app, deps) {
    const path = peopleAddress('tokens')
    const config = { permission: 'people.write' } as const
    app.get<{ Querystring: { token?: unknown } }>(
      path,
      { config: { permission: 'people.read' } },
      async (request) => tokensView(await loadView(request, deps, { token: textSent(request.query.token) })),
    )
    app.post(path, { config }, (request, reply) => makeToken(request, reply, deps))
    app.post<{ Params: Params }>(`${path}/:token/revoke`, { config }, (request, reply) =>
      endOrConfirm(request, reply, deps, 'revoke'),
    )
    app.post<{ Params: Params }>(`${path}/:token/confirm`, { config }, (request, reply) =>
      endOrConfirm(request, reply, deps, 'confirm'),
    )
  },
}

const fields = ['name', 'role', 'unit', 'audience', ...dayNames('expires')]

async function makeToken(request: PageRequest, reply: PageReply, deps: PageDeps) {
  const { people, refuse } = deps
  const typed = typedIn(request.body, fields, refuse)
  try {
    const { name = '', role = '', unit = '', audience = '' } = typed
    if (role === '') throw refuse('unprocessable', 'Choose a role.')
    const expires = dayIn(typed, 'expires', 'The last day', refuse)
    if (expires === null) throw refuse('unprocessable', 'Give the last day on which it works.')
    const by = byOf(request, deps)
    const { secret, isWaiting } = await people.issueToken({
      ...{ name, role, unit: unit === '' ? null : unit, audience, expires, by },
    })
    const view = await loadView(request, deps, {})
    return tokensView({ ...view, made: { name: name.trim(), secret, isWaiting } })
  } catch (error) {
    const fault = faultOf(error)
    reply.code(422)
    return tokensView({ ...(await loadView(request, deps, { typed })), fault })
  }
}

async function endOrConfirm(request: Asking, reply: PageReply, deps: PageDeps, verb: 'revoke' | 'confirm') {
  const { people, refuse } = deps
  const typed = typedIn(request.body, verb === 'revoke' ? ['reason'] : [], refuse)
  const { token: id } = request.params
  if (!/^\d{1,9}$/.test(id)) throw refuse('not_found', 'There is no such token.')
  const token = Number(id)
  try {
    const by = byOf(request, deps)
    if (verb === 'revoke') await people.revokeToken({ token, reason: typed.reason ?? null, by })
    else await people.confirmToken({ token, by })
    deps.acknowledge(request, {
      text: verb === 'revoke' ? 'The token is revoked.' : 'The token is confirmed. It works from now on.',
    })
    return reply.redirect(peopleAddress('tokens'), 303)
  } catch (error) {
    const fault = faultOf(error)
    reply.code(422)
    return tokensView({ ...(await loadView(request, deps, { token: id, typed })), fault })
  }
}

function byOf(request: PageRequest, { personOf, refuse }: PageDeps) {
  const by = personOf(request)
  if (by === null) throw refuse('not_signed_in', 'Sign in to change tokens.')
  return by
}

async function loadView(
  request: PageRequest,
  { people, reads, frame, now }: PageDeps,
  { token = '', typed = {} }: { token?: string; typed?: Typed },
): Promise<TokensView> {
  const [surround, tokens, units] = await Promise.all([
    frame(request),
    people.loadTokens(),
    reads.loadUnits(monthOf(dayOfClock(now()))),
  ])
  const chosen = tokens.find(({ id, revoked }) => String(id) === token && revoked === null) ?? null
  return {
    ...{ frame: surround, tokens, units, chosen, typed, fault: null, made: null },
    ...{ reader: surround.person?.actsAs ?? null, csrfToken: surround.actor?.csrfToken ?? '' },
  }
}
