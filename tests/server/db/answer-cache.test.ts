import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { cachingSource, withAnswerCache } from '#server/db/answer-cache.ts'
import type { Db, ReadSource } from '#server/db/database.ts'
import { testDatabase } from '../../support/database.ts'

let db: Db
let asked: ReadSource
beforeAll(async () => {
  db = (await testDatabase('catalogue')).owner
  asked = cachingSource(db)
})

/** A moment that is different for every statement that the database runs. */
const askMoment = (of = 'x') =>
  asked
    .selectFrom('council')
    .select([sql<string>`clock_timestamp()::text`.as('at'), sql.lit(of).as('of')])
    .execute()
const askUnits = () => asked.selectFrom('unit').select('code').where('kind', '=', 'team').execute()

describe('a question of one request', () => {
  test('is put to the database once, and gets the same answer each time', async () => {
    const [one, other] = await withAnswerCache(() => Promise.all([askMoment(), askMoment()]))
    expect(other).toEqual(one)
    await withAnswerCache(async () => expect(await askMoment()).toEqual(await askMoment()))
  })

  test('is another one where it asks for something else', async () => {
    await withAnswerCache(async () => {
      const [one, other] = await Promise.all([askMoment('x'), askMoment('y')])
      expect(one[0]?.at).not.toBe(other[0]?.at)
    })
  })

  test('is asked anew by the next request, and where no request is answered', async () => {
    const first = await withAnswerCache(() => askMoment())
    expect(await withAnswerCache(() => askMoment())).not.toEqual(first)
    expect(await askMoment()).not.toEqual(await askMoment())
  })

  test('gives each reader a list of its own, whose rows none of them can change', async () => {
    await withAnswerCache(async () => {
      const list = await askUnits()
      const length = list.length
      expect(length).toBeGreaterThan(1)
      list.length = 0
      const again = await askUnits()
      expect(again).toHaveLength(length)
      expect(() => Object.assign(again[0] ?? {}, { code: 'ANOTHER' })).toThrow(TypeError)
    })
  })

  test('that failed is asked again', async () => {
    await db.schema.createTable('late').addColumn('n', 'integer').execute()
    await db.schema.alterTable('late').renameTo('later').execute()
    // The table is not one of ours, so its name is in no type.
    const ask = () =>
      asked
        .selectFrom('late' as 'council')
        .selectAll()
        .execute()
    await withAnswerCache(async () => {
      await expect(ask()).rejects.toThrow('late')
      await db.schema.alterTable('later').renameTo('late').execute()
      expect(await ask()).toEqual([])
    })
  })
})
