/** The program of the reading process: it receives a workbook's parts and writes lines of JSON. `preview` returns the start of
 * every sheet, `all` everything. */
import { once } from 'node:events'
import { fileProblem } from '#domain/extracts/problem.ts'
import { capital } from '#domain/wording/format.ts'
import { damagedWorkbook, type WorkbookProblem } from '../workbook-problem.ts'
import type { ReaderMessage } from './message.ts'
import { type Parts, partOf, readLayout } from './package.ts'
import { readSheet, type SheetRow } from './sheet.ts'
import { readStrings } from './strings.ts'
import { plainNumber, readStyles } from './styles.ts'
import { WorkbookFault } from './workbook-fault.ts'

const PREVIEW = 40

/** The parts as sent: the length of a name, the length of its bytes, then both. */
async function readParts(): Promise<Parts> {
  const pieces: Buffer[] = []
  for await (const piece of process.stdin) pieces.push(piece)
  const all = Buffer.concat(pieces)
  const parts = new Map<string, Buffer>()
  for (let at = 0; at < all.length; ) {
    const bytes = at + 8 + all.readUInt32LE(at)
    const end = bytes + all.readUInt32LE(at + 4)
    parts.set(all.toString('utf8', at + 8, bytes).toLowerCase(), all.subarray(bytes, end))
    at = end
  }
  return parts
}

async function say(messages: readonly ReaderMessage[]): Promise<void> {
  const lines = messages.map((message) => `${JSON.stringify(message)}\n`).join('')
  if (!process.stdout.write(lines)) await once(process.stdout, 'drain')
}

async function readWorkbook(parts: Parts, mostRows: number): Promise<void> {
  const { sheets, strings, styles, from1904 } = readLayout(parts)
  const context = {
    strings: strings === null ? [] : readStrings(strings, partOf(parts, strings)),
    styles: styles === null ? [plainNumber] : readStyles(styles, partOf(parts, styles)),
    from1904,
  }
  for (const { name, part, isHidden } of sheets) {
    let left = mostRows
    let isBegun = false
    const begin = async (hiddenColumns: number[]) => {
      if (!isBegun) await say([['sheet', name, isHidden, hiddenColumns]])
      isBegun = true
    }
    try {
      // The columns of a sheet come before its rows.
      for (const { rows, hiddenColumns } of readSheet(part, partOf(parts, part), context)) {
        await begin(hiddenColumns)
        await say(rows.slice(0, left).map(messageOf))
        left -= rows.length
        if (left <= 0) break
      }
      await begin([])
    } catch (error) {
      throw error instanceof WorkbookFault ? new SheetFault(error, sheets.length > 1 ? name : null) : error
    }
  }
  await say([['end']])
}

function messageOf({ row, cells, marks }: SheetRow): ReaderMessage {
  return marks === null ? ['row', row, cells] : ['row', row, cells, marks]
}

/** A fault and its sheet; null if there is only one sheet. */
class SheetFault extends Error {
  readonly fault: WorkbookFault
  readonly sheet: string | null

  constructor(fault: WorkbookFault, sheet: string | null) {
    super(fault.message)
    this.fault = fault
    this.sheet = sheet
  }
}

function problemOf(fault: WorkbookFault, sheet: string | null): WorkbookProblem {
  if (fault.code === null) {
    return {
      ...damagedWorkbook(sheet === null ? fault.message : `on sheet ‘${sheet}’, ${fault.message}`),
      sheet,
    }
  }
  const place = [
    sheet === null ? [] : `Sheet ‘${sheet}’`,
    fault.row === null ? [] : `row ${fault.row}`,
  ].flat()
  const where = place.join(', ')
  const message = where === '' ? fault.message : `${capital(where)}: ${fault.message}`
  return { ...fileProblem(fault.code, message), sheet, row: fault.row }
}

try {
  await say([['ready']])
  await readWorkbook(await readParts(), process.argv[2] === 'preview' ? PREVIEW : Number.POSITIVE_INFINITY)
} catch (error) {
  if (error instanceof SheetFault) await say([['problem', problemOf(error.fault, error.sheet)]])
  else if (error instanceof WorkbookFault) await say([['problem', problemOf(error, null)]])
  else throw error
}
