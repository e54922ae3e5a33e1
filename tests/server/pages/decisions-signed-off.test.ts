/** What a scorecard and its service's page show about agreed actions once the month in which they were made is signed off. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { recordDecision, recordOutcome } from '#server/meetings/decisions.ts'
import { loadDecisions } from '#server/reads/links.ts'
import { loadScorecard } from '#server/reads/scorecard.ts'
import { loadSignOff } from '#server/record/sign-offs.ts'
import { recordSignOff } from '#server/scorecards/sign-off.ts'
import { bearer, testApp } from '../../support/app.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'

const today = '2019-06-10'
const manager = { id: null, name: 'A. Manager', grants: [{ role: 'team_manager', unit: 'HP-S1' }] }
const head = { id: null, name: 'A. Head', grants: [{ role: 'head_of_service', unit: 'HPC' }] }
const posts = 'Advertise the two posts now held by agency staff as permanent.'
const made = 'Ring every family the day before a visit.'
const at = (time: string) => new Date(`2019-06-10T${time}:00Z`)

let db: Db
let app: FastifyInstance
let before: Awaited<ReturnType<typeof loadScorecard>>

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
  for (const [step, by, time] of [
    ['submitted', manager, '09:00'],
    ['agreed', head, '09:01'],
  ] as const) {
    const { changedAt: seen } = await loadSignOff(db, 'HP-S1', '2019-04')
    await recordSignOff(recordedAt(db, at(time)), {
      ...{ unit: 'HP-S1', period: '2019-04', step, by, note: null, seen, today, now: at(time) },
    })
  }
  before = await loadScorecard(db, 'HP-S1', '2019-04', today)
  const order = { unit: 'HP-S1', by: manager, accepted: false, today, now: at('10:00') }
  const decision = (await loadDecisions(db, today, 'HP-S1')).find(({ body }) => body === posts)
  const outcome = { id: decision?.id ?? 0, state: 'done' as const, words: 'Both are filled.', seen: 0 }
  await recordOutcome(recordedAt(db, at('10:00')), { ...order, ...outcome })
  await recordDecision(recordedAt(db, at('10:00')), {
    ...{ ...order, period: '2019-04', kpi: null, action: null, body: made },
    ...{ owner: 'Team manager', due: '2019-06-12' },
  })
})

async function pageOf(url: string): Promise<string> {
  const { body } = await app.inject({ url, headers: await bearer(db, 'head_of_service', 'HPC') })
  return textOf(body)
}

describe('a month that is signed off', () => {
  test.each(['/units/HP-S1/scorecards/2019-04', '/units/HPC'])(
    'tells on %s how agreed actions now stand',
    async (url) => {
      const text = await pageOf(url)
      expect(text).toMatch(/Done 10 June 2019\W+Advertise the two posts/)
      expect(text).not.toMatch(/Due 21 June 2019\W+Advertise the two posts/)
      expect(text).toMatch(/Due 12 June 2019\W+Ring every family the day before/)
    },
  )

  test('keeps in sight, beside what was agreed since, what was not kept', async () => {
    const decisions = (await pageOf('/units/HP-S1/scorecards/2019-04')).split('Agreed actions')[1]
    expect(decisions).toMatch(/^\W+Not done Keep the same agency social workers/)
    const [, unkept = ''] = (await pageOf('/units/HPC')).split('Agreed and not done, or overdue: ')
    expect(unkept.split('.')[0]).toContain('Help and Protection South 1')
  })

  test('tells at a moment that is asked for how they stood then', async () => {
    const text = await pageOf(`/units/HP-S1/scorecards/2019-04?asAt=${at('09:30').toISOString()}`)
    expect(text).toMatch(/Due 21 June 2019\W+Advertise the two posts/)
    expect(text).not.toContain('Ring every family')
  })

  test('keeps every figure, matter and line as it was agreed', async () => {
    const after = await loadScorecard(db, 'HP-S1', '2019-04', today)
    expect(before?.version?.number).toBe(1)
    expect({ ...after, decisions: [] }).toEqual({ ...before, decisions: [] })
  })
})
