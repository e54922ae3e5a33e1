import type { Kpi } from '#domain/kpi.ts'
import { sourceLine } from '#domain/source-line.ts'
import { teamTypesOf } from '#domain/unit.ts'
import type { Told } from '../../charts/picture.ts'
import { reallyChangedTold } from '../../charts/really-changed/really-changed.ts'
import { targetBarTold } from '../../charts/target-bar/target-bar.ts'
import { smallMultiplesTold } from '../../components/small-multiples/small-multiples.ts'
import type { ChartFile } from '../../exports/chart-file.ts'
import { chartRoutes } from '../chart-routes.ts'
import type { Page, PageDeps, PageRequest } from '../page.ts'
import { reallyChangedOf } from './changed.ts'
import { measuresTold } from './measures.ts'
import { monthsTold, panelsOf } from './months.ts'
import { questionOf } from './question.ts'
import type { Shown } from './shown.ts'
import { targetBarsOf } from './targets.ts'
import { nothingPublishedView, overviewView } from './view.ts'

/** `/overview?period=&kpi=&service=&dimension=&view=&only=&columns=`: for the widest unit the asker may see, or one of its
 *  services. Its charts alone stand at `/charts/<chart>.svg` and the like, with the same query. */
export const overviewPage: Page = {
  name: 'overview',
  register(app, deps) {
    const { reads, frame, charts } = deps
    app.get<{ Querystring: Record<string, unknown> }>(
      '/overview',
      { config: { permission: 'overview.read' } },
      async (request) => {
        const asked = await shownOf(request, request.query, deps)
        if (asked === null) return nothingPublishedView({ frame: await frame(request) })
        const { shown, choices, refused } = asked
        const plan = await reads.loadPlanStrip(shown.day, shown.overview.unit.code)
        return overviewView({
          ...shown,
          frame: await frame(request),
          draw: charts.draw,
          choices,
          plan,
          refused,
        })
      },
    )

    for (const [chart, toldOf] of Object.entries(told)) {
      chartRoutes(app, deps, { chart, permission: 'overview.read' }, async (request, query) => {
        const asked = await shownOf(request, query, deps)
        const found = asked === null ? null : toldOf(asked.shown)
        return asked === null || found === null ? null : fileOf(asked.shown, chart, found)
      })
    }
  },
}

/** The charts of the page, each with its words and numbers; null where there is nothing to draw. */
const told: Record<string, (shown: Shown) => Told | null> = {
  heatmap: (shown) => (shown.question.view === 'measures' ? measuresTold(shown) : monthsTold(shown)),
  'small-multiples'(shown) {
    const panels = panelsOf(shown)
    return panels === null ? null : smallMultiplesTold(panels)
  },
  'really-changed': (shown) => reallyChangedTold(reallyChangedOf(shown)),
  'target-bar'(shown) {
    const bars = targetBarsOf(shown)
    return bars === null ? null : targetBarTold(bars)
  },
}

/** What the query asks for, of the widest unit the asker may see; null where no month was published. */
async function shownOf(
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
  const services = top.kind === 'council' ? seen.filter((u) => u.kind === 'service') : []
  const asked = services.find((s) => s.code === String(query.service).toUpperCase())
  const types = teamTypesOf(asked ?? top, units, months[0] ?? latest, latest)
  const kpis = catalogue.filter(
    (k) => k.grains.includes('monthly') && k.teamTypes.some((type) => types.has(type)),
  )
  if (kpis.length === 0) throw refuse('not_found', `There is nothing to show for ${top.name}.`)
  const choices = { months, kpis, services }
  const { question, refused } = questionOf(query, choices)
  const scope = question.service ?? top.code
  const [overview, scorecard] = await Promise.all([
    reads.loadOverview({
      period: question.period,
      kpi: question.kpi,
      scope,
      day,
      parts: seen.some((u) => u.kind === 'team') ? 'team' : 'service',
    }),
    reads.loadScorecard(scope, question.period, day),
  ])
  if (overview === null) throw refuse('not_found', `There is nothing to show for ${top.name}.`)
  const shown: Shown = { day, question, overview, kpis, scorecard }
  return { shown, choices, refused }
}

/** A chart of the overview as a file. Of one measure, its source is the unit's own figure of the month. */
function fileOf({ overview, question }: Shown, chart: string, found: Told): ChartFile {
  const { kpi, period, own, unit } = overview
  const ofMany = chart === 'really-changed' || chart === 'target-bar' || question.view === 'measures'
  return {
    name: ofMany ? `${unit.code}-${period}-${chart}` : `${kpi.code}-${period}-${chart}`,
    told: found,
    source: ofMany ? `measures of ${unit.name}, ${period}` : ownSource(kpi, own, unit.name),
    kind: kpi.kind,
  }
}

function ownSource(kpi: Kpi, own: Shown['overview']['own'], unit: string): string {
  return own === null ? `${kpi.name}, ${unit}` : sourceLine(kpi, own, unit, own.publishedAt.toISOString())
}
