import { monthOf } from '#domain/time/period.ts'
import type { Actor } from '#server/access/permissions/actor.ts'
import { personAddress } from '../../../addresses.ts'
import { versionSent } from '../../kit/form-values.ts'
import type { Page, PageApp, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { dayIn, dayNames, faultOf, type Typed, typedIn } from '../../kit/sent-form.ts'
import { dayOfClock } from '../kit/words.ts'
import type { PersonView } from './model.ts'
import { personView } from './view.ts'

type Params = { person: string; session?: string }
type Asking = PageRequest & { params: Params }

/** What a form does, with the sentence that confirms it. A link is shown with the page that answers. */
type Deed = (order: { person: number; typed: Typed; by: Actor; request: PageRequest }) => Promise<Done>
type Done = { said: string; goTo?: string } | { link: PersonView['link'] }

const path = '/admin/people/:person'
const config = { permission: 'people.write' } as const

/** `/admin/people/12`: one person, and each form beneath their address. */
export const personPage: Page = {
  name: 'person',
  register(app, deps) {
    app.get<{ Params: Params }>(path, { config: { permission: 'people.read' } }, async (request) =>
      personView(await loadView(request, deps)),
    )
    const { people, refuse } = deps
    formOf(
      app,
      deps,
      'grants',
      ['role', 'unit', 'deputyOf', ...dayNames('from'), ...dayNames('to')],
      (order) => giveRole(order, deps),
    )
    formOf(app, deps, 'grants/end', ['grant', 'reason'], async ({ person, typed, by }) => {
      const { grant = '', reason = '' } = typed
      if (!/^\d{1,9}$/.test(grant)) throw refuse('unprocessable', 'Choose which role ends.')
      await people.endGrant({ person, grant: Number(grant), reason, by })
      return { said: 'The role is ended.' }
    })
    formOf(app, deps, 'link', [], async ({ person, by }) => ({
      link: await people.renewLink({ person, by }),
    }))
    formOf(app, deps, 'edit', ['name', 'email', 'version'], async ({ person, typed, by }) => {
      const { name = '', email = '', version } = typed
      await people.change({ person, name, email, reason: null, seen: versionSent(version), by })
      return { said: 'The name and the address are saved.' }
    })
    for (const isEnabled of [true, false]) {
      const name = isEnabled ? 'enable' : 'disable'
      formOf(app, deps, name, ['reason', 'version'], async ({ person, typed, by }) => {
        const reason = (typed.reason ?? '').trim()
        if (reason === '') throw refuse('unprocessable', 'Say why.')
        await people.change({ person, isEnabled, reason, seen: versionSent(typed.version), by })
        return {
          said: isEnabled ? 'They can sign in again.' : 'They are disabled, and their sessions have ended.',
        }
      })
    }
    formOf(app, deps, 'see-as', ['reason'], async ({ person, typed, by, request }) => {
      await people.seeAs(request, { person, reason: typed.reason ?? '', by })
      return { said: 'You now see what they see, for 15 minutes.', goTo: '/' }
    })
    app.post<{ Params: Params }>(`${path}/sessions/:session/end`, { config }, (request, reply) =>
      endSession(request, reply, deps),
    )
  },
}

/** Registers one form of the page. A form that is refused comes back with what was typed. */
function formOf(app: PageApp, deps: PageDeps, name: string, fields: readonly string[], deed: Deed): void {
  app.post<{ Params: Params }>(
    `${path}/${name}`,
    { config: { ...config, personOnly: name === 'see-as' } },
    async (request, reply) => {
      const typed = typedIn(request.body, fields, deps.refuse)
      const person = idOf(request, deps)
      const by = actorOf(request, deps)
      try {
        const done = await deed({ person, typed, by, request })
        if ('link' in done) return personView({ ...(await loadView(request, deps)), link: done.link })
        deps.acknowledge(request, { text: done.said })
        return reply.redirect(done.goTo ?? personAddress(person), 303)
      } catch (error) {
        const sent = { form: name, typed, fault: faultOf(error) }
        reply.code(422)
        return personView({ ...(await loadView(request, deps)), sent })
      }
    },
  )
}

async function giveRole(
  { person, typed, by }: Parameters<Deed>[0],
  { people, refuse }: PageDeps,
): Promise<Done> {
  const { role = '', unit = '', deputyOf = '' } = typed
  if (role === '') throw refuse('unprocessable', 'Choose a role.')
  await people.grant({
    ...{ person, role, unit: unit === '' ? null : unit, by },
    from: dayIn(typed, 'from', 'The first day', refuse),
    to: dayIn(typed, 'to', 'The last day', refuse),
    deputyOf: /^\d{1,9}$/.test(deputyOf) ? Number(deputyOf) : null,
  })
  return { said: 'The role is given.' }
}

async function endSession(request: Asking, reply: PageReply, deps: PageDeps) {
  typedIn(request.body, [], deps.refuse)
  const person = idOf(request, deps)
  await deps.people.endSession({ id: request.params.session ?? '', person, by: actorOf(request, deps) })
  deps.acknowledge(request, { text: 'The session is ended.' })
  return reply.redirect(`${personAddress(person)}#sessions`, 303)
}

function idOf(request: PageRequest, { refuse }: PageDeps): number {
  const { person = '' } = request.params as { person?: string }
  if (!/^\d{1,9}$/.test(person))
    throw refuse('not_found', 'There is nobody at this address. The page of people lists everybody.')
  return Number(person)
}

function actorOf(request: PageRequest, { personOf, refuse }: PageDeps): Actor {
  const actor = personOf(request)
  if (actor === null) throw refuse('not_signed_in', 'Sign in to change this.')
  return actor
}

async function loadView(request: PageRequest, deps: PageDeps): Promise<PersonView> {
  const { people, reads, frame, now } = deps
  const id = idOf(request, deps)
  const today = dayOfClock(now())
  const [surround, person, everybody, history, sessions, units, providerRoles] = await Promise.all([
    frame(request),
    people.loadPerson(id),
    people.loadPeople(),
    people.loadHistory(id),
    people.loadSessions(id),
    reads.loadUnits(monthOf(today)),
    people.loadProviderRoles(id),
  ])
  const isOwn = surround.person?.id === id || surround.person?.actsAs === id
  return {
    ...{
      frame: surround,
      person,
      people: everybody,
      units,
      today,
      history,
      sessions,
      providerRoles,
      sent: null,
      link: null,
    },
    isOwn,
    csrfToken: isOwn ? null : (surround.actor?.csrfToken ?? null),
  }
}
