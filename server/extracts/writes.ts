/** What people may write about an extract, on the pages and through the API. */

import type { FastifyRequest } from 'fastify'
import type { ExtractProblem } from '#domain/extracts/problem.ts'
import type { CodeMap } from '#domain/extracts/register.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
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
import { approveExtract } from './publishing/planned-publication.ts'
import { publishExtract } from './publishing/publish.ts'
import type { Receipt } from './publishing/receipt.ts'
import { loadReceipts } from './publishing/receipt.ts'
import { revertExtract } from './publishing/revert.ts'
import type { Sample } from './receiving/samples.ts'
import { loadSample } from './receiving/samples.ts'

/** The result of the upload form. `field` is the faulty field if the file was refused. */
export type PageReceipt =
  | { is: 'stored' | 'already'; id: number }
  | { is: 'refused'; problem: ExtractProblem; field: 'file' | 'table' }

/** Each throws `not_found`, `conflict` if the extract's status does not allow it, and the codes named below. */
export type ExtractWrites = {
  /** The most bytes that the upload form takes of a file. */
  largest: number
  /** Takes the file (or the pasted table, or the sample) of the upload form; its check begins and goes on after the answer. */
  receive(request: FastifyRequest): Promise<PageReceipt>
  /** A sample of the demonstration, by its name in addresses. */
  loadSample(name: string): Promise<Sample | null>
  /** The first rows with a problem, as they are in the file. */
  loadFaultRows(id: number): Promise<FaultTable | null>
  /** The first cells with characters beyond ASCII, read as Windows-1252. */
  loadForeignCells(id: number): Promise<ForeignCell[]>
  /** For an extract that is `ready` or `scheduled`. `seen` names the comparison that the person saw; null is that
   *  of the check. Throws `warnings_not_accepted`, `reason_needed`, `changes_moved`, and `unprocessable` for a time
   *  that has passed. */
  publish(
    id: number,
    order: {
      by: Writer
      reason: string | null
      acceptWarnings: boolean
      at: Date | null
      seen: string | null
    },
  ): Promise<Decision>
  /** The approval of a second person. Throws `not_allowed` for the person who asked, and `changes_moved`. */
  approve(id: number, order: { by: Writer; seen: string | null }): Promise<Decision>
  /** Without `mayPublish`, only an extract that waits for approval may be cancelled. Throws `not_allowed`. */
  cancel(id: number, order: { by: Writer; mayPublish: boolean }): Promise<void>
  revert(id: number, order: { by: Writer; reason: string }): Promise<Receipt>
  /** Checks a rejected file again, with the encoding or the codes that a person confirmed; the check goes on after the answer. */
  recheck(
    id: number,
    change: { by: Writer; encoding?: 'windows-1252'; codes?: CodeMap; layout?: string },
  ): Promise<void>
  /** Records that files of this one's source always end without a line end, or that the warning is to be given
   *  again. Throws `conflict` if this file ends with a line end. */
  sayHowItEnds(id: number, order: { by: Writer; always: boolean }): Promise<void>
  /** What publishing would do, or did. */
  loadChanges(id: number): Promise<ExtractChanges>
  /** What has changed on record since a comparison, or since the request to publish; null if there is no request. */
  loadMoved(id: number, seen: string | null): Promise<MovedCells | null>
  /** What taking it back would do. */
  loadRevertChanges(id: number): Promise<ExtractChanges>
  /** The receipts given for an extract: of its publication and of its being taken back. */
  loadReceipts(id: number): Promise<Receipt[]>
}

/** What the writes need. */
export type ExtractWritesOptions = {
  db: Db
  now: () => Date
  /** Reads the file that a page sends. */
  receive: ExtractWrites['receive']
  /** Called if a check fails after its caller was answered; the sweep then checks the extract again. */
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
    cancel: (id, order) => cancelExtract(db, id, order),
    revert: (id, order) => revertExtract(db, id, order),
    recheck: async (id, change) => {
      await recordRecheck(db, id, change)
      checkExtract(db, id, now()).catch((error: unknown) => onFailedCheck(error, id))
    },
    sayHowItEnds: (id, order) => recordSourceEnd(db, id, order),
    loadChanges: (id) => loadChanges(db, id, now()),
    loadMoved: (id, seen) => loadMoved(db, id, seen),
    loadRevertChanges: (id) => loadRevertChanges(db, id),
    loadReceipts: (id) => loadReceipts(db, id),
  }
}
