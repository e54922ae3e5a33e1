import { grainOf, periodInSentence } from '#domain/time/period.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { textSent, versionSent } from '../../kit/form-values.ts'
import type { Page, PageDeps, PageRequest } from '../../kit/page.ts'
import { emptyForm } from './form.ts'
import type { MissingForm } from './model.ts'
import { missingFiguresView } from './view.ts'

type Body = Partial<Record<'period' | 'of' | 'reason' | 'seen' | 'accepted' | 'withdraw', unknown>>

/** `/data-quality/missing?period=`: what is missing in a month or a week, team by team, and the reasons recorded for it. The
 * data team records here which figures will not come. */
export const missingFiguresPage: Page = {
  name: 'missing-figures',
  register(app, deps) {
    const { writes, frame, acknowledge } = deps
    app.get<{ Querystring: { period?: unknown } }>(
      '/data-quality/missing',
      { config: { permission: 'extracts.read' } },
      async (request, reply) => {
        const { period } = request.query
        // The data quality page lists the months with missing figures.
        if (period === undefined) return reply.redirect('/data-quality')
        return shown(deps, request, periodOf(deps, period), emptyForm)
      },
    )

    app.post<{ Body: Body | null | undefined }>(
      '/data-quality/missing',
      { config: { permission: 'returns.write' } },
      async (request, reply) => {
        const sent = request.body ?? {}
        const period = periodOf(deps, sent.period)
        const { today } = await frame(request)
        const isWithdrawal = sent.withdraw === 'yes'
        const of = textSent(sent.of)
        const [returnCode = '', unit = ''] = of.split(' ')
        const typed = { ...emptyForm, of, reason: textSent(sent.reason), isWithdrawal }
        if (unit === '') {
          reply.code(422)
          return shown(deps, request, period, {
            ...typed,
            fault: { field: 'of', text: 'Select which figures' },
          })
        }
        const { missing, said } = await deps.reads.loadMissingFigures(period, today)
        const known = [...missing, ...said.map((s) => ({ ...s, unit: { code: s.unit } }))]
        const version = known.find((g) => g.returnCode === returnCode && g.unit.code === unit)?.version ?? 0
        const result = await writes.recordAbsence({
          ...{ returnCode, period, unit, reason: sent.reason, isAbsent: !isWithdrawal },
          // A form that was chosen from a list carries no version, so it replaces the version that the list showed.
          seen: isWithdrawal ? versionSent(sent.seen) : version,
          accepted: sent.accepted === 'yes',
          by: deps.authorOf(request),
          today,
        })
        switch (result.is) {
          case 'faulty':
            reply.code(422)
            return shown(deps, request, period, { ...typed, fault: { field: 'reason', text: result.text } })
          case 'questioned':
            reply.code(422)
            return shown(deps, request, period, { ...typed, details: result.details })
          case 'stale':
            reply.code(409)
            return shown(deps, request, period, { ...typed, isStale: true })
          default: {
            const count = `${result.figures.length} ${wordFor(result.figures.length, 'figure')}`
            const when =
              grainOf(period) === 'weekly'
                ? `from ${periodInSentence(period)} on`
                : `for ${periodInSentence(period)}`
            acknowledge(request, {
              text: isWithdrawal
                ? `${count} ${when} are expected again.`
                : `It is noted that ${count} ${when} will not come.`,
            })
            return reply.redirect(`/data-quality/missing?period=${period}`, 303)
          }
        }
      },
    )
  },
}

async function shown(
  { reads, frame, may }: PageDeps,
  request: PageRequest,
  period: string,
  typed: Omit<MissingForm, 'csrfToken'>,
) {
  const surround = await frame(request)
  const figures = await reads.loadMissingFigures(period, surround.today)
  const csrfToken = may(request, 'returns.write') ? (surround.actor?.csrfToken ?? null) : null
  return missingFiguresView({
    frame: surround,
    figures,
    form: csrfToken === null ? null : { csrfToken, ...typed },
  })
}

function periodOf({ refuse }: PageDeps, asked: unknown): string {
  if (typeof asked === 'string' && ['monthly', 'weekly'].includes(grainOf(asked) ?? '')) return asked
  throw refuse('not_found', 'Name a month such as 2019-04, or a week such as 2019-W17, as ?period=2019-04.')
}
