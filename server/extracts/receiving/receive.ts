/** Takes a file in: bytes first, so that a file once acknowledged is never lost. */

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type ExtractProblem, fileProblem } from '#domain/extracts/problem.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import type { Db, Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import { inUndoableTransaction } from '../../db/undoable-transaction.ts'
import { uploads } from '../../fair-queue.ts'
import { beginsAsWorkbook, LARGEST_WORKBOOK } from '../../xlsx/read/open-workbook.ts'
import { childLevelHead, openGrid, startOf } from '../tables/open-grid.ts'

export type Channel = 'api' | 'page' | 'command_line' | 'inbox' | 'seed'

export type ReceivedFile = {
  filename: string
  mediaType: string
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>
  channel: Channel
  receivedBy: Writer
  now: Date
  /** The most bytes taken. */
  limit: number
  /** The size of the file in bytes, if it is known before reading. */
  size?: number
  /** Publish the file once it is found clean; null means do not. */
  publish: { reason: string | null; acceptWarnings: boolean } | null
  /** The encoding that a person confirmed; null means by the bytes themselves. */
  encoding?: 'windows-1252' | null
  /** The name of the layout asked for; null means by the content. */
  layout?: string | null
}

/** The result: a new extract, an existing one with the same bytes, or a refusal. */
export type ReceiptResult = { is: 'stored'; id: number } | { is: 'already'; id: number } | FileRefusal
export type FileRefusal = { is: 'refused'; problem: ExtractProblem }

const CHUNK = 1024 * 1024
/** Files up to this size are read before a connection is taken, so that slow senders hold none. */
const READ_AHEAD = 8 * CHUNK

/**
 * Stores a file's bytes with their SHA-256 as an extract `received`, committed when this returns. The same bytes
 * again while the first extract is pending, or published with all its values still current, are that extract. A
 * list of children, or a file past the limit, is refused and nothing of it stored.
 */
export function receiveExtract(db: Db, file: ReceivedFile): Promise<ReceiptResult> {
  return uploads.run(file.receivedBy.name, () => store(db, file))
}

async function store(db: Db, file: ReceivedFile): Promise<ReceiptResult> {
  const opened = await openFile(file)
  if ('is' in opened) return opened
  return inUndoableTransaction<ReceiptResult>(
    db,
    async (trx, undone) => {
      const stored = await recordBytes(trx, file, opened)
      if (stored.is === 'refused') throw undone(stored)
      await sql`select pg_advisory_xact_lock(hashtextextended(${`extract bytes ${stored.sha256}`}, 0))`.execute(
        trx,
      )
      const earlier = await loadSameBytes(trx, stored)
      if (earlier?.stands) throw undone({ is: 'already', id: earlier.id })
      if (earlier) await recordSameBytes(trx, stored.id, earlier.id)
      await recordActivity(trx, {
        kind: 'extract.received',
        by: file.receivedBy,
        subject: `extract ${stored.id}`,
      })
      return { is: 'stored', id: stored.id }
    },
    file.now,
  )
}

/** Reads the beginning of a file, and a small file whole, before anything is stored. */
export async function openFile(file: ReceivedFile): Promise<FilePieces | FileRefusal> {
  if (file.size !== undefined && file.size > file.limit) return tooLarge(file.limit)
  const { head, all } = await startOf(asAsync(file.bytes))
  if (beginsAsWorkbook(head)) return openWorkbookFile(file, all)
  const childLevel = childLevelHead(head)
  if (childLevel !== null) {
    await all.return(undefined)
    return { is: 'refused', problem: childLevel }
  }
  const pieces = new FilePieces(all, file.limit)
  await pieces.readAhead(READ_AHEAD)
  return pieces.tooLarge ? tooLarge(file.limit) : pieces
}

/** Reads a workbook whole and searches the headings of all its sheets for lists of children. Its other faults are found by the check. */
async function openWorkbookFile(
  file: ReceivedFile,
  bytes: AsyncGenerator<Buffer>,
): Promise<FilePieces | FileRefusal> {
  const limit = Math.min(file.limit, LARGEST_WORKBOOK)
  const pieces = new FilePieces(bytes, limit)
  await pieces.readAhead(limit + 1)
  if (pieces.tooLarge) return tooLarge(limit)
  const grid = await openGrid(pieces.held(), { encoding: null })
  return 'code' in grid && grid.code === 'child_level_data' ? { is: 'refused', problem: grid } : pieces
}

