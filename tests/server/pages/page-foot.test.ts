/** The foot of every page: when figures were last published, and which month comes next. */

import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { recordGrant } from '#server/access/people/grants.ts'
import { recordLink } from '#server/access/people/links.ts'
import { recordPerson } from '#server/access/people/people.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { atHome, bearer, testApp, testNow } from '../../support/app.ts'
import { CookieBrowser } from '../../support/cookie-browser.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { mayOf, publishMay } from '../../support/month-in-parts.ts'
import { named } from '../../support/named.ts'
import { textOf } from '../../support/page-text.ts'

let db: Db
let app: FastifyInstance
let smt: { authorization: string }

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  smt = await bearer(db, 'smt')
  await setDay('2019-06-14')
})

async function setDay(day: string): Promise<void> {
  await db.updateTable('council').set({ fixed_day: day }).execute()
}

const at = (time: string) => new Date(`2019-06-14T${time}:00Z`)

/** The text at the foot of a page, and whether an earlier key still holds. */
async function foot(key?: string) {
  const headers = { ...smt, ...(key === undefined ? {} : { 'if-none-match': key }) }
  const answer = await app.inject({ url: '/plan/checks', headers })
  if (answer.statusCode === 304) return { published: null, next: null, key }
  const words = textOf(/<footer.*?<\/footer>/s.exec(answer.body)?.[0] ?? '')
  return {
    published: /published (\d+ \w+ \d+ at [\d:]+[ap]m)/i.exec(words)?.[1] ?? words,
    next: /next update:? (.*?\))/i.exec(words)?.[1] ?? words,
    key: String(answer.headers.etag),
  }
}

let whole: number

/** What the foot of a page says of the audience; null if it says nothing. */
async function audienceOf(url: string, headers: Record<string, string>) {
  const { body, statusCode } = await app.inject({ url, headers })
  expect(statusCode).toBe(200)
  const words = textOf(/<p class="app-data-footer">.*?<\/p>/s.exec(body)?.[0] ?? '')
  expect(words).toContain('Source:')
  return /Read as (in|out)side the service(: small numbers are withheld)?/.exec(words)?.[0] ?? null
}

test('says that a page is read as outside the service, and nothing to somebody who never does', async () => {
  expect(await audienceOf('/plan', await bearer(db, 'board'))).toBe(
    'Read as outside the service: small numbers are withheld',
  )
  expect(await audienceOf('/plan', smt)).toBeNull()
  expect(await audienceOf('/plan', await bearer(db, 'smt', null, 'outside'))).toContain('outside')
})

test('says to somebody with a role on each side in which of the two each page is read', async () => {
  const by = { id: null, name: 'Command line' }
  const person = await recordPerson(db, { name: 'Two Seats', email: 'two@council.example', by, now: testNow })
  const held = { person, from: null, to: null, deputyOf: null, by, now: testNow }
  await recordGrant(db, { ...held, role: 'team_manager', unit: 'HP-S1' })
  await recordGrant(db, { ...held, role: 'board', unit: null })
  const browser = new CookieBrowser(app)
  await browser.post(
    `/sign-in/link/${await recordLink(db, { person, kind: 'sign_in', by, now: testNow })}`,
    {},
  )
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { ...atHome, cookie }
  // The plan is open to both, a manager's own team to one, and the council to the other.
  expect(await audienceOf('/plan', headers)).toBe('Read as inside the service')
  expect(await audienceOf('/units/HP-S1', headers)).toBe('Read as inside the service')
  expect(await audienceOf('/units/RIDGE', headers)).toBe(
    'Read as outside the service: small numbers are withheld',
  )
  expect(await audienceOf('/overview', headers)).toBe(
    'Read as outside the service: small numbers are withheld',
  )
})

test('says the month after the one that pages open on', async () => {
  expect((await foot()).next).toContain('May 2019')
})

test('changes at once when a month is published', async () => {
  const before = await foot()
  whole = await publishMay(
    db,
    'may.csv',
    mayOf(() => true),
    at('10:00'),
  )
  const after = await foot(before.key)
  expect(after.published).toBe('14 June 2019 at 11:00am')
  expect(after.next).toContain('June 2019')
  expect(after.next).not.toContain('May 2019')
})

test('changes at once when what is enough of a month is set, when a team closes, and when both are set back', async () => {
  const row = {
    council_id: councilId,
    valid_from: '2019-05',
    recorded_by: 'Administrator',
    reason: 'To be sure',
  }
  const before = await foot()
  await publishMay(
    db,
    'one team less.csv',
    mayOf((team) => team === 'HP-S1').map((r) => ({ ...r, numerator: 'x', denominator: 'x', value: '' })),
    at('10:30'),
  )
  expect((await foot(before.key)).next).toBe(before.next)
  await db
    .insertInto('opening_share')
    .values({ ...row, percent: 100, recorded_at: at('10:40') })
    .execute()
  expect((await foot()).next).toContain('May 2019')
  await db
    .updateTable('opening_share')
    .set({ superseded_at: at('10:50') })
    .execute()
  expect((await foot()).next).toBe(before.next)
})

test('changes at once when the month is taken back', async () => {
  const before = await foot()
  const latest = await db.selectFrom('extract').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  for (const [i, id] of [latest.id, whole].entries())
    await revertExtract(recordedAt(db, at(`11:0${i}`)), id, {
      by: named('Data team'),
      reason: 'Sent too early',
    })
  const after = await foot(before.key)
  expect(after.published).toBe('14 June 2019 at 12:01pm')
  expect(after.next).toContain('May 2019')
})

test('changes at once on a new day, when the day of the first return has passed', async () => {
  await setDay('2019-06-03')
  await publishMay(
    db,
    'may again.csv',
    mayOf(() => true),
    at('12:00'),
  )
  const before = await foot()
  expect(before.next).toContain('May 2019')
  await setDay('2019-06-14')
  expect((await foot(before.key)).next).toContain('June 2019')
})
