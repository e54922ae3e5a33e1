import { monthOf } from '#domain/time/period.ts'
import { peopleAddress, personAddress } from '../../../addresses.ts'
import { textSent } from '../../kit/form-values.ts'
import type { Page } from '../../kit/page.ts'
import { dayOfClock } from '../kit/words.ts'
import { peopleView } from './view.ts'

type Query = { q?: unknown; role?: unknown; unit?: unknown; state?: unknown }

/** `/admin/people?q=&role=&unit=&state=`: who may sign in, and as what. A whole e-mail address leads to its person. */
export const peoplePage: Page = {
  name: 'people',
  register(app, { people, reads, frame, now }) {
    app.get<{ Querystring: Query }>(
      peopleAddress(),
      { config: { permission: 'people.read' } },
      async (request, reply) => {
        const today = dayOfClock(now())
        const [surround, everybody, tokens, units, providerRoles] = await Promise.all([
          frame(request),
          people.loadPeople(),
          people.loadTokens(),
          reads.loadUnits(monthOf(today)),
          people.loadProviderRoles(null),
        ])
        const { role, unit, state } = request.query
        const q = textSent(request.query.q).trim()
        const meant = everybody.find(({ email }) => email.toLowerCase() === q.toLowerCase())
        if (meant !== undefined) return reply.redirect(personAddress(meant.id), 303)
        return peopleView({
          ...{ frame: surround, people: everybody, providerRoles, units, today },
          filter: {
            q,
            role: textSent(role),
            unit: textSent(unit),
            state: textSent(state),
          },
          waitingTokens: tokens.filter((token) => token.state === 'waiting').length,
        })
      },
    )
  },
}
