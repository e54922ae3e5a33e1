/** The demonstration’s charts of more than one series, each with what its title must be true of. */
import type { Role } from '#domain/catalogue/role.ts'
import * as checks from './chart-sentences.ts'
import { type ChartShown, type Row, rowsOf } from './chart-sentences.ts'
import { type Demonstration, month, wordsOf } from './demonstration-words.ts'

export type Asked = {
  address: string
  kpi: string | null
  isTrue: (chart: ChartShown, role: Role) => boolean | Promise<boolean>
}

/** Every chart but those of one series, each with what its title must be true of. Of each kind the first is one that exists. */
export async function allCharts(demonstration: Demonstration): Promise<Asked[]> {
  const { cells, history } = demonstration
  const kpis = history
    .in(month)
    .filter((k) => k.grains.includes('monthly'))
    .map((k) => k.code)
    .sort((a, b) => Number(b === 'AS01') - Number(a === 'AS01'))
  const units = [...new Set(['FD', ...cells.map((c) => c.unit)])]
  const services = [...new Set(['FD', ...cells.filter((c) => c.kind !== 'team').map((c) => c.unit)])]
  const plan = JSON.parse((await demonstration.get('/api/v1/plan', 'smt')).body) as {
    actions: { ref: string }[]
  }
  const chart = (address: string, isTrue: Asked['isTrue'], kpi: string | null = null): Asked => ({
    address,
    kpi,
    isTrue,
  })
  return [
    ...kpis.flatMap((kpi) => [
      chart(`/charts/heatmap.svg?kpi=${kpi}&period=${month}`, checks.heatmap, kpi),
      chart(`/charts/small-multiples.svg?kpi=${kpi}&period=${month}`, teamsChanging(demonstration, kpi), kpi),
      chart(`/charts/benchmark.svg?unit=RIDGE&kpi=${kpi}&to=${month}`, checks.benchmark, kpi),
      chart(`/charts/shortfall.svg?kpi=${kpi}&to=${month}`, checks.shortfall, kpi),
      ...services.map((unit) =>
        chart(`/charts/year-on-year.svg?unit=${unit}&kpi=${kpi}&to=${month}`, checks.yearOnYear, kpi),
      ),
      ...services.map((unit) =>
        chart(`/charts/beside.svg?unit=${unit}&kpi=${kpi}&to=${month}`, checks.numbersBeside, kpi),
      ),
      ...['dot-plot', 'funnel'].map((name) =>
        chart(
          `/charts/${name}.svg?kpi=${kpi}&to=${month}`,
          name === 'funnel' ? checks.funnel : checks.dots,
          kpi,
        ),
      ),
    ]),
    ...services.map((unit) =>
      chart(`/charts/really-changed.svg?period=${month}&service=${unit}`, checks.changes),
    ),
    chart(`/charts/target-bar.svg?period=${month}`, (shown) => coreAgainstTarget(demonstration, shown)),
    ...units.flatMap((unit) => [
      chart(`/charts/audits.svg?unit=${unit}&period=${month}`, checks.audits),
      chart(`/charts/demand-flow.svg?unit=${unit}&period=${month}`, checks.demand),
    ]),
    ...plan.actions.map(({ ref }) => chart(`/charts/rating-strip.svg?action=${ref}`, checks.ratingStrip)),
    chart('/charts/rating-history.svg', checks.ratingHistory),
    chart('/charts/milestones.svg', checks.milestones),
  ]
}

/** The panels’ title counts the teams that the heatmap of the same measure lists. */
function teamsChanging(demonstration: Demonstration, kpi: string) {
  return async (chart: ChartShown, role: Role): Promise<boolean> => {
    const address = `/charts/heatmap.svg?kpi=${kpi}&period=${month}`
    const [svg, csv] = await Promise.all([
      demonstration.get(address, role),
      demonstration.get(address.replace('.svg', '.csv'), role),
    ])
    const { labels } = wordsOf(svg.body)
    const rows = rowsOf(csv.body).filter(
      (r) => r.period === month && r.state !== 'not_applicable' && !labels.includes(`${r.name} *`),
    )
    return checks.variations({ ...chart, rows })
  }
}

/** The title of the target bars counts every core percentage of the unit, of which some are drawn. */
async function coreAgainstTarget(demonstration: Demonstration, chart: ChartShown): Promise<boolean> {
  const card = JSON.parse((await demonstration.get(`/api/v1/scorecards/RIDGE/${month}`, 'smt')).body) as {
    rows: Row[]
  }
  const core = new Set(
    demonstration.history
      .in(month)
      .filter((k) => k.core && k.unit === 'percent')
      .map((k) => k.code),
  )
  return checks.targets({
    ...chart,
    rows: card.rows.filter((r) => core.has(r.kpi ?? '') && r.target !== null),
  })
}
