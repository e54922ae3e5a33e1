/** One agreed action sent more than once, and agreed actions that only look the same. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { recordDecision } from '#server/meetings/decisions.ts'
import { loadDecisions } from '#server/reads/links.ts'
import { testDatabase } from '../../support/database.ts'

const today = '2019-06-10'
const order = {
  unit: 'HP-S2',
  by: { id: null, name: 'A. Manager', grants: [{ role: 'team_manager', unit: 'HP-S2' }] },
  accepted: false,
  today,
  now: new Date('2019-06-10T09:00:00Z'),
  period: '2019-04',
  kpi: 'CP04',
  action: 'R1.1',
  owner: 'Team manager',
  due: '2019-06-28',
}

let db: Db

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
})

const made = async (body: string) => (await loadDecisions(db, today, 'HP-S2')).filter((d) => d.body === body)

describe('an agreed action', () => {
  test('sent many times at once is added once', async () => {
    const body = 'Audit every plan on Thursday.'
    const sent = await Promise.all(Array.from({ length: 8 }, () => recordDecision(db, { ...order, body })))
    expect(sent.map(({ is }) => is)).toEqual(Array(8).fill('saved'))
    expect(await made(body)).toHaveLength(1)
  })

  test('that says the same of another measure, action, month or day is another', async () => {
    const body = 'Go through each late case.'
    const others = [
      {},
      { kpi: null },
      { action: 'R1.2' },
      { action: null },
      { period: '2019-03' },
      { due: null },
    ]
    for (const other of others) await recordDecision(db, { ...order, ...other, body })
    const kept = await made(body)
    expect(kept.map(({ kpi, action, period, dueOn }) => [kpi, action, period, dueOn])).toEqual([
      ['CP04', 'R1.1', '2019-04', '2019-06-28'],
      [null, 'R1.1', '2019-04', '2019-06-28'],
      ['CP04', 'R1.2', '2019-04', '2019-06-28'],
      ['CP04', null, '2019-04', '2019-06-28'],
      ['CP04', 'R1.1', '2019-03', '2019-06-28'],
      ['CP04', 'R1.1', '2019-04', null],
    ])
    for (const other of others) await recordDecision(db, { ...order, ...other, body })
    expect(await made(body)).toHaveLength(others.length)
  })
})
