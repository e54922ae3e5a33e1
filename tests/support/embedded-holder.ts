/** A process that uses the embedded database of a folder, for the tests: it starts or joins the database, prints the result as
 * one line of JSON, and releases the database when its input ends. Ctrl-C finds it busy, as it finds the service while the
 * service drains. */
import { startEmbedded } from '#server/db/embedded.ts'

process.on('SIGINT', () => undefined)
const { stop, ...got } = await startEmbedded(process.argv[2] ?? '')
console.log(JSON.stringify(got))
process.stdin.resume()
process.stdin.once('end', async () => {
  await stop()
  process.exit(0)
})
