import { type CommentaryParts, commentaryText } from '#domain/meetings/commentary-parts.ts'
import { periodName } from '#domain/time/period.ts'
import { nameInSentence } from '#domain/wording/source-line.ts'
import { decisionAddress } from '../../../addresses.ts'
import { textSent, versionSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { releaseSent } from '../../kit/release-sent.ts'
import { backLinkOf, topOf } from '../kit/back-link.ts'
import { monthParameter } from '../kit/month-parameter.ts'
import { type CommentaryPlace, loadView } from './load-view.ts'
import { commentaryView } from './view.ts'

type Params = { unit: string; kpi: string }
type Query = { period?: unknown; from?: unknown }
type Body = {
  period?: unknown
  from?: unknown
  body?: unknown
  control?: unknown
  next?: unknown
  when?: unknown
  after?: unknown
  seen?: unknown
  accepted?: unknown
  release?: unknown
  advised?: unknown
}
type Asking = PageRequest & { params: Params }
type Sending = Asking & { body: Body | null | undefined }

/** `/units/:unit/kpis/:kpi/commentary?period=`: commentary on a figure of a month. `from` names the page to return to
 * (`scorecard`, `kpi`, `decisions`, `unit`, `home`); without it, the writer returns to the page with the link they followed. */
export const commentaryPage: Page = {
  name: 'commentary',
  register(app, deps) {
    const address = '/units/:unit/kpis/:kpi/commentary'
    const config = { permission: 'commentary.write' } as const
    app.get<{ Params: Params; Querystring: Query }>(address, { config }, async (request) =>
      commentaryView(await loadView(request, deps, await loadPlace(request, deps, request.query))),
    )
    app.post<{ Params: Params; Body: Body | null | undefined }>(address, { config }, (request, reply) =>
      recordCommentary(request, reply, deps),
    )
  },
}

async function recordCommentary(request: Sending, reply: PageReply, deps: PageDeps) {
  const sent = request.body ?? {}
  const place = await loadPlace(request, deps, sent)
  const { unit, kpi, period } = place
  const { today } = await deps.frame(request)
  const parts = partsSent(sent)
  // What happened is asked of everybody; the other answers say nothing without it.
  const body = parts.happened.trim() === '' ? '' : commentaryText(parts)
  const { asks, ...release } = releaseSent(sent, body)
  const typed = { parts, seen: versionSent(sent.seen), release }
  if (asks) {
    reply.code(422)
    const fresh = { fault: null, details: [], stale: false }
    return commentaryView(await loadView(request, deps, place, { ...typed, ...fresh }))
  }
  const result = await deps.writes.meetings.recordCommentary({
    unit,
    kpi,
    period,
    body,
    seen: versionSent(sent.seen),
    accepted: sent.accepted === 'yes',
    release: release.isTicked,
    by: deps.authorOf(request),
    today,
  })
  if (result.is === 'saved') {
    await acknowledgeSaved(request, deps, place)
    return reply.redirect(sent.after === 'agree' ? agreeAddress(place) : topOf(place.back), 303)
  }
  reply.code(result.is === 'stale' ? 409 : 422)
  return commentaryView(
    await loadView(request, deps, place, {
      ...typed,
      // The page now shows the current version, so saving again replaces that one.
      seen: result.is === 'stale' ? (result.current?.version ?? 0) : typed.seen,
      fault: result.is === 'faulty' ? (result.faults[0]?.text ?? null) : null,
      details: result.is === 'questioned' ? result.details : [],
      stale: result.is === 'stale',
    }),
  )
}

/** The answers as they were sent, exactly as typed. */
function partsSent({ body, control, next, when }: Body): CommentaryParts {
  return {
    happened: textSent(body),
    control: textSent(control),
    next: textSent(next),
    when: textSent(when),
  }
}

/** The form for an action agreed about this measure. Its writer then returns to where they came from. */
function agreeAddress({ unit, kpi, period, back }: CommentaryPlace): string {
  return `${decisionAddress(unit, 'new')}?period=${period}&kpi=${encodeURIComponent(kpi)}&from=${back.from}`
}

/** Shows on the writer's next page what was saved, with a link to its row if that page has one. */
async function acknowledgeSaved(
  request: PageRequest,
  { reads, acknowledge }: PageDeps,
  { kpi, period, back }: CommentaryPlace,
): Promise<void> {
  const name = (await reads.loadKpis(period)).find((k) => k.code === kpi)?.name ?? kpi
  const row = back.from === 'scorecard' || back.from === 'kpi' ? back.href.slice(topOf(back).length) : ''
  acknowledge(request, {
    text: `What you said of ${nameInSentence(name)}, ${periodName(period)}, is saved.`,
    ...(row === '' ? {} : { link: { text: 'Go to it', href: row } }),
  })
}

/** What the commentary is about, from the address and what was sent with it. */
async function loadPlace(
  request: Asking,
  deps: PageDeps,
  sent: { period?: unknown; from?: unknown },
): Promise<CommentaryPlace> {
  const { unit } = request.params
  const kpi = request.params.kpi.toUpperCase()
  const period = await monthParameter(sent.period, unit, deps)
  const on = { scorecard: `kpi-${kpi}`, kpi: 'behind' }
  return { unit, kpi, period, back: backLinkOf(request, { unit, kpi, period, on }, sent.from) }
}
