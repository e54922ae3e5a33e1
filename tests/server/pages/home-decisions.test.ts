/** What a home shows about agreed actions once the month in which they were made is signed off. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { recordDecision, recordOutcome } from '#server/meetings/decisions.ts'
import { loadDecisions } from '#server/reads/links.ts'
import { loadSignOff } from '#server/record/sign-offs.ts'
import { recordSignOff } from '#server/scorecards/sign-off.ts'
import { bearer, testApp } from '../../support/app.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'

const today = '2019-06-10'
const manager = { id: null, name: 'A. Manager', grants: [{ role: 'team_manager', unit: 'HP-S1' }] }
const head = { id: null, name: 'A. Head', grants: [{ role: 'head_of_service', unit: 'HPC' }] }

let db: Db
let app: FastifyInstance

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
  await signOff()
})

async function signOff() {
  for (const [step, by, minute] of [
    ['submitted', manager, 0],
    ['agreed', head, 1],
  ] as const) {
    const { changedAt: seen } = await loadSignOff(db, 'HP-S1', '2019-04')
    const now = new Date(`2019-06-10T09:0${minute}:00Z`)
    await recordSignOff(recordedAt(db, now), {
      unit: 'HP-S1',
      period: '2019-04',
      step,
      by,
      note: null,
      seen,
      today,
    })
  }
}

async function todoOf(role: 'team_manager' | 'head_of_service', unit: string): Promise<string> {
  const { body } = await app.inject({ url: '/', headers: await bearer(db, role, unit) })
  return textOf(body.split('id="todo"')[1]?.split('</section>')[0] ?? '')
}

const order = {
  unit: 'HP-S1',
  by: manager,
  accepted: false,
  today,
  now: new Date('2019-06-10T10:00:00Z'),
}
const homes = [
  ['team_manager', 'HP-S1'],
  ['head_of_service', 'HPC'],
] as const

describe('of a month that is signed off', () => {
  test('an agreed action kept since asks for nothing more', async () => {
    const words = 'Advertise the two posts now held by agency staff as permanent.'
    const decision = (await loadDecisions(db, today, 'HP-S1')).find(({ body }) => body === words)
    for (const [role, unit] of homes) expect(await todoOf(role, unit)).toContain(words)
    await recordOutcome(db, {
      ...order,
      id: decision?.id ?? 0,
      state: 'done',
      words: 'Both are filled.',
      seen: 0,
    })
    for (const [role, unit] of homes) expect(await todoOf(role, unit)).not.toContain(words)
  })

  test('an agreed action made since stands among what is to do', async () => {
    const body = 'Ring every family the day before a visit.'
    const made = {
      period: '2019-04',
      kpi: null,
      action: null,
      body,
      owner: 'Team manager',
      due: '2019-06-12',
    }
    await recordDecision(db, { ...order, ...made })
    for (const [role, unit] of homes) expect(await todoOf(role, unit)).toContain(body)
  })

  test('an agreed action is told with its team to whoever answers for several, and without to its own manager', async () => {
    const named = 'Help and Protection South 1: Give every child protection visit a second visitor'
    expect(await todoOf('head_of_service', 'HPC')).toContain(named)
    expect(await todoOf('team_manager', 'HP-S1')).not.toContain(named)
  })
})
