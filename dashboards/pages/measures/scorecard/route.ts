import { beginningOf } from '#domain/council/written-text.ts'
import { xlsxType } from '#domain/extracts/spreadsheet-text.ts'
import { type SignOffStep, signOffSteps } from '#domain/scorecard/sign-off.ts'
import type { Look } from '#server/record/looks.ts'
import { scorecardAddress } from '../../../addresses.ts'
import { textSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { type Reading, readingNow, readingOf, readingSuffix, sameReading } from '../kit/reading.ts'
import { scorecardCsv } from './csv.ts'
import { loadMissingMonth } from './load-missing-month.ts'
import { loadView } from './load-view.ts'
import { missingMonthView } from './missing-month.ts'
import type { ScorecardQuery } from './question.ts'
import { loadFoundScorecard, loadLatestAddress, loadSubject, type ScorecardPlace } from './subject.ts'
import { scorecardView } from './view.ts'
import { scorecardXlsx } from './xlsx.ts'

/** The query keys of a scorecard's files, which contain every measure in the meeting's order. */
const fileKeys = { asAt: 'once', tree: 'once' } as const
const fileTypes = ['csv', 'xlsx', 'json'] as const
const longestNote = 1000

type Asked = {
  Params: ScorecardPlace
  Querystring: ScorecardQuery & { asAt?: unknown; tree?: unknown; done?: unknown }
}
type Sent = {
  Params: ScorecardPlace
  Body: { step?: unknown; note?: unknown; seen?: unknown } | null | undefined
}
type Asking = PageRequest & { params: Asked['Params']; query: Asked['Querystring'] }
type Sending = PageRequest & { params: Sent['Params']; body: Sent['Body'] }

/** `/units/:unit/scorecards/:period`, also as `.csv`, `.xlsx` and `.json`; `latest` redirects to the unit's latest month of
 * which enough has arrived. `?asAt=` reads what was known at a moment, `?tree=today` recasts a roll-up, `?dimension=`,
 * `?status=` and `?variation=` show fewer measures, `?sort=` orders them, `?compare=` shows another month beside, `?print=all`
 * opens everything. The sign-off of the month is sent to `/sign-off` beneath it. */
export const scorecardPage: Page = {
  name: 'scorecard',
  register(app, deps) {
    const address = '/units/:unit/scorecards/:period'
    const read = { permission: 'scorecards.read' } as const
    app.get<Asked>(address, { config: read }, (request, reply) => showScorecard(request, reply, deps))
    for (const type of fileTypes)
      app.get<Asked>(`${address}.${type}`, { config: { ...read, query: fileKeys } }, (request, reply) =>
        sendFile(request, reply, deps, type),
      )
    app.post<Sent>(
      `${address}/sign-off`,
      { config: { permission: 'scorecards.sign_off' } },
      (request, reply) => recordStep(request, reply, deps),
    )
  },
}

async function showScorecard(request: Asking, reply: PageReply, deps: PageDeps) {
  const { unit, period } = request.params
  const reading = readingOf(request.query, deps.refuse)
  if (period === 'latest') return reply.redirect(await loadLatestAddress(deps, unit, reading))
  const looked = await noteLook(request, deps, unit, reading)
  if (await deps.unchanged(request, reply)) return reply
  const scorecard = await loadFoundScorecard(deps, { unit, period }, reading)
  if (scorecard === null) {
    const missing = await loadMissingMonth(request, deps, { unit, period }, reading)
    reply.code(404).header('cache-control', 'no-store').removeHeader('etag')
    return missingMonthView(missing)
  }
  const step = stepOf(request.query.done)
  return scorecardView(
    await loadView(request, deps, { scorecard, reading, query: request.query, looked, step, error: null }),
  )
}

async function sendFile(request: Asking, reply: PageReply, deps: PageDeps, type: (typeof fileTypes)[number]) {
  const { unit, period } = request.params
  const reading = readingOf(request.query, deps.refuse)
  if (period === 'latest') return reply.redirect(await loadLatestAddress(deps, unit, reading, `.${type}`))
  if (await deps.unchanged(request, reply)) return reply
  const scorecard = await loadSubject(deps, { unit, period }, reading)
  if (type === 'json')
    return reply.redirect(sameReading(`/api/v1/scorecards/${encodeURIComponent(unit)}/${period}`, reading))
  const name = `${unit}-${period}${readingSuffix(reading)}.${type}`
  return reply
    .serializer((body) => body)
    .type(type === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(type === 'csv' ? scorecardCsv(scorecard) : scorecardXlsx(scorecard))
}

/** Takes a step of the sign-off: a month is submitted, agreed, or sent back with the reason. */
async function recordStep(request: Sending, reply: PageReply, deps: PageDeps) {
  const { unit, period } = request.params
  const { note, seen } = request.body ?? {}
  const step = stepOf(request.body?.step)
  if (step === null) throw deps.refuse('bad_request', 'A month is submitted, agreed or sent back.')
  const { today } = await deps.frame(request)
  const scorecard = await loadSubject(deps, { unit, period }, readingNow)
  const said = textSent(note).trim()
  if (step === 'reopened' && said === '') {
    reply.code(422)
    const error = 'Say why the month is sent back'
    const asked = { scorecard, reading: readingNow, query: null, looked: null, step: null, error }
    return scorecardView(await loadView(request, deps, asked))
  }
  await deps.writes.recordSignOff({
    unit,
    period,
    step,
    by: deps.authorOf(request),
    note: said === '' ? null : beginningOf(said, longestNote),
    seen: typeof seen === 'string' ? seen : null,
    today,
  })
  return reply.redirect(`${scorecardAddress(unit, period)}?done=${step}`, 303)
}

/** Records that a person looks at the unit's present, and returns when they looked before this sitting. */
async function noteLook(
  request: PageRequest,
  { personOf, writes }: PageDeps,
  unit: string,
  reading: Reading,
): Promise<Look | null> {
  if (reading.asAt !== null || reading.tree === 'today') return null
  const person = personOf(request)
  return person?.via === 'session' ? writes.recordPageView({ person, place: `units/${unit}` }) : null
}

function stepOf(text: unknown): SignOffStep | null {
  return signOffSteps.find((step) => step === text) ?? null
}
