import { signOffWords } from '#domain/scorecard/sign-off.ts'
import { periodName } from '#domain/time/period.ts'
import { nameInSentence } from '#domain/wording/source-line.ts'
import type { Page, PageRequest } from '../../kit/page.ts'
import { type Back, backOf, topOf } from '../kit/back.ts'
import { monthParameter } from '../kit/month-parameter.ts'
import type { CommentaryForm } from './model.ts'
import { commentaryView } from './view.ts'

type Params = { unit: string; kpi: string }
type Query = { period?: unknown; from?: unknown }
type Body = { period?: unknown; from?: unknown; body?: unknown; seen?: unknown; accepted?: unknown }

/** `/units/:unit/kpis/:kpi/commentary?period=`: what is behind a figure of a month. `from` says which page to go back to
 *  (`scorecard`, `kpi`, `promises`, `unit`, `home`); without it, the one that led here. */
export const commentaryPage: Page = {
  name: 'commentary',
  register(app, { reads, frame, today, refuse, acknowledge, commands }) {
    app.get<{ Params: Params; Querystring: Query }>(
      '/units/:unit/kpis/:kpi/commentary',
      { config: { permission: 'commentary.write' } },
      async (request) => {
        const { unit, kpi } = request.params
        const period = await monthParameter(request.query.period, unit, { reads, refuse, today })
        const back = backOf(request, placeOf(unit, kpi, period), request.query.from)
        return shown(request, { unit, kpi, period, back })
      },
    )

    app.post<{ Params: Params; Body: Body | null | undefined }>(
      '/units/:unit/kpis/:kpi/commentary',
      { config: { permission: 'commentary.write' } },
      async (request, reply) => {
        const { unit } = request.params
        const kpi = request.params.kpi.toUpperCase()
        const sent = request.body ?? {}
        const period = await monthParameter(sent.period, unit, { reads, refuse, today })
        const back = backOf(request, placeOf(unit, kpi, period), sent.from)
        const { person, today: day } = await frame(request)
        const result = await commands.meetings.recordCommentary({
          unit,
          kpi,
          period,
          body: sent.body,
          seen: countOf(sent.seen),
          accepted: sent.accepted === 'yes',
          by: { name: person?.name ?? '', roles: person?.roles ?? [] },
          today: day,
        })
        if (result.is === 'saved') {
          const name = (await reads.loadKpis(period)).find((k) => k.code === kpi)?.name ?? kpi
          const row =
            back.from === 'scorecard' || back.from === 'kpi' ? back.href.slice(topOf(back).length) : ''
          acknowledge(request, {
            text: `What you said of ${nameInSentence(name)}, ${periodName(period)}, is saved.`,
            ...(row === '' ? {} : { link: { text: 'Go to it', href: row } }),
          })
          return reply.redirect(topOf(back), 303)
        }
        reply.code(result.is === 'stale' ? 409 : 422)
        return shown(request, {
          unit,
          kpi,
          period,
          back,
          typed: {
            body: typeof sent.body === 'string' ? sent.body : '',
            // Saved again, it is over what stands now: it has been shown.
            seen: result.is === 'stale' ? (result.current?.version ?? 0) : countOf(sent.seen),
            fault: result.is === 'faulty' ? (result.faults[0]?.text ?? null) : null,
            details: result.is === 'questioned' ? result.details : [],
            stale: result.is === 'stale',
          },
        })
      },
    )

    async function shown(
      request: PageRequest,
      asked: {
        unit: string
        kpi: string
        period: string
        back: Back
        typed?: Omit<CommentaryForm, 'csrfToken'>
      },
    ) {
      const { unit, period, back, typed } = asked
      const kpi = asked.kpi.toUpperCase()
      const [surround, scorecard, all, versions] = await Promise.all([
        frame(request),
        reads.loadScorecard(unit, period, await today()),
        reads.loadCommentaryOf(unit, kpi, period),
        reads.loadCommentaryVersions(unit, kpi, period),
      ])
      const line = scorecard?.lines.find((l) => l.kpi.code === kpi)
      if (scorecard === null || line === undefined)
        throw refuse('not_found', `There is no row for ${kpi} on a scorecard of ${unit} for ${period}.`)
      const csrfToken = surround.actor?.csrfToken ?? ''
      const standing = all.find((c) => c.period === period) ?? null
      const isSignedOff = (scorecard.signOff?.shownAt ?? null) !== null
      return commentaryView({
        frame: surround,
        unit: scorecard.unit,
        line,
        period,
        signedOff: isSignedOff && scorecard.signOff !== null ? signOffWords(scorecard.signOff) : null,
        standing,
        versions,
        before: all.filter((c) => c.period < period).slice(0, 3),
        back,
        form: {
          csrfToken,
          ...(typed ?? {
            body: isSignedOff ? '' : (standing?.body ?? ''),
            seen: standing?.version ?? 0,
            fault: null,
            details: [],
            stale: false,
          }),
        },
      })
    }
  },
}

function countOf(text: unknown): number {
  return typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : 0
}

function placeOf(unit: string, kpi: string, period: string) {
  const code = kpi.toUpperCase()
  return { unit, kpi: code, period, on: { scorecard: `kpi-${code}`, kpi: 'behind' } }
}
