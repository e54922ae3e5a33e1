import { type Db, inTransaction } from '#server/db/database.ts'
import { councilId } from './council-id.ts'
import { lockForAct } from './locked-extract.ts'

/** Ends an extract that is not to be published. Its file and what was found in it stay. Throws `not_found` and `conflict`. */
export function cancelExtract(
  db: Db,
  extractId: number,
  { by, now: asked }: { by: string; now: Date },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { now } = await lockForAct(trx, extractId, 'cancel', asked)
    await trx
      .updateTable('extract')
      .set({ status: 'cancelled', cancelled_by: by, cancelled_at: now, publish_when_clean: false })
      .where('council_id', '=', councilId)
      .where('id', '=', extractId)
      .execute()
  })
}
