/** Order, history and `asAt` go by the clock of the database, whatever clock the service has. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { londonDay } from '#domain/time/moment.ts'
import { councilId } from '#server/db/council-id.ts'
import { connect, type Db, inTransaction, loadingInto } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { loadCaseLists } from '#server/record/case-lists.ts'
import { loadFigures } from '#server/record/figures.ts'
import { setCaseList } from '#server/settings/set-case-list.ts'
import { testDatabase } from '../support/database.ts'
import { publishRows } from '../support/publish-rows.ts'

let owner: Db
let ownerUrl: string
/** On the clock of the database, as the service runs. */
let db: Db

beforeAll(async () => {
  const made = await testDatabase('catalogue')
  ;({ owner, ownerUrl } = made)
  db = connect(made.url, { waitMs: 60_000 })
})

afterAll(() => db.destroy())

const liveOn = (day: string | null) => owner.updateTable('council').set({ fixed_day: day }).execute()

const by = {
  id: null,
  name: 'A',
  grants: [{ role: 'administrator' as const, unit: 'RIDGE', audience: 'inside' as const }],
}

/** Any moment of the service's clock: years before and after the database's. */
const clock = fc.date({
  min: new Date('2019-06-01T00:00:00Z'),
  max: new Date('2036-01-01T00:00:00Z'),
  noInvalidDate: true,
})

describe('on a clock that goes back', () => {
  test('publications are in the order in which they were made, and each is read as at its own moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(clock, { minLength: 2, maxLength: 3 }), async (clocks) => {
        const begun = await moment()
        const made: { at: Date; numerator: number }[] = []
        for (const [i, now] of clocks.entries()) {
          const numerator = 10 + (((made[0]?.numerator ?? 0) + i * 7 + now.getUTCDate()) % 30)
          await publishRows(db, [`HP-S1,CP04,2019-04,${numerator},40`], now).catch((error: unknown) => {
            if (!String(error).includes('alreadyReceived')) throw error
          })
          made.push({ at: await latest(), numerator })
        }
        const moments = made.map(({ at }) => at.getTime())
        expect([begun.getTime(), ...moments]).toEqual([begun.getTime(), ...moments].toSorted((x, y) => x - y))
        const read = made.map(async ({ at: asAt }) => {
          const cell = { units: ['HP-S1'], kpis: ['CP04'], periods: ['2019-04'] }
          return (await loadFigures(db, { ...cell, asAt }))[0]?.numerator
        })
        expect(await Promise.all(read)).toEqual(made.map(({ numerator }) => numerator))
      }),
      { numRuns: 3 },
    )
  })

  test('lines of any day are in the order in which they were written, and are read as at their moments', async () => {
    const day = fc.constantFrom(null, '2019-06-10', '2030-01-01', '2018-12-31')
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 2, maxLength: 6 }), async (days) => {
        const written: { at: Date; label: string; dated: string; due: string }[] = []
        for (const day of days) {
          await liveOn(day)
          const label = `report ${crypto.randomUUID()}`
          const saved = await setCaseList(db, {
            ...{ kpi: 'CP04', typed: { address: 'https://cases.example/1', label, reason: 'Asked for' } },
            ...{ isRemoved: false, seen: await version(), by, isTrial: false },
          })
          if (saved.is !== 'saved') throw new Error(JSON.stringify(saved))
          const due = day ?? londonDay(saved.line.at.toISOString())
          written.push({ at: saved.line.at, label, dated: saved.line.dated, due })
        }
        expect(written.map(({ dated }) => dated)).toEqual(written.map(({ due }) => due))
        const moments = written.map(({ at }) => at.getTime())
        expect(moments).toEqual(moments.toSorted((x, y) => x - y))
        // Of two within a millisecond, the later holds.
        const held = written.filter(({ at }, i) => written[i + 1]?.at.getTime() !== at.getTime())
        const read = held.map(async ({ at }) => (await loadCaseLists(db, at)).get('CP04')?.label)
        expect(await Promise.all(read)).toEqual(held.map(({ label }) => label))
      }),
      { numRuns: 10 },
    )
    await liveOn(null)
  })
})

describe('the moment that is recorded', () => {
  test('is not before anything that is recorded, even if the clock of the database goes back', async () => {
    const last = await latest()
    const earlier = loadingInto(db, {
      moment: () => new Date(last.getTime() - 86_400_000),
      hasOwnDays: false,
    })
    expect((await inTransaction(earlier, (trx) => lockRecord(trx, councilId))) >= last).toBe(true)
  })

  test('is given by nobody but the owner of the tables', async () => {
    await sql`create role only_serves`.execute(owner)
    await sql`grant golden_thread_app to only_serves`.execute(owner)
    const served = sql`set session authorization only_serves;
      set golden_thread.recorded_moment = '2019-01-01T00:00:00Z'; select recorded_moment()`
    const own = connect(ownerUrl, { max: 1 })
    await expect(sql.raw(served.compile(own).sql).execute(own)).rejects.toThrow(
      'only the owner of the tables',
    )
    await own.destroy()
    await sql`drop owned by only_serves; drop role only_serves`.execute(owner).catch(() => undefined)
  })

  test('has the day in London that the service would give it, in any year since 1996', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.date({
          min: new Date('1996-01-01T00:00:00Z'),
          max: new Date('2037-12-31T00:00:00Z'),
          noInvalidDate: true,
        }),
        async (at) => {
          const loaded = loadingInto(db, { moment: () => at, hasOwnDays: true })
          const { rows } = await inTransaction(loaded, (trx) =>
            sql<{ day: string }>`select recorded_day() as day`.execute(trx),
          )
          expect(rows[0]?.day).toBe(londonDay(at.toISOString()))
        },
      ),
      { numRuns: 60 },
    )
  })
})

async function moment(): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select recorded_moment() as at`.execute(db)
  return (rows[0] as { at: Date }).at
}

async function latest(): Promise<Date> {
  const { rows } = await sql<{
    at: Date
  }>`select published_at as at from publication order by id desc limit 1`.execute(db)
  return (rows[0] as { at: Date }).at
}

async function version(): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::integer as n from case_list where kpi_code = 'CP04'`.execute(db)
  return rows[0]?.n ?? 0
}
