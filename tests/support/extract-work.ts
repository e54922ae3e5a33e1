/** What is done to an extract, one kind of work after another, by the tests themselves or by a process that they kill. */
import type { Db } from '#server/db/database.ts'
import { checkExtract } from '#server/extracts/checking/check.ts'
import { ingestFile, STREAM_LIMIT } from '#server/extracts/ingest.ts'
import { finishFigures } from '#server/extracts/merging/pending-figures.ts'
import { cancelExtract } from '#server/extracts/publishing/cancel.ts'
import { approveExtract, publishScheduled } from '#server/extracts/publishing/planned-publication.ts'
import { publishExtract, publishIfClean } from '#server/extracts/publishing/publish.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { receiveExtract } from '#server/extracts/receiving/receive.ts'
import { fileOf, NOW, PUBLISH } from './extract-files.ts'
import { named } from './named.ts'

/** Each kind of work, with the status it starts from and the one it ends in. */
export const WORKS = {
  ingest: { from: 'nothing', to: 'published' },
  publish: { from: 'ready', to: 'published' },
  'publish in bulk': { from: 'ready', to: 'published' },
  'ask for approval': { from: 'ready', to: 'awaiting_approval' },
  approve: { from: 'awaiting_approval', to: 'published' },
  schedule: { from: 'ready', to: 'scheduled' },
  'publish at its time': { from: 'scheduled', to: 'published' },
  cancel: { from: 'ready', to: 'cancelled' },
  revert: { from: 'published', to: 'reverted' },
} as const satisfies Record<string, { from: string; to: string }>

export type Work = keyof typeof WORKS

/** A piece of work: on a file that has not come in yet, or on the extract made of it. */
export type Order = { work: Work; content: string; id: number | null }

const HOUR = 3_600_000
/** Warnings are accepted, because the question is only whether the work is done, and done once. */
const order = { ...PUBLISH, acceptWarnings: true, reason: 'As agreed' }

/** Does the work, and calls `acknowledge` once its sender would be told that the file is safe. */
export async function doWork(
  db: Db,
  { work, content, id }: Order,
  acknowledge: (id: number) => void = () => undefined,
): Promise<void> {
  const extract = id ?? 0
  switch (work) {
    case 'ingest': {
      const file = { ...fileOf(content), publish: order, limit: STREAM_LIMIT }
      const received = await receiveExtract(db, file)
      if (received.is === 'refused') throw new Error(received.problem.message)
      acknowledge(received.id)
      await checkExtract(db, received.id, NOW)
      await publishIfClean(db, received.id, order)
      return
    }
    case 'publish in bulk': {
      const bulk = { ...order, bulkFrom: 1 }
      await publishExtract(db, extract, bulk)
      return finishFigures(db)
    }
    case 'schedule':
      await publishExtract(db, extract, { ...order, at: new Date(NOW.getTime() + 1000 * HOUR) })
      return
    case 'publish':
    case 'ask for approval':
      await publishExtract(db, extract, order)
      return
    case 'approve':
      await approveExtract(db, extract, { by: named('Second person'), now: NOW })
      return
    case 'publish at its time':
      await publishScheduled(db, new Date(NOW.getTime() + 2 * HOUR))
      return
    case 'cancel':
      return cancelExtract(db, extract, { by: named('Data team'), mayPublish: true })
    case 'revert':
      await revertExtract(db, extract, { by: named('Data team'), reason: 'Sent twice' })
  }
}

/** Brings an extract to the status in which the work begins. */
export async function prepareWork(db: Db, { work, content }: Order): Promise<Order> {
  const needsApproval = work === 'ask for approval' || work === 'approve'
  await db.updateTable('council').set({ publishing_needs_approval: needsApproval }).execute()
  if (work === 'ingest') return { work, content, id: null }
  const { id } = await ingestFile(db, fileOf(content, { publish: work === 'revert' ? order : null }))
  if (work === 'approve') await doWork(db, { work: 'ask for approval', content, id })
  if (work === 'publish at its time')
    await publishExtract(db, id ?? 0, { ...order, at: new Date(NOW.getTime() + HOUR) })
  return { work, content, id }
}
