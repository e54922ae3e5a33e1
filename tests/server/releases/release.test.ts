/** Who releases a text to readers outside the service, and what these then read. */

import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { textKinds, unreleasedWords } from '#domain/suppression/released-text.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'
import { recordCommentary } from '#server/meetings/commentary.ts'
import { loadWrittenTexts } from '#server/reads/written-texts.ts'
import { fingerprintOf, loadReleaseLines } from '#server/record/text-releases.ts'
import { keptInside } from '../../../seeds/releases.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { some } from '../../support/some.ts'

let db: Db
let owner: Db
let app: FastifyInstance
const tokens = new Map<string, { authorization: string }>()

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('demo'))
  app = await testApp(db)
  for (const [role, unit] of [
    ['team_manager', 'HP-S1'],
    ['head_of_service', 'HPC'],
    ['smt', null],
    ['plan_lead', null],
    ['data_team', null],
    ['board', null],
    ['administrator', null],
  ] as const)
    tokens.set(role, await bearer(db, role, unit))
  tokens.set('other head', await bearer(db, 'head_of_service', 'CICS'))
  const secret = await recordToken(db, {
    ...{ name: 'outside', role: 'smt', unit: null, audience: 'outside', now: testNow },
  })
  tokens.set('outside', { authorization: `Bearer ${secret}` })
})

const headersOf = (who: string) => tokens.get(who) ?? {}

const post = (who: string, url: string, payload: Record<string, unknown>) =>
  app.inject({ method: 'POST', url: `/api/v1${url}`, headers: headersOf(who), payload })

const release = (who: string, payload: Record<string, unknown>) => post(who, '/release', payload)

const read = async (who: string, url: string) =>
  (await app.inject({ url: `/api/v1${url}`, headers: headersOf(who) })).json()

/** The comments of HP-S1 on a measure's April, as a program outside reads them. */
const outsideReads = async (kpi: string) =>
  (await read('outside', `/units/HP-S1/commentary?period=2019-04&kpi=${kpi}`)).commentary.map(
    ({ body }: { body: string }) => body,
  )

async function write(kpi: string, body: string, payload: Record<string, unknown> = {}, who = 'team_manager') {
  const saved = await post(who, '/units/HP-S1/commentary', { kpi, period: '2019-04', body, ...payload })
  expect(saved.statusCode, saved.body).toBe(200)
  return saved.json() as { version: number; release: { kind: string; id: string; released: boolean } }
}

