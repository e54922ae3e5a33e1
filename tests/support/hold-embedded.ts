/**
 * A process that uses the embedded database of a folder, for the tests: it starts or joins it, prints what it got
 * as one line of JSON, and lets go when its input ends. Ctrl-C finds it busy, as the service is while it drains.
 */
import { startEmbedded } from '#server/db/embedded.ts'

process.on('SIGINT', () => undefined)
const { stop, ...got } = await startEmbedded(process.argv[2] ?? '')
console.log(JSON.stringify(got))
process.stdin.resume()
process.stdin.once('end', async () => {
  await stop()
  process.exit(0)
})
