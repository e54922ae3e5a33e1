import { type Db, inTransaction } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { councilId } from '../../db/council-id.ts'
import { lockForAct } from '../record/locked-extract.ts'

/**
 * Ends an extract that is not to be published. Its file and what was found in it stay. Whoever may approve may send back
 * what waits for that; only whoever may publish may end any other. Throws `not_found`, `conflict` and `not_allowed`.
 */
export function cancelExtract(
  db: Db,
  extractId: number,
  { by, mayPublish, now: asked }: { by: string; mayPublish: boolean; now: Date },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { extract, now } = await lockForAct(trx, extractId, 'cancel', asked)
    if (!mayPublish && extract.status !== 'awaiting_approval')
      throw problem('not_allowed', 'Your role may only send back an extract that waits for approval.')
    await trx
      .updateTable('extract')
      .set({ status: 'cancelled', cancelled_by: by, cancelled_at: now, publish_when_clean: false })
      .where('council_id', '=', councilId)
      .where('id', '=', extractId)
      .execute()
  })
}
