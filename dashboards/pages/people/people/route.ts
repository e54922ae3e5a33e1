import { monthOf } from '#domain/time/period.ts'
import { peopleAddress } from '../../../addresses.ts'
import { textSent } from '../../kit/form-values.ts'
import type { Page } from '../../kit/page.ts'
import { dayOfClock } from '../kit/words.ts'
import { peopleView } from './view.ts'

type Query = { q?: unknown; role?: unknown; unit?: unknown; state?: unknown }

/** `/admin/people?q=&role=&unit=&state=`: who may sign in, and as what. */
export const peoplePage: Page = {
  name: 'people',
  register(app, { people, reads, frame, now }) {
    app.get<{ Querystring: Query }>(
      peopleAddress(),
      { config: { permission: 'people.read' } },
      async (request) => {
        const today = dayOfClock(now())
        const [surround, everybody, tokens, units] = await Promise.all([
          frame(request),
          people.loadPeople(),
          people.loadTokens(),
          reads.loadUnits(monthOf(today)),
        ])
        const { q, role, unit, state } = request.query
        return peopleView({
          ...{ frame: surround, people: everybody, units, today },
          filter: {
            q: textSent(q).trim(),
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
