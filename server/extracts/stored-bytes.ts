import type { ReadSource } from '#server/db/database.ts'
import { councilId } from './council-id.ts'

/** An extract's bytes as received, in order, in pieces of at most 1 MB. Before each is asked for, `free` is waited for. */
export async function* loadBytes(
  db: ReadSource,
  extractId: number,
  free: () => Promise<void> = async () => undefined,
): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    await free()
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
