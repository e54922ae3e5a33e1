import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { cachingSource, withAnswerCache } from '#server/db/answer-cache.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource } from '#server/db/database.ts'
import { sharedTables } from '#server/db/kept-answers.ts'
import { loadCatalogueHistory } from '#server/record/catalogue.ts'
import { loadUnits } from '#server/record/units.ts'
import { recordingSql } from '../../bench/own-sql.ts'
import { testDatabase } from '../../support/database.ts'
import { some } from '../../support/some.ts'

let db: Db
let asked: ReadSource
beforeAll(async () => {
  db = (await testDatabase('catalogue')).owner
  asked = cachingSource(db)
})

const teams = () =>
  asked.selectFrom('unit').select(['code', 'opened']).where('kind', '=', 'team').orderBy('code').execute()
const next = <T>(ask: () => Promise<T>) => withAnswerCache(ask)

/** What the database was asked for by a request of its own, without the marks of tables. */
async function statementsOf(ask: () => Promise<unknown>): Promise<string[]> {
  const { statements } = await recordingSql(() => next(ask))
  return statements.map(({ text }) => text).filter((text) => text !== 'select shared_mark($1) as mark')
}

describe('what is shared by all readers', () => {
  test('is asked of the database once, and not by the next request', async () => {
    const first = await next(() => loadUnits(asked, '2019-04'))
    expect(first.length).toBeGreaterThan(20)
    expect(await statementsOf(() => loadUnits(asked, '2019-04'))).toEqual([])
    expect(await next(() => loadUnits(asked, '2019-04'))).toEqual(first)
    await next(() => loadCatalogueHistory(asked))
    expect(await statementsOf(() => loadCatalogueHistory(asked))).toEqual([])
  })

  test('is asked for again after another connection changed a row, added one, took one away or emptied the table', async () => {
    const before = await next(teams)
    await db.updateTable('unit').set({ opened: '2001-01-01' }).where('code', '=', 'HP-N1').execute()
    const changed = await next(teams)
    expect(changed.find(({ code }) => code === 'HP-N1')?.opened).toBe('2001-01-01')

    const { opened } = before.find(({ code }) => code === 'HP-N1') ?? { opened: '' }
    await db.updateTable('unit').set({ opened }).where('code', '=', 'HP-N1').execute()
    expect(await next(teams)).toEqual(before)

    const issue = {
      council_id: councilId,
      kpi_code: 'CP04',
      unit_code: 'HP-N1',
      valid_from: '2019-01',
      note: 'Late.',
      recorded_at: new Date(),
    }
    const issues = () => asked.selectFrom('known_issue').select('note').execute()
    const known = await next(issues)
    await db.insertInto('known_issue').values(issue).execute()
    expect(await next(issues)).toHaveLength(known.length + 1)
    await db.deleteFrom('known_issue').where('note', '=', 'Late.').execute()
    expect(await next(issues)).toEqual(known)
    await sql`truncate known_issue`.execute(db)
    expect(await next(issues)).toEqual([])
  })

  test('is not what a transaction has written that may yet be rolled back', async () => {
    const before = await next(teams)
    await expect(
      inTransaction(db, async (trx) => {
        await trx.insertInto('opening_share').values(share(71)).execute()
        expect(await next(shares)).toEqual([])
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    expect(await next(shares)).toEqual([])
    expect(await next(teams)).toEqual(before)
  })

  test('gives rows that nobody can change, nor the lists in them', async () => {
    const grains = () => asked.selectFrom('kpi').select(['code', 'grains']).orderBy('code').execute()
    const [first] = await next(grains)
    expect(() => first?.grains.push('daily')).toThrow(TypeError)
    expect((await next(grains))[0]).toEqual(first)
  })

  test('is whatever the database says, whoever writes in whatever order', async () => {
    const write = fc.record({ percent: fc.integer({ min: 50, max: 99 }), isEnded: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 6 }), async (writes) => {
        for (const { percent, isEnded } of some(writes)) {
          await db.updateTable('opening_share').set({ superseded_at: new Date() }).execute()
          if (!isEnded) await db.insertInto('opening_share').values(share(percent)).execute()
          const [kept, own] = [await next(shares), await db.selectFrom('opening_share').selectAll().execute()]
          expect(kept).toEqual(own)
        }
      }),
      { numRuns: 20 },
    )
  })
})

const shares = () => asked.selectFrom('opening_share').selectAll().execute()
const share = (percent: number) => ({
  council_id: councilId,
  valid_from: '2019-04',
  percent,
  recorded_at: new Date(),
  recorded_by: 'Administrator',
  reason: 'Tried.',
})

describe('asked by each request anew', () => {
  const questions: [name: string, ask: () => Promise<unknown>][] = [
    ['a table that is not shared', () => asked.selectFrom('publication').select('id').execute()],
    [
      'a shared table beside another',
      () =>
        asked
          .selectFrom('unit as u')
          .leftJoin('measurement as m', 'm.unit_code', 'u.code')
          .select(['u.code', 'm.period'])
          .execute(),
    ],
    [
      'another table named in a piece of SQL',
      () =>
        asked.selectFrom('unit').select(sql<number>`(select count(*) from person)`.as('people')).execute(),
    ],
    [
      'the clock',
      () => asked.selectFrom('council').select(sql<string>`clock_timestamp()::text`.as('at')).execute(),
    ],
    [
      'one of the database’s own functions',
      () => asked.selectFrom('council').select(sql<string>`shared_mark('plan')`.as('mark')).execute(),
    ],
    [
      'nothing of ours',
      () => asked.selectFrom(sql<{ one: number }>`(select 1 as one)`.as('x')).select('one').execute(),
    ],
  ]

  test.each(questions)('%s', async (_, ask) => {
    await next(ask)
    expect(await statementsOf(ask)).toHaveLength(1)
  })

  test('what failed', async () => {
    await db.schema.alterTable('case_list').renameTo('case_list_away').execute()
    const lists = () => asked.selectFrom('case_list').select('kpi_code').execute()
    await expect(next(lists)).rejects.toThrow('case_list')
    await db.schema.alterTable('case_list_away').renameTo('case_list').execute()
    expect(await next(lists)).toEqual([])
  })
})

describe('the shared tables', () => {
  test('are those that the database’s mark looks at, in the same groups', async () => {
    const { rows } = await sql<{
      text: string
    }>`select prosrc as text from pg_proc where proname = 'shared_mark'`.execute(db)
    const parts = (rows[0]?.text ?? '').split("tables = '").slice(1)
    const marked = parts.map((part) => [
      part.split("'")[0],
      [...part.matchAll(/ from (\w+)\)/g)].map(([, name]) => name),
    ])
    expect(Object.fromEntries(marked)).toEqual(sharedTables)
  })

  test('have no policy that would tell readers apart', async () => {
    const { rows } = await sql<{
      name: string
    }>`select relname as name from pg_class where relrowsecurity`.execute(db)
    const apart = new Set(rows.map(({ name }) => name))
    expect(
      Object.values(sharedTables)
        .flat()
        .filter((table) => apart.has(table)),
    ).toEqual([])
  })

  test('have another mark after each write, though a row was only written as it was', async () => {
    const mark = async () =>
      (await sql<{ mark: string }>`select shared_mark('settings') as mark`.execute(db)).rows[0]?.mark
    const before = await mark()
    expect(await mark()).toBe(before)
    await sql`update unit set opened = opened where code = 'HP-N1'`.execute(db)
    expect(await mark()).not.toBe(before)
  })

  test('are three groups, and a mark of no other is known', async () => {
    await expect(sql`select shared_mark('figure')`.execute(db)).rejects.toThrow('no tables called figure')
  })
})
