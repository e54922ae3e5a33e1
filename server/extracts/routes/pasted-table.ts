/** A table as spreadsheets put it on the clipboard: tabs between cells, a line for each row, and quotes around a cell that
 *  holds a tab, a line end or a quote. */
import { quoted } from '#domain/extracts/csv-record.ts'

/** The table as CSV, with every cell quoted so that its text stays exactly the same. Text without a tab is returned
 *  unchanged: it may already be CSV. */
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

/**
 * A quoted cell whose closing quote is at the end of the cell; null for any other, where quotes are part of the text.
 */
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