/** Stores the bytes as an extract `received`. Where they are refused, the caller is to roll back. */
export async function recordBytes(
  trx: Trx,
  file: ReceivedFile,
  pieces: FilePieces,
): Promise<{ is: 'stored'; id: number; sha256: string } | FileRefusal> {
  const { id } = await trx
    .insertInto('extract')
    .values({
      council_id: councilId,
      filename: file.filename,
      media_type: file.mediaType,
      sha256: '',
      byte_count: 0,
      status: 'received',
      channel: file.channel,
      received_by: file.receivedBy.name,
      received_by_id: file.receivedBy.id,
      publish_when_clean: file.publish !== null,
      accept_warnings: file.publish?.acceptWarnings ?? false,
      reason: file.publish?.reason ?? null,
      encoding: file.encoding ?? null,
      layout_asked: file.layout ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  let position = 0
  for await (const bytes of pieces.chunks()) {
    await trx
      .insertInto('extract_chunk')
      .values({ council_id: councilId, extract_id: id, position: position++, bytes })
      .execute()
  }
  if (pieces.tooLarge) return tooLarge(file.limit)
  const sha256 = pieces.sha256()
  await trx
    .updateTable('extract')
    .set({ sha256, byte_count: pieces.size })
    .where('council_id', '=', councilId)
    .where('id', '=', id)
    .execute()
  return { is: 'stored', id, sha256 }
}

async function recordSameBytes(trx: Trx, id: number, earlier: number): Promise<void> {
  await trx
    .updateTable('extract')
    .set({ same_bytes_as: earlier })
    .where('council_id', '=', councilId)
    .where('id', '=', id)
    .execute()
}

/**
 * The latest extract with the same bytes, and whether it is still valid: pending, or published with all values
 * current.
 */
async function loadSameBytes(
  trx: Trx,
  stored: { id: number; sha256: string },
): Promise<{ id: number; stands: boolean } | null> {
  const { rows } = await sql<{ id: number; stands: boolean }>`
    select e.id,
      e.status in ('received', 'checking', 'ready', 'awaiting_approval', 'scheduled')
      or (e.status = 'published' and not exists (
        select from extract_row r
        left join lateral (
          select m.state, m.numerator, m.denominator, m.value, m.symbol from measurement m
          where m.council_id = r.council_id and m.unit_code = r.unit_code
            and m.kpi_code = r.kpi_code and m.period = r.period
          order by m.version desc limit 1
        ) m on true
        where r.council_id = e.council_id and r.extract_id = e.id
          and (r.state, r.numerator, r.denominator, r.value, r.symbol)
            is distinct from (m.state, m.numerator, m.denominator, m.value, m.symbol)
      )) as stands
    from extract e
    where e.council_id = ${councilId} and e.sha256 = ${stored.sha256} and e.id <> ${stored.id}
    order by e.id desc`.execute(trx)
  return rows.find(({ stands }) => stands) ?? rows[0] ?? null
}

/** The bytes of a file in chunks. Counts and hashes them on the way. */
export class FilePieces {
  readonly #source: AsyncGenerator<Buffer>
  readonly #limit: number
  readonly #hash = createHash('sha256')
  #held: Buffer[] = []
  #heldSize = 0
  #ended = false
  size = 0
  tooLarge = false

  constructor(source: AsyncGenerator<Buffer>, limit: number) {
    this.#source = source
    this.#limit = limit
  }

  /** Reads `size` bytes in advance. */
  async readAhead(size: number): Promise<void> {
    while (!this.#ended && this.#heldSize < size) await this.#take()
  }

  /** What was read ahead. */
  async *held(): AsyncGenerator<Buffer> {
    yield* this.#held
  }

  async *chunks(): AsyncGenerator<Buffer> {
    while (!this.#ended || this.#heldSize > 0) {
      if (!this.#ended && this.#heldSize < CHUNK) {
        await this.#take()
        continue
      }
      let bytes = Buffer.concat(this.#held)
      while (bytes.length >= CHUNK || (this.#ended && bytes.length > 0)) {
        yield bytes.subarray(0, CHUNK)
        bytes = bytes.subarray(CHUNK)
      }
      this.#held = [bytes]
      this.#heldSize = bytes.length
    }
  }

  sha256(): string {
    return this.#hash.digest('hex')
  }

  async #take(): Promise<void> {
    const next = await this.#source.next()
    if (next.done) {
      this.#ended = true
      return
    }
    this.size += next.value.length
    if (this.size > this.#limit) {
      this.tooLarge = true
      this.#ended = true
      await this.#source.return(undefined)
      return
    }
    this.#hash.update(next.value)
    this.#held.push(next.value)
    this.#heldSize += next.value.length
  }
}

function tooLarge(limit: number): FileRefusal {
  const megabytes = Math.round(limit / CHUNK)
  const message = `The selected file must be smaller than ${megabytes} MB. Split it by month or by return`
  return { is: 'refused', problem: fileProblem('too_large', message) }
}

async function* asAsync(bytes: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* bytes
}
