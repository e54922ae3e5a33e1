/** One measure over teams and months: the picker, the heatmap and the small multiples. */
import { html } from 'hono/html'
import { formatValue } from '#domain/format.ts'
import type { Kpi } from '#domain/kpi.ts'
import { emptyCell } from '#domain/measurement.ts'
import { periodName, shortMonth } from '#domain/period.ts'
import { isOpenIn } from '#domain/unit.ts'
import { subjectWords, variationWords } from '#domain/words.ts'
import type { StoredFigure } from '#server/reads/figures.ts'
import type { Overview } from '#server/reads/overview.ts'
import { altText } from '../../charts/alt-text.ts'
import { type Heatmap, type HeatmapCell, heatmapPicture } from '../../charts/heatmap/heatmap.ts'
import type { Draw, Told } from '../../charts/picture.ts'
import { panelOf } from '../../charts/small-multiples/panel-of.ts'
import type { SmallMultiples } from '../../charts/small-multiples/small-multiples.ts'
import { button } from '../../components/button/button.ts'
import { chartDownloads, chartLinks } from '../../components/chart-figure/chart-figure.ts'
import { select } from '../../components/form-fields/form-fields.ts'
import { glyph } from '../../components/glyph/glyph.ts'
import { heatmapTable } from '../../components/heatmap-table/heatmap-table.ts'
import { smallMultiples } from '../../components/small-multiples/small-multiples.ts'
import type { Html } from '../../layout/html.ts'
import type { OverviewView } from './view.ts'

type Team = Overview['teams'][number]

/** More teams than this are too many panels: then only those that are really changing are drawn. */
const panelsShown = 12

export function measureSection({ unit, overview, draw }: OverviewView): Html {
  const { kpi, teams, parts, period } = overview
  const query = `?kpi=${kpi.code}&period=${period}`
  return html`<section id="measure"><h2 class="govuk-heading-m app-overview__measure">${kpi.name}, ${parts} by ${parts}</h2>
${picker(overview)}
${
  teams.length === 0
    ? html`<p class="govuk-body">No ${parts} of ${unit.name} carries this measure.</p>`
    : html`<h3 class="govuk-heading-s app-overview__finding">${finding(overview)}</h3>
${heatmapTable({
  ...heatmapOf(overview),
  caption: heatmapCaption(overview),
  captionSize: 'hidden',
  rowHeading: parts === 'team' ? 'Team' : 'Service',
})}
${key(overview)}
${remarks(overview)}
${chartLinks(chartDownloads('heatmap', query))}
${panels(overview, draw, query)}
<p class="govuk-body"><a class="govuk-link" href="/compare?kpi=${kpi.code}&amp;to=${period}">Compare ${parts}s, with what chance alone would explain</a></p>`
}</section>`
}

function picker({ kpi, kpis, period, published }: Overview): Html {
  return html`<form method="get" action="/overview#measure" class="app-overview__picker" novalidate>
${select({
  label: 'Measure',
  name: 'kpi',
  items: kpis.map((k) => ({
    value: k.code,
    text: k.name,
    selected: k.code === kpi.code,
    group: subjectWords[k.subject] ?? k.subject,
  })),
})}
${select({
  label: 'Month',
  name: 'period',
  items: [...published].reverse().map((m) => ({ value: m, text: periodName(m), selected: m === period })),
})}
${button({ text: 'Show', secondary: true })}
</form>`
}

/** A percentage with a direction is coloured by its distance to target; everything else by whether it is changing. */
function colourBy({ kpi, teams }: Pick<Overview, 'kpi' | 'teams'>): 'target' | 'variation' {
  const targeted = teams.some((t) => t.figures.some((f) => f?.target != null))
  return kpi.unit === 'percent' && (kpi.good === 'higher' || kpi.good === 'lower') && targeted
    ? 'target'
    : 'variation'
}

