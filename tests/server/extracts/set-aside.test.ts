import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { baseName } from '#domain/wording/file-name.ts'
import type { Db } from '#server/db/database.ts'
import { loadExtractLines } from '#server/reads/extracts.ts'
import { loadWaitingExtracts } from '#server/reads/waiting-extracts.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf } from '../../support/extract-files.ts'
import { Reader } from '../../support/scriptless-browser.ts'

let app: FastifyInstance
let db: Db
let token: { authorization: string }

beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  app = await testApp(db)
  token = await bearer(db, 'data_team')
})
afterAll(() => app.close())

let figure = 0
/** Sends a file of one row, faulty or good. */
async function send(filename: string, is: 'faulty' | 'good'): Promise<number> {
  const payload = csvOf([`CIC-N,LC01,2018-04,${is === 'good' ? '1' : 'nine'},${++figure}`])
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/extracts',
    headers: {
      ...token,
      'content-type': 'text/csv',
      prefer: 'wait=30',
      'content-disposition': `attachment; filename="${filename}"`,
    },
    payload,
  })
  expect(answer.json()).toMatchObject({ filename, status: is === 'good' ? 'ready' : 'rejected' })
  return answer.json().id
}

const setAsideBy = async (id: number) =>
  (await loadExtractLines(db, { limit: 100 })).lines.find((line) => line.id === id)?.setAsideBy
const isWaiting = async (id: number) =>
  (await loadWaitingExtracts(db, { limit: 100, now: testNow })).some((extract) => extract.id === id)

test('a refused file waits until a good one of its name comes, and then stays in the list and says so', async () => {
  const refused = await send('may-visits.csv', 'faulty')
  const other = await send('june-visits.csv', 'faulty')
  expect([await isWaiting(refused), await setAsideBy(refused)]).toEqual([true, null])
  const good = await send('May-Visits - problems (1).csv', 'good')
  expect([await isWaiting(refused), await setAsideBy(refused)]).toEqual([false, good])
  expect([await isWaiting(other), await setAsideBy(other)]).toEqual([true, null])
  expect(await isWaiting(good)).toBe(true)

  const reader = await Reader.signedIn(app, 'data_team')
  const list = await reader.open('/extracts')
  expect(list.words).toContain(`Set aside: extract ${good} of the same name came after and is good`)
  const own = await reader.open(`/extracts/${refused}`)
  expect(own.words).toContain(`This file is set aside: extract ${good} of the same name came after it`)
  expect((await reader.open(`/extracts/${other}`)).words).not.toContain('This file is set aside')
  const home = await reader.open('/')
  expect(home.words).not.toContain('Put right 1 problem in may-visits.csv')
  expect(home.words).toContain('Put right 1 problem in june-visits.csv')
})

test('one that came after the good one waits, and so does one whose good one was cancelled', async () => {
  const good = await send('visits.xlsx', 'good')
  const refused = await send('visits.csv', 'faulty')
  expect(await isWaiting(refused)).toBe(true)
  const better = await send('visits.csv', 'good')
  expect([await isWaiting(refused), await setAsideBy(refused)]).toEqual([false, better])
  const reader = await Reader.signedIn(app, 'data_team')
  const isSaid = async () => (await reader.open(`/extracts/${refused}`)).words.includes('is set aside')
  expect(await isSaid()).toBe(true)
  await db.updateTable('extract').set({ status: 'cancelled' }).where('id', 'in', [good, better]).execute()
  expect([await isWaiting(refused), await setAsideBy(refused)]).toEqual([true, null])
  expect(await isSaid()).toBe(false)
})

test('a pasted table says nothing of another', async () => {
  const refused = await send('Pasted table', 'faulty')
  await send('Pasted table', 'good')
  expect(await isWaiting(refused)).toBe(true)
})

test('names are compared as they are given back', async () => {
  const names = [
    'a b.csv',
    'a b - problems.csv',
    'a b (1).csv',
    'a b - rejected rows (2).xlsx',
    'a b - error summary.csv',
  ]
  expect(new Set(names.map(baseName)).size).toBe(1)
  const refused: number[] = []
  for (const name of names) refused.push(await send(name, 'faulty'))
  const good = await send('a b.csv', 'good')
  expect(await Promise.all(refused.map(setAsideBy))).toEqual(names.map(() => good))
})
