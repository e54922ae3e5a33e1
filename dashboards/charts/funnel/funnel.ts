import type { Kpi } from '#domain/catalogue/kpi.ts'
import { limitsOfChance, positionOf } from '#domain/figures/chance.ts'
import { periodInSentence } from '#domain/time/period.ts'
import { funnelFinding } from '#domain/wording/chart-finding.ts'
import { formatNumber, formatTarget, formatValue } from '#domain/wording/format.ts'
import { scalePhrases } from '#domain/wording/scale-words.ts'
import { goodWords } from '#domain/wording/words.ts'
import { altText } from '../alt-text.ts'
import { type Line, linesThrough, type Place } from '../label-room.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import {
  axisRoom,
  beyondAcross,
  chartWidths,
  type Size,
  spreadLabels,
  stepAcross,
  type ValueAxis,
  valueAxis,
  valueParams,
} from '../scale.ts'
import { withScale } from '../scale-line.ts'
import { textWidth } from '../text-width.ts'
import { type NamedPoint, placedNames, withoutShared } from './funnel-names.ts'

export type FunnelTeam = { code: string; name: string; numerator: number; denominator: number; value: number }

/** Teams of one kind in one period, each with a share of its cases. In the organisation's order. */
export type Funnel = {
  kpi: Pick<Kpi, 'code' | 'name' | 'unit' | 'decimals' | 'good' | 'minimum'>
  scope: string
  period: string
  target: number | null
  /** All of them added up, as a percentage: the centre of the limits. */
  together: number
  teams: readonly FunnelTeam[]
}

type Judged = FunnelTeam & { small: boolean; standing: 'above' | 'below' | 'inside' }

const standingWords = {
  above: 'Above what chance explains',
  below: 'Below what chance explains',
  inside: 'Within what chance explains',
} as const

/** Whether a difference between teams is more than chance: each team's share against its number of cases. */
export function titledFunnel(funnel: Funnel): TitledChart {
  const { kpi, period, scope, together, target } = funnel
  const teams = judgedTeams(funnel)
  const counted = teams.filter((t) => !t.small)
  const when = periodInSentence(period)
  const title = funnelFinding(counted, period)
  const limits = teams.map((t) => limitsOfChance(together, t.denominator))
  const whole = (value: number) => formatValue({ ...kpi, decimals: 0 }, value)
  return {
    picture: pictureOf('funnel', funnelInput(funnel)),
    narrow: pictureOf('funnel', funnelInput(funnel, 'narrow')),
    title,
    subtitle: `${kpi.name}, by number of cases. ${scope}, ${when}`,
    key: [
      'Lines: within which chance alone would keep a team.',
      ...beyondWords(kpi.good, counted),
      teams.some((t) => t.small) ? 'Hollow circle: small number, not judged.' : null,
    ]
      .filter((words) => words !== null)
      .join(' '),
    alt: altText({
      type: 'Funnel plot',
      measure: kpi.name,
      scope,
      first: when,
      last: when,
      finding: title,
      latest: `Latest ${formatValue(kpi, together)} in all ${teams.length} together in ${when}`,
      good: goodWords[kpi.good],
      target: target === null ? null : `Target ${formatTarget(kpi, target)}`,
    }),
    columns: [
      { heading: 'Team' },
      { heading: 'Value', numeric: true },
      { heading: 'Made of', numeric: true },
      { heading: 'Chance alone, 95 in 100', numeric: true },
      { heading: 'Chance alone, 998 in 1,000', numeric: true },
      { heading: 'Difference' },
    ],
    rows: teams.map((t, i) => {
      const { inner, outer } = limits[i] ?? limitsOfChance(together, t.denominator)
      return [
        t.name,
        formatValue(kpi, t.value),
        `${formatNumber(t.numerator, 4)} of ${formatNumber(t.denominator, 4)}`,
        `${whole(inner.low)} to ${whole(inner.high)}`,
        `${whole(outer.low)} to ${whole(outer.high)}`,
        t.small ? 'Small number, not judged' : standingWords[t.standing],
      ]
    }),
    records: teams.map((t, i) => ({
      unit: t.code,
      name: t.name,
      kpi: kpi.code,
      period,
      numerator: t.numerator,
      denominator: t.denominator,
      value: t.value,
      together,
      lower95: limits[i]?.inner.low ?? null,
      upper95: limits[i]?.inner.high ?? null,
      lower998: limits[i]?.outer.low ?? null,
      upper998: limits[i]?.outer.high ?? null,
      standing: t.small ? 'small_number' : t.standing,
    })),
  }
}

/** The marks beyond the lines that are drawn, in words, as the specification draws them. */
function beyondWords(good: Kpi['good'], teams: readonly Judged[]): string[] {
  const sides = new Set(teams.map(({ standing }) => standing))
  if (good !== 'higher' && good !== 'lower')
    return sides.has('above') || sides.has('below') ? ['Purple square: beyond them.'] : []
  const [better, worse] = good === 'higher' ? (['above', 'below'] as const) : (['below', 'above'] as const)
  return [
    sides.has(better) ? ['Large blue circle: better than chance explains.'] : [],
    sides.has(worse) ? ['Orange diamond: worse.'] : [],
  ].flat()
}

function judgedTeams({ kpi, together, teams }: Funnel): Judged[] {
  return teams.map((t) => ({
    ...t,
    small: t.denominator < (kpi.minimum ?? 1),
    standing: positionOf(t.value, limitsOfChance(together, t.denominator)),
  }))
}

const plotHeight = 290
const [lineSize, lineHeight] = [13, 16]

