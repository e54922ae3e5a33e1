import { monthOf } from '#domain/time/period.ts'
import { peopleAddress } from '../../../addresses.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { faultOf, type Typed, typedIn } from '../../kit/sent-form.ts'
import { dayOfClock } from '../kit/words.ts'
import type { MappingsView } from './model.ts'
import { mappingsView } from './view.ts'

/** `/admin/people/mappings`: which group or application role of the provider gives which role. */
export const mappingsPage: Page = {
  name: 'mappings',
  register(app, deps) {
    const path = peopleAddress('mappings')
    const config = { permission: 'people.write' } as const
    app.get(path, { config: { permission: 'people.read' } }, async (request) =>
      mappingsView(await loadView(request, deps, {})),
    )
    app.post(path, { config }, (request, reply) => send(request, reply, deps, 'new'))
    app.post(`${path}/end`, { config }, (request, reply) => send(request, reply, deps, 'end'))
  },
}

const fields = { new: ['claim', 'role', 'unit'], end: ['mapping', 'reason'] } as const

async function send(request: PageRequest, reply: PageReply, deps: PageDeps, form: 'new' | 'end') {
  const typed = typedIn(request.body, fields[form], deps.refuse)
  try {
    await (form === 'new' ? addMapping(request, deps, typed) : endMapping(request, deps, typed))
    deps.acknowledge(request, {
      text:
        form === 'new'
          ? 'The group gives the role from the next sign-in on.'
          : 'The group gives nothing any more.',
    })
    return reply.redirect(peopleAddress('mappings'), 303)
  } catch (error) {
    const fault = { form, text: faultOf(error) }
    reply.code(422)
    return mappingsView({ ...(await loadView(request, deps, typed)), fault })
  }
}

async function addMapping(request: PageRequest, deps: PageDeps, typed: Typed): Promise<void> {
  const { claim = '', role = '', unit = '' } = typed
  if (role === '') throw deps.refuse('unprocessable', 'Choose a role.')
  await deps.people.map({ claim, role, unit: unit === '' ? null : unit, by: byOf(request, deps) })
}

async function endMapping(request: PageRequest, deps: PageDeps, typed: Typed): Promise<void> {
  const { mapping = '', reason = '' } = typed
  if (!/^\d{1,9}$/.test(mapping)) throw deps.refuse('unprocessable', 'Choose which group.')
  await deps.people.endMapping({ mapping: Number(mapping), reason, by: byOf(request, deps) })
}

function byOf(request: PageRequest, { personOf, refuse }: PageDeps) {
  const by = personOf(request)
  if (by === null) throw refuse('not_signed_in', 'Sign in to change this.')
  return by
}

async function loadView(
  request: PageRequest,
  { people, reads, frame, now }: PageDeps,
  typed: Typed,
): Promise<MappingsView> {
  const [surround, mappings, units] = await Promise.all([
    frame(request),
    people.loadMappings(),
    reads.loadUnits(monthOf(dayOfClock(now()))),
  ])
  return {
    ...{ frame: surround, mappings, units, typed, fault: null },
    csrfToken: surround.actor?.csrfToken ?? '',
  }
}
