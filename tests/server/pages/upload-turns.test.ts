import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { checks, type FairQueue, uploads } from '#server/fair-queue.ts'
import { form, fromOurPages, signIn, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { isWide } from '../../support/run-size.ts'
import { multipartForm } from '../../support/upload-form.ts'

let app: FastifyInstance
let db: Db
let person: Awaited<ReturnType<typeof signIn>>

beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  app = await testApp(db)
  person = await signIn(app, 'data_team')
})
afterAll(async () => {
  await app.close()
})

const header = 'team_code,kpi_code,period,numerator,denominator\n'

async function upload(filename: string, content: string) {
  const request = multipartForm([
    { name: '_csrf', value: person.csrf },
    { name: 'file', filename, value: content },
  ])
  const headers = { ...request.headers, ...fromOurPages, cookie: person.cookie }
  return app.inject({ ...request, url: '/extracts/new', headers })
}

const found = (filename: string) =>
  db.selectFrom('extract').select(['id', 'status']).where('filename', '=', filename).executeTakeFirst()

/** Takes every place of a queue until it is released. */
function fill(queue: FairQueue, places: number): { letGo: () => Promise<void> } {
  let end: () => void = () => undefined
  const over = new Promise<void>((resolve) => {
    end = resolve
  })
  const all = Array.from({ length: places }, () => queue.run('others', () => over))
  return {
    letGo: async () => {
      end()
      await Promise.all(all)
    },
  }
}

/** The extract after it has been received and checked. */
async function settled(filename: string): Promise<string> {
  for (;;) {
    const { status = 'received' } = (await found(filename)) ?? {}
    if (status !== 'received' && status !== 'checking') return status
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('a file of the upload page waits its turn with those of the API, and is not refused', async () => {
  const full = fill(uploads, 8)
  const answer = upload('waits.csv', `${header}CIC-N,LC01,2019-04,81,100\n`)
  await app.inject({ url: '/extracts', headers: { cookie: person.cookie } })
  expect(await found('waits.csv')).toBeUndefined()
  await full.letGo()
  expect((await answer).statusCode).toBe(303)
  expect(await settled('waits.csv')).toBe('ready')
})

test.runIf(isWide)('its check waits its turn, and the page is answered meanwhile', async () => {
  const full = fill(checks, 2)
  expect((await upload('checked-later.csv', `${header}CIC-N,LC01,2019-04,82,100\n`)).statusCode).toBe(303)
  expect((await found('checked-later.csv'))?.status).toBe('checking')
  await full.letGo()
  expect(await settled('checked-later.csv')).toBe('ready')
})

test('a check asked for again waits its turn too', async () => {
  await upload('wrong-code.csv', `${header}CIC-NORTH,LC01,2019-04,83,100\n`)
  expect(await settled('wrong-code.csv')).toBe('rejected')
  const full = fill(checks, 2)
  const request = form({
    _csrf: person.csrf,
    'column-0': 'team_code',
    'from-0': 'CIC-NORTH',
    'to-0': 'CIC-N',
  })
  const { id } = (await found('wrong-code.csv')) ?? {}
  const headers = { ...request.headers, ...fromOurPages, cookie: person.cookie }
  const answer = await app.inject({ ...request, url: `/extracts/${id}/codes`, headers })
  expect(answer.statusCode, answer.body).toBe(303)
  expect(['received', 'checking']).toContain((await found('wrong-code.csv'))?.status)
  await full.letGo()
  expect(await settled('wrong-code.csv')).toBe('ready')
})