describe('a text', () => {
  test('is read outside from its release until that is taken back, and every line stays', async () => {
    const { release: name } = await write('CP01', 'The list goes out on Fridays.')
    expect(name).toEqual({
      kind: 'commentary',
      id: 'HP-S1/CP01/2019-04/1',
      released: false,
      by: null,
      at: null,
      dated: null,
    })
    expect(await outsideReads('CP01')).toEqual([unreleasedWords('commentary')])

    const { kind, id } = name
    const released = await release('team_manager', { kind, id })
    expect(released.json()).toEqual({
      ...{ kind, id, released: true, releasedBy: 'team_manager HP-S1 test', version: 1, advice: null },
      releasedAt: released.json().releasedAt,
      dated: '2019-06-10',
      text: 'The list goes out on Fridays.',
    })
    expect(await outsideReads('CP01')).toEqual(['The list goes out on Fridays.'])

    const back = await release('head_of_service', { kind, id, withdraw: true })
    expect(back.json()).toMatchObject({ released: false, releasedBy: null, version: 2 })
    expect(await outsideReads('CP01')).toEqual([unreleasedWords('commentary')])
    const lines = await db
      .selectFrom('text_release')
      .select(['version', 'is_released', 'by_name', 'by_role'])
      .where('text_id', '=', id)
      .orderBy('version')
      .execute()
    expect(lines).toEqual([
      {
        version: 1,
        is_released: true,
        by_name: 'team_manager HP-S1 test',
        by_role: 'Team manager, Help and Protection South 1',
      },
      {
        version: 2,
        is_released: false,
        by_name: 'head_of_service HPC test',
        by_role: expect.stringMatching(/^Head of service, /),
      },
    ])
  })

  test('that is corrected is another text, which nobody has released', async () => {
    const first = await write('CP02', 'Visits were shared out.', { release: true })
    expect(first.release.released).toBe(true)
    expect(await outsideReads('CP02')).toEqual(['Visits were shared out.'])
    const second = await write('CP02', 'Visits were shared out among the team.', { version: 1 })
    expect(second.release).toMatchObject({ id: 'HP-S1/CP02/2019-04/2', released: false })
    expect(await outsideReads('CP02')).toEqual([unreleasedWords('commentary')])
  })

  test('is released as it is saved only if the writer says so, also if it is sent twice', async () => {
    const order = {
      unit: 'HP-S1',
      ...{ kpi: 'CP03', period: '2019-04', body: 'Reviews are booked ahead.', seen: 0, accepted: false },
      by: { id: null, name: 'A. Manager', grants: [{ role: 'team_manager', unit: 'HP-S1' }] },
      ...{ today: '2019-06-10', now: testNow },
    }
    await recordCommentary(db, order)
    expect(await outsideReads('CP03')).toEqual([unreleasedWords('commentary')])
    const again = await recordCommentary(db, { ...order, release: true })
    expect(again).toMatchObject({
      is: 'saved',
      commentary: { version: 1, release: { released: { by: 'A. Manager' } } },
    })
    expect(await outsideReads('CP03')).toEqual(['Reviews are booked ahead.'])
  })

  test('is not held for released if its line is of other words', async () => {
    const { release: name } = await write('CP07', 'Core groups are on time.', { release: true })
    expect(name.released).toBe(true)
    await sql`update text_release set text_sha256 = ${fingerprintOf('Other words')} where text_id = ${name.id}`.execute(
      owner,
    )
    expect(await outsideReads('CP07')).toEqual([unreleasedWords('commentary')])
  })

  test('released twice, or by several at once, gets one line', async () => {
    const { release: name } = await write('CP08', 'Chairs look again at long plans.')
    const { kind, id } = name
    const answers = await Promise.all(
      ['team_manager', 'head_of_service', 'smt', 'plan_lead'].map((who) => release(who, { kind, id })),
    )
    expect(some(answers).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
    expect(answers.map((answer) => answer.json().version)).toEqual([1, 1, 1, 1])
    await release('smt', { kind, id })
    const lines = await db.selectFrom('text_release').selectAll().where('text_id', '=', id).execute()
    expect(lines.length).toBe(1)
  })

  test('that seems to tell a small number is released with advice, and refused to nobody', async () => {
    const { release: name } = await write('CP09', 'Both brothers moved.')
    const answer = await release('team_manager', { kind: name.kind, id: name.id })
    expect(answer.statusCode).toBe(200)
    expect(answer.json().advice).toContain('“both”')
    expect(await outsideReads('CP09')).toEqual(['Both brothers moved.'])
  })

  test('is known as it was released at an earlier moment', async () => {
    const { release: name } = await write('CN04', 'Reviews were late.', { release: true })
    const key = `commentary ${name.id}`
    const before = new Date(testNow.getTime() - 1)
    expect((await loadReleaseLines(db, ['commentary'])).get(key)?.isReleased).toBe(true)
    expect((await loadReleaseLines(db, ['commentary'], before)).has(key)).toBe(false)
  })
})

describe('who releases it', () => {
  test('is the role of its author or one above it, or the programme lead', async () => {
    const own = await write('CN01', 'By the manager.')
    for (const who of ['team_manager', 'head_of_service', 'smt', 'plan_lead']) {
      const { kind, id } = own.release
      expect((await release(who, { kind, id })).statusCode, who).toBe(200)
      expect((await release(who, { kind, id, withdraw: true })).statusCode, who).toBe(200)
    }
    const heads = await write('CN01', 'By the head of the service.', { version: 1 }, 'head_of_service')
    const { kind, id } = heads.release
    expect((await release('team_manager', { kind, id })).statusCode).toBe(403)
    expect((await release('head_of_service', { kind, id })).statusCode).toBe(200)
  })

  test('is nobody else: not the board, no program outside, no other service', async () => {
    const { kind, id } = (await write('CN02', 'Of this team.')).release
    for (const [who, status] of [
      ['board', 403],
      ['outside', 403],
      ['data_team', 403],
      ['administrator', 403],
      ['other head', 404],
    ] as const)
      expect((await release(who, { kind, id })).statusCode, who).toBe(status)
    expect(await outsideReads('CN02')).toEqual([unreleasedWords('commentary')])
  })

  test.each([
    { kind: 'commentary', id: 'HP-S1/CN03/2019-04/99' },
    { kind: 'decision', id: '999999' },
    { kind: 'decision', id: '1; drop table decision' },
    { kind: 'progress', id: '-1' },
  ])('finds no text $kind $id', async (payload) => {
    expect((await release('smt', payload)).statusCode).toBe(404)
  })

  test.each([
    { kind: 'nothing', id: '1' },
    { kind: 'decision' },
    { kind: 'decision', id: '' },
    { kind: 'decision', id: '1', more: true },
    { kind: 'decision', id: '1', withdraw: 'yes' },
  ])('is refused a request that it cannot read: %j', async (payload) => {
    expect((await release('smt', payload)).statusCode).toBe(400)
  })
})

describe('the demonstration', () => {
  test('has texts of each kind that its board reads, each released by a role on the day it was written', async () => {
    const texts = await loadWrittenTexts(db)
    const released = texts.filter(({ release: { released } }) => released !== null)
    const kinds = new Set(released.map(({ release: { kind } }) => kind))
    expect([...kinds].sort()).toEqual(
      textKinds.filter((kind) => !['succession', 'sign_off'].includes(kind)).toSorted(),
    )
    expect(released.length).toBeGreaterThan(200)
    expect(new Set(some(released).map(({ release: { released: by } }) => by?.by))).toContain(
      'Improvement programme lead',
    )
  })

  test('holds of the published plan what is public, and keeps inside what counts children by small numbers', async () => {
    const texts = await loadWrittenTexts(db)
    const beginning = (words: string) => some(texts.filter(({ text }) => text.startsWith(words)))
    for (const words of some(keptInside))
      expect(
        beginning(words).filter(({ release: { released } }) => released !== null),
        words,
      ).toEqual([])
    const stated = texts.filter(({ release: { released } }) => released?.by === 'The published plan')
    expect(stated.filter(({ release: { kind } }) => kind === 'evidence').length).toBe(5)
  })

  test('gives the same fingerprint in the database as in the program, in any script', async () => {
    for (const text of ['Plain', 'Children’s – “quoted”\nand a line', '٣ أطفال 三', '']) {
      const { rows } = await sql<{ found: string }>`
        select encode(sha256(convert_to(${text}::text, 'UTF8')), 'hex') as found`.execute(db)
      expect(rows[0]?.found, text).toBe(fingerprintOf(text))
    }
  })
})

describe('readers outside', () => {
  test.each(['smt', 'plan_lead', 'data_team'] as Role[])(
    'are not %s inside, who read everything',
    async (who) => {
      await write('MO01', `Only for ${who}.`, {
        version:
          (await read('smt', '/units/HP-S1/commentary?period=2019-04&kpi=MO01')).commentary[0]?.version ?? 0,
      })
      const { commentary } = await read(who, '/units/HP-S1/commentary?period=2019-04&kpi=MO01')
      expect(commentary.map(({ body }: { body: string }) => body)).toEqual([`Only for ${who}.`])
    },
  )
})
