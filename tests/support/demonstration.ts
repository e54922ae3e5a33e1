/** The demonstration council on its own server, for programs other than the tests. */
import { rmSync } from 'node:fs'
import { connect, type Db } from '#server/db/database.ts'
import { startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrations.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { recordBaseline } from '#server/extracts/publishing/baseline.ts'
import { setCaseList } from '#server/settings/set-case-list.ts'
import { loadDemo } from '../../seeds/demo.ts'
import { letLoad } from './database.ts'
import { privateFolder } from './private-database.ts'

/** Loads it, passes it as the service and as its owner to `use`, and clears it away whatever happens. */
export async function withDemonstration<T>(use: (db: Db, owner: Db) => Promise<T>): Promise<T> {
  const folder = privateFolder()
  const server = await startEmbedded(folder, { settings: { fsync: 'off' }, say: () => undefined })
  const [db, owner] = [connect(server.url), connect(server.ownerUrl)]
  try {
    await migrate(owner)
    // The application of tests records at their clock; refused, every page that writes down its view would answer with an error.
    await letLoad(owner, server.url)
    await loadDemo(owner, { ingest: ingestFile, setBaseline: recordBaseline, setCaseList })
    return await use(db, owner)
  } finally {
    await Promise.all([db.destroy(), owner.destroy()])
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
