import { isClosedOn, isOpenIn, teamsOf, type Unit } from '#domain/catalogue/unit.ts'
import { lastPromises } from '#domain/meetings/promises.ts'
import { handedTo, heirsOf } from '#domain/meetings/succession.ts'
import { isSilentIn } from '#domain/scorecard/nothing-came.ts'
import { periodName } from '#domain/time/period.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { UnitMonths } from '#server/record/latest-month.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { chartRoutes } from '../../kit/chart-routes.ts'
import type { Page, PageDeps, PageFrame, PageRequest } from '../../kit/page.ts'
import { clipped, isAsked, refuseData, refusedMonth } from '../../kit/refused.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import type { OverviewQuestion } from '../kit/overview-question.ts'
import { titledAudits, titledDemand, unitChartFile } from './charts.ts'
import { measureShown, measuresOf } from './measure.ts'
import type { SuccessionForm, UnitSuccession } from './succession.ts'
import { unitTable } from './table.ts'
import type { UnitCard } from './team-card.ts'
import { unitView } from './view.ts'

type Asked = { Params: { unit: string }; Querystring: { period?: unknown; kpi?: unknown } }
type Asking = PageRequest & { params: Asked['Params']; query: Asked['Querystring'] }
type SuccessionTyped = Omit<SuccessionForm, 'csrfToken' | 'heirs'>

/** How many of a team's months say how they stand. */
const monthsWithSignOff = 13

/** Of a reader without figures. */
const noMonths = { months: [], latest: null, newer: [], silent: [] }

/** `/units/:unit?period=2019-04&kpi=`, its matters also as `.csv`, `.xlsx` and `.json`: of a service each team's three matters and last promises; of a team what it is and does;
 *  of the council its services. A closed team's open business is handed to another by `/succession` beneath it. */
