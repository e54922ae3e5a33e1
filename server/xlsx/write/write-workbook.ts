/** Writes workbooks (.xlsx) of any size as a stream, a few rows in memory at a time. */

import { buffer } from 'node:stream/consumers'
import { columnLetters } from '#domain/extracts/layouts/layout.ts'
import { sheetName } from '#domain/extracts/spreadsheet-text.ts'
import { dayNumber } from '#domain/time/period.ts'
import { type StyleName, styleNumber, stylesXml } from './styles.ts'
import { type ZipPart, zipStream } from './zip-stream.ts'

/** Text, a number, or an empty cell that has a style. A formula is one of ours and `value` its result, for programs that show a
 *  file without calculating. */
export type CellToWrite = { value: string | number | null; style: StyleName; formula?: string }
export type RowToWrite = { row: number; cells: readonly (CellToWrite | null)[] }

export type SheetToWrite = {
  name: string
  /** In characters, from the first column on; null for the usual width. */
  widths: readonly (number | null)[]
  /** In the order of their numbers. */
  rows: AsyncIterable<RowToWrite> | Iterable<RowToWrite>
  /** True where no heading stays in sight as the rows move. */
  isUnheaded?: boolean
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The bytes of a workbook. Names of sheets are shortened to what a spreadsheet accepts and made unique. */
export function writeWorkbook(
  sheets: AsyncIterable<SheetToWrite> | Iterable<SheetToWrite>,
): AsyncGenerator<Buffer> {
  return zipStream(partsOf(sheets))
}

/** The same, whole: for a table that is in memory anyway. */
export function wholeWorkbook(sheets: Iterable<SheetToWrite>): Promise<Buffer> {
  return buffer(writeWorkbook(sheets))
}

async function* partsOf(
  sheets: AsyncIterable<SheetToWrite> | Iterable<SheetToWrite>,
): AsyncGenerator<ZipPart> {
  const names: string[] = []
  for await (const sheet of sheets) {
    names.push(unlike(names, sheetName(sheet.name)))
    yield { name: `xl/worksheets/sheet${names.length}.xml`, text: sheetXml(sheet) }
  }
  const each = (xml: (id: number, name: string) => string) =>
    names.map((name, i) => xml(i + 1, name)).join('')
  const override = (part: string, type: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="${TYPES}.${type}+xml"/>`
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`
  const relations = (all: string) =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all}</Relationships>`
  const parts: Record<string, string> = {
    '[Content_Types].xml':
      `${XML}<Types xmlns="${PACKAGE}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      override('workbook', 'sheet.main') +
      override('styles', 'styles') +
      `${each((id) => override(`worksheets/sheet${id}`, 'worksheet'))}</Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/_rels/workbook.xml.rels': relations(
      each((id) => relation(`rId${id}`, 'worksheet', `worksheets/sheet${id}.xml`)) +
        relation('styles', 'styles', 'styles.xml'),
    ),
    'xl/workbook.xml':
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
      each((id, name) => `<sheet name="${escaped(name)}" sheetId="${id}" r:id="rId${id}"/>`) +
      '</sheets></workbook>',
    'xl/styles.xml': stylesXml,
  }
  for (const [name, text] of Object.entries(parts)) yield { name, text: [text] }
}

/** Rows are joined before they are passed on, because one piece each would cost more than the rows themselves. */
const PIECE = 32 * 1024

/** The first row stays in sight. */
const HEADED =
  '<sheetViews><sheetView workbookViewId="0">' +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'

async function* sheetXml({ widths, rows, isUnheaded }: SheetToWrite): AsyncGenerator<string> {
  const columns = widths.flatMap((width, i) =>
    width === null ? [] : `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  )
  yield `${XML}<worksheet xmlns="${MAIN}">${isUnheaded === true ? '' : HEADED}` +
    `${columns.length > 0 ? `<cols>${columns.join('')}</cols>` : ''}<sheetData>`
  let piece = ''
  for await (const { row, cells } of rows) {
    piece += `<row r="${row}">${cells.map((cell, i) => cellXml(cell, `${columnLetters(i)}${row}`)).join('')}</row>`
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield `${piece}</sheetData></worksheet>`
}

function cellXml(cell: CellToWrite | null, address: string): string {
  if (cell === null) return ''
  const start = `<c r="${address}" s="${styleNumber(cell.style)}"`
  if (cell.value === null || cell.value === '') return `${start}/>`
  if (typeof cell.value === 'number') {
    const formula = cell.formula === undefined ? '' : `<f>${escaped(cell.formula)}</f>`
    return `${start}>${formula}<v>${cell.value}</v></c>`
  }
  return `${start} t="inlineStr"><is><t xml:space="preserve">${escaped(cell.value)}</t></is></c>`
}

/** The longest text that a cell may contain. */
const LONGEST_TEXT = 32_767
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Text as XML, with □ for characters that XML cannot contain, cut to what a cell can contain. */
function escaped(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .toWellFormed()
    .replaceAll(notInXml, '□')
    .replaceAll(/_x[0-9A-Fa-f]{4}_/g, '_x005F$&')
    .replaceAll('\r', '_x000D_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A day as a spreadsheet's day number; null for a day before March 1900, where spreadsheets count wrongly. */
export function serialOf(day: string): number | null {
  const serial = dayNumber(day) + 25_569
  return serial > 60 ? serial : null
}

function unlike(taken: readonly string[], name: string): string {
  const isTaken = (own: string) => taken.some((other) => other.toLowerCase() === own.toLowerCase())
  let own = name
  for (let i = 2; isTaken(own); i++) own = `${name.slice(0, 25)} (${i})`
  return own
}
