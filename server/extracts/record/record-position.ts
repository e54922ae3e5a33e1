import { sql } from 'kysely'
import type { Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'

/** The position of the record: its latest publication, and the number of sign-off steps. Two positions are equal
 *  only if nothing happened in between, since both are added one at a time. Times would not do: they are those of
 *  the request, not of the recording. */
export async function loadRecordPosition(trx: Trx): Promise<string> {
  const { rows } = await sql<{ stands: string }>`
    select concat_ws(' ', (select coalesce(max(id), 0) from publication where council_id = ${councilId}),
      (select count(*) from scorecard_sign_off where council_id = ${councilId})) as stands`.execute(trx)
  return rows[0]?.stands ?? ''
}
