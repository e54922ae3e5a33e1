/** What people decide about an extract, as pages and the API ask for it. */
import type { FastifyRequest } from 'fastify'
import type { ExtractProblem } from '#domain/extracts/problem.ts'
import type { CodeMap } from '#domain/extracts/register.ts'
import type { Db } from '#server/db/database.ts'
import { checkExtract } from './checking/check.ts'
import { recordRecheck } from './checking/recheck.ts'
import { recordSourceEnd } from './checking/unended-source.ts'
import { HTTP_LIMIT } from './ingest.ts'
import type { ExtractChanges, MovedCells } from './merging/extract-changes.ts'
import type { FaultTable, ForeignCell } from './problem-file/fault-rows.ts'
import { loadFaultRows, loadForeignCells } from './problem-file/fault-rows.ts'
import { cancelExtract } from './publishing/cancel.ts'
import { loadChanges, loadMoved, loadRevertChanges } from './publishing/changes.ts'
import type { Decision } from './publishing/decision.ts'
import { approveExtract } from './publishing/planned.ts'
import { publishExtract } from './publishing/publish.ts'
import type { Receipt } from './publishing/receipt.ts'
import { loadReceipts } from './publishing/receipt.ts'
import { revertExtract } from './publishing/revert.ts'
import type { Sample } from './receiving/samples.ts'
import { loadSample } from './receiving/samples.ts'

/** Where the file of the upload form went. `field` is the one at fault where it was refused. */
export type PageReceived =
  | { is: 'stored' | 'already'; id: number }
  | { is: 'refused'; problem: ExtractProblem; field: 'file' | 'table' }

/** Each refuses by throwing `not_found`, `conflict` where the extract's status does not allow it, and what it names. */
export type ExtractWrites = {
  /** The most bytes that the upload form takes of a file. */
  largest: number
  /** Takes the file (or the pasted table, or the sample) of the upload form; its check begins and goes on after the answer. */
  receive(request: FastifyRequest): Promise<PageReceived>
  /** A sample of the demonstration, by its name in addresses. */
  loadSample(name: string): Promise<Sample | null>
  /** The first rows with a problem, as they stand in the file. */
  loadFaultRows(id: number): Promise<FaultTable | null>
  /** Cells that would read differently as Windows-1252, read so. */
  loadForeignCells(id: number): Promise<ForeignCell[]>
  /** Of `ready` or `scheduled`. `seen` names the comparison that was looked at; null is that of the check. Throws
   *  `warnings_not_accepted`, `reason_needed`, `changes_moved`, `unprocessable` for a time that has passed. */
  publish(
    id: number,
    order: {
      by: string
      reason: string | null
      acceptWarnings: boolean
      at: Date | null
      seen: string | null
    },
  ): Promise<Decision>
  /** The second person's word. Throws `not_allowed` for the person who asked, and `changes_moved`. */
  approve(id: number, order: { by: string; seen: string | null }): Promise<Decision>
  /** Without `mayPublish`, only of what waits for approval. Throws `not_allowed`. */
  cancel(id: number, order: { by: string; mayPublish: boolean }): Promise<void>
  revert(id: number, order: { by: string; reason: string }): Promise<Receipt>
  /** Checks a rejected file again, with the encoding or the codes that a person confirmed; the check goes on after the answer. */
  recheck(
    id: number,
    change: { by: string; encoding?: 'windows-1252'; codes?: CodeMap; layout?: string },
  ): Promise<void>
  /** Records that files of this one's source always end without a line end, or are to be asked about for it again. Throws
   *  `conflict` where this one ends with its line end. */
  sayHowItEnds(id: number, order: { by: string; always: boolean }): Promise<void>
  /** What publishing would do, or did. */
  loadChanges(id: number): Promise<ExtractChanges>
  /** What has moved since a comparison, or since somebody asked for it to be published; null where nobody did. */
  loadMoved(id: number, seen: string | null): Promise<MovedCells | null>
  /** What taking it back would do. */
  loadRevertChanges(id: number): Promise<ExtractChanges>
  /** The receipts given for an extract: of its publication and of its being taken back. */
  loadReceipts(id: number): Promise<Receipt[]>
}

/** What the writes stand on. */
export type ExtractWritesOptions = {
  db: Db
  now: () => Date
  /** How a page's file comes in. */
  receive: ExtractWrites['receive']
  /** Told of a check that failed after its caller was answered; the sweep takes it up again. */
  onFailedCheck: (error: unknown, extractId: number) => void
}

/** The writes over one database and one clock. */
export function extractWritesOver({ db, now, receive, onFailedCheck }: ExtractWritesOptions): ExtractWrites {
  return {
    largest: HTTP_LIMIT,
    receive,
    loadSample,
    loadFaultRows: (id) => loadFaultRows(db, id),
    loadForeignCells: (id) => loadForeignCells(db, id),
    publish: (id, order) => publishExtract(db, id, { ...order, now: now() }),
    approve: (id, order) => approveExtract(db, id, { ...order, now: now() }),
    cancel: (id, order) => cancelExtract(db, id, { ...order, now: now() }),
    revert: (id, order) => revertExtract(db, id, { ...order, now: now() }),
    recheck: async (id, change) => {
      await recordRecheck(db, id, { ...change, now: now() })
      checkExtract(db, id, now()).catch((error: unknown) => onFailedCheck(error, id))
    },
    sayHowItEnds: (id, order) => recordSourceEnd(db, id, { ...order, now: now() }),
    loadChanges: (id) => loadChanges(db, id, now()),
    loadMoved: (id, seen) => loadMoved(db, id, seen),
    loadRevertChanges: (id) => loadRevertChanges(db, id, now()),
    loadReceipts: (id) => loadReceipts(db, id),
  }
}
