/** Which layout reads a file, by its headings. */

import { columnMatcher } from '#domain/extracts/layouts/columns.ts'
import { asName, type Layout, type LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { isTakenSheet } from '#domain/extracts/layouts/layout-walk.ts'
import { headingsDiffer } from '#domain/extracts/layouts/problems.ts'
import { headingsAt } from '#domain/extracts/layouts/suggest-layout.ts'
import { type ExtractProblem, fileProblem, rowProblem } from '#domain/extracts/problem.ts'
import type { SheetPreview } from '../../grid.ts'

/**
 * The layout whose headings the file has, or the one asked for by name; null if there is none. A problem if two
 * layouts would read the file, if the name is unknown, or if the file nearly fits a layout.
 */
export function chooseLayout(
  preview: readonly SheetPreview[],
  layouts: readonly Layout[],
  asked: string | null,
): Layout | ExtractProblem | null {
  if (asked !== null) {
    return layouts.find(({ name }) => asName(name) === asName(asked)) ?? notALayout(asked, layouts)
  }
  const fitting = fittingLayouts(preview, layouts)
  const [first, second] = fitting
  if (first !== undefined && second !== undefined) {
    const names = fitting.map(({ name }) => `‘${name}’`).join(' and ')
    return fileProblem(
      'not_a_table',
      `The layouts ${names} both read files with these headings. Say which one reads this file, or retire the other`,
    )
  }
  if (first !== undefined) return first
  const near = nearestLayout(preview, layouts)
  return near === null ? null : noLongerFits(near)
}

/** The layouts whose headings a file has. */
export function fittingLayouts(preview: readonly SheetPreview[], layouts: readonly Layout[]): Layout[] {
  return layouts.filter(({ rules }) => takenSheets(preview, rules).some((rows) => fits(rows, rules)))
}

function notALayout(asked: string, layouts: readonly Layout[]): ExtractProblem {
  const names = layouts.map(({ name }) => `‘${name}’`).join(', ')
  const remedy = names === '' ? 'None has been confirmed yet' : `Those that are: ${names}`
  return fileProblem('not_a_table', `There is no layout called ‘${asked}’. ${remedy}`)
}

type NearLayout = { layout: Layout; row: number; headings: readonly string[] }

/** The layout that shares most headings with a row of the file, at least half of them; null if there is none. */
export function nearestLayout(
  preview: readonly SheetPreview[],
  layouts: readonly Layout[],
): NearLayout | null {
  let best: (NearLayout & { shared: number }) | null = null
  for (const layout of layouts) {
    const matcher = columnMatcher(layout.rules)
    for (const rows of takenSheets(preview, layout.rules)) {
      for (const { row } of rows) {
        const headings = headingsAt(rows, { row, rows: layout.rules.headingRows }) ?? []
        const shared = matcher.shared(headings)
        if (shared <= (best?.shared ?? 0)) continue
        best = { layout, headings, shared, row }
      }
    }
  }
  return best
}

function noLongerFits({ layout, headings, row }: NearLayout): ExtractProblem {
  const said = `The layout ‘${layout.name}’ no longer fits: ${headingsDiffer(layout.rules, headings)}. Match the file again, or have its headings put back`
  return rowProblem('not_a_table', row, null, null, `Row ${row}: ${said}`)
}

function fits(rows: SheetPreview['rows'], rules: LayoutRules): boolean {
  const matcher = columnMatcher(rules)
  return rows.some(({ row }) => {
    const headings = headingsAt(rows, { row, rows: rules.headingRows })
    return headings !== null && matcher.place(headings) !== null
  })
}

function takenSheets(preview: readonly SheetPreview[], rules: LayoutRules): SheetPreview['rows'][] {
  return preview.filter(({ name }, place) => isTakenSheet(rules, name, place)).map(({ rows }) => rows)
}
