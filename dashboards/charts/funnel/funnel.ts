import type { Kpi } from '#domain/catalogue/kpi.ts'
import { limitsOfChance, positionOf } from '#domain/figures/chance.ts'
import { periodInSentence } from '#domain/time/period.ts'
import { funnelFinding } from '#domain/wording/chart-finding.ts'
import { formatNumber, formatTarget, formatValue } from '#domain/wording/format.ts'
import { goodWords } from '#domain/wording/words.ts'
import { palette } from '../../palette.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import {
  type Axis,
  axisRoom,
  chartWidths,
  planeParams,
  type Size,
  spreadLabels,
  valueAxis,
} from '../scale.ts'

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
      teams.some((t) => !t.small && t.standing !== 'inside') ? 'Orange diamond: beyond them.' : null,
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

function judgedTeams({ kpi, together, teams }: Funnel): Judged[] {
  return teams.map((t) => ({
    ...t,
    small: t.denominator < (kpi.minimum ?? 1),
    standing: positionOf(t.value, limitsOfChance(together, t.denominator)),
  }))
}

const plotHeight = 290
const lineHeight = 16

export function funnelInput(funnel: Funnel, size: Size = 'wide'): ChartInput {
  const { kpi, together } = funnel
  const teams = judgedTeams(funnel)
  const narrow = size === 'narrow'
  const cases = teams.map((t) => t.denominator)
  const base = baseAxis(cases.length === 0 ? [0, 10] : cases, narrow)
  const along = curve(together, Math.max(2, base.min), base.max)
  // The smallest team decides the height: further left the limits leave the picture.
  const widest = limitsOfChance(together, Math.min(...cases, base.max))
  const values = [together, ...teams.map((t) => t.value), widest.outer.low, widest.outer.high]
  const y = valueAxis(values, kpi.unit)
  const inside = (value: number) => Math.min(y.max, Math.max(y.min, value))
  const sides = (which: 'inner' | 'outer') =>
    (['low', 'high'] as const).flatMap((side) =>
      along
        .map((c) => ({ base: c.cases, value: c[which][side], side }))
        .filter(({ value }) => value === inside(value)),
    )
  const left = axisRoom(y)
  const right = narrow ? 14 : 150
  const width = chartWidths[size] - left - right
  const gap = lineHeight * ((y.max - y.min) / plotHeight)
  const last = along.at(-1)
  const ends = [
    { value: together, text: `All together ${formatValue(kpi, together)}` },
    { value: inside(last?.inner.high ?? together), text: 'Chance, 95 in 100' },
    { value: inside(last?.outer.high ?? together), text: '998 in 1,000' },
  ]
  return {
    width,
    height: plotHeight,
    padding: { left, right, top: 12, bottom: 52 },
    params: planeParams(base, y),
    data: {
      outer: sides('outer'),
      inner: sides('inner'),
      together: [{ from: base.min, to: base.max, value: together }],
      points: teams.map((t, i) => ({
        point: pointAt(i),
        base: t.denominator,
        value: t.value,
        kind: t.small ? 'small' : t.standing === 'inside' ? 'inside' : 'beyond',
        area: t.small ? 60 : t.standing === 'inside' ? 80 : 150,
      })),
      labels: [
        ...nameLabels(teams, base, width, narrow, gap, [y.min, y.max]),
        ...(narrow || last === undefined ? [] : lineLabels(ends, base.max, gap, [y.min, y.max])),
        axisTitle((base.min + base.max) / 2, y.min),
      ],
    },
  }
}

const plain = { align: 'left', dx: 8, dy: 0, colour: palette.inkSecondary, weight: 'normal' } as const

/** The name of each line, at its right end. */
function lineLabels(
  ends: readonly { value: number; text: string }[],
  base: number,
  gap: number,
  bounds: readonly [number, number],
): object[] {
  return spreadLabels(
    ends.map((end) => ({ ...plain, base, ...end })),
    gap,
    bounds,
  )
}

/** What the numbers beneath the plot count. */
function axisTitle(base: number, value: number): object {
  return { ...plain, base, value, align: 'center', dx: 0, dy: 42, text: 'Number of cases' }
}

/** The limits along the numbers of cases, closer together where they bend most. */
function curve(together: number, from: number, to: number) {
  const steps = 48
  const cases = Array.from({ length: steps + 1 }, (_, i) => Math.round(from + (to - from) * (i / steps) ** 2))
  return [...new Set(cases)].map((count) => ({ cases: count, ...limitsOfChance(together, count) }))
}

/** An axis around the numbers of cases, in round steps. It need not begin at zero, because nothing is measured from there. */
function baseAxis(cases: readonly number[], narrow: boolean): Axis {
  const axis = valueAxis([Math.min(...cases) * 0.7, Math.max(...cases, 2)], 'children_or_items')
  const kept = axis.ticks.filter((t, i) => Number.isInteger(t) && (!narrow || i % 2 === 0))
  return { min: axis.min, max: axis.max, ticks: kept, labels: kept.map((t) => formatNumber(t)) }
}

/** Up to this many points are all named, so that points on top of each other can still be counted. */
const allNamed = 8

/** Names beside their points: all of them if there are few and there is room, else those that chance does not explain. */
function nameLabels(
  teams: readonly Judged[],
  base: { min: number; max: number },
  width: number,
  narrow: boolean,
  gap: number,
  bounds: readonly [number, number],
): object[] {
  const apart = teams.filter((t) => !t.small && t.standing !== 'inside')
  const named = !narrow && teams.length <= allNamed ? teams : apart.length <= (narrow ? 3 : 6) ? apart : []
  const labels = named.map((t) => {
    const start = ((t.denominator - base.min) / (base.max - base.min)) * width
    const right = start + t.name.length * 7 + 20 > width
    return {
      base: t.denominator,
      value: t.value,
      text: t.name,
      align: right ? 'right' : 'left',
      dx: right ? -11 : 11,
      dy: 0,
      colour: (apart.includes(t) ? palette.ink : palette.inkSecondary) as string,
      weight: apart.includes(t) ? 'bold' : 'normal',
    }
  })
  return (['left', 'right'] as const).flatMap((align) =>
    spreadLabels(
      labels.filter((l) => l.align === align),
      gap,
      bounds,
    ),
  )
}
