/** The figure that a verdict is about, where this month's own is not whole and has none. */
import type { Kpi } from '../catalogue/kpi.ts'
import type { Figure } from '../figures/figure.ts'
import { judgedFigure } from '../figures/wholeness.ts'
import { formatFigure } from './format.ts'
import { lastWholeWhen } from './wholeness-words.ts'

/** The figure of which a verdict speaks: "66", or if this month's is not whole "66 in October 2019, the last whole month". */
export function judgedFigureWords(kpi: Kpi, figure: Figure): string {
  const when = lastWholeWhen(figure)
  const shown = formatFigure(kpi, judgedFigure(figure) ?? figure)
  return when === null ? shown : `${shown} ${when}`
}

/** Why a measure is named, for a place beside `judgedFigureWords`: without the month that those words say already. */
export function whyBesideFigure(why: string, figure: Figure): string {
  const when = lastWholeWhen(figure)
  return when !== null && why.startsWith(`${when}: `) ? why.slice(when.length + 2) : why
}
