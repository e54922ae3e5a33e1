import { beforeAll, describe, expect, it } from 'vitest'
import { isSecondPerson, serviceAuthor } from '#server/access/people/authors.ts'
import { recordPerson } from '#server/access/people/people.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { serviceAuthors } from '#server/db/service-author.ts'
import { testNow } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'
import { named } from '../../../support/named.ts'
import { some } from '../../../support/some.ts'

let db: Db
let owner: Db
let jo: number
let sam: number

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('catalogue'))
  const by = named('Command line')
  jo = await recordPerson(db, { name: 'Jo Bell', email: 'jo@council.example', by, now: testNow })
  sam = await recordPerson(db, { name: 'Sam Reed', email: 'sam@council.example', by, now: testNow })
})

type Named = { id: number | null; name: string }
const isSecond = (first: Named, second: Named) =>
  inTransaction(db, (trx) => isSecondPerson(trx, first, second))

describe('a second person', () => {
  it('is another person, whatever the two are called', async () => {
    expect(await isSecond({ id: jo, name: 'Jo Bell' }, { id: sam, name: 'Sam Reed' })).toBe(true)
    expect(await isSecond({ id: jo, name: 'Jo Bell' }, { id: sam, name: 'Jo Bell' })).toBe(true)
    expect(await isSecond({ id: jo, name: 'Jo Bell' }, { id: jo, name: 'Jo Bell-Hart' })).toBe(false)
  })

  it('has another name where either id is not known', async () => {
    expect(await isSecond(named('Jo Bell'), { id: sam, name: 'Sam Reed' })).toBe(true)
    expect(await isSecond(named('Jo Bell'), { id: jo, name: 'Jo Bell' })).toBe(false)
    expect(await isSecond(named('Jo Bell'), named('Jo Bell'))).toBe(false)
  })

  it.each(some(serviceAuthors))('is never the service itself: %s', async (kind) => {
    const service = await serviceAuthor(db, kind)
    expect(service.id).not.toBeNull()
    expect(await isSecond({ id: jo, name: 'Jo Bell' }, service)).toBe(false)
    expect(await isSecond(named('Jo Bell'), service)).toBe(false)
    expect(await isSecond(service, { id: jo, name: 'Jo Bell' })).toBe(true)
  })

  it('is not the owner of the token that was the first, nor the token of the first', async () => {
    await recordToken(db, { name: 'Power BI', role: 'smt', unit: null, audience: 'inside', now: testNow })
    const { author_id: id } = await owner
      .updateTable('token')
      .set({ owner_id: jo })
      .where('name', '=', 'Power BI')
      .returning('author_id')
      .executeTakeFirstOrThrow()
    expect(await isSecond({ id, name: 'Power BI' }, { id: jo, name: 'Jo Bell' })).toBe(false)
    expect(await isSecond({ id: jo, name: 'Jo Bell' }, { id, name: 'Power BI' })).toBe(false)
    expect(await isSecond({ id, name: 'Power BI' }, { id: sam, name: 'Sam Reed' })).toBe(true)
  })
})
