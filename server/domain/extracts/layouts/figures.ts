/** The figure columns of a layout, and how their cells are read. */

import { readFigure, trimSpaces } from '../figure-text.ts'
import { type ExtractProblem, shortened } from '../problem.ts'
import type { ExtractColumn, ExtractRegister } from '../register.ts'
import { headingAt, type SourceCell, spotOf } from './cells.ts'
import type { PlacedColumn } from './columns.ts'
import {
  asName,
  type FigurePart,
  figureParts,
  isFigurePart,
  type Layout,
  type LayoutRules,
} from './layout.ts'
import type { TableRow } from './layout-walk.ts'
import { problemIn } from './problems.ts'

/** The columns that make one figure. In a table with one figure a row, all figure columns; in a wide table, those
 *  of one KPI; with months or teams across, those of one month or team. */
export type FigureGroup = {
  kpi: string | null
  period: string | null
  team: string | null
  parts: readonly (readonly [FigurePart, place: number])[]
}

/** The figures that each row of a table holds. */
export function figureGroups(columns: readonly PlacedColumn[]): FigureGroup[] {
  const groups = new Map<string, { group: Omit<FigureGroup, 'parts'>; parts: [FigurePart, number][] }>()
  columns.forEach(({ use, period, team }, place) => {
    const kpi = typeof use === 'object' ? use.kpi : null
    const part = typeof use === 'object' ? use.part : isFigurePart(use) ? use : null
    if (part === null) return
    const key = JSON.stringify([kpi, period, team === null ? null : asName(team)])
    const { group, parts } = groups.get(key) ?? { group: { kpi, period, team }, parts: [] }
    parts.push([part, place])
    groups.set(key, { group, parts })
  })
  return [...groups.values()].map(({ group, parts }) => ({
    ...group,
    parts: parts.toSorted(([a], [b]) => figureParts.indexOf(a) - figureParts.indexOf(b)),
  }))
}

/** Translates a cell of a figure column into our terms. Returns the text unchanged if the rules have none for it. */
export type ReadCell = (typed: string, part: FigurePart, isRatio: boolean) => string

/** Reads cells by the words and signs that a person explained. */
export function figureReader({ words, percent, thousands, fractions }: LayoutRules): ReadCell {
  const meanings = new Map<string, string>(words.map(({ word, means }) => [asName(word), means]))
  return (typed, part, isRatio) => {
    const meaning = meanings.get(asName(typed))
    if (meaning !== undefined) return meaning
    const text = percent && part === 'value' ? typed.replace(/^([0-9.,]+) ?%$/, '$1') : typed
    if (fractions && part === 'value' && isRatio && isFraction(typed)) return hundredfold(typed)
    return thousands && /^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(text) ? text.replaceAll(',', '') : text
  }
}

/** Whether a text could be a percentage written as a share of one. */
export function isFraction(text: string): boolean {
  return /^(?:[0-9]{1,9}|[0-9]{0,9}\.[0-9]{1,17})$/.test(text)
}

/** A decimal times one hundred, rounded to four decimals as figures are. */
function hundredfold(text: string): string {
  return String(Number((Number(text) * 100).toFixed(4)))
}

export type GroupFigures = {
  text: Record<FigurePart, string>
  sources: Partial<Record<ExtractColumn, SourceCell>>
  problems: ExtractProblem[]
  hasNumber: boolean
}

/** Translates the cells of a row's figures into our terms. A word that nobody explained is a problem. */
export function groupReader(
  layout: Pick<Layout, 'name' | 'rules'>,
  register: ExtractRegister,
): (
  row: TableRow,
  group: FigureGroup,
  at: { kpi: string | null; sheet: string | null; columns: readonly PlacedColumn[] },
) => GroupFigures {
  const inOurTerms = figureReader(layout.rules)
  return (row, { parts }, { kpi, sheet, columns }) => {
    const kind = kpi === null ? undefined : register.kpis.get(kpi)?.kind
    // In a table that has only values, the value of a count is its number, which is kept as the numerator.
    const isNumber = (kind === 'count' || kind === 'stock') && parts.every(([part]) => part === 'value')
    const text: Record<FigurePart, string> = { numerator: '', denominator: '', value: '' }
    const sources: Partial<Record<ExtractColumn, SourceCell>> = {}
    const problems: ExtractProblem[] = []
    let hasNumber = false
    for (const [held, place] of parts) {
      const part = isNumber ? 'numerator' : held
      const typed = trimSpaces(row.cells[place] ?? '')
      text[part] = inOurTerms(typed, part, kind === 'ratio')
      sources[part] = { heading: headingAt(columns, place), text: typed }
      const read = readFigure(text[part])
      if (read.is === 'number' || read.is === 'refused') hasNumber = true
      if (read.is === 'refused' && read.code === 'symbol_unknown') {
        const message = `‘${shortened(typed)}’ is not a word that the layout ‘${layout.name}’ knows. Match the file again to say what it means`
        problems.push(problemIn('symbol_unknown', spotOf(row, place, sheet, columns), typed, message))
      }
    }
    return { text, sources, problems, hasNumber }
  }
}
