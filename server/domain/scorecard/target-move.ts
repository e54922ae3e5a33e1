/** A target or a floor that moves, as news of the first period that is judged by it. */

import type { Kpi, Target } from '../catalogue/kpi.ts'
import { targetFor } from '../catalogue/kpi.ts'
import { addMonths, lastMonth, periodInSentence } from '../time/period.ts'
import { formatValue } from '../wording/format.ts'

type Thresholds = { target: number; floor: number | null }

/** The month from which a target applies, with the thresholds before and after; null for none. */
export type TargetMove = { from: string; now: Thresholds | null; before: Thresholds | null }

/** The change of target in a period's month, compared with the month before. Null if nothing changed, or if the
 *  figure was still judged by the earlier target. */
export function targetMove(
  targets: readonly Target[],
  figure: { kpi: string; period: string; target: number | null; floor: number | null },
): TargetMove | null {
  const { kpi } = figure
  const month = lastMonth(figure.period)
  const now = targetFor(targets, kpi, month)
  if (now?.target !== (figure.target ?? undefined) || (now?.floor ?? null) !== figure.floor) return null
  const before = targetFor(targets, kpi, addMonths(month, -1))
  if (now?.target === before?.target && (now?.floor ?? null) === (before?.floor ?? null)) return null
  return { from: month, now: thresholdsOf(now), before: thresholdsOf(before) }
}

function thresholdsOf(target: Target | null): Thresholds | null {
  return target === null ? null : { target: target.target, floor: target.floor }
}

/** "The target for Visits in time is 90% from June 2019, 85% before", and the floor where that moved. */
export function targetMoveWords(
  kpi: Pick<Kpi, 'name' | 'unit' | 'decimals'>,
  { from, now, before }: TargetMove,
): string {
  const when = periodInSentence(from)
  const value = (of: number | null | undefined) => (of == null ? 'none' : formatValue(kpi, of))
  if (now === null) return `${kpi.name} has no target from ${when}, ${value(before?.target)} before`
  const floors = `${value(now.floor)}, ${value(before?.floor)} before`
  if (now.target === before?.target)
    return `The floor for ${kpi.name} is ${floors.replace(',', ` from ${when},`)}`
  const target = `The target for ${kpi.name} is ${value(now.target)} from ${when}, ${value(before?.target)} before`
  return now.floor === (before?.floor ?? null) ? target : `${target}; its floor is ${floors}`
}
