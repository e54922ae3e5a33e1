/** What people wrote, as given to a program outside the service. */

import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { withheldText } from '#domain/suppression/released-text.ts'
import type { Role } from '#server/access/actor.ts'
import { recordToken } from '#server/access/tokens.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { recordDecision } from '#server/meetings/decisions.ts'
import { readsOver } from '#server/reads/reads.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, PUBLISH } from '../../support/extract-files.ts'
import { textOf } from '../../support/page-text.ts'

let db: Db
let app: FastifyInstance

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
})

async function outside(role: Role, unit: string | null = null) {
  const name = `outside ${role} ${unit ?? ''}`
  const secret = await recordToken(db, { name, role, unit, audience: 'outside', now: testNow })
  return { authorization: `Bearer ${secret}` }
}

const roleHome = async (headers: { authorization: string }) =>
  textOf((await app.inject({ url: '/', headers })).body)

describe('outside the service', () => {
  test('a reason for restating that counts children is withheld', async () => {
    const file = fileOf(csvOf(['HP-S1,CP04,2019-03,23,41']), {
      publish: {
        ...PUBLISH,
        reason: 'Three visits of one family were written up late',
        acceptWarnings: true,
      },
    })
    expect(await ingestFile(db, file)).toMatchObject({ status: 'published' })
    expect(await roleHome(await bearer(db, 'team_manager', 'HP-S1'))).toContain('Three visits of one family')
    const told = await roleHome(await outside('team_manager', 'HP-S1'))
    expect(told).toContain('March 2019: 1 figure restated')
    expect(told).not.toContain('Three visits')
    expect(told).toContain(withheldText)
  })

  test('files that wait, and whoever sent them, are nobody’s business', async () => {
    await inTransaction(db, (trx) =>
      trx
        .updateTable('extract')
        .set({ status: 'awaiting_approval', requested_by: 'A. Sender' })
        .where('filename', '=', '2019-W23-oversight.csv')
        .execute(),
    )
    expect(await roleHome(await bearer(db, 'smt'))).toContain('2019-W23-oversight.csv')
    for (const role of ['smt', 'data_team'] as const) {
      const told = await roleHome(await outside(role))
      expect(told, role).not.toContain('2019-W23-oversight.csv')
      expect(told, role).not.toContain('A. Sender')
    }
  })

  test('who keeps a promise is withheld where that counts somebody', async () => {
    await recordDecision(db, {
      unit: 'HPC',
      by: { name: 'A. Head', roles: [{ role: 'head_of_service', unit: 'HPC' }] },
      accepted: false,
      today: '2019-06-10',
      now: testNow,
      period: '2019-04',
      kpi: null,
      action: null,
      body: 'Look at thresholds again.',
      owner: 'The social worker of the 3 brothers',
      due: null,
    })
    const url = '/api/v1/units/HPC/decisions'
    const inside = await app.inject({ url, headers: await bearer(db, 'smt') })
    expect(inside.body).toContain('3 brothers')
    const answer = await app.inject({ url, headers: await outside('board') })
    expect(answer.body).toContain('Look at thresholds again.')
    expect(answer.body).not.toContain('3 brothers')
  })

  test('notes on a measure’s months are withheld where they count somebody', async () => {
    await inTransaction(db, (trx) =>
      trx
        .insertInto('annotation')
        .values({
          council_id: councilId,
          unit_code: null,
          kpi_code: 'AS01',
          period: '2019-02',
          kind: 'annotation',
          reason: 'Two families moved in',
          recorded_by: 'Data team',
          recorded_at: testNow,
        })
        .execute(),
    )
    const question = { unit: 'RIDGE', kpi: 'AS01', grain: 'monthly' } as const
    const notes = async (audience: 'inside' | 'outside') =>
      (await readsOver(db, () => audience).loadSeries(question))?.annotations.map(({ text }) => text)
    expect(await notes('inside')).toContain('Two families moved in')
    expect(await notes('outside')).toEqual([
      'Scorecards introduced',
      'New assessment form introduced',
      withheldText,
    ])
  })

  test('a known issue that counts children is withheld, on the scorecard and beside the measure', async () => {
    const note = 'Three children of one family are counted twice'
    await inTransaction(db, (trx) =>
      trx
        .insertInto('known_issue')
        .values({
          council_id: councilId,
          kpi_code: 'CP04',
          unit_code: 'HPC',
          note,
          valid_from: '2019-04',
          valid_to: null,
          recorded_at: testNow,
        })
        .execute(),
    )
    for (const url of ['/units/HPC/scorecards/2019-04?all=yes', '/units/HPC/kpis/CP04?to=2019-04']) {
      const asked = async (headers: { authorization: string }) =>
        textOf((await app.inject({ url, headers })).body)
      expect(await asked(await bearer(db, 'smt')), url).toContain(note)
      expect(await asked(await outside('board')), url).not.toContain('Three children')
    }
  })
})
