/** What is withheld from readers outside the service stays withheld, whatever is published later. */

import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { recordToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { recordWithheldAtStart } from '#server/record/withholding.ts'
import { testApp, testNow } from '../../support/app.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { named } from '../../support/named.ts'
import { publishRows } from '../../support/publish-rows.ts'
import { some } from '../../support/some.ts'

let db: Db
let owner: Db
let app: FastifyInstance
let headers: { authorization: string }
beforeAll(async () => {
  ;({ db, owner } = await testDatabase('catalogue'))
  app = await testApp(db)
  const request = { name: 'Regional dashboard', role: 'smt', unit: null, audience: 'outside', now: testNow }
  headers = { authorization: `Bearer ${await recordToken(db, request)}` }
})

type Row = {
  unit: string
  state: string
  numerator: number | null
  publishedAt: string
  version: number | null
}

async function given(kpi: string): Promise<Map<string, Row>> {
  const answer = await app.inject({ url: `/api/v1/measurements?kpi=${kpi}`, headers })
  return new Map(answer.json().rows.map((row: Row) => [row.unit, row]))
}

const hidden = (rows: ReadonlyMap<string, Row>) =>
  [...rows.values()]
    .filter((r) => r.state === 'suppressed')
    .map((r) => r.unit)
    .sort()
const days = (n: number) => new Date(testNow.getTime() + n * 86_400_000)

describe('a month that comes in parts', () => {
  const first = ['HP-S1,MS01,2019-04,3,', 'HP-N1,MS01,2019-04,20,', 'HP-N2,MS01,2019-04,30,']
  const late = ['HP-S2,MS01,2019-04,2,', 'HP-C1,MS01,2019-04,9,']

  it('never gives outside what it withheld before, so that two ordinary reads do not give the 3', async () => {
    await owner
      .updateTable('kpi')
      .set({ counted_by: ['H&P'] })
      .where('code', '=', 'MS01')
      .execute()
    await publishRows(db, first, days(0))
    const before = await given('MS01')
    expect(hidden(before)).toEqual(['HP-N1', 'HP-S1'])
    const lateExtract = await publishRows(db, late.slice(0, 1), days(1))
    const after = await given('MS01')
    expect(hidden(after)).toEqual(expect.arrayContaining(hidden(before)))
    const told = before.get('HPC')?.numerator ?? 0
    // Less 20 and 30 the first sum is 3: the 20 is not given now either.
    expect([told, after.get('HP-N2')?.numerator, after.get('HP-N1')?.numerator]).toEqual([53, 30, null])
    await revertExtract(recordedAt(db, days(2)), lateExtract, {
      by: named('Data team'),
      reason: 'Wrong file',
    })
    expect(hidden(await given('MS01'))).toEqual(expect.arrayContaining(hidden(before)))
    await publishRows(db, late, days(3))
    expect(hidden(await given('MS01'))).toEqual(expect.arrayContaining(hidden(after)))
  })

  it('gives no moment, version or row of a withheld cell', async () => {
    const rows = [...(await given('MS01')).values()]
    const last = days(3).toISOString()
    for (const row of some(rows.filter((r) => r.state === 'suppressed')))
      expect(row).toMatchObject({
        publishedAt: last,
        version: null,
        extract: null,
        row: null,
        dataAsAt: null,
        added: null,
      })
    expect(rows.some((r) => r.state === 'reported' && r.publishedAt !== last)).toBe(true)
  })
})

describe('a database from before the rule', () => {
  it('gives outside readers nothing until it is decided, in the order of the publications', async () => {
    const kept =
      await sql<object>`select * from withheld_cell order by publication_id, unit_code, period`.execute(db)
    expect(kept.rows.length).toBeGreaterThan(3)
    await sql`truncate withheld_cell, withholding`.execute(owner)
    expect((await given('MS01')).size).toBe(0)
    await recordWithheldAtStart(db)
    const again =
      await sql<object>`select * from withheld_cell order by publication_id, unit_code, period`.execute(db)
    expect(again.rows).toEqual(kept.rows)
    expect((await given('MS01')).size).toBeGreaterThan(0)
  })

  it('cannot be made to forget: lines are only added', async () => {
    const { rows } = await sql<{ privilege: string }>`
      select privilege_type as privilege from information_schema.role_table_grants
      where grantee = 'golden_thread_app' and table_name in ('withheld_cell', 'withholding')`.execute(db)
    expect([...new Set(rows.map((r) => r.privilege))].sort()).toEqual(['INSERT', 'SELECT'])
  })
})
