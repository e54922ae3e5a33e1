/** A text that is sent twice is one line if one author sent both, and another if two people of one name did. */
import { beforeAll, describe, expect, test } from 'vitest'
import { recordPerson } from '#server/access/people/people.ts'
import type { Author, Writer } from '#server/access/permissions/actor.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'
import { recordBaseline, withdrawBaseline } from '#server/extracts/publishing/baseline.ts'
import { recordCommentary } from '#server/meetings/commentary.ts'
import { recordDecision, recordOutcome } from '#server/meetings/decisions.ts'
import { recordAbsence } from '#server/returns/absence.ts'
import { recordSuccession } from '#server/units/succession.ts'
import { testNow } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'
import { named } from '../../../support/named.ts'

const today = '2019-06-10'
const [name, reason] = ['Jo Bell', 'Two people left in spring']

let db: Db
let jo: Writer
let namesake: Writer
let token: Writer

beforeAll(async () => {
  const database = await testDatabase('demo')
  db = database.db
  const by = named('Command line')
  const [first, second] = [
    await recordPerson(db, { name, email: 'jo.1@council.example', by, now: testNow }),
    await recordPerson(db, { name, email: 'jo.2@council.example', by, now: testNow }),
  ]
  await recordToken(db, { name: 'Reports', role: 'smt', unit: null, audience: 'inside', now: testNow })
  const { author_id: id } = await database.owner
    .updateTable('token')
    .set({ owner_id: first })
    .where('name', '=', 'Reports')
    .returning('author_id')
    .executeTakeFirstOrThrow()
  jo = { id: first, name }
  namesake = { id: second, name }
  token = { id, name: 'Reports' }
})

const grants = [
  { role: 'team_manager', unit: 'HP-S1' },
  { role: 'data_team', unit: 'RIDGE' },
]
const order = (by: Writer) => ({
  ...{ unit: 'HP-S1', accepted: false, isTrial: false, today },
  by: { ...by, grants } satisfies Author,
})

/** Each write that counts once if it is sent twice: how it is sent by somebody who had seen nothing of it, and its table. */
const writes = [
  {
    what: 'a commentary',
    table: 'commentary',
    begin: async () => (by: Writer) =>
      recordCommentary(db, { ...order(by), kpi: 'CP04', period: '2019-04', body: reason, seen: 0 }),
  },
  {
    what: 'what came of an agreed action',
    table: 'decision_outcome',
    begin: async () => {
      const made = { period: '2019-04', kpi: null, action: null, owner: 'Team manager', due: null }
      const sent = await recordDecision(db, { ...order(jo), ...made, body: 'Ring every family' })
      if (sent.is !== 'saved') throw new Error(`the agreed action is ${sent.is}`)
      const { id } = sent.decision
      return (by: Writer) =>
        recordOutcome(db, { ...order(by), id, state: 'not_done', words: reason, seen: 0 })
    },
  },
  {
    what: 'a hand-over',
    table: 'succession',
    begin: async () => (by: Writer) =>
      recordSuccession(db, {
        ...{ unit: 'HP-C', to: 'HP-C1', from: '2018-10-01', reason, seen: 0, by, today, dryRun: false },
      }),
  },
  {
    what: 'that figures will not come',
    table: 'return_absence',
    begin: async () => (by: Writer) =>
      recordAbsence(db, {
        ...{ ...order(by), unit: 'CIC-N', returnCode: 'children_in_care', period: '2019-05' },
        ...{ reason, isAbsent: true, seen: 0 },
      }),
  },
  {
    what: 'a baseline',
    table: 'annotation',
    begin: async () => (by: Writer) =>
      recordBaseline(db, {
        ...{ ...order(by), unit: 'RIDGE', kpi: 'AS01', from: '2018-11' },
        ...{ reason, cause: null, seen: null },
      }),
  },
  {
    what: 'that a baseline is withdrawn',
    table: 'annotation_withdrawal',
    begin: async () => {
      const set = await recordBaseline(db, {
        ...{ ...order(jo), unit: 'RIDGE', kpi: 'CP04', from: '2018-11' },
        ...{ reason, cause: null, seen: null },
      })
      if (set.is !== 'saved') throw new Error(`the baseline is ${set.is}`)
      const { id } = set.receipt.baseline
      return (by: Writer) =>
        withdrawBaseline(db, { ...order(by), unit: 'RIDGE', kpi: 'CP04', id, reason, seen: null })
    },
  },
] as const

describe.each(writes)('$what, sent twice,', ({ table, begin }) => {
  const count = async () => (await db.selectFrom(table).select('council_id').execute()).length
  let send: Awaited<ReturnType<typeof begin>>
  let lines: number

  beforeAll(async () => {
    send = await begin()
    lines = await count()
    expect((await send(jo)).is).toBe('saved')
    lines += 1
    expect(await count()).toBe(lines)
  })

  test('is one line of one person, whatever their name has become', async () => {
    expect((await send(jo)).is).toBe('saved')
    expect((await send({ ...jo, name: 'Jo Bell-Hart' })).is).toBe('saved')
    expect(await count()).toBe(lines)
  })

  test('is not that of another person of the same name, nor of a token of the first', async () => {
    for (const other of [namesake, token]) expect((await send(other)).is).toMatch(/^(stale|taken)$/)
    expect(await count()).toBe(lines)
  })

  test('is that of the same name where the id of either is not known', async () => {
    expect((await send(named(name))).is).toBe('saved')
    expect((await send(named('Sam Reed'))).is).toMatch(/^(stale|taken)$/)
    expect(await count()).toBe(lines)
  })
})
