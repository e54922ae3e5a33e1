import { comparatorsOf } from '#domain/catalogue/benchmark.ts'
import { isCollected, type Kpi } from '#domain/catalogue/kpi.ts'
import { teamTypesOf } from '#domain/catalogue/unit.ts'
import { monthOf } from '#domain/time/period.ts'
import { sourceLine } from '#domain/wording/source-line.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { titledChanges } from '../../../charts/really-changed/really-changed.ts'
import { titledTargetBars } from '../../../charts/target-bar/target-bar.ts'
import { titledSmallMultiples } from '../../../components/small-multiples/small-multiples.ts'
import type { ChartFile } from '../../../exports/chart-file.ts'
import { chartRoutes } from '../../kit/chart-routes.ts'
import type { Page, PageDeps, PageRequest } from '../../kit/page.ts'
import { refuseData, refusedWords } from '../../kit/refusals.ts'
import { tableRoutes } from '../../kit/table-routes.ts'
import { answers, type OverviewModel } from '../kit/overview-model.ts'
import { overviewKeys, questionOf } from '../kit/overview-question.ts'
import { panelsOf, titledMonths } from '../kit/team-months.ts'
import { titledMeasures } from './measures.ts'
import type { OverviewView } from './model.ts'
import { reallyChangedOf } from './movers.ts'
import { overviewTable } from './table.ts'
import { targetBarsOf } from './targets.ts'
import { nothingPublishedView, overviewView } from './view.ts'

/** `/overview?period=&kpi=&service=&dimension=&view=&only=&columns=`: for the widest unit the asker may see, or one of its
 * services; its figures also as `.csv`, `.xlsx` and `.json`. Its charts alone are at `/charts/<chart>.svg` and the other types,
 * with the same query. */
export const overviewPage: Page = {
  name: 'overview',
  register(app, deps) {
    const { reads, frame } = deps
    app.get<{ Querystring: Record<string, unknown> }>(
      '/overview',
      { config: { permission: 'overview.read' } },
      async (request) => {
        const asked = await askedOf(request, request.query, deps)
        if (asked === null) return nothingPublishedView({ frame: await frame(request) })
        const [shown, elsewhere, plan, surround] = await Promise.all([
          shownOf(asked, deps),
          elsewhereOf(asked, deps),
          reads.loadPlanStrip(asked.day, asked.scope),
          frame(request),
        ])
        const { choices, refused } = asked
        return overviewView({
          ...shown,
          frame: surround,
          choices,
          plan,
          elsewhere,
          refused: refusedWords(refused),
        })
      },
    )

    const data = { permission: 'overview.read', query: overviewKeys } as const
    tableRoutes(app, { path: '/overview', ...data }, async (request) => {
      const asked = await dataAsked(request, request.query as Record<string, unknown>)
      if (asked === null) throw deps.refuse('not_found', 'No month has been published yet.')
      const shown = await shownOf(asked, deps)
      const { period } = asked.question
      const moments = {
        units: await reads.loadUnits(period),
        kpis: shown.kpis.map((k) => k.code),
        periods: [period],
      }
      return overviewTable(shown, '/overview', await reads.loadPublicationMoments(moments))
    })

    for (const [chart, chartOf] of Object.entries(chartsByName)) {
      chartRoutes(app, deps, { chart, ...data }, async (request, query) => {
        const asked = await dataAsked(request, query)
        if (asked === null) return null
        const shown = await shownOf(asked, deps)
        const found = chartOf(shown)
        return found === null ? null : fileOf(shown, chart, found)
      })
    }

    /** What a file is asked for. If any of it does not exist, the whole file is refused. */
    async function dataAsked(request: PageRequest, query: Record<string, unknown>) {
      const asked = await askedOf(request, query, deps)
      if (asked !== null) refuseData(asked.refused, deps.refuse)
      return asked
    }
  },
}

/** The charts of the page, each with its words and numbers; null if there is nothing to draw. */
const chartsByName: Record<string, (shown: OverviewModel) => TitledChart | null> = {
  heatmap: (shown) => (shown.question.view === 'measures' ? titledMeasures(shown) : titledMonths(shown)),
  'small-multiples'(shown) {
    const panels = panelsOf(shown)
    return panels === null ? null : titledSmallMultiples(panels)
  },
  'really-changed': (shown) => titledChanges(reallyChangedOf(shown)),
  'target-bar'(shown) {
    const bars = targetBarsOf(shown)
    return bars === null ? null : titledTargetBars(bars)
  },
}