export function funnelInput(funnel: Funnel, size: Size = 'wide'): ChartInput {
  const { kpi, together } = funnel
  const teams = judgedTeams(funnel)
  const narrow = size === 'narrow'
  const cases = teams.map((t) => t.denominator)
  const x = baseAxis(cases.length === 0 ? [0, 10] : cases)
  const limits = curve(together, Math.max(2, x.min), x.max)
  // The smallest team decides the height: further left the limits leave the picture.
  const widest = limitsOfChance(together, Math.min(...cases, x.max))
  const y = valueAxis([together, ...teams.map((t) => t.value), widest.outer.low, widest.outer.high], kpi.unit)
  const left = Math.max(axisRoom(y), beyondAcross(x))
  const ends = narrow ? [] : lineLabels(kpi, together, limits.at(-1), y)
  const right = narrow
    ? Math.max(16, beyondAcross(x))
    : Math.ceil(Math.max(120, ...ends.map(({ text }) => textWidth(text, lineSize))) + 12)
  const width = chartWidths[size] - left - right
  const points = pointsOf(teams, { x, y, width })
  const named = namedOf(points, narrow)
  const { names, leaders } = placedNames(named, {
    others: points.filter((point) => !named.includes(point)),
    lines: linesOf(limits, together, { x, y, width }),
    room: { left: 2, right: width + (narrow ? right - 2 : 0), top: 2, bottom: plotHeight - 2 },
  })
  const input: ChartInput = {
    ...{ width, height: plotHeight, padding: { left, right, top: 12, bottom: 52 } },
    params: {
      ...valueParams(y, kpi.unit),
      good: kpi.good,
      xMin: x.min,
      xMax: x.max,
      xStep: stepAcross(x, width),
    },
    data: {
      limits: limits.flatMap(({ cases: count, ...lines }) =>
        (['inner', 'outer'] as const).flatMap((limit) =>
          (['low', 'high'] as const).map((side) => ({
            cases: count,
            limit,
            side,
            value: lines[limit][side],
            together,
          })),
        ),
      ),
      teams: teams.map((t, i) => ({ ...t, point: pointAt(i) })),
      ...{ centre: [{ together }], names, leaders, labels: ends },
    },
  }
  return withScale(input, teams.length === 0 ? [] : scalePhrases(kpi, y.min))
}

/** The name of each line, at its right end, moved apart from its neighbours. `at` is where it stands on the value axis. */
function lineLabels(
  kpi: Funnel['kpi'],
  together: number,
  last: ReturnType<typeof curve>[number] | undefined,
  y: ValueAxis,
): { at: number; text: string }[] {
  if (last === undefined) return []
  const label = (at: number, text: string) => ({ value: Math.min(y.max, Math.max(y.min, at)), text })
  return spreadLabels(
    [
      label(together, `All together ${formatValue(kpi, together)}`),
      label(last.inner.high, 'Chance, 95 in 100'),
      label(last.outer.high, '998 in 1,000'),
    ],
    lineHeight * ((y.max - y.min) / plotHeight),
    [y.min, y.max],
  ).map(({ value, text }) => ({ at: value, text }))
}

/** The limits along the numbers of cases, closer together where they bend most. */
function curve(together: number, from: number, to: number) {
  const steps = 48
  const cases = Array.from({ length: steps + 1 }, (_, i) => Math.round(from + (to - from) * (i / steps) ** 2))
  return [...new Set(cases)].map((count) => ({ cases: count, ...limitsOfChance(together, count) }))
}

/** An axis around the numbers of cases, in round steps of whole cases. It need not begin at zero, because nothing is measured from
 * there. */
function baseAxis(cases: readonly number[]): ValueAxis {
  const axis = valueAxis([Math.min(...cases) * 0.7, Math.max(...cases, 2)], 'children_or_items')
  return { ...axis, step: Math.max(1, axis.step) }
}

/** Up to this many points are all named, so that points on top of each other can still be counted. */
const allNamed = 8

type FunnelPlot = { x: ValueAxis; y: ValueAxis; width: number }

function placeIn({ x, y, width }: FunnelPlot, cases: number, value: number): Place {
  return {
    x: ((cases - x.min) / (x.max - x.min)) * width,
    y: ((y.max - value) / (y.max - y.min)) * plotHeight,
  }
}

/** The limits within the plot and the line of all together, as they are drawn. */
function linesOf(limits: ReturnType<typeof curve>, together: number, plot: FunnelPlot): Line[] {
  const { x, y, width } = plot
  const drawn = (['inner', 'outer'] as const).flatMap((limit) =>
    (['low', 'high'] as const).map((side) =>
      limits
        .map((at) => ({ cases: at.cases, value: at[limit][side] }))
        .filter(({ value }) => value >= y.min && value <= y.max)
        .map(({ cases, value }) => placeIn(plot, cases, value)),
    ),
  )
  const centre = placeIn(plot, x.min, together).y
  return [
    ...drawn.flatMap(linesThrough),
    [
      { x: 0, y: centre },
      { x: width, y: centre },
    ],
  ]
}

/** Where each team stands in the plot, in pixels, and its name without what all of them share. */
function pointsOf(teams: readonly Judged[], plot: FunnelPlot): NamedPoint[] {
  const names = withoutShared(teams.map((t) => t.name))
  return teams.map((t, i) => ({
    name: names[i] ?? t.name,
    ...placeIn(plot, t.denominator, t.value),
    isBeyond: !t.small && t.standing !== 'inside',
  }))
}

/** All points if there are few and there is room, else those that chance does not explain. */
function namedOf(points: readonly NamedPoint[], narrow: boolean): readonly NamedPoint[] {
  const beyond = points.filter(({ isBeyond }) => isBeyond)
  if (points.length <= (narrow ? 4 : allNamed)) return points
  return beyond.length <= (narrow ? 4 : 8) ? beyond : []
}
