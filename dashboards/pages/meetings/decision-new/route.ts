import { closedToActionsWords } from '#domain/meetings/succession.ts'
import { isDay } from '#domain/time/period.ts'
import { firstLine } from '#domain/wording/first-line.ts'
import type { Page, PageRequest } from '../../kit/page.ts'
import { backOf, topOf } from '../kit/back.ts'
import { monthParameter } from '../kit/month-parameter.ts'
import type { DecisionFields, DecisionNewView } from './model.ts'
import { decisionNewView } from './view.ts'

type Params = { unit: string }
type Query = { period?: unknown; kpi?: unknown; from?: unknown }
type Body = Record<string, unknown>
type Asked = Pick<DecisionNewView, 'period' | 'about' | 'back' | 'fields'> & { unit: string }

/** How much of a promise its confirmation repeats. */
const TOLD = 90

/** `/units/:unit/decisions/new?period=&kpi=`: what was promised at the meeting about a month. `from` says which page to go
 *  back to (`scorecard`, `kpi`, `promises`, `unit`, `home`); without it, the one that led here. */
export const decisionNewPage: Page = {
  name: 'decision-new',
  register(app, { reads, frame, today, refuse, acknowledge, commands }) {
    app.get<{ Params: Params; Querystring: Query }>(
      '/units/:unit/decisions/new',
      { config: { permission: 'decisions.write' } },
      async (request) => {
        const { unit } = request.params
        const kpi = textOf(request.query.kpi).toUpperCase()
        const period = await monthParameter(request.query.period, unit, { reads, refuse, today })
        const back = backOf(request, placeOf(unit, kpi, period), request.query.from)
        return shown(request, { unit, period, about: kpi, back, fields: { ...noFields, kpi } })
      },
    )

    app.post<{ Params: Params; Body: Body | null | undefined }>(
      '/units/:unit/decisions/new',
      { config: { permission: 'decisions.write' } },
      async (request, reply) => {
        const { unit } = request.params
        const sent = request.body ?? {}
        const period = await monthParameter(sent.period, unit, { reads, refuse, today })
        const fields: DecisionFields = {
          body: textOf(sent.body),
          owner: textOf(sent.owner),
          day: textOf(sent['due-day']),
          month: textOf(sent['due-month']),
          year: textOf(sent['due-year']),
          kpi: textOf(sent.kpi),
          action: textOf(sent.action),
        }
        const { person, today: day } = await frame(request)
        const result = await commands.meetings.recordDecision({
          unit,
          period,
          kpi: fields.kpi === '' ? null : fields.kpi,
          action: fields.action === '' ? null : fields.action,
          body: sent.body,
          owner: sent.owner,
          due: dueOf(fields),
          accepted: sent.accepted === 'yes',
          by: { name: person?.name ?? '', roles: person?.roles ?? [] },
          today: day,
        })
        const about = textOf(sent.about)
        const back = backOf(request, placeOf(unit, about, period), sent.from)
        if (result.is === 'saved') {
          const { id, body } = result.decision
          acknowledge(request, {
            text: `The promise is saved: ${firstLine(body, TOLD)}`,
            link: { text: 'See it', href: `/units/${encodeURIComponent(unit)}/decisions/${id}` },
          })
          return reply.redirect(topOf(back), 303)
        }
        reply.code(422)
        return shown(request, {
          unit,
          period,
          about,
          back,
          fields,
          ...(result.is === 'faulty' ? { faults: result.faults } : { details: result.details }),
        })
      },
    )

    async function shown(
      request: PageRequest,
      { unit, period, ...asked }: Asked & Partial<Pick<DecisionNewView, 'faults' | 'details'>>,
    ) {
      const day = await today()
      const [surround, scorecard, plan, units] = await Promise.all([
        frame(request),
        reads.loadScorecard(unit, period, day),
        reads.loadPlan(day),
        reads.loadUnits(day.slice(0, 7)),
      ])
      const now = units.find((u) => u.code === unit)
      if (scorecard === null) throw refuse('not_found', `There is no scorecard of ${unit} for ${period}.`)
      return decisionNewView({
        frame: surround,
        unit: scorecard.unit,
        period,
        kpis: scorecard.lines.map(({ kpi }) => kpi),
        closed: now === undefined ? null : closedToActionsWords(now, units, day),
        actions: plan.sections.flatMap(({ actions }) => actions),
        csrfToken: surround.actor?.csrfToken ?? '',
        faults: [],
        details: [],
        ...asked,
      })
    }
  },
}

function placeOf(unit: string, kpi: string, period: string) {
  const on = { scorecard: 'decisions', kpi: 'decisions' }
  return { unit, kpi: kpi === '' ? null : kpi, period, on }
}

const noFields: DecisionFields = { body: '', owner: '', day: '', month: '', year: '', kpi: '', action: '' }

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The day in three fields; null where all are empty, and a text that is no day where they make none. */
function dueOf({ day, month, year }: DecisionFields): string | null {
  const parts = [day, month, year].map((part) => part.trim())
  if (parts.every((part) => part === '')) return null
  const [d = '', m = '', y = ''] = parts
  const text = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isDay(text) ? text : 'no day'
}
