/**
 * npm run soak: kills the database under a writer at random moments, again and again until it is stopped, and
 * counts. A row is lost when its commit was acknowledged and it is not there after the recovery.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { connect, type Db } from '#server/db/database.ts'
import { type Embedded, startEmbedded } from '#server/db/embedded.ts'

const LONGEST_MS = 2_000
const folder = join(tmpdir(), `golden-thread-soak-${process.pid}`)
mkdirSync(folder, { mode: 0o755 })

const counts = { kills: 0, acknowledged: 0, unacknowledged: 0, lost: 0, doubled: 0, slowestStartMs: 0 }
let stopping = false
process.once('SIGINT', () => {
  stopping = true
})

/** Writes numbers, one transaction each, until the database is gone; gives the last that was acknowledged. */
async function write(db: Db, first: number): Promise<number> {
  for (let number = first; ; number++) {
    try {
      await sql`insert into soak (number) values (${number})`.execute(db)
      counts.acknowledged++
    } catch {
      return number - 1
    }
  }
}

async function start(): Promise<Embedded> {
  const before = performance.now()
  const server = await startEmbedded(folder)
  counts.slowestStartMs = Math.max(counts.slowestStartMs, Math.round(performance.now() - before))
  return server
}

let server = await start()
let db = connect(server.url)
await sql`create table soak (number bigint not null)`.execute(db)
let next = 1
while (!stopping) {
  const writing = write(db, next)
  await sleep(Math.random() * LONGEST_MS)
  process.kill(server.pid, 'SIGKILL')
  const last = await writing
  await db.destroy()
  counts.kills++
  server = await start()
  db = connect(server.url)
  const { rows } = await sql<{ present: number; different: number; highest: number }>`
    select count(*) as present, count(distinct number) as different, coalesce(max(number), 0) as highest
    from soak`.execute(db)
  const { present = 0, different = 0, highest = 0 } = rows[0] ?? {}
  // The row after the last acknowledged one may have been kept: its answer was lost, not its commit.
  counts.unacknowledged += Math.max(0, highest - last)
  counts.lost += Math.max(0, Math.max(last, highest) - different)
  counts.doubled += present - different
  next = Math.max(last, highest) + 1
  console.log(
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(' · '),
  )
}
await db.destroy()
await server.stop()
rmSync(folder, { recursive: true, force: true })
process.exitCode = counts.lost + counts.doubled === 0 ? 0 : 1
