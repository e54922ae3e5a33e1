/** Which measure a page of many units opens on: the one with most to talk about. */

import type { Figure } from '../figures/figure.ts'
import { wordFor } from '../wording/word-for.ts'

/** A measure and how many units are worse than usual on it, and short of its target. */
export type MostToTalkAbout = { kpi: string; concerning: number; short: number }

/** The measure on which most units are worse than usual; among those alike, on which most are short of target; among those alike,
 * the first. Null if no unit is worse than usual and none is short of a target.
 * @param kpis codes of the measures to choose from, in the catalogue's order
 * @param figures one month's figures of the units that count these measures */
export function mostToTalkAbout(
  kpis: readonly string[],
  figures: readonly ({ kpi: string } & Pick<Figure, 'variation' | 'status'>)[],
): MostToTalkAbout | null {
  const byKpi = Map.groupBy(figures, ({ kpi }) => kpi)
  const found = [...new Set(kpis)].map((kpi) => {
    const own = byKpi.get(kpi) ?? []
    return {
      kpi,
      concerning: own.filter(({ variation }) => variation === 'concerning').length,
      short: own.filter(({ status }) => status === 'missed' || status === 'close').length,
    }
  })
  const [first] = found.toSorted((a, b) => b.concerning - a.concerning || b.short - a.short)
  return first === undefined || first.concerning + first.short === 0 ? null : first
}

/** Why the page opens on a measure, beside it. Null stands for a month with nothing to talk about. */
export function opensOnWords(most: MostToTalkAbout | null, noun: 'team' | 'service'): string {
  if (most === null) return `Shown first. No ${noun} is worse than usual or short of a target.`
  const { concerning, short } = most
  const are = (count: number) => `${count} ${wordFor(count, `${noun} is`, `${noun}s are`)}`
  const said = [
    ...(concerning === 0 ? [] : [`${are(concerning)} worse than usual`]),
    ...(short === 0 ? [] : [`${are(short)} short of target`]),
  ]
  return `Shown first, as no other measure has more to talk about: ${said.join(', and ')}.`
}