function finding(overview: Overview): string {
  const month = periodName(overview.period)
  if (colourBy(overview) === 'variation') return changing(overview)
  const statuses = overview.teams
    .filter((t) => t.counted)
    .map((t) => t.figures.at(-1)?.status)
    .filter((s) => s === 'met' || s === 'close' || s === 'missed')
  if (statuses.length === 0) return `No ${overview.parts} could be judged against target in ${month}`
  const met = statuses.filter((s) => s === 'met').length
  return `${met} of ${statuses.length} ${overview.parts}${statuses.length === 1 ? '' : 's'} met target in ${month}`
}

/** How many teams are really changing, as counted when the figure was published. */
function changing({ council, kpi }: Overview): string {
  const counts = council.find((f) => f.kpi === kpi.code)?.teamVariation
  if (counts === null) return 'How many teams are really changing is not told here'
  if (counts === undefined) return 'No team can be judged for change'
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0)
  const said = (['improving', 'concerning', 'unusual'] as const).flatMap((variation) => {
    const count = counts[variation] ?? 0
    return count === 0 ? [] : [`${variationWords[variation].toLowerCase()} in ${count}`]
  })
  if (said.length === 0) {
    if ((counts.no_real_change ?? 0) > 0) return 'No team is really changing'
    return (counts.too_early ?? 0) > 0
      ? 'Too early to tell whether any team is changing'
      : 'No team can be judged for change'
  }
  const text = said.join(', ').replace(/ in (\d+)/, ` in $1 of ${all} ${all === 1 ? 'team' : 'teams'}`)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function heatmapCaption({ kpi, parts, months, period }: Overview): string {
  return `${kpi.name} by ${parts}, ${periodName(months[0] ?? period)} to ${periodName(period)}`
}

function heatmapOf(overview: Overview): Heatmap {
  const { kpi, months, period, published } = overview
  return {
    kpi,
    colourBy: colourBy(overview),
    columns: months.map((month) => ({
      text: shortMonth(month),
      ...(published.includes(month) && month !== period
        ? { href: `/overview?period=${month}&kpi=${kpi.code}` }
        : {}),
    })),
    rows: [...overview.teams]
      .sort((a, b) => Number(b.counted) - Number(a.counted))
      .map((team) => ({
        name: team.counted ? team.unit.name : `${team.unit.name} *`,
        href: `/units/${encodeURIComponent(team.unit.code)}/scorecards/${period}`,
        cells: months.map((month, i) => cellOf(team, month, team.figures[i] ?? null, kpi)),
      })),
  }
}

/** The heatmap with its words and numbers, as a file. */
export function heatmapTold(overview: Overview): Told {
  const { kpi, teams, parts, months, period } = overview
  const title = finding(overview)
  const values = teams.flatMap((t) => t.figures.at(-1)?.value ?? [])
  const [first, last] = [periodName(months[0] ?? period), periodName(period)]
  const extent =
    values.length === 0
      ? 'nothing reported'
      : `${formatValue(kpi, Math.min(...values))} to ${formatValue(kpi, Math.max(...values))}`
  return {
    picture: heatmapPicture(heatmapOf(overview)),
    title,
    subtitle: heatmapCaption(overview),
    key:
      colourBy(overview) === 'target'
        ? 'Dot: met target. Triangle: missed it. Orange falls short of target, blue goes beyond it: the darker, the further. In brackets: small number, not judged.'
        : 'Blue circle: better than usual. Orange diamond: worse than usual. In brackets: small number, not judged.',
    alt: altText({
      type: 'Heatmap',
      measure: kpi.name,
      scope: `${teams.length} ${parts}s`,
      first,
      last,
      finding: title,
      latest: `Latest ${extent} across ${values.length} of ${teams.length} in ${last}`,
    }),
    columns: [],
    rows: [],
    records: teams.flatMap((team) =>
      months.map((month, i) => {
        const { state, numerator, denominator, value, target, status } = cellOf(
          team,
          month,
          team.figures[i] ?? null,
          kpi,
        )
        const unit = { unit: team.unit.code, name: team.unit.name, kpi: kpi.code, period: month }
        return { ...unit, state, numerator, denominator, value, target, status }
      }),
    ),
  }
}

