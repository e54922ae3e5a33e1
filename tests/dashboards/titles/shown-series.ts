/** A series of the demonstration as it is shown, and what can be counted of it. */
import { addPeriods } from '#domain/time/period.ts'

export type Point = {
  period: string
  state: string
  value: number | null
  numerator: number | null
  denominator: number | null
  parts: { added: number; expected: number } | null
  status: string | null
  target: number | null
  lower: number | null
  upper: number | null
  rebase: boolean
}

/** What was said of a series in a month, as it is stored with the month. */
export type Said = { variation: string; since: string | null; rising: boolean | null }

export type ShownSeries = {
  kpi: {
    good: string
    kind: string
    minimum: number | null
    eachOneCounts: string | null
    decimals: number
    unit: string
  }
  isTeam: boolean
  /** Every period up to the last, earliest first. */
  points: readonly Point[]
  said: ReadonlyMap<string, Said>
  /** The first month of the present definition. */
  definedSince: string | null
}

export const lastOf = ({ points }: ShownSeries): Point => {
  const last = points.at(-1)
  if (last === undefined) throw new Error('A series has a point')
  return last
}

/** "April 2019" as 2019-04. */
export function periodOf(words: string | undefined): string {
  const [name = '', year = ''] = (words ?? '').split(' ')
  const months =
    'January February March April May June July August September October November December'.split(' ')
  return `${year}-${String(months.indexOf(name) + 1).padStart(2, '0')}`
}

export const at = ({ points }: ShownSeries, period: string) => points.find((p) => p.period === period)

/** Whether a number in a sentence is this value, as far as its decimals tell. A percentage says 0 or 100 only of what is. */
export function reads(
  words: string | undefined,
  value: number | null | undefined,
  { kpi }: Pick<ShownSeries, 'kpi'>,
): boolean {
  if (words === undefined || value == null) return false
  const told = Number(words.replaceAll(',', ''))
  const step = 10 ** -kpi.decimals
  if (kpi.unit === 'percent' && (told === 100 || told === 0)) return Math.abs(told - value) < 1e-9
  return (
    Math.abs(told - value) <=
    (kpi.unit === 'percent' && (value > 100 - step || value < step) ? step : step / 2) + 1e-9
  )
}

/** The last 13 months. */
export function recent(series: ShownSeries): Point[] {
  const from = addPeriods(lastOf(series).period, -12)
  return series.points.filter((p) => p.period >= from && isAlike(series, p))
}

export const isAlike = ({ definedSince }: ShownSeries, { period }: Point) =>
  definedSince === null || period >= definedSince

export function hasBase({ kpi }: ShownSeries, { denominator }: Point): boolean {
  if (kpi.minimum === null || kpi.kind === 'count' || kpi.kind === 'stock') return true
  return denominator === null || denominator >= kpi.minimum
}

/** Whether someone was missed in a team's figure of a measure in which each one counts. */
export function isShort({ kpi, isTeam }: ShownSeries, { numerator, denominator }: Point): boolean {
  if (kpi.eachOneCounts === null || !isTeam || numerator === null) return false
  return kpi.good === 'lower' ? numerator > 0 : denominator !== null && numerator < denominator
}

/** The last 13 months that can be set against their target one by one. */
function judgedOf(series: ShownSeries): Point[] {
  return recent(series).filter((p) => isJudged(series, p))
}

export function isJudged(series: ShownSeries, point: Point): boolean {
  if (point.state !== 'reported' || point.value === null || point.target === null) return false
  if (point.status === 'not_whole' || series.kpi.good === 'neither') return false
  return hasBase(series, point) || isShort(series, point)
}

export function isMet(series: ShownSeries, point: Point): boolean {
  const { value, target, status } = point
  if (value === null || target === null || isShort(series, point)) return false
  if (series.kpi.good === 'higher') return value >= target - 1e-9
  if (series.kpi.good === 'lower') return value <= target + 1e-9
  return status === 'met'
}

/** Of the last 13 months, those that can be set against their target, and those that met it. */
export function metOf(series: ShownSeries): { met: number; judged: number } {
  const judged = judgedOf(series)
  return { met: judged.filter((p) => isMet(series, p)).length, judged: judged.length }
}

export function hasVariation(series: ShownSeries, ...variations: string[]): boolean {
  return variations.includes(series.said.get(lastOf(series).period)?.variation ?? '')
}

/** The figures since the series last restarted: at a new baseline, a new definition, or after three months without a figure. */
export function phaseOf(series: ShownSeries): Point[] {
  let from = 0
  let silent = 0
  for (const [i, p] of series.points.entries()) {
    silent = isValue(p) ? 0 : silent + 1
    if (p.rebase) from = i
    if (silent >= 3) from = i + 1
  }
  return series.points.slice(from).filter(isValue)
}

const isValue = (p: Point) => p.state === 'reported' && p.value !== null && p.status !== 'not_whole'

export const sides: Record<string, readonly string[]> = {
  Worse: ['concerning', 'recovering'],
  Better: ['improving', 'slipping_back'],
  Higher: ['unusual'],
  Lower: ['unusual'],
}

/** The first month so judged on record, while it has been so without a break: a month that could not be judged is none, three of
 *  them are. */
export function startOnRecord(series: ShownSeries, side: string): string | null {
  const isSo = (said: Said) =>
    (sides[side] ?? []).includes(said.variation) &&
    (said.variation !== 'unusual' || said.rising === (side === 'Higher'))
  const phase = phaseOf(series)[0]?.period ?? ''
  let first: string | null = null
  let silent = 0
  for (const { period, status } of series.points.toReversed()) {
    if (period < phase) break
    const said = series.said.get(period)
    if (status === 'not_whole') continue
    if (said === undefined || said.variation === 'none') {
      if (++silent >= 3) break
      continue
    }
    if (!isSo(said)) break
    silent = 0
    if (said.since !== null && (first === null || said.since < first)) first = said.since
  }
  return first
}

/** Whether the figures since a month are better or worse, on average, than those of the same stretch before it. */
export function isApart(series: ShownSeries, side: string, from: string): boolean {
  const phase = phaseOf(series)
  const [before, since] = [phase.filter((p) => p.period < from), phase.filter((p) => p.period >= from)]
  if (before.length === 0) return true
  const difference = averageOf(series, since) - averageOf(series, before)
  const isUp =
    { Higher: true, Lower: false, Better: series.kpi.good === 'higher' }[side] ?? series.kpi.good === 'lower'
  return isUp ? difference > 0 : difference < 0
}

/** Sum over sum where there are counts, else the mean of the values. */
export function averageOf({ kpi }: ShownSeries, points: readonly Point[]): number {
  const sum = (of: (p: Point) => number | null) => points.reduce((total, p) => total + (of(p) ?? 0), 0)
  if (kpi.kind === 'ratio' || kpi.kind === 'mean')
    return ((kpi.kind === 'ratio' ? 100 : 1) * sum((p) => p.numerator)) / sum((p) => p.denominator)
  return sum((p) => p.value) / points.length
}

/** Whether every step from a month to the last goes up, or every one down, and how many there are. */
export function stepsFrom(series: ShownSeries, from: string): { way: 'up' | 'down' | null; steps: number } {
  const values = series.points.filter((p) => p.period >= from).map((p) => p.value)
  const steps = values.slice(1).map((value, i) => (value ?? Number.NaN) - (values[i] ?? Number.NaN))
  const way = steps.every((s) => s > 0) ? 'up' : steps.every((s) => s < 0) ? 'down' : null
  return { way, steps: steps.length }
}
