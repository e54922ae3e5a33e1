/** Receives a file, checks it, and publishes it if that was asked for. */

import type { ExtractProblem } from '#domain/extracts/problem.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import type { Db, ReadSource } from '#server/db/database.ts'
import { inUndoableTransaction } from '../db/undoable-transaction.ts'
import { checks, uploads } from '../fair-queue.ts'
import { checkExtract, recordCheck } from './checking/check.ts'
import { recordSourceEnd } from './checking/unended-source.ts'
import { publishIfClean } from './publishing/publish.ts'
import {
  type Channel,
  openFile,
  type ReceivedFile,
  receiveExtract,
  recordBytes,
} from './receiving/receive.ts'
import { type ExtractReport, loadExtract, undecided } from './record/report.ts'

/** The largest file, in bytes, accepted over HTTP, from the inbox and on the command line. */
export const HTTP_LIMIT = 100 * 1024 * 1024
export const STREAM_LIMIT = 2 * 1024 * 1024 * 1024

export type IncomingFile = Omit<ReceivedFile, 'limit' | 'publish'> & {
  /** Publish it if it is found clean, and its warnings, if any, are accepted. */
  publish: { now: Date; by: Writer; reason: string | null; acceptWarnings: boolean } | null
  /** A person says that files of this source always end without a line end. */
  sourceEndsSo?: boolean
}

export type IngestFile = (db: Db, file: IncomingFile) => Promise<ExtractReport>

/**
 * Receives and checks a whole file. A file with problems, or with warnings that are not accepted, waits, and the
 * report says so. The report's `id` is null if nothing was stored: the file is a list of children or too large.
 */
export const ingestFile: IngestFile = async (db, file) => {
  const received = await receiveExtract(db, { ...file, limit: limitOf(file.channel) })
  if (received.is === 'refused') return refusalReport(file, received.problem)
  await checkExtract(db, received.id, file.now)
  if (file.sourceEndsSo === true) await confirmSourceEnd(db, received.id, file)
  if (file.publish !== null) await publishIfClean(db, received.id, file.publish)
  const report = await reportOf(db, received.id)
  return { ...report, alreadyReceived: received.is === 'already' }
}

async function confirmSourceEnd(db: Db, extractId: number, { receivedBy }: IncomingFile): Promise<void> {
  const { warnings } = await reportOf(db, extractId)
  if (warnings.every(({ code }) => code !== 'cut_short')) return
  await recordSourceEnd(db, extractId, { by: receivedBy, always: true })
}

/** A dry run: the same check, in a transaction that is rolled back. */
export function dryRun(db: Db, file: IncomingFile): Promise<ExtractReport> {
  return uploads.run(file.receivedBy.name, () => tryOut(db, file))
}

async function tryOut(db: Db, file: IncomingFile): Promise<ExtractReport> {
  const limited = { ...file, limit: limitOf(file.channel) }
  const opened = await openFile(limited)
  if ('is' in opened) return refusalReport(file, opened.problem)
  return checks.run(file.receivedBy.name, () =>
    inUndoableTransaction<ExtractReport>(
      db,
      async (trx, undone) => {
        const stored = await recordBytes(trx, limited, opened)
        if (stored.is === 'refused') throw undone(refusalReport(file, stored.problem))
        await recordCheck(trx, stored.id, file.now)
        throw undone({ ...(await reportOf(trx, stored.id)), id: null })
      },
      file.now,
    ),
  )
}

async function reportOf(db: ReadSource, extractId: number): Promise<ExtractReport> {
  const report = await loadExtract(db, extractId)
  if (report === null) throw new Error(`extract ${extractId} is gone`)
  return report
}

function limitOf(channel: Channel): number {
  return channel === 'api' || channel === 'page' ? HTTP_LIMIT : STREAM_LIMIT
}

function refusalReport(file: IncomingFile, problem: ExtractProblem): ExtractReport {
  return {
    id: null,
    filename: file.filename,
    sha256: '',
    status: 'rejected',
    receivedAt: file.now.toISOString(),
    receivedBy: file.receivedBy.name,
    counts: { rows: 0, accepted: 0, problems: 1, warnings: 0 },
    problems: [problem],
    problemsTotal: 1,
    warnings: [],
    ...undecided,
  }
}
