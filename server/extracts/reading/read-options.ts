import type { CodeMap } from '#domain/extracts/register.ts'
import type { ReadSource } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import { loadLayouts } from '../layouts/layouts.ts'
import type { ConfirmedEncoding } from '../tables/decode-text.ts'
import type { ReadOptions } from './read-extract.ts'

/** What people confirmed about how an extract is to be read. */
export async function loadReadOptions(db: ReadSource, extractId: number): Promise<ReadOptions> {
  const { encoding, code_map, layout_asked } = await db
    .selectFrom('extract')
    .select(['encoding', 'code_map', 'layout_asked'])
    .where('council_id', '=', councilId)
    .where('id', '=', extractId)
    .executeTakeFirstOrThrow()
  return {
    encoding: encoding as ConfirmedEncoding | null,
    codes: code_map as CodeMap,
    layouts: await loadLayouts(db),
    layout: layout_asked,
  }
}