/** What the query asks for, for the widest unit the asker may see; null if no month was published. */
async function askedOf(
  request: PageRequest,
  query: Record<string, unknown>,
  { reads, today, visible, refuse }: PageDeps,
) {
  const day = await today()
  const units = await reads.loadUnits(monthOf(day))
  const seen = visible(request, units)
  const top = seen[0]
  if (top === undefined) throw refuse('not_found', 'There is nothing at this address.')
  const services = top.kind === 'council' ? seen.filter((u) => u.kind === 'service') : []
  // A reader of one service who asks for it gets what they get without asking.
  const { service: _, ...others } = query
  const known = String(query.service).toUpperCase() === top.code ? others : query
  const service = services.find((s) => s.code === String(query.service).toUpperCase())
  const scope = service ?? top
  const published = await reads.loadMonthsOf(scope.code, day)
  const { latest, newer } = published
  if (latest === null) return null
  const months = published.months.map((m) => m.period)
  const types = teamTypesOf(scope, units, months[0] ?? latest, months.at(-1) ?? latest)
  const month = months.find((m) => m === query.period) ?? latest
  const catalogue = await reads.loadKpis(month)
  const kpis = catalogue.filter(
    (k) =>
      isCollected(k, month) && k.grains.includes('monthly') && k.teamTypes.some((type) => types.has(type)),
  )
  if (kpis.length === 0) throw refuse('not_found', `There is nothing to show for ${top.name}.`)
  const choices = { months, latest, newer, kpis, services }
  const parts = seen.some((u) => u.kind === 'team') ? ('team' as const) : ('service' as const)
  return { day, choices, scope: scope.code, parts, ...questionOf(known, choices) }
}

type Asked = NonNullable<Awaited<ReturnType<typeof askedOf>>>

async function shownOf(
  { day, question, usual, scope, parts, choices }: Asked,
  { reads, refuse }: PageDeps,
): Promise<OverviewModel> {
  const { period } = question
  const among = choices.kpis.filter((kpi) => answers(kpi, question)).map(({ code }) => code)
  const kpi = question.kpi ?? { among, otherwise: usual }
  const [overview, scorecard] = await Promise.all([
    reads.loadOverview({ period, kpi, scope, day, parts }),
    reads.loadScorecard(scope, period, day),
  ])
  if (overview === null) throw refuse('not_found', 'There is nothing to show here.')
  return { day, question: { ...question, kpi: overview.kpi.code }, overview, kpis: choices.kpis, scorecard }
}

/** What other places had published of each measure by the day. */
async function elsewhereOf({ day, choices }: Asked, { reads }: PageDeps): Promise<OverviewView['elsewhere']> {
  const years = await reads.loadBenchmarks(choices.kpis.flatMap((kpi) => kpi.benchmark ?? []))
  const byMeasure = new Map(
    years.map((published) => [published.measure, comparatorsOf(published.years, day)]),
  )
  return new Map(choices.kpis.map((kpi) => [kpi.code, byMeasure.get(kpi.benchmark ?? '') ?? []]))
}

/** A chart of the overview as a file. For a chart of one measure, the source is the unit's own figure of the month. */
function fileOf(
  { overview, question, scorecard }: OverviewModel,
  chart: string,
  found: TitledChart,
): ChartFile {
  const { kpi, period, own, unit } = overview
  const ofMany = chart === 'really-changed' || chart === 'target-bar' || question.view === 'measures'
  return {
    name: ofMany ? `${unit.code}-${period}-${chart}` : `${kpi.code}-${period}-${chart}`,
    titledChart: found,
    source: ofMany ? `measures of ${unit.name}, ${period}` : ownSource(kpi, own, unit.name, scorecard),
    of: { units: [unit.code], period, ...(ofMany ? {} : { returnCode: kpi.returnCode }) },
    kind: kpi.kind,
  }
}

function ownSource(
  kpi: Kpi,
  own: OverviewModel['overview']['own'],
  unit: string,
  scorecard: OverviewModel['scorecard'],
): string {
  if (own === null) return `${kpi.name}, ${unit}`
  const line = scorecard?.lines.find((l) => l.kpi.code === kpi.code)
  return sourceLine(kpi, own, unit, (line?.publishedAt ?? own.publishedAt).toISOString())
}
