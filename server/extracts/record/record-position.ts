import { sql } from 'kysely'
import type { Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'

/** Where the record stands: its latest publication, and how many steps of sign-off were taken. Equal only where nothing came
 *  between, since both are added one at a time; the moments they bear are those at which they were asked for. */
export async function loadRecordPosition(trx: Trx): Promise<string> {
  const { rows } = await sql<{ stands: string }>`
    select concat_ws(' ', (select coalesce(max(id), 0) from publication where council_id = ${councilId}),
      (select count(*) from scorecard_sign_off where council_id = ${councilId})) as stands`.execute(trx)
  return rows[0]?.stands ?? ''
}
