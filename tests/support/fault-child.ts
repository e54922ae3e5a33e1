/** A separate process that works on extracts as ordered, to be killed meanwhile: node fault-child.ts URL. It prints `ready`,
 * `received` when a file is acknowledged, and `done`. */
import { connect } from '#server/db/database.ts'
import { doWork, type Order } from './extract-work.ts'

export type Said = { is: 'ready' } | { is: 'received'; id: number } | { is: 'done' }

const db = connect(process.argv[2] ?? '', { max: 2 })

function say(said: Said): void {
  process.send?.(said)
}

process.on('message', async (order: Order) => {
  await doWork(db, order, (id) => say({ is: 'received', id }))
  say({ is: 'done' })
})
process.on('disconnect', () => process.exit())
say({ is: 'ready' })
