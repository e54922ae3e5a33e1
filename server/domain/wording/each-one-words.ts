/** The words for a shortfall where each one counts. */

import type { Kpi } from '../catalogue/kpi.ts'
import { isShort, shortfallOf } from '../figures/each-one.ts'
import type { Figure } from '../figures/figure.ts'
import { formatNumber } from './format.ts'
import { phraseOf } from './phrase.ts'
import { plural } from './plural.ts'

type EachOneKpi = Pick<Kpi, 'eachOneCounts' | 'kind' | 'good'>
type Counted = Pick<Figure, 'state' | 'numerator' | 'denominator' | 'origin' | 'status'>

/** "1 of 3 without approval": a team's shortfall as children. Null where nobody fell short, or the figure is not a
 *  team's. */
export function shortfallWords(kpi: EachOneKpi, figure: Counted): string | null {
  return isTeamShort(kpi, figure) ? missedOnes(kpi, figure) : null
}

function missedOnes(kpi: EachOneKpi, figure: Counted): string {
  const short = formatNumber(shortfallOf(kpi, figure) ?? 0)
  const of = kpi.kind === 'ratio' ? ` of ${formatNumber(figure.denominator ?? 0)}` : ''
  return `${short}${of} ${kpi.eachOneCounts}`
}

/** A figure's phrase with its shortfall first, where each one counts: "1 of 3 without approval; too early to tell: 4 of 13 needed". */
export function phraseOfRow(kpi: EachOneKpi, figure: Figure): string {
  return [shortfallWords(kpi, figure), phraseOf(figure)].filter(Boolean).join('; ')
}

/** True for a team's figure that was judged missed because of a shortfall. */
export function isTeamShort(kpi: EachOneKpi, figure: Counted): boolean {
  return figure.origin === 'team' && figure.status === 'missed' && isShort(kpi, figure)
}

/** "1 of 11 without approval, in 1 team": the same for a service or the council, with how many of its teams fell short, if that is
 *  known to the reader. Null where nobody fell short. */
export function shortfallBeneathWords(
  kpi: EachOneKpi,
  figure: Counted & Pick<Figure, 'teamsShort'>,
): string | null {
  if (figure.origin === 'team' || !isShort(kpi, figure)) return null
  const short = missedOnes(kpi, figure)
  return figure.teamsShort ? `${short}, in ${plural(figure.teamsShort, 'team')}` : short
}
