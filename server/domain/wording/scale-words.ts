/** What a reader must know of a value axis to read it: its unit, the good direction, and where it begins. */
import type { Good, Kpi, KpiUnit } from '../catalogue/kpi.ts'
import { formatValue } from './format.ts'

const unitNames: Record<KpiUnit, string> = {
  percent: '%',
  children_or_items: 'Number',
  working_days: 'Working days',
  children_per_fte: 'Children per full-time worker',
}

const directions: Record<Good, string | null> = {
  higher: 'higher is better',
  lower: 'lower is better',
  near: 'close to target is better',
  neither: null,
}

/** "%, higher is better; scale from 70%". A scale from 0 is not mentioned. `from` is the axis's lowest value, in the KPI's unit. */
export function scaleWords(kpi: Pick<Kpi, 'unit' | 'decimals' | 'good'>, from: number): string {
  const said = [unitNames[kpi.unit], directions[kpi.good]].filter((words) => words !== null).join(', ')
  // An axis may begin between two whole numbers, also where the measure is told without decimals.
  const decimals = Number.isInteger(from) ? 0 : Math.max(1, kpi.decimals)
  return from === 0 ? said : `${said}; scale from ${formatValue({ ...kpi, decimals }, from)}`
}

/** The words of one scale of percentages for several measures: "%, higher is better unless a row says otherwise". */
export function sharedScaleWords(kpis: readonly Pick<Kpi, 'good'>[], from: number): string {
  const good = sharedDirection(kpis)
  const words = scaleWords({ unit: 'percent', decimals: 0, good }, from)
  return kpis.every((kpi) => kpi.good === good)
    ? words
    : words.replace('is better', 'is better unless a row says otherwise')
}

/** What a measure's row says of its good direction beside measures of another: "lower is better"; null where the scale's words
 * hold for it. */
export function ownDirection(
  { good }: Pick<Kpi, 'good'>,
  among: readonly Pick<Kpi, 'good'>[],
): string | null {
  return good === sharedDirection(among) ? null : (directions[good] ?? 'neither direction is better')
}

/** The direction of all of them; where they differ, that of most measures there are. */
function sharedDirection(kpis: readonly Pick<Kpi, 'good'>[]): Good {
  const [first] = kpis
  return first !== undefined && kpis.every(({ good }) => good === first.good) ? first.good : 'higher'
}

/** "Usual range 76.5% to 92.1%"; a percentage never leaves 0 to 100. Null where there is none. Limits are in the KPI's unit. */
export function usualRangeWords(
  kpi: Pick<Kpi, 'unit' | 'decimals'>,
  { lower, upper }: { lower: number | null; upper: number | null },
): string | null {
  if (lower === null || upper === null) return null
  const shown = (limit: number) =>
    formatValue(kpi, kpi.unit === 'percent' ? Math.min(100, Math.max(0, limit)) : limit)
  return `Usual range ${shown(lower)} to ${shown(upper)}`
}

/** What stands above a scale: its words, and the usual range of the last point if there is one. */
export function scalePhrases(
  kpi: Pick<Kpi, 'unit' | 'decimals' | 'good'>,
  from: number,
  last?: { lower: number | null; upper: number | null },
): string[] {
  const range = last === undefined ? null : usualRangeWords(kpi, last)
  return [scaleWords(kpi, from), ...(range === null ? [] : [range])]
}
