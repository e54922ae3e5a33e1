/** Proves the record: recomputes every published figure from the stored bytes of its extracts and compares it. */
import type { Db } from '#server/db/database.ts'
import { inUndoableTransaction } from '#server/db/undoable-transaction.ts'
import { problem } from '#server/errors.ts'
import { compareKpi, type Difference, loadComparedKpis } from './differences.ts'
import type { ExtractFault } from './read-again.ts'
import { replay } from './replay.ts'
import { isComputing, shadowRecord } from './shadow-record.ts'

export type Proof = {
  /** How many stored versions of figures were compared, and how many of them differ. */
  figures: number
  different: number
  /** The same of the cells of the ledger. */
  cells: { compared: number; different: number }
  differences: Difference[]
  /** Extracts whose stored bytes changed or can no longer be read. */
  extracts: ExtractFault[]
  /** How many versions keep a verdict of an earlier method. Everything else about them was compared. */
  olderVerdicts: number
  /** How many publications could not be made again, because the bytes of one can no longer be read. */
  publicationsLeft: number
}

export type ProveOptions = {
  /** Compares only figures of periods that end in or after this month. */
  from?: string | null
  /** Called after each publication that was made again. */
  told?: () => Promise<void>
}

/**
 * Makes every publication again in its order, from stored bytes, by the ordinary code, in temporary tables, and
 * compares every version of every figure. Writes nothing, and sees one state of the record: the service may publish
 * meanwhile. Throws `conflict` while figures of a large publication are still being computed.
 */
export function prove(db: Db, { from = null, told }: ProveOptions = {}): Promise<Proof> {
  return inUndoableTransaction<Proof>(db, async (trx, undone) => {
    const real = await shadowRecord(trx)
    if (await isComputing(trx, real)) {
      throw problem(
        'conflict',
        'Figures of a large publication are still being computed. Run this again in a minute.',
      )
    }
    const { last, left, extracts } = await replay(trx, real, told)
    const proof: Proof = {
      figures: 0,
      different: 0,
      cells: { compared: 0, different: 0 },
      differences: [],
      extracts,
      olderVerdicts: 0,
      publicationsLeft: left,
    }
    if (last === null) throw undone(proof)
    for (const kpi of await loadComparedKpis(trx, real)) {
      const compared = await compareKpi(trx, real, kpi, { from, last })
      const different = compared.differences.filter(({ of }) => of === 'figure').length
      proof.figures += compared.figures
      proof.different += different
      proof.cells.compared += compared.cells
      proof.cells.different += compared.differences.length - different
      proof.olderVerdicts += compared.olderVerdicts
      proof.differences.push(...compared.differences)
    }
    throw undone(proof)
  })
}

/** Whether everything stored is what the stored bytes give. */
export function isProven(proof: Proof): boolean {
  return proof.differences.length === 0 && proof.extracts.length === 0
}
