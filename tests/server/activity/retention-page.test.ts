import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { atHome, form, fromOurPages, type SignedIn, signIn, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'

let db: Db
let app: FastifyInstance
let administrator: SignedIn

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
  app = await testApp(db)
  administrator = await signIn(app, 'administrator')
})

const page = async () =>
  (await app.inject({ url: '/activity', headers: { ...atHome, cookie: administrator.cookie } })).body
const versionIn = (body: string) => /name="version" value="(\d+)"/.exec(body)?.[1] ?? ''

async function send(fields: Record<string, string>, by: SignedIn = administrator) {
  const request = form({ version: versionIn(await page()), ...fields, _csrf: by.csrf })
  const headers = { ...request.headers, ...fromOurPages, cookie: by.cookie }
  const { statusCode, body } = await app.inject({ ...request, url: '/activity/retention', headers })
  return { statusCode, words: textOf(body), body }
}
const lines = () => db.selectFrom('activity_retention').select(['months', 'reason', 'by_id']).execute()

describe('for how long lines are kept', () => {
  it('is set by an administrator, with what a shorter time does', async () => {
    expect(textOf(await page())).toContain('A shorter one counts 30 days after you set it.')
    expect((await send({ months: '96', reason: 'The lawyers ask for eight years' })).statusCode).toBe(303)
    const longer = textOf(await page())
    expect(longer).toContain('It is saved for how long lines are kept.')
    expect(longer).toContain('Lines are kept for 96 months.')
    expect((await send({ months: '24', reason: 'No more is needed' })).statusCode).toBe(303)
    const now = await page()
    expect(textOf(now)).toMatch(/Lines are kept for 96 months\. From \d+ \w+ \d{4} on it is 24\./)
    expect(await lines()).toMatchObject([
      { months: 96, reason: 'The lawyers ask for eight years', by_id: expect.any(Number) },
      { months: 24, reason: 'No more is needed', by_id: expect.any(Number) },
    ])
    const record = await db
      .selectFrom('activity')
      .select(['kind', 'subject', 'reason'])
      .where('kind', '=', 'setting.changed')
      .orderBy('id')
      .execute()
    expect(record.at(-1)).toEqual({
      ...{ kind: 'setting.changed', subject: 'retention 24 months', reason: 'No more is needed' },
    })
  })

  it.each([
    [{ months: '11', reason: 'Less' }, 'Lines are kept for at least 12 months'],
    [{ months: '6 years', reason: 'Less' }, 'Give the number of months, such as 72.'],
    [{ months: '36', reason: ' ' }, 'Say why'],
    [{ months: '36', reason: 'Old page', version: '0' }, 'Somebody set this since you read it.'],
  ])('is not set by %j, which comes back as it was typed', async (typed, fault) => {
    const before = (await lines()).length
    const answer = await send(typed)
    expect([answer.statusCode, answer.words.includes(fault)]).toEqual([422, true])
    expect(answer.body).toContain(`value="${typed.months}"`)
    expect(await lines()).toHaveLength(before)
  })

  it('is set by no other role', async () => {
    const before = (await lines()).length
    const data = await signIn(app, 'data_team')
    expect((await send({ months: '36', reason: 'Mine' }, data)).statusCode).toBe(403)
    expect(await lines()).toHaveLength(before)
  })
})
