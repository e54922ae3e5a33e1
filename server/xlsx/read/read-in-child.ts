/** Runs a separate process that reads a workbook's XML. It is small, has a time limit and can reach nothing of ours. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { fileProblem } from '#domain/extracts/problem.ts'
import { problem } from '#server/errors.ts'
import { readers } from '../../fair-queue.ts'
import type { GridEvent } from '../../grid.ts'
import type { Archive } from './archive.ts'
import type { ReaderMessage } from './reader/message.ts'
import { damagedWorkbook, type WorkbookProblem } from './workbook-problem.ts'

export type ReaderLimits = {
  /** How many milliseconds to wait for the reader in all; the time its rows are used in does not count. */
  patience: number
  /** Megabytes of its heap. */
  heap: number
}
export const usualLimits: ReaderLimits = { patience: 30_000, heap: 256 }

const READER = fileURLToPath(new URL('./reader/main.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const PACKAGES = realpathSync(`${ROOT}node_modules`)
/** Where the reader caches its compiled code, which is most of its start time; no other process runs it. */
const COMPILED = `${PACKAGES}/.cache/workbook-reader`

const LESS = 'Save only the sheets that hold the figures, or save them as CSV (UTF-8), and send that'

const STOPPED =
  'The workbook was not read, because the process that reads workbooks was ended. Do it again in a moment.'

type Reader = ChildProcessByStdio<Writable, Readable, Readable>

/** The events of a workbook: the start of every sheet, or everything. Waits if too many workbooks are being read, and always
 * ends the process. */
export async function* readInChild(
  archive: Archive,
  what: 'preview' | 'all',
  limits: ReaderLimits,
): AsyncGenerator<GridEvent, WorkbookProblem | null> {
  const leave = await readers.enter(what)
  try {
    return yield* readAlone(archive, what, limits)
  } finally {
    leave()
  }
}

async function* readAlone(
  archive: Archive,
  what: 'preview' | 'all',
  limits: ReaderLimits,
): AsyncGenerator<GridEvent, WorkbookProblem | null> {
  const reader = spawnReader(what, limits.heap)
  const complaint = complaintOf(reader)
  let isReady = false
  const clock = new Patience(limits.patience)
  try {
    const refused = await clock.wait(give(reader.stdin, archive))
    if (refused === late) return tooSlow()
    if (refused !== null) return refused
    for (const lines = linesOf(reader.stdout); ; ) {
      const next = await clock.wait(lines.next())
      if (next === late) return tooSlow()
      if (next.done) {
        await ended(reader)
        if (wasStopped(reader)) throw problem('unavailable', STOPPED)
        if (!isReady) throw new Error(`The workbook reader did not start: ${await complaint}`)
        return endedEarly(reader)
      }
      for (const line of next.value) {
        const message = JSON.parse(line) as ReaderMessage
        isReady = true
        if (message[0] === 'ready') continue
        if (message[0] === 'end') return null
        if (message[0] === 'problem') return message[1]
        yield eventOf(message)
      }
    }
  } finally {
    reader.kill('SIGKILL')
  }
}

function spawnReader(what: string, heap: number): Reader {
  const { SystemRoot } = process.env
  const reading = [`${ROOT}server/*`, `${ROOT}node_modules`, `${PACKAGES}/*`, `${ROOT}package.json`]
  const reader = spawn(
    process.execPath,
    [
      `--max-old-space-size=${heap}`,
      '--permission',
      ...reading.map((path) => `--allow-fs-read=${path}`),
      ...[COMPILED, `${COMPILED}/*`].map((path) => `--allow-fs-write=${path}`),
      READER,
      what,
    ],
    {
      cwd: ROOT,
      // A signal to our whole group is meant for us: the reader finishes what we began.
      detached: process.platform !== 'win32',
      // The environment contains nothing of ours; Windows needs to know where it is installed.
      env: { NODE_COMPILE_CACHE: COMPILED, ...(SystemRoot === undefined ? {} : { SystemRoot }) },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )
  // A reader that died or never started is recognised by its incomplete output.
  reader.on('error', () => undefined)
  reader.stdin.on('error', () => undefined)
  return reader
}

/** Sends the parts: the length of the name, the length of the bytes, then both. Returns the problem that stopped it. */
async function give(input: Writable, { parts }: Archive): Promise<WorkbookProblem | null> {
  for (const part of parts) {
    const bytes = part.bytes()
    const name = Buffer.from(part.name)
    const lengths = Buffer.alloc(8)
    lengths.writeUInt32LE(name.length, 0)
    lengths.writeUInt32LE(part.size, 4)
    input.write(Buffer.concat([lengths, name]))
    for (let next = await bytes.next(); ; next = await bytes.next()) {
      if (next.done && next.value !== null) return next.value
      if (next.done) break
      if (!input.write(next.value)) await writable(input)
      if (input.destroyed) {
        await bytes.return(null)
        return null
      }
    }
  }
  input.end()
  return null
}

/** Waits until a stream accepts more data, or never will. */
async function writable(input: Writable): Promise<void> {
  if (input.destroyed) return
  await new Promise<void>((resolve) => {
    const goOn = () => {
      input.off('drain', goOn).off('close', goOn)
      resolve()
    }
    input.on('drain', goOn).on('close', goOn)
  })
}

/** The lines of a stream, in the batches in which they arrive. */
async function* linesOf(output: Readable): AsyncGenerator<string[]> {
  let begun = ''
  output.setEncoding('utf8')
  for await (const text of output) {
    const lines = (begun + text).split('\n')
    begun = lines.pop() ?? ''
    if (lines.length > 0) yield lines
  }
}

function eventOf(message: ReaderMessage & (['sheet', ...unknown[]] | ['row', ...unknown[]])): GridEvent {
  if (message[0] === 'sheet') {
    const [, name, isHidden, columns] = message
    return {
      is: 'sheet',
      name,
      ...(isHidden ? { isHidden } : {}),
      ...(columns.length > 0 ? { hiddenColumns: new Set(columns) } : {}),
    }
  }
  const [, row, cells, marks] = message
  const event: GridEvent = { is: 'row', row, cells }
  if (marks === undefined) return event
  const { dates, formulas, merged, numbers, isHidden } = marks
  if (dates) event.dates = new Set(dates)
  if (formulas) event.formulas = new Set(formulas)
  if (merged) event.merged = new Set(merged)
  if (numbers) event.numbers = new Map(numbers)
  if (isHidden) event.isHidden = isHidden
  return event
}

const late = Symbol('late')

/** Waits for one thing after another, for at most this many milliseconds in total. */
class Patience {
  #left: number

  constructor(milliseconds: number) {
    this.#left = milliseconds
  }

  async wait<T>(work: Promise<T>): Promise<T | typeof late> {
    const began = performance.now()
    // After nobody waits for it any more, its failure is ignored.
    work.catch(() => undefined)
    let timer: NodeJS.Timeout | undefined
    const timeUp = new Promise<typeof late>((resolve) => {
      timer = setTimeout(() => resolve(late), this.#left)
    })
    try {
      return await Promise.race([work, timeUp])
    } finally {
      clearTimeout(timer)
      this.#left -= performance.now() - began
    }
  }
}

function tooSlow(): WorkbookProblem {
  return fileProblem('too_large', `The workbook takes too long to read. ${LESS}`)
}

/** What the reader printed about its own fault, once it has ended; the first few lines are enough. */
async function complaintOf({ stderr }: Reader): Promise<string> {
  let text = ''
  stderr.setEncoding('utf8')
  try {
    for await (const piece of stderr) if (text.length < 2000) text += piece
  } catch {
    // It ended before it could complain.
  }
  return text.trim()
}

async function ended(reader: Reader): Promise<void> {
  if (reader.exitCode === null && reader.signalCode === null) await once(reader, 'exit')
}

/** True if another process ended it, for example when the machine stops: that says nothing about the workbook. */
function wasStopped({ signalCode }: Reader): boolean {
  return signalCode !== null && ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGKILL'].includes(signalCode)
}

/** V8 aborts a process whose heap is full. Whatever else ended it, the workbook was not read. */
function endedEarly(reader: Reader): WorkbookProblem {
  const outOfMemory = reader.signalCode === 'SIGABRT' || reader.exitCode === 134
  return outOfMemory
    ? fileProblem('too_large', `The workbook needs more memory than one is given. ${LESS}`)
    : damagedWorkbook('it could not be read to its end')
}
