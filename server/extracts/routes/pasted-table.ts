/** A table as spreadsheets put it on the clipboard: tabs between cells, a line for each row, and quotes around a cell that
 *  holds a tab, a line end or a quote. */
import { quoted } from '#domain/extracts/csv-record.ts'

/** The same table as CSV, each cell quoted, so that it says what was pasted and nothing else. Text without a tab is no such
 *  table and is given back as it is: it may be CSV already. */
export function csvOfPasted(text: string): string {
  if (!text.includes('\t')) return text
  return pastedRows(text)
    .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
    .join('')
}

function pastedRows(text: string): string[][] {
  const rows: string[][] = []
  let cells: string[] = []
  let at = 0
  while (at < text.length) {
    const cell = quotedCell(text, at) ?? plainCell(text, at)
    cells.push(cell.text)
    at = cell.end
    if (text[at] === '\t') {
      at++
      // A tab that ends the text has an empty cell after it.
      if (at < text.length) continue
      cells.push('')
    } else at += text.startsWith('\r\n', at) ? 2 : 1
    rows.push(cells)
    cells = []
  }
  return rows
}

type PastedCell = { text: string; end: number }

/** A cell in quotes that close where the cell ends; null for any other, whose quotes are then its own. */
function quotedCell(text: string, start: number): PastedCell | null {
  if (text[start] !== '"') return null
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf('"', at)
    if (at === -1) return null
    if (text[at + 1] === '"') continue
    const end = at + 1
    if (end < text.length && !/[\t\r\n]/.test(text[end] ?? '')) return null
    return { text: text.slice(start + 1, at).replaceAll('""', '"'), end }
  }
}

function plainCell(text: string, start: number): PastedCell {
  const length = /[\t\r\n]/.exec(text.slice(start))?.index
  const end = length === undefined ? text.length : start + length
  return { text: text.slice(start, end), end }
}