export const unitPage: Page = {
  name: 'unit',
  register(app, { reads, frame, today, visible, may, refuse, acknowledge, charts, commands }) {
    app.get<Asked>('/units/:unit', { config: { permission: 'units.read' } }, async (request) =>
      shown(request, null),
    )

    app.post<Asked & { Body: Record<string, unknown> | null | undefined }>(
      '/units/:unit/succession',
      { config: { permission: 'units.write' } },
      async (request, reply) => {
        const { unit } = request.params
        const { to, reason, version } = request.body ?? {}
        const { person, today: day } = await frame(request)
        const seen = typeof version === 'string' && /^\d{1,6}$/.test(version) ? Number(version) : 0
        const sent = {
          to: typeof to === 'string' ? to : '',
          reason: typeof reason === 'string' ? reason : '',
        }
        const result = await commands.recordSuccession({
          ...{ unit, ...sent, from: null, seen, by: person?.name ?? '', today: day },
        })
        if (result.is === 'saved') {
          acknowledge(request, { text: 'Its open business is handed over.' })
          return reply.redirect(`/units/${encodeURIComponent(unit)}`, 303)
        }
        reply.code(result.is === 'stale' ? 409 : 422)
        return shown(request, {
          ...sent,
          version: result.is === 'stale' ? (result.current?.version ?? 0) : seen,
          faults: result.is === 'faulty' ? result.faults : [],
          stale: result.is === 'stale',
        })
      },
    )

    async function shown(request: Asking, typed: SuccessionTyped | null) {
      const day = await today()
      const [surround, treeToday, published] = await Promise.all([
        frame(request),
        reads.loadUnits(day.slice(0, 7)),
        reads.loadMonthsOf(request.params.unit, day),
      ])
      const unitToday = treeToday.find((u) => u.code === request.params.unit) as Unit
      const { months, latest, newer } = may(request, 'scorecards.read') ? published : noMonths
      const { period: asked } = request.query
      const found = months.find((m) => m.period === asked)?.period ?? null
      const period = found ?? latest
      const tree = period === null || found === null ? treeToday : await reads.loadUnits(period)
      const unit = tree.find((u) => u.code === unitToday.code) ?? unitToday
      const open = visible(request, tree)
      const isInside = may(request, 'lineage.read')
      const shown = period === null ? [] : open.filter((u) => isOpenIn(u, period))
      const beneath = unit.kind === 'team' ? [] : shown.filter((u) => u.parent === unit.code)
      const codes = [unit.code, ...beneath.map((u) => u.code)]
      const teams = teamsOf(unit, tree)
      const isOpen = (team: Unit) => period !== null && isOpenIn(team, period)
      const isRollUp =
        unit.kind !== 'team' && teams.some(isOpen) && teams.filter(isOpen).every((t) => shown.includes(t))
      const [all, signOffs, measure, demand, audits] = await Promise.all([
        period === null ? [] : reads.loadScorecards(codes, period, day),
        signOffsOf(reads, unit, months.slice(-monthsWithSignOff)),
        period !== null && isRollUp ? measureOf(unit, teams, period, request.query.kpi) : null,
        period === null || unit.kind === 'team' ? null : reads.loadDemand({ unit: unit.code, period }),
        period === null || unit.kind === 'team' ? null : reads.loadAudits({ unit: unit.code, period }),
      ])
      const own = all.find((s) => s.unit.code === unit.code) ?? null
      const [cards, milestones] = await Promise.all([
        cardsOf(reads, unit.kind === 'team' ? all : all.filter((s) => s !== own), day),
        unit.kind === 'team'
          ? reads.loadNextMilestones(
              [...new Set(own?.lines.flatMap((l) => l.actions.map((a) => a.ref)))],
              day,
            )
          : new Map(),
      ])
      return unitView({
        frame: surround,
        unit,
        tree,
        visible: new Set(open.map((u) => u.code)),
        months,
        latest,
        newer,
        period,
        refused: [
          !isAsked(asked) || found !== null || latest === null
            ? null
            : `There is no scorecard of that month here. Showing ${periodName(latest)}, the latest.`,
          measure === null || !isAsked(request.query.kpi) || isOf(measure, request.query.kpi)
            ? null
            : `‘${clipped(request.query.kpi)}’ is not a monthly measure that these teams carry. Showing ${measure.overview.kpi.name}.`,
        ].filter((words) => words !== null),
        own,
        cards,
        isInside,
        movers: measure?.overview.movers ?? null,
        returns: isInside ? (measure?.overview.returns ?? null) : null,
        mayOverview: may(request, 'overview.read'),
        measure:
          measure === null
            ? null
            : {
                ...measure,
                question: { ...measure.question, service: open[0]?.kind === 'council' ? unit.code : null },
                scorecard: own,
                draw: charts.draw,
                published: months.map((m) => m.period),
              },
        signOffs,
        milestones,
        charts: period === null || unit.kind === 'team' ? null : { demand, audits, draw: charts.draw },
        succession: await successionOf(request, { unit: unitToday, tree: treeToday, day, typed, surround }),
      })
    }

    /** What closed teams left open, as far as the reader sees figures; and the form, for those who may hand it over. */
    async function successionOf(
      request: PageRequest,
      {
        unit,
        tree,
        day,
        typed,
        surround,
      }: {
        unit: Unit
        tree: readonly Unit[]
        day: string
        typed: SuccessionTyped | null
        surround: PageFrame
      },
    ): Promise<UnitSuccession> {
      const isClosed = unit.kind === 'team' && isClosedOn(unit, day)
      const closed = isClosed
        ? [unit]
        : unit.kind === 'team'
          ? handedTo(unit.code, tree)
          : unit.kind === 'service'
            ? visible(request, tree).filter((team) => team.parent === unit.code && isClosedOn(team, day))
            : []
      const reader = may(request, 'commentary.read')
      const writer = isClosed && may(request, 'units.write')
      const [open, lines] = await Promise.all([
        reader || writer ? reads.loadOpenBusiness(closed, day) : [],
        isClosed ? reads.loadSuccessions(unit.code) : [],
      ])
      // An administrator reads no agreed action, and is told how many there are to hand over.
      const left = reader ? open : []
      const isEmpty = (reader || writer) && open.length === 0
      const csrfToken = surround.actor?.csrfToken ?? null
      if (!writer || csrfToken === null || isEmpty)
        return { isClosed, lines, left, isEmpty, counts: null, form: null }
      const fresh = { to: '', reason: '', version: lines[0]?.version ?? 0, faults: [], stale: false }
      return {
        isClosed,
        lines,
        left,
        isEmpty,
        counts: {
          decisions: open.flatMap(({ decisions }) => decisions).length,
          months: open.flatMap(({ months }) => months).length,
        },
        form: { csrfToken, heirs: heirsOf(unit, tree, day), ...(typed ?? fresh) },
      }
    }

    /** One measure over a unit's teams, with all that the overview tells of them. */
    async function measureOf(unit: Unit, teams: readonly Unit[], period: string, asked: unknown) {
      const [day, catalogue] = await Promise.all([today(), reads.loadKpis(period)])
      const kpis = measuresOf(catalogue, teams, period)
      const kpi = measureShown(kpis, teams, period, asked)
      if (kpi === null) return null
      const [overview, plan] = await Promise.all([
        reads.loadOverview({ period, kpi: kpi.code, scope: unit.code, day }),
        reads.loadPlanStrip(day, unit.code),
      ])
      if (overview === null) return null
      const question: OverviewQuestion = {
        ...{ period, kpi: kpi.code, service: null, dimension: null },
        ...{ view: 'months', onlyConcerning: false, columns: [] },
      }
      return { day, kpis, overview, plan, question }
    }

    const unitChart = (
      chart: 'demand-flow' | 'audits',
      told: (unit: Unit, period: string) => Promise<TitledChart | null>,
    ) =>
      chartRoutes(
        app,
        { charts, refuse },
        { chart, permission: 'scorecards.read', query: { unit: 'once', period: 'once' } },
        async (request, { unit: asked, period }) => {
          const day = await today()
          const code = String(asked ?? '').toUpperCase()
          const unitIn = async (month: string) => {
            const unit = visible(request, await reads.loadUnits(month)).find((u) => u.code === code)
            if (unit !== undefined) return unit
            throw refuse('not_found', 'unit: there is no such unit, or it is not one of yours.')
          }
          await unitIn(day.slice(0, 7))
          const month = monthOf(period, await reads.loadMonthsOf(code, day))
          const unit = await unitIn(month)
          const found = await told(unit, month)
          return found === null ? null : unitChartFile(unit, { chart, period: month, day, told: found })
        },
      )
    unitChart('demand-flow', async ({ code, name }, period) => {
      const demand = await reads.loadDemand({ unit: code, period })
      return demand === null ? null : titledDemand(name, demand)
    })
    unitChart('audits', async ({ code, name }, period) => {
      const audits = await reads.loadAudits({ unit: code, period })
      return audits === null ? null : titledAudits(name, audits)
    })

    const table = { path: '/units/:unit', permission: 'scorecards.read', query: { period: 'once' } } as const
    tableRoutes(app, table, async (request) => {
      const { unit: code } = request.params as { unit: string }
      const day = await today()
      const published = await reads.loadMonthsOf(code, day)
      const period = monthOf((request.query as { period?: unknown }).period, published)
      const tree = await reads.loadUnits(period)
      const unit = tree.find((u) => u.code === code)
      if (unit === undefined) throw refuse('not_found', `There was no unit ${code} in ${period}.`)
      const own = visible(request, tree).filter((u) => u.code === code || u.parent === code)
      const parts = own.filter((u) => isOpenIn(u, period)).map((u) => u.code)
      const [scorecards, said] = await Promise.all([
        reads.loadScorecards(parts, period, day),
        reads.loadCommentaryOfUnits(parts, period),
      ])
      const silent = scorecards.filter((s) => isSilentIn(s.silent, period))
      const lastKnown = silent.length === 0 ? [] : await reads.loadCurrentMatters(silent, day)
      return unitTable(unit, period, scorecards, said, { lastKnown, day })
    })

    /** The month that a file is asked for, or the latest; what is no published month is refused. */
    function monthOf(asked: unknown, { months: published, latest }: UnitMonths): string {
      const months = published.map((m) => m.period)
      if (latest === null) throw refuse('not_found', 'No month has been published yet.')
      const found = isAsked(asked) ? months.find((m) => m === asked) : latest
      if (found === undefined) refuseData([refusedMonth('period', asked, months, '')], refuse)
      return found ?? latest
    }
  },
}

