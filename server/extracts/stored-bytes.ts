import type { ReadSource } from '#server/db/database.ts'
import { councilId } from './council-id.ts'

/** An extract's bytes as received, in order, in pieces of at most 1 MB. */
export async function* loadBytes(db: ReadSource, extractId: number): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const chunk = await db
      .selectFrom('extract_chunk')
      .select('bytes')
      .where('council_id', '=', councilId)
      .where('extract_id', '=', extractId)
      .where('position', '=', position)
      .executeTakeFirst()
    if (chunk === undefined) return
    yield chunk.bytes
  }
}
