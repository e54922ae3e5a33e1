import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { CopyLane, field, StagedLines } from '#server/extracts/record/staged-lines.ts'
import { testDatabase } from '../../support/database.ts'
import { bySize } from '../../support/run-size.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('empty')).db
})

const withLines = <T>(run: (trx: Trx, lane: CopyLane, lines: StagedLines) => Promise<T>) =>
  inTransaction(db, async (trx) => {
    await sql`create temporary table line (n integer primary key, said text) on commit drop`.execute(trx)
    const lane = new CopyLane(trx)
    return run(trx, lane, new StagedLines(lane, 'line (n, said)'))
  })

test('what is staged in any number of pieces is stored as it was said', async () => {
  const said = fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(said, fc.integer({ min: 1, max: 60 }), async (texts, times) => {
      const all = Array.from({ length: times }, () => texts).flat()
      const stored = await withLines(async (trx, lane, lines) => {
        for (const [n, text] of all.entries()) if (lines.add(`${n}\t${field(text)}`)) await lines.send()
        await lines.send()
        await lane.free()
        const { rows } = await sql<{ said: string }>`select said from line order by n`.execute(trx)
        return rows.map((row) => row.said)
      })
      expect(stored).toEqual(all.map((text) => text.replaceAll('\u0000', '\ufffd').toWellFormed()))
    }),
    { numRuns: bySize({ part: 8, wide: 30, whole: 30 }) },
  )
})

test('a line that the database refuses fails what stages it, and nothing of it stays', async () => {
  const refused = withLines(async (_trx, _lane, lines) => {
    lines.add('1\tfirst')
    await lines.send()
    lines.add('1\tagain')
    await lines.send()
    lines.add('2\tnever')
    await lines.end()
  })
  await expect(refused).rejects.toMatchObject({ code: '23505' })
})

test('a table that is not there fails at the end, and does not leave anybody waiting', async () => {
  const nowhere = inTransaction(db, async (trx) => {
    const lines = new StagedLines(new CopyLane(trx), 'no_such_table (n)')
    lines.add('1')
    await lines.end()
  })
  await expect(nowhere).rejects.toMatchObject({ code: '42P01' })
})
