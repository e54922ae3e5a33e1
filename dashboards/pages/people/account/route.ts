import { monthOf } from '#domain/time/period.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { accountAddress, personAddress } from '../../../addresses.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { typedIn } from '../../kit/sent-form.ts'
import { dayOfClock } from '../kit/words.ts'
import type { AccountView } from './model.ts'
import { accountView } from './view.ts'

type Params = { session: string }
type Asking = PageRequest & { params: Params }

/** `/account`: a person's own account. A program has none. */
export const accountPage: Page = {
  name: 'account',
  register(app, deps) {
    const config = { permission: 'signed_in', personOnly: true } as const
    app.get(accountAddress(), { config }, async (request) => accountView(await loadView(request, deps)))
    app.post<{ Params: Params }>(accountAddress('sessions/:session/end'), { config }, (request, reply) =>
      endSession(request, reply, deps),
    )
    app.post(accountAddress('sessions/end-others'), { config }, (request, reply) =>
      endOthers(request, reply, deps),
    )
    app.post(accountAddress('see-as/end'), { config: { ...config, endsSeeingAs: true } }, (request, reply) =>
      stopSeeingAs(request, reply, deps),
    )
  },
}

async function endSession(request: Asking, reply: PageReply, deps: PageDeps) {
  typedIn(request.body, [], deps.refuse)
  const by = ownOf(request, deps)
  await deps.people.endSession({ id: request.params.session, person: by.id, by })
  deps.acknowledge(request, { text: 'The session is ended.' })
  return reply.redirect(accountAddress('#sessions'), 303)
}

async function endOthers(request: PageRequest, reply: PageReply, deps: PageDeps) {
  typedIn(request.body, [], deps.refuse)
  const ended = await deps.people.endOtherSessions(request, ownOf(request, deps))
  deps.acknowledge(request, {
    text: wordFor(ended, 'One other session is ended.', `${ended} other sessions are ended.`),
  })
  return reply.redirect(accountAddress('#sessions'), 303)
}

/** Sends the administrator back to the person they looked as. */
async function stopSeeingAs(request: PageRequest, reply: PageReply, deps: PageDeps) {
  typedIn(request.body, [], deps.refuse)
  const seen = deps.personOf(request)
  await deps.people.stopSeeingAs(request)
  deps.acknowledge(request, { text: 'You see your own pages again.' })
  return reply.redirect(seen?.via === 'see_as' ? personAddress(seen.id) : '/', 303)
}

function ownOf(request: PageRequest, { personOf, refuse }: PageDeps) {
  const person = personOf(request)
  if (person === null) throw refuse('not_signed_in', 'Sign in to see your account.')
  return person
}

async function loadView(request: PageRequest, deps: PageDeps): Promise<AccountView> {
  const { people, reads, frame, now } = deps
  const { id } = ownOf(request, deps)
  const today = dayOfClock(now())
  const [surround, everybody, person, sessions, looks, units, providerRoles] = await Promise.all([
    frame(request),
    people.loadPeople(),
    people.loadPerson(id),
    people.loadSessions(id),
    people.loadSeeAsOf(id),
    reads.loadUnits(monthOf(today)),
    people.loadProviderRoles(id),
  ])
  const isOnlooker = surround.person?.via === 'see_as'
  return {
    ...{ frame: surround, person, units, today, sessions, looks, providerRoles },
    names: new Map(everybody.map((one) => [one.id, one.name])),
    own: isOnlooker ? null : people.sessionOf(request),
    contact: surround.council.contact ?? null,
    csrfToken: isOnlooker ? null : (surround.actor?.csrfToken ?? null),
  }
}
