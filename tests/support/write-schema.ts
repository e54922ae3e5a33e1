/** npm run schema: migrates a throw-away database and writes down its types and its text. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '#server/db/database.ts'
import { startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrations.ts'
import { schemaTypes } from './schema.ts'
import { schemaText } from './schema-text.ts'

const folder = mkdtempSync(join(tmpdir(), 'golden-thread-schema-'))
chmodSync(folder, 0o755)
const server = await startEmbedded(folder, { settings: { fsync: 'off' } })
const db = connect(server.ownerUrl)
try {
  await migrate(db)
  writeFileSync(new URL('../../server/db/schema.ts', import.meta.url), await schemaTypes(db))
  writeFileSync(new URL('../../sql/schema.sql', import.meta.url), await schemaText(db))
} finally {
  await db.destroy()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
