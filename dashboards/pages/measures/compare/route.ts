import { isCollected, type Kpi } from '#domain/catalogue/kpi.ts'
import { isOpenIn, teamTypesOf } from '#domain/catalogue/unit.ts'
import { londonDay } from '#domain/time/moment.ts'
import { addMonths, dayName, monthOf, monthsFrom, periodInSentence } from '#domain/time/period.ts'
import { titledDotPlot } from '../../../charts/dot-plot/dot-plot.ts'
import { titledFunnel } from '../../../charts/funnel/funnel.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import { titledShortfall } from '../../../charts/shortfall/shortfall.ts'
import { titledSmallMultiples } from '../../../components/small-multiples/small-multiples.ts'
import { type ChartFile, chartFile } from '../../../exports/chart-file.ts'
import { type ChartQuery, chartRoutes } from '../../kit/chart-routes.ts'
import type { Page, PageDeps, PageRequest } from '../../kit/page.ts'
import { clipped, isAsked, knownWords, refuseData, refusedWords } from '../../kit/refusals.ts'
import {
  type Comparison,
  codesOf,
  dotsOf,
  funnelOf,
  type Group,
  groupsOf,
  panelsOf,
  shortfallOf,
} from './comparison.ts'
import { compareKeys, questionOf } from './question.ts'
import { comparisonRecords } from './table.ts'
import { compareView, nothingPublishedView, tooManyWords } from './view.ts'

const permission = 'overview.read'
/** The number of months that the panels show. */
const monthsShown = 13

/** `/compare?kpi=&units=&to=&all=`, also as `.csv`, `.xlsx` and `.json`: up to four units, all units of a type, or all that the
 * asker may see. Its charts alone: `/charts/panels.svg`, `dot-plot` and `funnel`, with the same query and the `type` of team, and
 * `shortfall` of all units. */
export const comparePage: Page = {
  name: 'compare',
  register(app, deps) {
    const { frame, charts } = deps
    app.get<{ Querystring: ChartQuery }>('/compare', { config: { permission } }, async (request) => {
      const asked = await comparisonOf(request, request.query, deps)
      if (asked === null) return nothingPublishedView({ frame: await frame(request) })
      return compareView({
        frame: await frame(request),
        ...asked,
        refused: refusedWords(asked.refused),
      })
    })

    const { type: _, ...tableKeys } = compareKeys
    for (const type of ['csv', 'xlsx', 'json'] as const) {
      app.get<{ Querystring: ChartQuery }>(
        `/compare.${type}`,
        { config: { permission, query: tableKeys } },
        async (request, reply) => {
          const { compared } = await dataOf(request, request.query, deps)
          const records = comparisonRecords(compared)
          if (type === 'json')
            return reply
              .type('application/json; charset=utf-8')
              .send(JSON.stringify({ kpi: compared.kpi.code, to: compared.period, rows: records }))
          const title = `${compared.kpi.name} compared, to ${periodInSentence(compared.period)}`
          const titledChart = { picture: { parts: [] }, title, subtitle: '', alt: '', records }
          const source = `Extracts published by the data team, ${publishedBy(compared.groups)}`
          const name = `compare-${compared.kpi.code}-${compared.period}`
          const file = await chartFile({ name, titledChart, source, kind: compared.kpi.kind }, type, charts)
          return reply
            .serializer((body) => body)
            .type(file?.type ?? '')
            .header('content-disposition', `attachment; filename="${name}.${type}"`)
            .send(file?.body)
        },
      )
    }

    const wholeKeys = { kpi: compareKeys.kpi, to: compareKeys.to }
    chartRoutes(app, deps, { chart: 'shortfall', permission, query: wholeKeys }, async (request, query) => {
      const { compared } = await dataOf(request, query, deps)
      const shortfall = shortfallOf(compared)
      return shortfall === null || typeof shortfall === 'string'
        ? null
        : shortfallFile(compared, titledShortfall(shortfall))
    })
    for (const [chart, chartOf] of Object.entries(chartsByName)) {
      chartRoutes(app, deps, { chart, permission, query: compareKeys }, async (request, query) => {
        const { compared } = await dataOf(request, query, deps)
        const group = groupAsked(compared, query.type, deps)
        const shown = group === undefined ? null : chartOf(compared, group)
        return group === undefined || shown === null ? null : fileOf(compared, group, chart, shown)
      })
    }
  },
}

const chartsByName: Record<string, (compared: Comparison, group: Group) => TitledChart | null> = {
  panels(compared, group) {
    const { title, multiples } = panelsOf(compared, group)
    return titledSmallMultiples({ title, multiples, scope: `${group.name}, to one scale` })
  },
  'dot-plot': (compared, group) => titledDotPlot(dotsOf(compared, group)),
  funnel(compared, group) {
    const funnel = funnelOf(compared, group)
    return funnel === null ? null : titledFunnel(funnel)
  },
}

