/** The columns of figures of a layout, and what stands in their cells. */
import { asName, type FigurePart, figureParts, isFigurePart, type LayoutRules } from './layout.ts'

/** The columns that make one row: all of a table of one figure to a row, those of one KPI in a wide one. */
export type FigureGroup = { kpi: string | null; parts: readonly (readonly [FigurePart, place: number])[] }

export function figureGroups({ columns }: LayoutRules): FigureGroup[] {
  const groups = new Map<string | null, [FigurePart, number][]>()
  columns.forEach(({ use }, place) => {
    const kpi = typeof use === 'object' ? use.kpi : null
    const part = typeof use === 'object' ? use.part : isFigurePart(use) ? use : null
    if (part === null) return
    const parts = groups.get(kpi) ?? []
    parts.push([part, place])
    groups.set(kpi, parts)
  })
  return [...groups].map(([kpi, parts]) => ({
    kpi,
    parts: parts.toSorted(([a], [b]) => figureParts.indexOf(a) - figureParts.indexOf(b)),
  }))
}

/** Gives a cell of a figure column in our own terms: unchanged where the rules say nothing of it. */
export function figureReader({
  words,
  percent,
  thousands,
}: LayoutRules): (typed: string, part: FigurePart) => string {
  const meanings = new Map<string, string>(words.map(({ word, means }) => [asName(word), means]))
  return (typed, part) => {
    const meaning = meanings.get(asName(typed))
    if (meaning !== undefined) return meaning
    const text = percent && part === 'value' ? typed.replace(/^([0-9.,]+) ?%$/, '$1') : typed
    return thousands && /^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(text) ? text.replaceAll(',', '') : text
  }
}
