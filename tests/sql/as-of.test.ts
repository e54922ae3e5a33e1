/** What was known at a moment, what is in force, and what holds for a month: each to its last instant. */
import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { asOf, holdsIn, inForce } from '#server/db/as-of.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

const [first, second, third] = ['2019-05-01T09:00:00Z', '2019-05-02T09:00:00Z', '2019-05-03T09:00:00Z']
const justBefore = (moment: string) => new Date(Date.parse(moment) - 1)

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase('empty')
})

/** The names of the rows that are so, of a record with a row for each kind. */
async function rowsThatAre(so: RawBuilder<boolean>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from (values
      ('open', ${first}::timestamptz, null::timestamptz, '2019-04-30'::date, '2019-04', null),
      ('replaced', ${first}, ${third}, '2019-05-01', '2019-04', '2019-05'),
      ('later', ${second}, null, '2019-05-02', '2019-06', null)
    ) as r (name, recorded_at, superseded_at, rated_on, valid_from, valid_to)
    where ${so} order by name`.execute(database.db)
  return rows.map(({ name }) => name)
}

describe('what was known at a moment', () => {
  test('is everything where no moment is named', async () => {
    expect(await rowsThatAre(asOf(undefined, 'recorded_at'))).toEqual(['later', 'open', 'replaced'])
  })

  test('holds what was written at that very moment, and nothing written after it', async () => {
    expect(await rowsThatAre(asOf(new Date(second), 'recorded_at'))).toEqual(['later', 'open', 'replaced'])
    expect(await rowsThatAre(asOf(justBefore(second), 'recorded_at'))).toEqual(['open', 'replaced'])
    expect(await rowsThatAre(asOf(justBefore(first), 'recorded_at'))).toEqual([])
  })

  test('is asked of a day too, which counts whole', async () => {
    expect(await rowsThatAre(asOf('2019-05-01', 'r.rated_on'))).toEqual(['open', 'replaced'])
    expect(await rowsThatAre(asOf('2019-04-29', 'r.rated_on'))).toEqual([])
  })
})

describe('what is in force', () => {
  test('is what nothing took the place of', async () => {
    expect(await rowsThatAre(inForce())).toEqual(['later', 'open'])
  })

  test('at a moment is what was recorded by then and replaced after it', async () => {
    expect(await rowsThatAre(inForce(justBefore(second), 'r'))).toEqual(['open', 'replaced'])
    expect(await rowsThatAre(inForce(justBefore(third), 'r'))).toEqual(['later', 'open', 'replaced'])
    expect(await rowsThatAre(inForce(new Date(third), 'r'))).toEqual(['later', 'open'])
    expect(await rowsThatAre(inForce(justBefore(first)))).toEqual([])
  })
})

describe('what holds for a month', () => {
  test('holds in its first month, in its last, and without a last one in every month after', async () => {
    expect(await rowsThatAre(holdsIn('2019-03'))).toEqual([])
    expect(await rowsThatAre(holdsIn('2019-04', 'r'))).toEqual(['open', 'replaced'])
    expect(await rowsThatAre(holdsIn('2019-05', 'r'))).toEqual(['open', 'replaced'])
    expect(await rowsThatAre(holdsIn('2019-06'))).toEqual(['later', 'open'])
  })

  test('may be the month of each row itself', async () => {
    expect(await rowsThatAre(holdsIn(sql`to_char(r.rated_on, 'YYYY-MM')`, 'r'))).toEqual(['open', 'replaced'])
  })
})
