import type { ExtractProblem } from '#domain/extracts/problem.ts'
import type { ReadSource } from '#server/db/database.ts'
import { councilId } from '../council-id.ts'
import type { ConfirmedEncoding } from '../reading/decode-text.ts'
import type { Grid } from '../reading/grid.ts'
import { isKept } from '../reading/is-kept.ts'
import { openGrid } from '../reading/open-grid.ts'
import { loadBytes } from '../receiving/stored-bytes.ts'

/** The stored file of an extract, to be read once: null where it was not kept, a problem where it is no table. */
export async function loadGrid(db: ReadSource, extractId: number): Promise<Grid | ExtractProblem | null> {
  const extract = await db
    .selectFrom('extract')
    .select('encoding')
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .executeTakeFirst()
  if (extract === undefined || !(await isKept(db, extractId))) return null
  return openGrid(loadBytes(db, extractId), { encoding: extract.encoding as ConfirmedEncoding | null })
}
