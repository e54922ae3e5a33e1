import { monthOf } from '#domain/time/period.ts'
import { peopleAddress } from '../../../addresses.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { dayIn, dayNames, faultOf, type Typed, typedIn } from '../../kit/sent-form.ts'
import { dayOfClock } from '../kit/words.ts'
import type { PersonNewView } from './model.ts'
import { personNewView } from './view.ts'

const fields = ['name', 'email', 'role', 'unit', ...dayNames('from'), ...dayNames('to')]

/** `/admin/people/new`: adds a person, and shows their link once. */
export const personNewPage: Page = {
  name: 'person-new',
  register(app, deps) {
    const path = peopleAddress('new')
    const config = { permission: 'people.write' } as const
    app.get(path, { config }, async (request) => personNewView(await loadView(request, deps, {})))
    app.post(path, { config }, (request, reply) => addPerson(request, reply, deps))
  },
}

async function addPerson(request: PageRequest, reply: PageReply, deps: PageDeps) {
  const { people, refuse } = deps
  const typed = typedIn(request.body, fields, refuse)
  const view = await loadView(request, deps, typed)
  const by = view.frame.person
  if (by === null) throw refuse('not_signed_in', 'Sign in to add a person.')
  try {
    const { name = '', email = '', role = '', unit = '' } = typed
    const days = {
      from: dayIn(typed, 'from', 'The first day', refuse),
      to: dayIn(typed, 'to', 'The last day', refuse),
    }
    const grant = role === '' ? null : { role, unit: unit === '' ? null : unit, ...days }
    const { person, link } = await people.invite({ name, email, grant, by })
    return personNewView({ ...view, added: { id: person.id, name: person.name, link } })
  } catch (error) {
    const fault = faultOf(error)
    reply.code(422)
    return personNewView({ ...view, fault })
  }
}

async function loadView(
  request: PageRequest,
  { frame, reads, now }: PageDeps,
  typed: Typed,
): Promise<PersonNewView> {
  const [surround, units] = await Promise.all([frame(request), reads.loadUnits(monthOf(dayOfClock(now())))])
  return {
    ...{ frame: surround, units, typed, fault: null, added: null },
    csrfToken: surround.actor?.csrfToken ?? '',
  }
}
