import type { ReadSource } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'

/** Whether an extract's bytes are there: of a list of children they are erased. */
export async function isKept(db: ReadSource, extractId: number): Promise<boolean> {
  const first = await db
    .selectFrom('extract_chunk')
    .select('position')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .limit(1)
    .executeTakeFirst()
  return first !== undefined
}