/** True where the measure shown is the one asked for. */
function isOf({ question }: { question: OverviewQuestion }, kpi: unknown): boolean {
  return question.kpi === String(kpi).toUpperCase()
}

type Reads = PageDeps['reads']

/** Each scorecard with what was said of its month and promised there. */
async function cardsOf(reads: Reads, scorecards: readonly Scorecard[], day: string): Promise<UnitCard[]> {
  const [period] = scorecards.map((s) => s.period)
  if (period === undefined) return []
  const silent = scorecards.filter((s) => isSilentIn(s.silent, period))
  const [said, known] = await Promise.all([
    reads.loadCommentaryOfUnits(
      scorecards.map((s) => s.unit.code),
      period,
    ),
    silent.length === 0 ? [] : reads.loadCurrentMatters(silent, day),
  ])
  return scorecards.map((scorecard) => ({
    scorecard,
    said: said.filter((c) => c.unit === scorecard.unit.code),
    promises: lastPromises(scorecard.decisions, day),
    lastKnown: known.find((k) => k.unit.code === scorecard.unit.code) ?? null,
  }))
}

async function signOffsOf(reads: Reads, unit: Unit, months: readonly { period: string }[]) {
  if (unit.kind !== 'team') return new Map()
  const found = await Promise.all(
    months.map(async ({ period }) => [period, await reads.loadSignOff(unit.code, period)] as const),
  )
  return new Map(found)
}
