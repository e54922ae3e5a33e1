import { childLevelHeading } from '#domain/child-level.ts'
import { type ExtractProblem, fileProblem } from '#domain/extract-problem.ts'
import { trimSpaces } from '#domain/figure-text.ts'
import { encodingOf } from './decode-text.ts'
import type { ExtractFormat } from './extract-format.ts'
import { formats } from './formats/index.ts'
import { childLevelData } from './formats/tidy/format.ts'

/** How much of a file is looked at before anything of it is written. */
export const HEAD_SIZE = 64 * 1024

const SAVE_AS_CSV = 'Save it as CSV (UTF-8) and send that'

/** Content that is no text table, by how it begins. */
const otherTypes: readonly { begins: string; message: string }[] = [
  { begins: 'PK\x03\x04', message: `The file is an Excel workbook or a zip file. ${SAVE_AS_CSV}` },
  { begins: 'PK\x05\x06', message: `The file is an empty zip file. ${SAVE_AS_CSV}` },
  {
    begins: '\xd0\xcf\x11\xe0',
    message: `The file is an older or a password-protected workbook. ${SAVE_AS_CSV}`,
  },
  { begins: '\x1f\x8b', message: `The file is compressed. Unpack it and send the CSV` },
  { begins: '%PDF', message: `The file is a PDF. ${SAVE_AS_CSV}` },
  { begins: '{\\rtf', message: `The file is a text document. ${SAVE_AS_CSV}` },
  { begins: '<', message: `The file is a web page or XML. ${SAVE_AS_CSV}` },
  { begins: '{', message: `The file is JSON. ${SAVE_AS_CSV}` },
  { begins: '[', message: `The file is JSON. ${SAVE_AS_CSV}` },
  { begins: '\x89PNG', message: `The file is a picture. ${SAVE_AS_CSV}` },
  { begins: '\xff\xd8\xff', message: `The file is a picture. ${SAVE_AS_CSV}` },
]

/** The format a file is in, by the content of its first 64 KB, or why it is in none. */
export function detectFormat(head: Buffer): ExtractFormat | ExtractProblem {
  const start = head.subarray(0, 8).toString('latin1')
  const other = otherTypes.find(({ begins }) => start.startsWith(begins))
  if (other) return fileProblem('wrong_type', other.message)
  const rows = firstRows(head, ',')
  if (rows.every((cells) => cells.every((cell) => cell === ''))) {
    return fileProblem('empty', 'The file is empty. Choose another file')
  }
  return formats.find((format) => format.claims(rows[0] ?? [])) ?? notATable(rows, head)
}

/** The problem of a file whose headings are those of a list of children, seen before anything of it is written. */
export function childLevelHead(head: Buffer): ExtractProblem | null {
  if (head.includes(0) && encodingOf(head) === 'utf-8') return null
  for (const [index, cells] of firstRows(head, /[,;\t|]/).entries()) {
    const heading = childLevelHeading(cells, index === 0)
    if (heading !== null) return childLevelData(index + 1, heading)
  }
  return null
}

function notATable(rows: readonly string[][], head: Buffer): ExtractProblem {
  const needs = 'Row 1 must hold the headings team_code, kpi_code, period, numerator and denominator'
  const below = rows.findIndex((cells) => formats.some((format) => format.claims(cells)))
  if (below > 0) {
    return fileProblem('not_a_table', `The headings are in row ${below + 1}. Remove the rows above: ${needs}`)
  }
  const line = text(head).split(/[\r\n]/, 1)[0] ?? ''
  const separator = [';', '\t', '|'].find((sign) => formats.some((format) => format.claims(line.split(sign))))
  if (separator !== undefined) {
    const name = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[separator]
    return fileProblem(
      'not_a_table',
      `The cells are separated by ${name}. Save it with commas between the cells`,
    )
  }
  if (head.includes(0) && encodingOf(head) === 'utf-8') {
    return fileProblem('wrong_type', `The file is not text. ${SAVE_AS_CSV}`)
  }
  return fileProblem('not_a_table', `The headings are missing. ${needs}`)
}

/** The head's lines as cells, read leniently: enough to recognise a file, never to take a figure from it. */
function firstRows(head: Buffer, separator: string | RegExp): string[][] {
  return text(head)
    .split(/\r\n|\n|\r/)
    .map((line) => line.split(separator).map((cell) => trimSpaces(cell.replace(/^\s*"|"\s*$/g, ''))))
}

function text(head: Buffer): string {
  return new TextDecoder(encodingOf(head)).decode(head.subarray(0, HEAD_SIZE))
}
