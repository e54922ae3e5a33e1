import { beforeAll, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { STREAM_LIMIT } from '#server/extracts/ingest.ts'
import { receiveExtract } from '#server/extracts/receiving/receive.ts'
import { sweep } from '../../jobs/sweep.ts'
import { publishAtOnce, silentLog, statusOf } from '../server/extracts/decision-steps.ts'
import { testDatabase } from '../support/database.ts'
import { csvOf, fileOf, NOW } from '../support/extract-files.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
})

test('a file that was received is checked even where figures cannot be finished', async () => {
  const { publication } = await publishAtOnce(db, ['CIC-N,LC01,2019-04,5,50'])
  // Figures cannot be stored again under the same publication if they differ from the stored ones.
  await db.updateTable('figure').set({ fingerprint: '' }).execute()
  await db
    .insertInto('pending_figures')
    .values({
      council_id: councilId,
      kpi_code: 'LC01',
      grain: 'monthly',
      from_period: '2019-04',
      publication_id: publication,
    })
    .execute()
  const file = fileOf(csvOf(['CIC-C,LC01,2019-04,5,50']), { publish: null })
  const received = await receiveExtract(db, { ...file, publish: null, limit: STREAM_LIMIT })
  if (received.is !== 'stored') throw new Error('the file was not stored')
  const run = sweep.run({ db, now: () => NOW, log: silentLog, config: { extractInbox: null } })
  await expect(run).rejects.toThrow(/figure_pkey/)
  expect((await statusOf(db, received.id)).status).toBe('ready')
})
