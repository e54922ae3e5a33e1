import type { ExtractProblem } from '#domain/extracts/problem.ts'
import type { ReadSource } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import type { Grid } from '../../grid.ts'
import { hasStoredBytes, loadBytes } from '../record/stored-bytes.ts'
import type { ConfirmedEncoding } from '../tables/decode-text.ts'
import { openGrid } from '../tables/open-grid.ts'

/** The stored file of an extract, to be read once: null where it was not kept, a problem where it is no table. */
export async function loadGrid(db: ReadSource, extractId: number): Promise<Grid | ExtractProblem | null> {
  const extract = await db
    .selectFrom('extract')
    .select('encoding')
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .executeTakeFirst()
  if (extract === undefined || !(await hasStoredBytes(db, extractId))) return null
  return openGrid(loadBytes(db, extractId), { encoding: extract.encoding as ConfirmedEncoding | null })
}
