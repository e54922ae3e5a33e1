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
  return from === 0 ? said : `${said}; scale from ${formatValue({ ...kpi, decimals: 0 }, from)}`
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
