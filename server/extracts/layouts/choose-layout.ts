/** Which layout reads a file, by its headings. */
import { type ExtractProblem, fileProblem } from '#domain/extract-problem.ts'
import { asName, type Layout, type LayoutRules } from '#domain/layout.ts'
import { headingsDiffer } from '#domain/layout-problems.ts'
import { isTakenSheet } from '#domain/layout-walk.ts'
import { headingsAt, holdsHeadings } from '#domain/suggest-layout.ts'
import type { SheetPreview } from '../grid.ts'

/**
 * The layout whose headings a file has, or the one asked for by name; null where none is meant. The problem names the two
 * that both would read it, the name that is none, or the layout that the file nearly fits.
 */
export function chooseLayout(
  preview: readonly SheetPreview[],
  layouts: readonly Layout[],
  asked: string | null,
): Layout | ExtractProblem | null {
  if (asked !== null) {
    return layouts.find(({ name }) => asName(name) === asName(asked)) ?? notALayout(asked, layouts)
  }
  const fitting = layouts.filter(({ rules }) => takenSheets(preview, rules).some((rows) => fits(rows, rules)))
  const [first, second] = fitting
  if (first !== undefined && second !== undefined) {
    const names = fitting.map(({ name }) => `‘${name}’`).join(' and ')
    return fileProblem(
      'not_a_table',
      `The layouts ${names} both read files with these headings. Say which one reads this file, or retire the other`,
    )
  }
  return first ?? nearestLayout(preview, layouts)
}

function notALayout(asked: string, layouts: readonly Layout[]): ExtractProblem {
  const names = layouts.map(({ name }) => `‘${name}’`).join(', ')
  const remedy = names === '' ? 'None has been confirmed yet' : `Those that are: ${names}`
  return fileProblem('not_a_table', `There is no layout called ‘${asked}’. ${remedy}`)
}

/** Where at least half of a layout's headings are there, that it no longer fits; null where there is no such layout. */
function nearestLayout(preview: readonly SheetPreview[], layouts: readonly Layout[]): ExtractProblem | null {
  let best: { layout: Layout; headings: readonly string[]; shared: number; row: number } | null = null
  for (const layout of layouts) {
    const ours = layout.rules.columns.map(({ heading }) => asName(heading)).filter((name) => name !== '')
    for (const rows of takenSheets(preview, layout.rules)) {
      for (const { row } of rows) {
        const headings = headingsAt(rows, { row, rows: layout.rules.headingRows }) ?? []
        const names = new Set(headings.map(asName))
        const shared = ours.filter((name) => names.has(name)).length
        if (shared * 2 < ours.length || shared <= (best?.shared ?? 0)) continue
        best = { layout, headings, shared, row }
      }
    }
  }
  if (best === null) return null
  const { layout, headings, row } = best
  const said = `The layout ‘${layout.name}’ no longer fits: ${headingsDiffer(layout.rules, headings)}. Match the file again, or have its headings put back`
  return { ...fileProblem('not_a_table', `Row ${row}: ${said}`), row }
}

function fits(rows: SheetPreview['rows'], rules: LayoutRules): boolean {
  return holdsHeadings(
    rows,
    rules.columns.map(({ heading }) => heading),
    rules.headingRows,
  )
}

function takenSheets(preview: readonly SheetPreview[], rules: LayoutRules): SheetPreview['rows'][] {
  return preview.filter(({ name }, place) => isTakenSheet(rules, name, place)).map(({ rows }) => rows)
}
