/** What the weeks of a month and the month tell of each other. */

import type { Kpi, KpiPart } from '../catalogue/kpi.ts'
import type { Cell } from '../figures/measurement.ts'
import { firstDay, lastDay, weeksTouching } from '../time/period.ts'
import { bothOf, dust, type PartLimits, partOf, type Range } from './amounts.ts'

type Counts = Pick<Cell, 'numerator' | 'denominator'>

/** A week's counts of a unit, and whether a reader outside was given them. */
export type WeekBeside = Counts & { week: string; isGiven: boolean }

const parts: readonly KpiPart[] = ['numerator', 'rest', 'denominator']

/** The weeks that tell of a month: of what is counted on a day the one that ends with it, else all that it touches. */
export function weeksBeside({ basis }: Pick<Kpi, 'basis'>, month: string): string[] {
  const weeks = weeksTouching(month)
  return basis === 'flow' ? weeks : weeks.filter((week) => lastDay(week) === lastDay(month))
}

/** The limits of a month's counts by the weeks that were given. A month that its weeks contradict has none. */
export function monthLimits(
  month: string,
  own: Counts,
  weeks: readonly WeekBeside[],
  of: readonly string[],
): PartLimits {
  const given = weeks.filter((w) => w.isGiven)
  return limitsOf(own, (part) => ({
    low: sumOf(given.filter((w) => isInside(w.week, month)), part), // biome-ignore format: one line
    high: given.length === of.length ? sumOf(given, part) : Number.POSITIVE_INFINITY,
  }))
}

/** The limits of a week's counts by its month, if that is given, and the other weeks that were. */
export function weekLimits(
  month: string,
  { own, whole }: { own: WeekBeside; whole: Counts },
  weeks: readonly WeekBeside[],
  of: readonly string[],
): PartLimits {
  const others = weeks.filter((w) => w.week !== own.week && w.isGiven)
  return limitsOf(own, (part) => ({
    low: others.length === of.length - 1 ? partOf(whole, part) - sumOf(others, part) : 0,
    high: isInside(own.week, month)
      ? partOf(whole, part) - sumOf(others.filter((w) => isInside(w.week, month)), part) // biome-ignore format: one line
      : Number.POSITIVE_INFINITY,
  }))
}

function limitsOf(own: Counts, rangeOf: (part: KpiPart) => Range): PartLimits {
  const limits: PartLimits = {}
  for (const part of parts) {
    const range = bothOf({ low: 0, high: Number.POSITIVE_INFINITY }, rangeOf(part))
    const amount = partOf(own, part)
    if (amount >= range.low - dust && amount <= range.high + dust) limits[part] = range
  }
  return limits
}

/** A week that ends with a month whose last day is counted is that month. */
function isInside(week: string, month: string): boolean {
  return firstDay(week) >= firstDay(month) && lastDay(week) <= lastDay(month)
}

function sumOf(weeks: readonly Counts[], part: KpiPart): number {
  return weeks.reduce((sum, week) => sum + partOf(week, part), 0)
}
