import { isClosedOn, isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import { beginningOf } from '#domain/council/written-text.ts'
import { isSilentIn } from '#domain/scorecard/nothing-came.ts'
import { canTake, mayTake, type SignOffStep, signOffSteps } from '#domain/scorecard/sign-off.ts'
import { dayName, grainOf, periodName } from '#domain/time/period.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { UnitNews } from '#server/reads/unit-news.ts'
import { xlsxType } from '../../../exports/workbook.ts'
import type { Html } from '../../../html.ts'
import type { Page, PageFrame, PageRequest } from '../../kit/page.ts'
import { type Reading, readingNow, readingOf, readingSuffix, sameReading } from '../kit/reading.ts'
import { scorecardCsv } from './csv.ts'
import { missingMonthView } from './missing-month.ts'
import type { ScorecardView } from './model.ts'
import { plainQuestion, questionOf, type ScorecardQuestion } from './question.ts'
import type { SignOffForm } from './sign-off.ts'
import { scorecardView } from './view.ts'
import { scorecardXlsx } from './xlsx.ts'

/** What a scorecard's files are asked by: they hold every measure, in the meeting's order. */
const fileKeys = { asAt: 'once', tree: 'once' } as const

type Params = { unit: string; period: string }
type Query = Parameters<typeof questionOf>[0] & { asAt?: unknown; tree?: unknown; done?: unknown }

/** `/units/:unit/scorecards/:period`, also as `.csv`, `.xlsx` and `.json`; `latest` goes on to the latest month of the unit that has come in far enough.
 *  `?asAt=` reads what was known at a moment, `?tree=today` recasts a roll-up, `?dimension=`, `?status=` and `?variation=`
 *  show fewer measures, `?sort=` orders them, `?compare=` sets another month beside, `?print=all` opens everything. The sign-off of
 *  the month is sent to `/sign-off` beneath it. */
export const scorecardPage: Page = {
  name: 'scorecard',
  register(app, { reads, frame, today, visible, personOf, may, unchanged, refuse, commands }) {
    app.get<{ Params: Params; Querystring: Query }>(
      '/units/:unit/scorecards/:period',
      { config: { permission: 'scorecards.read' } },
      async (request, reply) => {
        const { unit, period } = request.params
        const reading = readingOf(request.query, refuse)
        if (period === 'latest') return reply.redirect(await latestAddress(unit, reading))
        const looked = await lookOf(request, unit, reading)
        if (await unchanged(request, reply)) return reply
        const scorecard = await foundScorecard(unit, period, reading)
        if (scorecard === null) {
          const absent = await absentOf(request, unit, period, reading)
          reply.code(404).header('cache-control', 'no-store').removeHeader('etag')
          return absent
        }
        return pageOf(request, scorecard, reading, {
          looked,
          step: stepOf(request.query.done),
          error: null,
        })
      },
    )

    for (const type of ['csv', 'xlsx', 'json'] as const) {
      app.get<{ Params: Params; Querystring: Query }>(
        `/units/:unit/scorecards/:period.${type}`,
        { config: { permission: 'scorecards.read', query: fileKeys } },
        async (request, reply) => {
          const { unit, period } = request.params
          const reading = readingOf(request.query, refuse)
          if (period === 'latest') return reply.redirect(await latestAddress(unit, reading, `.${type}`))
          if (await unchanged(request, reply)) return reply
          const scorecard = await scorecardOf(unit, period, reading)
          if (type === 'json') {
            const address = `/api/v1/scorecards/${encodeURIComponent(unit)}/${period}`
            return reply.redirect(sameReading(address, reading))
          }
          return reply
            .serializer((body) => body)
            .type(type === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
            .header(
              'content-disposition',
              `attachment; filename="${unit}-${period}${readingSuffix(reading)}.${type}"`,
            )
            .send(type === 'csv' ? scorecardCsv(scorecard) : await scorecardXlsx(scorecard))
        },
      )
    }

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
          const error = 'Say why the month is sent back'
          return pageOf(request, scorecard, readingNow, { looked: null, step: null, error })
        }
        const { name, roles } = surround.person ?? { name: '', roles: [] }
        await commands.recordSignOff({
          unit,
          period,
          step,
          by: { name, roles },
          note: said === '' ? null : beginningOf(said, longestNote),
          seen: typeof seen === 'string' ? seen : null,
          today: surround.today,
        })
        return reply.redirect(`/units/${encodeURIComponent(unit)}/scorecards/${period}?done=${step}`, 303)
      },
    )

    /** The address of the last month that is published, or was at the moment asked about. */
    async function latestAddress(unit: string, reading: Reading, ending = ''): Promise<string> {
      const { latest } = await reads.loadMonthsOf(unit, await today(), reading.moment)
      if (latest === null) throw refuse('not_found', await neverPublished(unit, reading))
      return sameReading(`/units/${encodeURIComponent(unit)}/scorecards/${latest}${ending}`, reading)
    }

    /** Why a unit has no month at all. */
    async function neverPublished(code: string, reading: Reading): Promise<string> {
      const [tree, months] = await Promise.all([
        today().then((day) => reads.loadUnits(day.slice(0, 7))),
        reads.loadPublishedMonths(reading.moment),
      ])
      const unit = tree.find((u) => u.code === code)
      const first = months[0]?.period
      return unit?.closed == null || first === undefined || unit.closed >= first
        ? nothingPublished(reading)
        : `${unit.name} closed on ${dayName(unit.closed)}, before the first month that is published.`
    }

    /** The page of a scorecard for whoever asks. */
    async function pageOf(
      request: PageRequest,
      scorecard: Scorecard,
      reading: Reading,
      { looked, step, error }: { looked: Date | null; step: SignOffStep | null; error: string | null },
    ): Promise<Html> {
      const { unit, period } = scorecard
      const [surround, { months, latest, newer }, tree, commentary] = await Promise.all([
        frame(request),
        today().then((day) => reads.loadMonthsOf(unit.code, day, reading.moment)),
        today().then((day) => reads.loadUnits(day.slice(0, 7))),
        may(request, 'commentary.read')
          ? reads.loadCommentary(unit.code, period, reading.moment)
          : Promise.resolve([]),
      ])
      const published = months.map((m) => m.period)
      const asked: ScorecardQuestion =
        error === null ? questionOf(request.query as Query, period, published) : plainQuestion
      const isSilent = isSilentIn(scorecard.silent, period)
      const [detail, [lastKnown], news] = await Promise.all([
        reads.loadScorecardDetail(scorecard, asked.compare),
        isSilent ? reads.loadCurrentMatters([scorecard], await today(), reading.moment) : [],
        newsOf(unit.code, looked, surround),
      ])
      const open = visible(request, tree)
      const isNow = reading.asAt === null && reading.tree === 'then'
      return scorecardView({
        frame: surround,
        scorecard,
        detail,
        isSilent,
        lastKnown: lastKnown ?? null,
        commentary,
        news,
        visible: new Set(open.map((u) => u.code)),
        silentTeams: await silentBeneath(scorecard, open, { latest, reading }),
        reading,
        asked,
        months: published,
        latest,
        newer,
        may: {
          comment: isNow && may(request, 'commentary.write'),
          decide: isNow && may(request, 'decisions.write') && !isClosedOn(unit, await today()),
          extracts: may(request, 'extracts.read'),
        },
        form:
          reading.asAt === null && may(request, 'scorecards.sign_off')
            ? await formOf(scorecard, surround, error)
            : null,
        done: scorecard.signOff?.steps.at(-1)?.step === step ? step : null,
      })
    }

    /** The teams of a service of which nothing has come, on its latest scorecard and on those of the months that they lack. */
    async function silentBeneath(
      { unit, period, toldOn }: Scorecard,
      open: readonly Unit[],
      { latest, reading }: { latest: string | null; reading: Reading },
    ): Promise<ScorecardView['silentTeams']> {
      if (unit.kind !== 'service') return []
      const teams = open.filter((u) => u.parent === unit.code && isOpenIn(u, period))
      const months = await reads.loadUnitMonths(
        teams.map((u) => u.code),
        toldOn,
        reading.moment,
      )
      return teams.flatMap((team) => {
        const silent = months.get(team.code)?.silent ?? []
        const isTold = period === latest || isSilentIn(silent, period)
        return isTold && silent.length > 0 ? [{ unit: team, silent }] : []
      })
    }

    /** Notes that a person looks at the unit's present, and gives when they looked before this sitting. */
    async function lookOf(request: PageRequest, unit: string, reading: Reading): Promise<Date | null> {
      if (reading.asAt !== null || reading.tree === 'today') return null
      const person = personOf(request)
      return person?.via === 'session'
        ? commands.recordLook({ person: person.name, place: `units/${unit}` })
        : null
    }

    async function newsOf(
      unit: string,
      looked: Date | null,
      { person }: PageFrame,
    ): Promise<UnitNews | null> {
      return looked === null || person === null ? null : reads.loadUnitNews(unit, looked, person.name)
    }

    async function foundScorecard(
      unit: string,
      period: string,
      { moment, tree }: Reading,
    ): Promise<Scorecard | null> {
      return grainOf(period) === 'monthly'
        ? reads.loadScorecard(unit, period, await today(), moment, tree)
        : null
    }

    async function scorecardOf(unit: string, period: string, reading: Reading): Promise<Scorecard> {
      return (await foundScorecard(unit, period, reading)) ?? refuseMonth(unit, period, reading)
    }

    async function refuseMonth(unit: string, period: string, { moment }: Reading): Promise<never> {
      const months = await reads.loadPublishedMonths(moment)
      const [first, last] = [months[0]?.period, months.at(-1)?.period]
      const published =
        first === undefined || last === undefined
          ? nothingPublished({ moment })
          : `Scorecards ${moment === undefined ? 'are' : 'were then'} published for ${periodName(first)} to ${periodName(last)}, for units open in the month.`
      throw refuse('not_found', `There is no scorecard for ${unit} in ${period}. ${published}`)
    }

    /** In place of a month without a scorecard; what is no month is refused. */
    async function absentOf(
      request: PageRequest,
      code: string,
      period: string,
      reading: Reading,
    ): Promise<Html> {
      const day = await today()
      const [months, tree, surround] = await Promise.all([
        reads.loadPublishedMonths(reading.moment),
        reads.loadUnits(day.slice(0, 7)),
        frame(request),
      ])
      const unit = tree.find((u) => u.code === code)
      if (unit === undefined || grainOf(period) !== 'monthly') return refuseMonth(code, period, reading)
      const open = visible(request, tree)
      return missingMonthView({
        frame: surround,
        unit,
        period,
        months: months.map((m) => m.period).filter((month) => isOpenIn(unit, month)),
        others: open.flatMap((other) => {
          if (unit.predecessors.includes(other.code)) return { unit: other, relation: 'before' as const }
          return other.predecessors.includes(code) ? { unit: other, relation: 'after' as const } : []
        }),
        reading,
      })
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
