import { sourceLine } from '#domain/source-line.ts'
import { teamTypesOf } from '#domain/unit.ts'
import type { Overview } from '#server/reads/overview.ts'
import type { Told } from '../../charts/picture.ts'
import { smallMultiplesTold } from '../../components/small-multiples/small-multiples.ts'
import type { ChartFile } from '../../exports/chart-file.ts'
import { chartRoutes } from '../chart-routes.ts'
import type { Page, PageDeps, PageRequest } from '../page.ts'
import { heatmapTold, panelsOf } from './measure.ts'
import { questionOf } from './question.ts'
import { nothingPublishedView, overviewView } from './view.ts'

/** `/overview?period=&kpi=`: for the widest unit the asker may see. Its charts alone: `/charts/heatmap.svg` and
 *  `/charts/small-multiples.svg`, with the same query. */
export const overviewPage: Page = {
  name: 'overview',
  register(app, deps) {
    const { reads, frame, charts } = deps
    app.get<{ Querystring: Record<string, unknown> }>(
      '/overview',
      { config: { permission: 'overview.read' } },
      async (request) => {
        const asked = await overviewOf(request, request.query, deps)
        if (asked === null) return nothingPublishedView({ frame: await frame(request) })
        const { day, top, overview, refused } = asked
        const [scorecard, plan] = await Promise.all([
          reads.loadScorecard(top.code, overview.period, day),
          reads.loadPlan(day, top.code),
        ])
        return overviewView({
          frame: await frame(request),
          day,
          unit: top,
          overview,
          draw: charts.draw,
          scorecard,
          contradictions: plan.sections
            .flatMap((s) => s.actions)
            .flatMap((a) => a.checks)
            .filter((c) => c.kind === 'on_track_but_concerning'),
          refused,
        })
      },
    )

    const told = {
      heatmap: heatmapTold,
      'small-multiples': (overview: Overview) => {
        const panels = panelsOf(overview)
        return panels === null ? null : smallMultiplesTold(panels)
      },
    }
    for (const [chart, toldOf] of Object.entries(told)) {
      chartRoutes(app, deps, { chart, permission: 'overview.read' }, async (request, query) => {
        const asked = await overviewOf(request, query, deps)
        const shown = asked === null ? null : toldOf(asked.overview)
        return asked === null || shown === null ? null : fileOf(asked.overview, asked.top.name, chart, shown)
      })
    }
  },
}

/** What the query asks for, of the widest unit the asker may see; null where no month was published. */
async function overviewOf(
  request: PageRequest,
  query: Record<string, unknown>,
  { reads, today, visible, refuse }: PageDeps,
) {
  const day = await today()
  const months = (await reads.loadPublishedMonths()).map((m) => m.period)
  const latest = months.at(-1)
  if (latest === undefined) return null
  const [units, catalogue] = await Promise.all([reads.loadUnits(latest), reads.loadKpis(latest)])
  const seen = visible(request, units)
  const top = seen[0]
  if (top === undefined) throw refuse('not_found', 'There is nothing at this address.')
  const types = teamTypesOf(top, units, months[0] ?? latest, latest)
  const kpis = catalogue.filter(
    (k) => k.grains.includes('monthly') && k.teamTypes.some((type) => types.has(type)),
  )
  const question = questionOf(query, months, kpis)
  const overview = await reads.loadOverview({
    period: question.period,
    kpi: question.kpi,
    scope: top.code,
    day,
    parts: seen.some((u) => u.kind === 'team') ? 'team' : 'service',
  })
  if (overview === null) throw refuse('not_found', `There is nothing to show for ${top.name}.`)
  return { day, top, overview: { ...overview, kpis }, refused: question.refused }
}

/** A chart of the overview as a file; its source is the unit's own figure of the month. */
function fileOf(overview: Overview, unit: string, chart: string, told: Told): ChartFile {
  const { kpi, period } = overview
  const own = overview.council.find((f) => f.kpi === kpi.code)
  return {
    name: `${kpi.code}-${period}-${chart}`,
    told,
    source:
      own === undefined ? `${kpi.name}, ${unit}` : sourceLine(kpi, own, unit, own.publishedAt.toISOString()),
    kind: kpi.kind,
  }
}
