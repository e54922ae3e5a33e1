import { answeringRole } from '#domain/meetings/answering.ts'
import type { Page, PageRequest } from '../../kit/page.ts'
import type { OutcomeForm } from './model.ts'
import { decisionView, isDecisionState } from './view.ts'

type Params = { unit: string; id: string }
type Body = { state?: unknown; words?: unknown; seen?: unknown; accepted?: unknown }

/** `/units/:unit/decisions/:id`: one promise, and for those who answer for the unit whether it was kept. */
export const decisionPage: Page = {
  name: 'decision',
  register(app, { reads, frame, today, may, refuse, acknowledge, commands }) {
    app.get<{ Params: Params }>(
      '/units/:unit/decisions/:id',
      { config: { permission: 'scorecards.read' } },
      async (request) => shown(request, request.params, null),
    )

    app.post<{ Params: Params; Body: Body | null | undefined }>(
      '/units/:unit/decisions/:id',
      { config: { permission: 'decisions.write' } },
      async (request, reply) => {
        const { unit, id } = request.params
        const sent = request.body ?? {}
        const { person, today: day } = await frame(request)
        const seen = typeof sent.seen === 'string' && /^\d{1,6}$/.test(sent.seen) ? Number(sent.seen) : 0
        const result = await commands.meetings.recordOutcome({
          unit,
          id: numberOf(id),
          state: isDecisionState(sent.state) ? sent.state : '',
          words: sent.words,
          seen,
          accepted: sent.accepted === 'yes',
          by: { name: person?.name ?? '', roles: person?.roles ?? [] },
          today: day,
        })
        if (result.is === 'saved') {
          acknowledge(request, { text: 'What came of it is saved.' })
          return reply.redirect(`/units/${encodeURIComponent(unit)}/decisions/${id}`, 303)
        }
        reply.code(result.is === 'stale' ? 409 : 422)
        return shown(request, request.params, {
          state: isDecisionState(sent.state) ? sent.state : '',
          words: typeof sent.words === 'string' ? sent.words : '',
          seen: result.is === 'stale' ? result.current.version : seen,
          faults: result.is === 'faulty' ? result.faults : [],
          details: result.is === 'questioned' ? result.details : [],
          stale: result.is === 'stale',
        })
      },
    )

    async function shown(
      request: PageRequest,
      { unit: code, id }: Params,
      typed: Omit<OutcomeForm, 'csrfToken'> | null,
    ) {
      const day = await today()
      const [surround, units, kpis, decisions] = await Promise.all([
        frame(request),
        reads.loadUnits(day.slice(0, 7)),
        reads.loadKpis(day.slice(0, 7)),
        reads.loadDecisions(day, code),
      ])
      const unit = units.find((u) => u.code === code)
      const decision = decisions.find((d) => d.id === numberOf(id))
      if (unit === undefined || decision === undefined)
        throw refuse('not_found', `${code} has no promise of this number.`)
      const { actor, person } = surround
      const answers = person !== null && answeringRole(person.roles, unit, units) !== null
      const csrfToken = answers && may(request, 'decisions.write') ? (actor?.csrfToken ?? null) : null
      const action = decision.action === null ? null : await reads.loadPlanAction(decision.action, day)
      return decisionView({
        frame: surround,
        unit,
        decision,
        outcomes: await reads.loadDecisionOutcomes(decision.id),
        kpiName: kpis.find((k) => k.code === decision.kpi)?.name ?? null,
        actionSummary: action?.summary ?? null,
        form:
          csrfToken === null
            ? null
            : {
                csrfToken,
                ...(typed ?? {
                  state: '',
                  words: '',
                  seen: decision.version,
                  faults: [],
                  details: [],
                  stale: false,
                }),
              },
      })
    }

    function numberOf(id: string): number {
      if (!/^\d{1,15}$/.test(id)) throw refuse('not_found', 'There is no promise of this number.')
      return Number(id)
    }
  },
}
