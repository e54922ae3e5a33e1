import { sql } from 'kysely'
import type { ReadSource } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'

const PIECE = 256 * 1024
/** The most bytes of a stored chunk. */
const CHUNK = 1024 * 1024

/** An extract's bytes as received, in order, in pieces of at most 256 KB. Before each
 *  megabyte is asked for, `free` is waited for. */
export async function* loadBytes(
  db: ReadSource,
  extractId: number,
  free: () => Promise<void> = async () => undefined,
): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    await free()
    const pieces: Buffer[] = []
    for (let from = 1; from <= CHUNK; from += PIECE) {
      // The driver receives bytes as text of twice the length: a whole megabyte would take three in memory.
      const piece = await db
        .selectFrom('extract_chunk')
        .select(sql<Buffer>`substring(bytes from ${from}::integer for ${PIECE}::integer)`.as('bytes'))
        .where('council_id', '=', councilId)
        .where('extract_id', '=', extractId)
        .where('position', '=', position)
        .executeTakeFirst()
      if (piece === undefined) return
      if (piece.bytes.length > 0) pieces.push(piece.bytes)
      if (piece.bytes.length < PIECE) break
    }
    yield* pieces
  }
}

/** Whether an extract's bytes are stored: those of a list of children are erased. */
export async function hasStoredBytes(db: ReadSource, extractId: number): Promise<boolean> {
  const first = await db
    .selectFrom('extract_chunk')
    .select('position')
    .where('council_id', '=', councilId)
    .where('extract_id', '=', extractId)
    .limit(1)
    .executeTakeFirst()
  return first !== undefined
}
