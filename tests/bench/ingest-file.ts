/** A process that receives and checks a file and reports its peak resident memory and the delay of its event loop. It takes the
 * database's address and the file's path, and writes one line of JSON. */
import { createReadStream, statSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { connect } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { named } from '../support/named.ts'

const [url = '', path = ''] = process.argv.slice(2)
const db = connect(url)
const delay = monitorEventLoopDelay({ resolution: 5 })
let resident = 0
const watch = setInterval(() => {
  resident = Math.max(resident, process.memoryUsage.rss())
}, 20)
delay.enable()
const start = performance.now()
const report = await ingestFile(db, {
  filename: 'bench.csv',
  mediaType: 'text/csv',
  bytes: createReadStream(path),
  channel: 'inbox',
  receivedBy: named('bench'),
  now: new Date(),
  publish: null,
})
const took = performance.now() - start
clearInterval(watch)
await db.destroy()
console.log(
  JSON.stringify({
    status: report.status,
    rows: report.counts.rows,
    problems: report.counts.problems,
    megabytes: statSync(path).size / 1e6,
    took,
    // The measured delay includes the clock's own interval.
    late: delay.percentile(99) / 1e6 - 5,
    resident: resident / 1e6,
  }),
)
