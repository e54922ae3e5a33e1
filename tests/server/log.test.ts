import { Writable } from 'node:stream'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { openLog } from '#server/log.ts'
import { testApp } from '../support/app.ts'
import { testDatabase } from '../support/database.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
})

/** What the log shows of an error. */
function logged(err: unknown): string {
  let text = ''
  const stream = new Writable({
    write(piece, _encoding, done) {
      text += String(piece)
      done()
    },
  })
  openLog('info', stream).error({ err }, 'job failed')
  return text
}

const failure = (): Promise<unknown> =>
  sql`insert into extract_row (council_id, extract_id, position, row_number, unit_code, kpi_code, period, state, note)
    values (${councilId}, 999999, 1, 2, 'HP-N1', 'CP04', '2019-05', null, 'a child was hurt')`
    .execute(db)
    .catch((error: unknown) => error)

test('a row that the database refuses is not repeated in the log, but what failed and where in the code is', async () => {
  const error = await failure()
  // PostgreSQL's own error contains the value, so this test would notice a leak.
  expect(JSON.stringify(error)).toContain('hurt')
  for (const text of [
    logged(error),
    logged(new AggregateError([error], '1 extract could not be taken up')),
  ]) {
    expect(text).not.toContain('hurt')
    expect(text).not.toContain('"detail"')
    expect(text).toContain('violates')
    expect(text).toContain('stack')
  }
})

test('what stands beside an error is kept: its code, and what it comes of', () => {
  const error = Object.assign(new Error('outer', { cause: new Error('inner') }), {
    code: '53100',
    where: 'COPY extract_row, line 12: "1 HP-N1 7"',
  })
  const text = logged(error)
  expect(text).toContain('53100')
  expect(text).toContain('inner')
  expect(text).not.toContain('HP-N1')
})

test('the secret of a link and the answer of a provider are not in the line of their request', async () => {
  let text = ''
  const stream = new Writable({
    write(piece, _encoding, done) {
      text += String(piece)
      done()
    },
  })
  const app = await testApp(db, { log: openLog('info', stream) })
  await app.inject({ url: '/sign-in/link/a-secret-that-signs-in' })
  await app.inject({ url: '/sign-in/callback?code=a-code-that-signs-in&state=x' })
  await app.inject({ url: '/sign-in?next=%2Fplan' })
  expect(text).toContain('"/sign-in/link/…"')
  expect(text).toContain('"/sign-in/callback?…"')
  expect(text).toContain('"/sign-in?next=%2Fplan"')
  expect(text).not.toContain('signs-in')
})
