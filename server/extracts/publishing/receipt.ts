/** The receipt for publishing an extract or taking it back. It is stored and never changes. */
import type { Writer } from '#server/access/permissions/actor.ts'
import type { Db, Trx } from '#server/db/database.ts'
import { loadRestatedSignOffs, type RestatedSignOff } from '#server/record/sign-offs.ts'
import { councilId } from '../../db/council-id.ts'
import { type Kept, nothingKept } from '../merging/extract-changes.ts'
import type { Counted, MergeOrder } from '../merging/merge.ts'
import type { LockedExtract } from '../record/locked-extract.ts'

export type Receipt = {
  kind: 'publish' | 'revert'
  extract: number
  publication: number
  filename: string
  sha256: string
  publishedAt: string
  /** Who asked for it and accepted the warnings. */
  publishedBy: string
  /** The second person, where the council asks for one; null otherwise. */
  approvedBy: string | null
  reason: string | null
  warningsAccepted: number
  counts: { rows: number; new: number; changed: number; unchanged: number }
  /** How many figures of units were computed and stored. */
  figures: number
  /** The number of measures whose teams' verdicts follow within a minute; 0 unless the extract was very large. */
  pending: number
  /** Signed-off months whose scorecard changed: each has a new version. */
  restatedSignOffs: RestatedSignOff[]
} & Kept

/** Who decided, why and when. */
export type DecisionOrder = MergeOrder & { approvedBy: Writer | null }

/** Writes the receipt of a publication and gives it. */
export async function recordReceipt(
  trx: Trx,
  made: {
    kind: Receipt['kind']
    extract: LockedExtract
    publication: number
    order: DecisionOrder
    counted: Counted
    restatedSignOffs: RestatedSignOff[]
    kept: Kept
  },
): Promise<Receipt> {
  const { kind, extract, publication, order, restatedSignOffs, kept } = made
  const { figures, pending, rows, new: added, changed, unchanged } = made.counted
  const receipt: Receipt = {
    kind,
    extract: extract.id,
    publication,
    filename: extract.filename,
    sha256: extract.sha256,
    publishedAt: order.now.toISOString(),
    publishedBy: order.by.name,
    approvedBy: order.approvedBy?.name ?? null,
    reason: order.reason,
    warningsAccepted: extract.warningCount,
    counts: { rows, new: added, changed, unchanged },
    figures,
    pending,
    restatedSignOffs,
    ...kept,
  }
  await trx
    .insertInto('receipt')
    .values({ council_id: councilId, publication_id: publication, content: JSON.stringify(receipt) })
    .execute()
  return receipt
}

/**
 * The receipts of an extract, earliest first. For an extract published before receipts were stored, one is composed
 * from the record.
 */
export async function loadReceipts(db: Db, extractId: number): Promise<Receipt[]> {
  const rows = await db
    .selectFrom('publication as p')
    .innerJoin('extract as e', (j) =>
      j.onRef('e.council_id', '=', 'p.council_id').onRef('e.id', '=', 'p.extract_id'),
    )
    .leftJoin('receipt as r', (j) =>
      j.onRef('r.council_id', '=', 'p.council_id').onRef('r.publication_id', '=', 'p.id'),
    )
    .where('p.council_id', '=', councilId)
    .where('p.extract_id', '=', extractId)
    .orderBy('p.id')
    .select(['r.content', 'p.id', 'p.kind', 'p.published_at', 'p.published_by', 'p.reason'])
    .select(['p.new_count', 'p.changed_count', 'p.unchanged_count'])
    .select(['e.filename', 'e.sha256', 'e.warning_count', 'e.informing_count', 'e.approved_by'])
    .execute()
  const receipts: Receipt[] = []
  for (const row of rows) {
    if (row.content !== null) {
      // The generated types know the column only as JSON. Only this file writes it.
      receipts.push(row.content as unknown as Receipt)
      continue
    }
    receipts.push({
      kind: row.kind as Receipt['kind'],
      extract: extractId,
      publication: row.id,
      filename: row.filename,
      sha256: row.sha256,
      publishedAt: row.published_at.toISOString(),
      publishedBy: row.published_by,
      approvedBy: row.approved_by,
      reason: row.reason,
      warningsAccepted: (row.warning_count ?? 0) - row.informing_count,
      counts: {
        rows: row.new_count + row.changed_count + row.unchanged_count,
        new: row.new_count,
        changed: row.changed_count,
        unchanged: row.unchanged_count,
      },
      figures: await countFigures(db, row.id),
      pending: 0,
      restatedSignOffs: await loadRestatedSignOffs(db, row.id),
      ...nothingKept,
    })
  }
  return receipts
}

async function countFigures(db: Db, publication: number): Promise<number> {
  const { figures } = await db
    .selectFrom('figure')
    .where('council_id', '=', councilId)
    .where('publication_id', '=', publication)
    .select((e) => e.fn.countAll<number>().as('figures'))
    .executeTakeFirstOrThrow()
  return Number(figures)
}
