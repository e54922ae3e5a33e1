/** Releases a text to readers outside the service, or takes that back, and records who did. */
import type { Trx } from '#server/db/database.ts'
import { insertRelease, type ReleaseOrder } from '#server/record/text-releases.ts'
import { recordActivity } from './activity.ts'

/** Adds a line, unless the latest says the same of this very text. False if somebody else added one at the same time. */
export async function releaseText(
  trx: Trx,
  { unit, ...order }: ReleaseOrder & { unit: string | null },
): Promise<boolean> {
  const done = await insertRelease(trx, order)
  if (done === 'added')
    await recordActivity(trx, {
      kind: order.isReleased ? 'text.released' : 'text.withheld',
      by: order.by,
      unit,
      subject: `${order.kind} ${order.id}`,
    })
  return done !== 'beaten'
}