/** What the query asks for, among what the asker may see; null if no month was published. */
async function comparisonOf(
  request: PageRequest,
  query: ChartQuery,
  { reads, today, visible, refuse }: PageDeps,
) {
  const day = await today()
  const [widest] = visible(request, await reads.loadUnits(monthOf(day)))
  if (widest === undefined) throw refuse('not_found', 'There is nothing at this address.')
  const { months: open, latest, newer } = await reads.loadMonthsOf(widest.code, day)
  if (latest === null) return null
  const published = open.map((m) => m.period)
  const to = published.find((m) => m === query.to) ?? latest
  const first = addMonths(to, 1 - monthsShown)
  const [units, catalogue, earlier] = await Promise.all([
    reads.loadUnits(to),
    reads.loadKpis(to),
    reads.loadKpis(first),
  ])
  const seen = visible(request, units).filter((u) => isOpenIn(u, to))
  const top = seen[0]
  if (top === undefined) throw refuse('not_found', 'There is nothing at this address.')
  // A reader who sees no teams compares services.
  const kind = seen.some((u) => u.kind === 'team') ? 'team' : 'service'
  const comparable = seen.filter((u) => u.kind === kind)
  const types = teamTypesOf(top, units, to, to)
  const kpis = catalogue.filter(
    (k) => isCollected(k, to) && k.grains.includes('monthly') && k.teamTypes.some((type) => types.has(type)),
  )
  if (kpis.length === 0) throw refuse('not_found', 'There is no measure that could be compared here.')
  const question = questionOf(query, published, latest, kpis, comparable)
  const { kpi, period, chosen, all, tooMany, refused } = question
  const months = monthsFrom(first, to)
  const wanted = tooMany
    ? []
    : comparable.filter(
        (u) => (chosen.length === 0 || chosen.includes(u.code)) && (all === null || u.teamType === all),
      )
  const isWhole = !tooMany && chosen.length === 0 && all === null && top.kind !== kind
  const read = isWhole ? [...wanted, top] : wanted
  const found = await reads.loadUnitComparison(kpi, months, undefined, read)
  const carrying = found.filter(({ unit }) => unit.code !== top.code || !isWhole)
  const compared: Comparison = {
    kpi,
    period,
    months,
    groups: groupsOf(carrying.filter((c) => c.counted)),
    uncounted: carrying.filter((c) => !c.counted),
    whole: isWhole ? (found.find(({ unit }) => unit.code === top.code) ?? null) : null,
    without: wanted
      .filter((u) => chosen.includes(u.code) && !carrying.some((c) => c.unit.code === u.code))
      .map((u) => u.name),
    redefined: isRedefined(
      earlier.find((k) => k.code === kpi.code),
      kpi,
    ),
  }
  return { compared, kpis, published, latest, newer, units: comparable, chosen, all, tooMany, refused }
}

/** What a file is asked for. If any of it does not exist, the whole file is refused. */
async function dataOf(request: PageRequest, query: ChartQuery, deps: PageDeps) {
  const asked = await comparisonOf(request, query, deps)
  if (asked === null) throw deps.refuse('not_found', 'No month has been published yet.')
  refuseData(asked.refused, deps.refuse)
  if (asked.tooMany) throw deps.refuse('bad_request', `units: ${tooManyWords}.`)
  if (asked.chosen.length > 0 && isAsked(query.all))
    throw deps.refuse(
      'bad_request',
      'Name teams or services, or ask for all of a type of team, and not both.',
    )
  const compared = new Set(codesOf(asked.compared))
  if (compared.size === 0)
    throw deps.refuse('not_found', `Nothing here can be compared on ${asked.compared.kpi.code}.`)
  const left = asked.chosen.filter((code) => !compared.has(code))
  if (left.length > 0)
    throw deps.refuse(
      'not_found',
      `units: ${left.join(', ')} cannot be compared on ${asked.compared.kpi.code}. ${knownWords(left[0], [...compared])}`,
    )
  return asked
}

/** The teams of one type; the first type unless one is asked for. */
function groupAsked(
  { groups }: Comparison,
  asked: unknown,
  { refuse }: Pick<PageDeps, 'refuse'>,
): Group | undefined {
  if (!isAsked(asked)) return groups[0]
  const group = groups.find((g) => g.type === asked)
  if (group === undefined)
    throw refuse(
      'not_found',
      `type: nothing of ‘${clipped(asked)}’ is compared here. ${knownWords(
        asked,
        groups.map((g) => g.type),
      )}`,
    )
  return group
}

function isRedefined(before: Kpi | undefined, now: Kpi): boolean {
  if (before === undefined) return false
  return (['kind', 'numerator', 'denominator', 'clock'] as const).some((key) => before[key] !== now[key])
}

function fileOf(
  { kpi, period }: Comparison,
  group: Group,
  chart: string,
  titledChart: TitledChart,
): ChartFile {
  return {
    name: `${chart}-${kpi.code}-${period}-${group.type.replaceAll(/[^A-Za-z0-9]+/g, '-')}`,
    titledChart,
    source: `${kpi.name}, ${group.name}, ${periodInSentence(period)}, ${publishedBy([group])}`,
    of: { units: group.members.map(({ unit }) => unit.code), period, returnCode: kpi.returnCode },
    kind: kpi.kind,
  }
}

function shortfallFile({ kpi, period, groups, whole }: Comparison, titledChart: TitledChart): ChartFile {
  return {
    name: `${whole?.unit.code ?? ''}-${kpi.code}-${period}-shortfall`,
    titledChart,
    source: `${kpi.name}, ${periodInSentence(period)}, ${publishedBy(groups)}`,
    of: { units: codesOf({ groups }), period, returnCode: kpi.returnCode },
    kind: kpi.kind,
  }
}

/** "published 10 May 2019": when the last of the compared figures was published. */
function publishedBy(groups: readonly Group[]): string {
  const last = groups
    .flatMap(({ members }) => members.map(({ figures }) => figures.at(-1)?.publishedAt.toISOString() ?? ''))
    .toSorted()
    .at(-1)
  return last === undefined || last === '' ? 'not published yet' : `published ${dayName(londonDay(last))}`
}
