import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { testDatabase } from '../../../support/database.ts'
import { type Fault, faultsIn } from '../../../support/exactly-once.ts'
import { csvOf, fileOf, PUBLISH } from '../../../support/extract-files.ts'

let db: Db
let owner: Db
const content = csvOf(['CIC-N,LC01,2018-01,1,1000', 'CIC-C,LC01,2018-01,2,1000'])

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('catalogue'))
  const publish = { ...PUBLISH, acceptWarnings: true, reason: 'A miscount' }
  for (const file of [content, csvOf(['CIC-N,LC01,2018-01,3,1000', 'CIC-C,LC01,2018-01,2,1000'])])
    await ingestFile(db, fileOf(file, { publish }))
})

/** The name that each kind of damage gets when it is found. */
const harms: readonly [name: string, harm: RawBuilder<unknown>][] = [
  ['the bytes of a file are not whole', sql`update extract_chunk set bytes = substr(bytes, 2)`],
  ['the bytes of a file are not whole', sql`update extract_chunk set position = 1`],
  ['an acknowledged file is lost', sql`delete from extract_chunk where extract_id = 1`],
  ['a file is left where nobody takes it up', sql`update extract set status = 'checking' where id = 2`],
  ['does not hold the rows it counts', sql`delete from extract_row where row_number = 3`],
  ['does not hold the problems', sql`update extract set warning_count = warning_count + 1`],
  ['another thing than its publications', sql`update extract set status = 'ready' where id = 1`],
  [
    'another thing than its publications',
    sql`insert into publication (council_id, kind, extract_id, published_at, published_by, new_count, changed_count,
      unchanged_count) select council_id, kind, extract_id, published_at, published_by, 0, 0, 2 from publication
      where extract_id = 1`,
  ],
  ['does not hold the cells it counts', sql`delete from measurement where version = 2`],
  ['does not hold the cells it counts', sql`update publication set changed_count = 2 where extract_id = 2`],
  ['does not answer for every row', sql`update extract set row_count = 3 where id = 2`],
  ['two versions of one publication', sql`update measurement set publication_id = 1`],
  ['the versions of a cell have a hole', sql`update measurement set version = 3 where version = 2`],
  ['what the one before it said', sql`update measurement set numerator = 1, value = 0.1 where version = 2`],
  ['a row is not what the ledger said', sql`update extract_row set numerator = 7 where extract_id = 2`],
  ['a cell is of no publication', sql`update measurement set extract_id = 99 where version = 2`],
  ['a cell is of no publication', sql`update measurement set unit_code = 'CIC-X' where version = 2`],
  ['a publication has no receipt', sql`delete from receipt where publication_id = 2`],
  [
    'verdicts are left',
    sql`insert into pending_figures (council_id, kpi_code, grain, from_period, publication_id)
      values (${councilId}, 'LC01', 'monthly', '2018-01', 2)`,
  ],
  ['a figure is of no publication', sql`update figure set publication_id = 99 where publication_id = 2`],
  ['a figure is not what the ledger gives', sql`update figure set numerator = 7 where unit_code = 'CICS'`],
  ['a figure is not what the ledger gives', sql`delete from figure where unit_code = 'CIC-N'`],
]

describe('what must hold of the ledger', () => {
  test('holds of one to which nothing happened', async () => {
    expect(await faultsIn(db, [{ id: 1, content }])).toEqual([])
  })

  test.each(harms)('is found broken: %s (%#)', async (name, harm) => {
    const undone = new Error('undone')
    let found: Fault[] = []
    const harming = owner.transaction().execute(async (trx) => {
      // As the tables' owner and with their triggers disabled: the service itself may do none of this.
      await sql`set local session_replication_role = replica`.execute(trx)
      await harm.execute(trx)
      found = await faultsIn(trx, [{ id: 1, content }])
      throw undone
    })
    await expect(harming).rejects.toBe(undone)
    expect(found.map(({ what }) => what).join('\n')).toContain(name)
  })
})
