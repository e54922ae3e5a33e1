/** The charts of a service's page, drawn and as files: how many contacts and referrals it received, and what its audits found. */
import { html } from 'hono/html'
import { dayName } from '#domain/time/period.ts'
import type { AuditResults } from '#server/reads/audits.ts'
import type { Demand } from '#server/reads/demand.ts'
import { titledDemandFlow } from '../../../charts/demand-flow/demand-flow.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { chartDownloads, chartFigure } from '../../../components/chart-figure/chart-figure.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import type { ChartFile } from '../../../exports/chart-file.ts'
import type { Html } from '../../../html.ts'
import type { PageFrame } from '../../kit/page.ts'
import { titledAudits } from './audits.ts'

export type UnitCharts = { demand: Demand | null; audits: AuditResults | null }

/** A section for each chart that has something to show. */
export function chartSections(
  { draw }: PageFrame,
  unit: { code: string; name: string },
  period: string,
  { demand, audits }: UnitCharts,
): Html {
  const query = `?unit=${encodeURIComponent(unit.code)}&period=${period}`
  return html`${
    demand === null
      ? null
      : html`<section aria-labelledby="demand-heading"><h2 class="govuk-heading-m" id="demand-heading">How much work is coming in?</h2>
${folded({ id: 'demand', titledChart: titledDemand(unit.name, demand), draw, downloads: chartDownloads('demand-flow', query) })}</section>`
  }${
    audits === null
      ? null
      : html`<section aria-labelledby="audits-heading"><h2 class="govuk-heading-m" id="audits-heading">What did audits find?</h2>
${folded({
  id: 'audits',
  titledChart: titledAudits(unit.name, audits),
  draw,
  downloads: chartDownloads('audits', query),
})}</section>`
  }`
}

/** On a phone a chart opens from its finding. */
function folded(chart: Parameters<typeof chartFigure>[0]): Html {
  return phoneFold({ summary: chart.titledChart.title, body: chartFigure(chart) })
}

export function titledDemand(scope: string, demand: Demand): TitledChart {
  return titledDemandFlow({ scope, ...demand })
}

/** A chart of a unit as a file. */
export function unitChartFile(
  unit: { code: string; name: string },
  {
    chart,
    period,
    day,
    titledChart,
  }: { chart: string; period: string; day: string; titledChart: TitledChart },
): ChartFile {
  return {
    name: `${unit.code}-${chart}-${period}`,
    titledChart,
    source: `${unit.name}, monthly KPI extracts, as of ${dayName(day)}`,
    of: { units: [unit.code], period },
    kind: 'count',
  }
}
