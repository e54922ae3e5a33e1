/** Finds the format of a file by its content, or explains in plain words why it has none. */

import { trimSpaces } from '#domain/extracts/figure-text.ts'
import type { Layout } from '#domain/extracts/layouts/layout.ts'
import { type ExtractProblem, fileProblem } from '#domain/extracts/problem.ts'
import type { Grid, GridRow } from '../../grid.ts'
import { formats } from '../formats/index.ts'
import { chooseLayout } from '../layouts/choose-layout.ts'
import { readByLayout } from '../layouts/read-by-layout.ts'
import type { ExtractFormat } from '../tables/extract-format.ts'
import { isBlank } from '../tables/table.ts'

/** The layouts that may be used besides our own formats. */
export type Layouts = {
  /** Layouts that people confirmed. Used if none of our own formats claims the file. */
  layouts?: readonly Layout[]
  /** The name of the layout asked for. Only this layout may then read the file. */
  layout?: string | null
}

/** The format of a file, or a problem if its shape is unknown. */
export function detectFormat(
  { preview, container }: Grid,
  { layouts = [], layout = null }: Layouts = {},
): ExtractFormat | ExtractProblem {
  const rows = preview.flatMap((sheet) => sheet.rows)
  if (rows.every(({ cells }) => isBlank(cells))) {
    const what = container === 'csv' ? 'The file is' : 'The workbook’s sheets are'
    return fileProblem('empty', `${what} empty. Choose another file`)
  }
  const [ours, other] = layout === null ? formats.filter((format) => format.claims(preview)) : []
  if (ours !== undefined && other !== undefined) return twoFormats()
  if (ours !== undefined) return ours
  const chosen = chooseLayout(preview, layouts, layout)
  if (chosen !== null) return 'code' in chosen ? chosen : formatOf(chosen)
  return noFormat(preview, container)
}

function formatOf(layout: Layout): ExtractFormat {
  return {
    name: 'layout',
    layout: { id: layout.id, name: layout.name },
    claims: (preview) => chooseLayout(preview, [layout], null) !== null,
    read: (grid, register) => readByLayout(grid, layout, register),
  }
}

/** If one format read the file, the table in the other would be left out without notice. */
function twoFormats(): ExtractProblem {
  const message =
    'The workbook holds tables of two shapes of ours, one row per measure and one column per measure. Send each as a file'
  return fileProblem('not_a_table', message)
}

const NEEDS = 'Row 1 must hold the headings team_code, kpi_code, period, numerator and denominator'
const MATCH = 'If the figures are in another shape of table, describe it once on the match page of this file'

function noFormat(preview: Grid['preview'], container: Grid['container']): ExtractProblem {
  const text = container === 'csv' ? notOurText(preview[0]?.rows ?? []) : null
  if (text !== null) return text
  for (const { name, rows } of preview) {
    const below = rows.find((row) => row.row > 1 && isOfFormat(row.cells))
    if (below === undefined) continue
    const where = preview.length > 1 ? ` of the sheet ‘${name}’` : ''
    const above = rows.filter(({ row }) => row < below.row).every(({ cells }) => isBlank(cells))
    const message =
      `The headings are in row ${below.row}${where}. Remove the ` +
      `${above ? 'blank rows' : 'rows'} above, or describe the table once on the match page of ` +
      `this file. ${NEEDS}`
    return { ...fileProblem('not_a_table', message), sheet: preview.length > 1 ? name : null, row: 1 }
  }
  return fileProblem('not_a_table', `The headings are not ours. ${NEEDS}. ${MATCH}`)
}

/** Why a text is not a comma-separated table; null if it may be one. */
function notOurText(rows: readonly GridRow[]): ExtractProblem | null {
  if (rows.some(({ cells }) => cells.some((cell) => cell.includes('\u0000')))) {
    const message = 'The file is not text. Save it as CSV (UTF-8) or as .xlsx and send that'
    return fileProblem('wrong_type', message)
  }
  const lines = rows.map(({ cells }) => cells.join(',')).filter((line) => trimSpaces(line) !== '')
  const [, spreadsheetLine, sign] = /^"?(sep=(.?))"?,*$/i.exec(lines[0] ?? '') ?? []
  if (spreadsheetLine !== undefined) {
    const name = separators[sign ?? ''] ?? 'another sign than commas'
    const message = `The cells are separated by ${name}, as the line ‘${spreadsheetLine}’ above them tells a spreadsheet. ${AS_WORKBOOK}`
    return fileProblem('not_a_table', message)
  }
  const separator = separatorOf(lines)
  if (separator === null) return null
  return fileProblem('not_a_table', `The cells are separated by ${separator}. ${AS_WORKBOOK}`)
}

const AS_WORKBOOK = 'Save the file as .xlsx and send that, or paste the rows on the upload page'
const separators: Readonly<Record<string, string>> = {
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ',': 'commas',
}

/** The separator of the cells if it is not a comma: a sign that gives our headings, or the same number of columns in each row. */
function separatorOf(lines: readonly string[]): string | null {
  for (const sign of [';', '\t', '|']) {
    const counts = lines.map((line) => line.split(sign).length)
    const isSteady = (counts[0] ?? 1) >= 3 && counts.every((count) => count === counts[0])
    if (isOfFormat((lines[0] ?? '').split(sign)) || isSteady) return separators[sign] ?? null
  }
  return null
}

/** Whether these cells could be the headings of a format of ours. */
function isOfFormat(cells: readonly string[]): boolean {
  const texts = cells.map((cell) => trimSpaces(cell.replace(/^\s*"|"\s*$/g, '')))
  return formats.some((format) => format.claims([{ name: null, rows: [{ row: 1, cells: texts }] }]))
}
