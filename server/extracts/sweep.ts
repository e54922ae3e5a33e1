/** Takes up again what a process that died left: files received and not checked, checked and not published. */
import type { Db } from '#server/db/database.ts'
import { councilId } from '../db/council-id.ts'
import { checkExtract } from './checking/check.ts'
import { publishIfClean } from './publishing/publish.ts'

/** Checks the files that were left and, if that was asked for with the file, publishes them. Returns how many
 *  extracts there were. A failure does not stop the others; all failures are thrown at the end. */
export async function sweepExtracts(db: Db, now: Date): Promise<number> {
  const left = await db
    .selectFrom('extract')
    .where('council_id', '=', councilId)
    .where((where) =>
      where.or([
        where('status', 'in', ['received', 'checking']),
        where.and([
          where('status', '=', 'ready'),
          where('publish_when_clean', '=', true),
          where.or([
            where('warning_count', '=', where.ref('informing_count')),
            where('accept_warnings', '=', true),
          ]),
        ]),
      ]),
    )
    .orderBy('id')
    .select(['id', 'received_by', 'received_by_id', 'publish_when_clean', 'accept_warnings', 'reason'])
    .execute()
  const failures: unknown[] = []
  for (const extract of left) {
    try {
      await takeUp(db, extract, now)
    } catch (failure) {
      failures.push(failure)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} extracts could not be taken up`)
  return left.length
}

type Left = {
  id: number
  received_by: string
  received_by_id: number | null
  publish_when_clean: boolean
  accept_warnings: boolean
  reason: string | null
}

async function takeUp(db: Db, extract: Left, now: Date): Promise<void> {
  await checkExtract(db, extract.id, now, 'leave')
  if (!extract.publish_when_clean) return
  await publishIfClean(db, extract.id, {
    now,
    by: { id: extract.received_by_id, name: extract.received_by },
    reason: extract.reason,
    acceptWarnings: extract.accept_warnings,
  })
}