function cellOf(team: Team, month: string, figure: StoredFigure | null, kpi: Kpi): HeatmapCell {
  if (figure === null) {
    const state = isOpenIn(team.unit, month) ? 'not_reported' : 'not_applicable'
    return { ...emptyCell(state), target: null, status: null }
  }
  const { state, numerator, denominator, value, symbol, target, status, variation } = figure
  return {
    ...{ state, numerator, denominator, value, symbol, target, status, variation },
    rising: figure.analysis.rising,
    href: `/units/${encodeURIComponent(team.unit.code)}/kpis/${kpi.code}?to=${month}`,
  }
}

function key(overview: Overview): Html {
  const marks =
    colourBy(overview) === 'target'
      ? html`<span class="app-key__item">${glyph({ name: 'met' })} met target</span> <span class="app-key__item">${glyph({ name: 'missed' })} missed it</span> <span class="app-key__item">no mark: close, between target and floor</span> <span class="app-key__item">orange falls short of target, blue goes beyond it: the darker, the further</span>`
      : html`<span class="app-key__item">${glyph({ name: 'improving_up' })} better than usual</span> <span class="app-key__item">${glyph({ name: 'concerning_up' })} worse than usual</span>`
  const small = overview.teams.some((t) => t.figures.some((f) => f?.status === 'small_number'))
  return html`<p class="app-chart__note"><span class="app-key">${marks}${small ? html` <span class="app-key__item">( ) small number, not judged</span>` : null}</span></p>`
}

/** What a reader must know before comparing: who is missing, who is not added, who did not exist. */
function remarks({ teams, period, months, kpi }: Overview): Html {
  const silent = teams.filter((t) => isSilent(t))
  const uncounted = teams.filter((t) => !t.counted)
  const later = teams.filter((t) => !isOpenIn(t.unit, months[0] ?? period))
  const said = [
    silent.length === 0 ? null : `No data for ${periodName(period)} from ${named(silent)}.`,
    uncounted.length === 0
      ? null
      : `* ${named(uncounted)}: the same children, seen by ${uncounted.length === 1 ? 'this team' : 'these teams'}; not added.`,
    later.length === 0 ? null : `${named(later)} opened during these months: n/a before.`,
    kpi.basis === 'rolling_12_months' || kpi.basis === 'rolling_3_months'
      ? 'Each month covers a window that overlaps the month before, so no change is judged.'
      : null,
  ].filter((text) => text !== null)
  return html`${said.map((text) => html`<p class="app-chart__note">${text}</p>`)}`
}

function isSilent({ figures }: Team): boolean {
  const last = figures.at(-1)
  return last == null || last.state === 'not_reported'
}

function named(teams: readonly Team[]): string {
  const names = teams.map((t) => t.unit.name)
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function panels(overview: Overview, draw: Draw, query: string): Html | null {
  const shown = panelsOf(overview)
  if (shown === null) return null
  return smallMultiples({
    id: 'teams',
    ...shown,
    draw,
    downloads: chartDownloads('small-multiples', query),
  })
}

/** The panels of the small multiples with their finding; null where there is nothing to draw. */
export function panelsOf(
  overview: Overview,
): { title: string; scope: string; multiples: SmallMultiples } | null {
  const { kpi, months } = overview
  const counted = overview.teams.filter((t) => t.counted && t.figures.some((f) => f?.value != null))
  const changed = counted.filter((t) => {
    const variation = t.figures.at(-1)?.variation
    return variation === 'improving' || variation === 'concerning' || variation === 'unusual'
  })
  const drawn = counted.length <= panelsShown ? counted : changed.slice(0, panelsShown)
  if (drawn.length === 0) return null
  const scope =
    drawn.length === counted.length
      ? `Every ${overview.parts} that counts it, to one scale`
      : `The ${drawn.length} of ${counted.length} ${overview.parts}s that are really changing, to one scale`
  return {
    title: colourBy(overview) === 'target' ? changing(overview) : `Each ${overview.parts}, month by month`,
    scope,
    multiples: {
      kpi,
      periods: months,
      panels: drawn.map(({ unit, figures }) => panelOf(unit, kpi.code, months, figures)),
    },
  }
}
