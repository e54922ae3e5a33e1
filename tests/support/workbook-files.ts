/** Workbooks for tests, built from the XML of their parts. */

import type { ExtractProblem } from '#domain/extracts/problem.ts'
import type { Grid, GridEvent } from '#server/grid.ts'
import { type ZipEntry, zipOf } from './zip.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

export type WorkbookParts = {
  /** Each sheet's name and the XML of its rows, or of the whole part if it begins with `<?xml`. */
  sheets?: readonly { name: string; rows: string; hidden?: boolean }[]
  /** The XML of the shared strings' items. */
  strings?: string
  /** The format numbers of styles 0, 1, 2 …, and the text of formats from 164 on. */
  formats?: readonly number[]
  codes?: Record<number, string>
  from1904?: boolean
  /** Parts to add or to replace by name; null leaves one out. */
  parts?: Record<string, string | Buffer | null>
}

/** The entries of a workbook as Excel would write them. */
export function workbookEntries({
  sheets = [{ name: 'Sheet1', rows: '' }],
  strings = '',
  formats = [0],
  codes = {},
  from1904 = false,
  parts = {},
}: WorkbookParts = {}): ZipEntry[] {
  const relations = (list: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${PACKAGE}/relationships">${list}</Relationships>`
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`
  const all: Record<string, string | Buffer | null> = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, hidden }, i) =>
          `<sheet name="${name}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      sheets.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('') +
        relation('rId98', 'sharedStrings', 'sharedStrings.xml') +
        relation('rId99', 'styles', '/xl/styles.xml'),
    ),
    'xl/sharedStrings.xml': `<?xml version="1.0"?><sst xmlns="${MAIN}">${strings}</sst>`,
    'xl/styles.xml': `<?xml version="1.0"?><styleSheet xmlns="${MAIN}"><numFmts>${Object.entries(codes)
      .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats
      .map((id) => `<xf numFmtId="${id}"/>`)
      .join('')}</cellXfs></styleSheet>`,
  }
  sheets.forEach(({ rows }, i) => {
    all[`xl/worksheets/sheet${i + 1}.xml`] = rows.startsWith('<?xml')
      ? rows
      : `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`
  })
  Object.assign(all, parts)
  return Object.entries(all).flatMap(([name, content]) => (content === null ? [] : [{ name, content }]))
}

/** A workbook's bytes. */
export function workbookOf(parts: WorkbookParts = {}): Buffer {
  return zipOf(workbookEntries(parts))
}

/** The rows of a table as a sheet's XML: text as inline text, numbers as numbers. */
export function rowsXml(table: readonly (readonly (string | number | null)[])[], from = 1): string {
  return table
    .map((cells, i) => {
      const xml = cells.map((cell) => {
        if (cell === null) return '<c/>'
        if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
        const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
        return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
      })
      return `<row r="${i + from}">${xml.join('')}</row>`
    })
    .join('')
}

/** Everything that a grid yields, and how it ended. */
export async function readGrid(grid: Grid): Promise<{ events: GridEvent[]; end: ExtractProblem | null }> {
  const events: GridEvent[] = []
  const reading = grid.events()
  for (;;) {
    const next = await reading.next()
    if (next.done) return { events, end: next.value }
    events.push(next.value)
  }
}
