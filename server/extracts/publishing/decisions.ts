/** What people decide about an extract, over one database and one clock. */
import type { Db } from '#server/db/database.ts'
import { checkExtract } from '../checking/check.ts'
import { recordRecheck } from '../checking/recheck.ts'
import { recordSourceEnd } from '../checking/unended-source.ts'
import type { ExtractCommands } from '../extract-commands.ts'
import { HTTP_LIMIT } from '../ingest.ts'
import { loadFaultRows, loadForeignCells } from '../problem-file/fault-rows.ts'
import { loadSample } from '../receiving/samples.ts'
import { cancelExtract } from './cancel.ts'
import { loadChanges, loadMoved, loadRevertChanges } from './changes.ts'
import { approveExtract } from './planned.ts'
import { publishExtract } from './publish.ts'
import { loadReceipts } from './receipt.ts'
import { revertExtract } from './revert.ts'

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
