/** Prepares a rejected file for another check, after a person gave its encoding, layout or codes, or the register was extended. */

import { sql } from 'kysely'
import type { CodeMap } from '#domain/extracts/register.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { councilId } from '../../db/council-id.ts'
import { lockForAct } from '../record/locked-extract.ts'
import { hasStoredBytes } from '../record/stored-bytes.ts'

export type RecheckOrder = {
  by: Writer
  encoding?: 'windows-1252'
  codes?: CodeMap
  /** The name of the layout that reads it from now on. */
  layout?: string
}

/** The most codes a person maps for one file. */
const MAPPED = 500

/**
 * Sets a rejected extract back to `received`; the caller then checks it. What was confirmed is kept, together with
 * what was confirmed before. Mapped codes only replace a lookup: the check still refuses codes that are not in the
 * register. Throws `not_found`, `conflict` if the extract is not rejected or its file was not kept, and
 * `unprocessable` for too many codes.
 */
export function recordRecheck(db: Db, extractId: number, order: RecheckOrder): Promise<void> {
  return inTransaction(db, async (trx) => {
    await lockForAct(trx, extractId, 'recheck')
    if (!(await hasStoredBytes(trx, extractId)))
      throw problem('conflict', 'Nothing of this file was kept. Correct it and upload it again.')
    await trx
      .deleteFrom('extract_problem')
      .where('council_id', '=', councilId)
      .where('extract_id', '=', extractId)
      .execute()
    await trx
      .updateTable('extract')
      .set({
        status: 'received',
        checked_at: null,
        row_count: null,
        accepted_count: null,
        problem_count: null,
        warning_count: null,
        informing_count: 0,
        rows_read: null,
        // A person is working on the file and will publish it, so it no longer publishes itself.
        publish_when_clean: false,
        ...(order.encoding === undefined ? {} : { encoding: order.encoding }),
        ...(order.layout === undefined ? {} : { layout_asked: order.layout }),
      })
      .where('council_id', '=', councilId)
      .where('id', '=', extractId)
      .execute()
    await recordActivity(trx, { kind: 'extract.prepared', by: order.by, subject: `extract ${extractId}` })
    if (order.codes === undefined) return
    const { team_code: teams = {}, kpi_code: kpis = {} } = order.codes
    if (Object.keys(teams).length + Object.keys(kpis).length > MAPPED)
      throw problem('unprocessable', `Map at most ${MAPPED} codes. Correct the others in the file.`)
    await sql`
      update extract set code_map_by = ${order.by.name}, code_map_by_id = ${order.by.id}, code_map = jsonb_build_object(
        'team_code', coalesce(code_map -> 'team_code', '{}') || ${JSON.stringify(teams)}::jsonb,
        'kpi_code', coalesce(code_map -> 'kpi_code', '{}') || ${JSON.stringify(kpis)}::jsonb)
      where council_id = ${councilId} and id = ${extractId}`.execute(trx)
  })
}
