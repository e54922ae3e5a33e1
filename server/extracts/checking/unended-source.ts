/**
 * Records whether the files of a source always end without a line end. A person confirms it once, and may take that
 * back.
 */

import { createHash } from 'node:crypto'
import type { ExtractChannel } from '#domain/extracts/status.ts'
import { type UnendedSource, unendedSourceOf } from '#domain/extracts/unended-source.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { type Db, inTransaction, type ReadSource, type Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { councilId } from '../../db/council-id.ts'
import { lockExtract } from '../record/locked-extract.ts'

/** The checksum of headings, by which sources are compared. */
export function headingsChecksum(headings: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(headings)).digest('hex')
}

/** The source of an extract during its check. `layout` is null for a format of ours. */
export async function loadSourceOf(
  db: ReadSource,
  extractId: number,
  read: { layout: string | null; headings: string },
): Promise<UnendedSource> {
  const { channel, received_by } = await db
    .selectFrom('extract')
    .select(['channel', 'received_by'])
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .executeTakeFirstOrThrow()
  return unendedSourceOf({ channel: channel as ExtractChannel, receivedBy: received_by, ...read })
}

/** Whether a person confirmed that the files of a source end without a line end. */
export async function isConfirmedSource(db: ReadSource, source: UnendedSource): Promise<boolean> {
  const last = await db
    .selectFrom('unended_source')
    .select('is_confirmed')
    .where('council_id', '=', councilId)
    .where('kind', '=', source.kind)
    .where('name', '=', source.name)
    .where('headings', '=', source.headings)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.is_confirmed === true
}

/**
 * Records that the files of an extract's source always end without a line end, or that the warning is to be given
 * again. The first also removes this extract's own warning. Throws `not_found`, and `conflict` for an extract whose
 * last row has its line end.
 */
export function recordSourceEnd(
  db: Db,
  extractId: number,
  order: { by: Writer; always: boolean },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { extract } = await lockExtract(trx, extractId)
    const source = await loadCheckedSource(trx, extractId)
    if (source === null)
      throw problem('conflict', 'A line end comes after the last row of this file, or it was not read.')
    await trx
      .insertInto('unended_source')
      .values({
        council_id: councilId,
        ...source,
        is_confirmed: order.always,
        extract_id: extractId,
        said_by: order.by.name,
        said_by_id: order.by.id,
      })
      .execute()
    await recordActivity(trx, { kind: 'extract.prepared', by: order.by, subject: `extract ${extractId}` })
    if (order.always && extract.status === 'ready') await answerWarning(trx, extractId)
  })
}

/** The source of an extract that was checked and found without its last line end; null for any other. */
async function loadCheckedSource(trx: Trx, extractId: number): Promise<UnendedSource | null> {
  const row = await trx
    .selectFrom('extract as x')
    .leftJoin('layout as l', (join) =>
      join.onRef('l.council_id', '=', 'x.council_id').onRef('l.id', '=', 'x.layout_id'),
    )
    .where('x.council_id', '=', councilId)
    .where('x.id', '=', extractId)
    .select(['l.name as layout', 'x.unended_headings as headings'])
    .executeTakeFirst()
  if (row === undefined || row.headings === null) return null
  return loadSourceOf(trx, extractId, { layout: row.layout, headings: row.headings })
}

async function answerWarning(trx: Trx, extractId: number): Promise<void> {
  const { numDeletedRows } = await trx
    .deleteFrom('extract_problem')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .where('level', '=', 'warning')
    .where('code', '=', 'cut_short')
    .executeTakeFirst()
  await trx
    .updateTable('extract')
    .set((e) => ({ warning_count: e('warning_count', '-', Number(numDeletedRows)) }))
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .execute()
}
