/**
 * A process of its own that does what it is told with extracts, to be killed while it does: node fault-child.ts URL. It
 * says `ready`, then of each order what it has reached: a file is acknowledged once it has said `received`.
 */
import { connect } from '#server/db/database.ts'
import { checkExtract } from '#server/extracts/check.ts'
import { STREAM_LIMIT } from '#server/extracts/ingest.ts'
import { publishExtract } from '#server/extracts/publish.ts'
import { receiveExtract } from '#server/extracts/receive.ts'
import { revertExtract } from '#server/extracts/revert.ts'
import { fileOf, NOW, PUBLISH } from './extract-files.ts'

export type Order =
  | { do: 'ingest'; filename: string; content: string }
  | { do: 'publish'; id: number }
  | { do: 'revert'; id: number }

export type Said = { is: 'ready' } | { is: 'received'; id: number } | { is: 'done'; id: number }

/** Warnings hold nothing up here: what is asked is whether it is done, and once. */
const order = { ...PUBLISH, acceptWarnings: true }
const db = connect(process.argv[2] ?? '', { max: 2 })

async function obey(told: Order): Promise<number> {
  switch (told.do) {
    case 'ingest': {
      const file = fileOf(told.content, { filename: told.filename })
      const received = await receiveExtract(db, { ...file, publish: order, limit: STREAM_LIMIT })
      if (received.is === 'refused') throw new Error(received.problem.message)
      say({ is: 'received', id: received.id })
      await checkExtract(db, received.id, NOW)
      if (received.is === 'stored') await publishExtract(db, received.id, order)
      return received.id
    }
    case 'publish':
      await publishExtract(db, told.id, order)
      return told.id
    case 'revert':
      await revertExtract(db, told.id, { by: 'Data team', reason: 'Sent twice', now: NOW })
      return told.id
  }
}

function say(said: Said): void {
  process.send?.(said)
}

process.on('message', async (told: Order) => say({ is: 'done', id: await obey(told) }))
process.on('disconnect', () => process.exit())
say({ is: 'ready' })
