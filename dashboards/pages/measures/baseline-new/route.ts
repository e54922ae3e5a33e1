import { grainOf, periodInSentence } from '#domain/time/period.ts'
import { nameInSentence } from '#domain/wording/source-line.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { baselineAddress, measureAddress } from '../../../addresses.ts'
import { textSent, versionSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageReply, PageRequest } from '../../kit/page.ts'
import { releaseSent } from '../../kit/release-sent.ts'
import { loadView } from './load-view.ts'
import type { BaselineFields } from './model.ts'
import { baselineNewView } from './view.ts'

type Params = { unit: string; kpi: string }
type Query = { from?: unknown; grain?: unknown }
type Body = Record<string, unknown> | null | undefined
type Sending = PageRequest & { params: Params; body: Body }

/** `/units/:unit/kpis/:kpi/baselines/new?from=2018-09`: the form with which a person sets a new baseline. Without a period it
 * chooses the one that the service suggests; `grain=weekly` is for the weekly series. */
export const baselineNewPage: Page = {
  name: 'baseline-new',
  register(app, deps) {
    const address = '/units/:unit/kpis/:kpi/baselines/new'
    const config = { permission: 'baselines.write' } as const
    app.get<{ Params: Params; Querystring: Query }>(address, { config }, async (request) => {
      const from = textSent(request.query.from)
      return baselineNewView(
        await loadView(request, deps, {
          ...placeOf(request.params, from, request.query.grain),
          fields: grainOf(from) === null ? {} : { from },
        }),
      )
    })
    app.post<{ Params: Params; Body: Body }>(address, { config }, (request, reply) =>
      recordBaseline(request, reply, deps),
    )
  },
}

async function recordBaseline(request: Sending, reply: PageReply, deps: PageDeps) {
  const sent = request.body ?? {}
  const fields = fieldsSent(sent)
  const place = placeOf(request.params, fields.from, sent.grain)
  const seen = versionSent(sent.seen)
  const cause = causeOf(fields.cause)
  const wrong = [
    ...(grainOf(fields.from) === null ? [{ field: 'from', text: 'Select when the new level begins' }] : []),
    ...(cause === 'unknown' ? [{ field: 'cause', text: 'Select an action or an event from the list' }] : []),
  ]
  if (wrong.length > 0 || cause === 'unknown') {
    reply.code(422)
    return baselineNewView(await loadView(request, deps, { ...place, fields, seen, faults: wrong }))
  }
  const { asks, ...release } = releaseSent(sent, fields.reason)
  if (asks) {
    reply.code(422)
    return baselineNewView(await loadView(request, deps, { ...place, fields, seen, release }))
  }
  const { today } = await deps.frame(request)
  const result = await deps.writes.recordBaseline({
    ...{ unit: place.unit, kpi: place.kpi, from: fields.from, reason: sent.reason, cause, seen },
    ...{ accepted: sent.accepted === 'yes', release: release.isTicked, isTrial: false, today },
    by: deps.authorOf(request),
  })
  if ('receipt' in result) {
    const { baseline, figures } = result.receipt
    const name =
      (await deps.reads.loadKpis(today.slice(0, -3))).find((k) => k.code === place.kpi)?.name ?? place.kpi
    const judged = wordFor(figures, 'One figure is', `${figures} figures are`)
    const begins = `A new baseline of ${nameInSentence(name)} begins in ${periodInSentence(fields.from)}.`
    deps.acknowledge(request, {
      text: `${begins} ${judged} judged anew; no value has changed.`,
      link: { text: 'See or withdraw it', href: baselineAddress(place.unit, place.kpi, baseline.id) },
    })
    return reply.redirect(measureAddress(place.unit, place.kpi), 303)
  }
  reply.code(result.is === 'stale' || result.is === 'taken' ? 409 : 422)
  return baselineNewView(
    await loadView(request, deps, {
      ...{ ...place, fields, release },
      // The page now shows the present baselines, so saving again is based on them.
      seen: result.is === 'stale' ? result.version : seen,
      faults:
        result.is === 'faulty'
          ? result.faults
          : result.is === 'taken'
            ? [{ field: 'from', text: result.text }]
            : [],
      details: result.is === 'questioned' ? result.details : [],
      stale: result.is === 'stale',
    }),
  )
}

function fieldsSent(sent: Readonly<Record<string, unknown>>): BaselineFields {
  return { from: textSent(sent.from), reason: textSent(sent.reason), cause: textSent(sent.cause) }
}

function placeOf({ unit, kpi }: Params, from: string, grain: unknown) {
  const asked = (['monthly', 'weekly', 'quarterly'] as const).find((g) => g === grain)
  return { unit, kpi: kpi.toUpperCase(), grain: grainOf(from) ?? asked ?? 'monthly' } as const
}

/** The cause that the form sends: none, an action, an event, or what the form never offered. */
function causeOf(sent: string): { action: string } | { note: number } | null | 'unknown' {
  if (sent === '') return null
  const [, kind, name = ''] = /^(action|note) (\S{1,12})$/.exec(sent) ?? []
  if (kind === 'action') return { action: name }
  return kind === 'note' && /^\d+$/.test(name) ? { note: Number(name) } : 'unknown'
}
