import { recordActivity } from '#server/access/activity/activity.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { councilId } from '../../db/council-id.ts'
import { lockForAct } from '../record/locked-extract.ts'

/**
 * Cancels an extract, which is then never published. Its file and findings stay. A person who may only approve can
 * cancel an extract that waits for approval; any other needs the permission to publish. Throws `not_found`,
 * `conflict` and `not_allowed`.
 */
export function cancelExtract(
  db: Db,
  extractId: number,
  { by, mayPublish }: { by: Writer; mayPublish: boolean },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { extract, now } = await lockForAct(trx, extractId, 'cancel')
    if (!mayPublish && extract.status !== 'awaiting_approval')
      throw problem('not_allowed', 'Your role may only send back an extract that waits for approval.')
    await trx
      .updateTable('extract')
      .set({
        status: 'cancelled',
        ...{ cancelled_by: by.name, cancelled_by_id: by.id, cancelled_at: now },
        publish_when_clean: false,
      })
      .where('council_id', '=', councilId)
      .where('id', '=', extractId)
      .execute()
    await recordActivity(trx, { kind: 'extract.cancelled', by, subject: `extract ${extractId}` })
  })
}
