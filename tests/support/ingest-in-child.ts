/** A process of its own that ingests and publishes a file, to be killed by a test: node ingest-in-child.ts URL FILE. */
import { readFileSync } from 'node:fs'
import { connect } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { fileOf, PUBLISH } from './extract-files.ts'

const [url = '', file = ''] = process.argv.slice(2)
const db = connect(url)
await ingestFile(db, fileOf(readFileSync(file), { publish: PUBLISH }))
await db.destroy()
