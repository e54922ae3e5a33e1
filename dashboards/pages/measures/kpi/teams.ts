/** Other teams like this one, side by side: never as a ranking, and never more than the reader may see. */

import { html } from 'hono/html'
import { teamsOf, type Unit } from '#domain/catalogue/unit.ts'
import { isShareOfCases } from '#domain/figures/chance.ts'
import { emptyCell } from '#domain/figures/measurement.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import { teamTypeWords } from '#domain/wording/words.ts'
import type { Series } from '#server/reads/series.ts'
import type { UnitFigures } from '#server/reads/unit-comparison.ts'
import { type DotPlot, isSmall, titledDotPlot } from '../../../charts/dot-plot/dot-plot.ts'
import { chartFigure } from '../../../components/chart-figure/chart-figure.ts'
import type { Html } from '../../../html.ts'
import { chartFiles } from './address.ts'
import { subtitleOf } from './charts.ts'
import type { KpiView } from './model.ts'

/** The teams of a chart, or null if there is nothing to compare: the units beneath are of another kind, there are fewer than two
 * teams, or the others may not be shown to the reader even as a range. */
export function teamsPlot(
  series: Pick<Series, 'unit' | 'kpi' | 'last'>,
  beside: readonly UnitFigures[],
  units: readonly Unit[],
  visible: ReadonlySet<string>,
  mayRange: boolean,
): DotPlot | null {
  const { unit, kpi, last } = series
  const beneath = new Set(teamsOf(unit, units).map((team) => team.code))
  const teams = beside.filter(({ unit: team, counted }) => team.kind === 'team' && counted)
  const types = new Set(teams.filter((t) => beneath.has(t.unit.code)).map((t) => t.unit.teamType))
  const [type] = types
  if (types.size !== 1 || type == null) return null
  const alike = teams.filter((t) =>
    unit.kind === 'team' ? t.unit.teamType === type : beneath.has(t.unit.code),
  )
  const shown = alike.filter((t) => visible.has(t.unit.code) || mayRange)
  if (shown.length < 2) return null
  const allNamed = shown.every((t) => visible.has(t.unit.code))
  return {
    kpi,
    scope: `${teamTypeWords[type] ?? type} teams`,
    period: last.period,
    target: last.target,
    // With only the reader's own team named, the sum of all would reveal the other team's figure.
    together: allNamed ? togetherOf(kpi, shown) : null,
    teams: shown.map(({ unit: team, figures }) => {
      const figure = figures.at(-1) ?? null
      return {
        code: visible.has(team.code) ? team.code : null,
        name: team.name,
        own: team.code === unit.code,
        cell: figure ?? { ...emptyCell('not_reported'), ...notAdded },
        status: figure?.status ?? null,
      }
    }),
  }
}

/** All the teams added up: sum over sum. */
function togetherOf(kpi: Series['kpi'], teams: readonly UnitFigures[]): number | null {
  if (!isShareOfCases(kpi)) return null
  const cells = teams.flatMap((t) => t.figures.at(-1) ?? []).filter((f) => f.state === 'reported')
  const sum = (of: 'numerator' | 'denominator') => cells.reduce((total, cell) => total + (cell[of] ?? 0), 0)
  return sum('denominator') === 0 ? null : (100 * sum('numerator')) / sum('denominator')
}

export function teamsSection(view: KpiView): Html | null {
  const { series, teams: plot, frame } = view
  const { kpi } = series
  if (plot === null) return null
  const titledChart = titledDotPlot(plot)
  const small = plot.teams.some((t) => t.code !== null && isSmall(kpi, t))
  return html`<section aria-labelledby="teams-heading"><h3 class="govuk-heading-s" id="teams-heading">Compared with teams like this</h3>
${chartFigure({
  id: 'teams',
  titledChart,
  subtitle: subtitleOf(titledChart, kpi),
  draw: frame.draw,
  headingLevel: 4,
  note: [
    ...(isShareOfCases(kpi)
      ? [
          'Where bars overlap, the difference may be chance. One of several teams may lie apart by chance, too.',
        ]
      : []),
    ...(small ? ['Hollow: a small number, not judged.'] : []),
  ].join(' '),
  howToRead: '/help/method#comparing',
  downloads: chartFiles({ ...view, chosen: null, span: undefined }, 'teams'),
})}</section>`
}
