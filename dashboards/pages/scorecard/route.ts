import { periodName } from '#domain/period.ts'
import { canTake, mayTake, type SignOffStep, signOffSteps } from '#domain/sign-off.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { xlsxType } from '../../exports/workbook.ts'
import type { Page, PageFrame } from '../page.ts'
import { type Reading, readingNow, readingOf, readingSuffix, sameReading } from '../reading.ts'
import { scorecardCsv } from './csv.ts'
import type { SignOffForm } from './sign-off.ts'
import { scorecardView } from './view.ts'
import { scorecardXlsx } from './xlsx.ts'

type Params = { unit: string; period: string }
type Query = { asAt?: unknown; tree?: unknown; done?: unknown }

/** `/units/:unit/scorecards/:period`, also as `.csv`, `.xlsx` and `.json`; `latest` goes on to the last published month.
 *  `?asAt=` reads what was known at a moment, `?tree=today` recasts a roll-up. The sign-off of the month is sent to
 *  `/sign-off` beneath it. */
export const scorecardPage: Page = {
  name: 'scorecard',
  register(app, { reads, frame, today, visible, may, refuse, commands }) {
    app.get<{ Params: Params; Querystring: Query }>(
      '/units/:unit/scorecards/:period',
      { config: { permission: 'scorecards.read' } },
      async (request, reply) => {
        const { unit } = request.params
        const [period = '', extension] = request.params.period.split('.', 2)
        const reading = readingOf(request.query, refuse)
        const base = `/units/${encodeURIComponent(unit)}/scorecards`
        if (period === 'latest') {
          const latest = (await reads.loadPublishedMonths(reading.moment)).at(-1)
          if (latest === undefined) throw refuse('not_found', nothingPublished(reading))
          const address = `${base}/${latest.period}${extension === undefined ? '' : `.${extension}`}`
          return reply.redirect(sameReading(address, reading))
        }
        const scorecard = await scorecardOf(unit, period, reading)
        if (extension === 'json') {
          const address = `/api/v1/scorecards/${encodeURIComponent(unit)}/${period}`
          return reply.redirect(sameReading(address, reading))
        }
        const file = `attachment; filename="${unit}-${period}${readingSuffix(reading)}.${extension}"`
        if (extension === 'csv') {
          reply.type('text/csv; charset=utf-8').header('content-disposition', file)
          return scorecardCsv(scorecard)
        }
        if (extension === 'xlsx') {
          return reply
            .serializer((body) => body)
            .type(xlsxType)
            .header('content-disposition', file)
            .send(await scorecardXlsx(scorecard))
        }
        const surround = await frame(request)
        const open = new Set(visible(request, scorecard.ancestors).map((u) => u.code))
        return scorecardView({
          frame: surround,
          scorecard,
          visible: open,
          reading,
          form:
            reading.asAt === null && may(request, 'scorecards.sign_off')
              ? await formOf(scorecard, surround, null)
              : null,
          done:
            scorecard.signOff?.steps.at(-1)?.step === request.query.done ? stepOf(request.query.done) : null,
        })
      },
    )

    app.post<{ Params: Params; Body: { step?: unknown; note?: unknown; seen?: unknown } | null | undefined }>(
      '/units/:unit/scorecards/:period/sign-off',
      { config: { permission: 'scorecards.sign_off' } },
      async (request, reply) => {
        const { unit, period } = request.params
        const { note, seen } = request.body ?? {}
        const step = stepOf(request.body?.step)
        if (step === null) throw refuse('bad_request', 'A month is submitted, agreed or sent back.')
        const surround = await frame(request)
        const scorecard = await scorecardOf(unit, period, readingNow)
        const said = typeof note === 'string' ? note.trim() : ''
        if (step === 'reopened' && said === '') {
          reply.code(422)
          return scorecardView({
            frame: surround,
            scorecard,
            visible: new Set(visible(request, scorecard.ancestors).map((u) => u.code)),
            reading: readingNow,
            form: await formOf(scorecard, surround, 'Say why the month is sent back'),
            done: null,
          })
        }
        const { name, roles } = surround.person ?? { name: '', roles: [] }
        await commands.recordSignOff({
          unit,
          period,
          step,
          by: { name, roles },
          note: said === '' ? null : said.slice(0, longestNote),
          seen: typeof seen === 'string' ? seen : null,
          today: surround.today,
        })
        return reply.redirect(`/units/${encodeURIComponent(unit)}/scorecards/${period}?done=${step}`, 303)
      },
    )

    async function scorecardOf(unit: string, period: string, { moment, tree }: Reading): Promise<Scorecard> {
      const scorecard = /^\d{4}-\d{2}$/.test(period)
        ? await reads.loadScorecard(unit, period, await today(), moment, tree)
        : null
      if (scorecard !== null) return scorecard
      const months = await reads.loadPublishedMonths(moment)
      const published =
        months.length === 0
          ? nothingPublished({ moment })
          : `Scorecards ${moment === undefined ? 'are' : 'were then'} published for ${periodName(months[0]?.period ?? '')} to ${periodName(months.at(-1)?.period ?? '')}, for units open in the month.`
      throw refuse('not_found', `There is no scorecard for ${unit} in ${period}. ${published}`)
    }

    /** What the reader may do about the sign-off, or null where that is nothing. */
    async function formOf(
      scorecard: Scorecard,
      { actor, person, today: day }: PageFrame,
      error: string | null,
    ): Promise<SignOffForm | null> {
      const { signOff, unit } = scorecard
      const csrfToken = actor?.csrfToken ?? null
      if (signOff === null || person === null || csrfToken === null) return null
      const units = await reads.loadUnits(day.slice(0, 7))
      const steps = signOffSteps.filter(
        (step) => canTake(step, signOff.state) && mayTake(step, person.roles, unit, units),
      )
      return steps.length === 0 ? null : { steps, csrfToken, error }
    }
  },
}

const longestNote = 1000

function stepOf(text: unknown): SignOffStep | null {
  return signOffSteps.find((step) => step === text) ?? null
}

function nothingPublished({ moment }: Pick<Reading, 'moment'>): string {
  return moment === undefined
    ? 'No month has been published yet. The data team publishes the first extract.'
    : 'No month had been published by then.'
}
