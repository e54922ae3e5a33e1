/** What people decide about an extract, over one database and one clock. */
import type { Db } from '#server/db/database.ts'
import { checkExtract } from './checking/check.ts'
import { recordRecheck } from './checking/recheck.ts'
import { recordSourceEnd } from './checking/unended-source.ts'
import type { ExtractCommands } from './extract-commands.ts'
import { HTTP_LIMIT } from './ingest.ts'
import { loadFaultRows, loadForeignCells } from './problem-file/fault-rows.ts'
import { cancelExtract } from './publishing/cancel.ts'
import { loadChanges, loadMoved, loadRevertChanges } from './publishing/changes.ts'
import { approveExtract } from './publishing/planned.ts'
import { publishExtract } from './publishing/publish.ts'
import { loadReceipts } from './publishing/receipt.ts'
import { revertExtract } from './publishing/revert.ts'
import { loadSample } from './receiving/samples.ts'

export type DecisionDeps = {
  db: Db
  now: () => Date
  /** How a page's file comes in. */
  receive: ExtractCommands['receive']
  /** Told of a check that failed after its caller was answered; the sweep takes it up again. */
  onFailedCheck: (error: unknown, extractId: number) => void
}

export function decisionsOver({ db, now, receive, onFailedCheck }: DecisionDeps): ExtractCommands {
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
