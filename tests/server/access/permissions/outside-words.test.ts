/** What people wrote, as given to a program outside the service: only what a person released. */

import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TextKind, unreleasedPart, unreleasedWords } from '#domain/suppression/released-text.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import { grantOf } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { recordDecision } from '#server/meetings/decisions.ts'
import { readsOver } from '#server/reads/reads.ts'
import { loadWrittenTexts } from '#server/reads/written-texts.ts'
import { recordTextRelease } from '#server/releases/release.ts'
import { bearer, testApp, testNow } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'
import { csvOf, fileOf, PUBLISH } from '../../../support/extract-files.ts'
import { textOf } from '../../../support/page-text.ts'

let db: Db
let app: FastifyInstance

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
})

const outside = (role: Role, unit: string | null = null) => bearer(db, role, unit, 'outside')

const roleHome = async (headers: { authorization: string }) =>
  textOf((await app.inject({ url: '/', headers })).body)

/** Lets the programme lead release the text of a kind that begins so. */
async function release(kind: TextKind, beginning: string) {
  const written = (await loadWrittenTexts(db, { kind })).find(({ text }) => text.startsWith(beginning))
  return recordTextRelease(db, {
    ...{ kind, id: written?.release.id ?? '', isReleased: true },
    by: {
      id: null,
      name: 'A. Lead',
      grants: [grantOf({ role: 'plan_lead', unit: 'RIDGE' })],
    },
    ...{ today: '2019-06-10', now: testNow },
  })
}

describe('outside the service', () => {
  test('a reason for restating is given once it is released', async () => {
    const file = fileOf(csvOf(['HP-S1,CP04,2019-03,23,41']), {
      publish: {
        ...PUBLISH,
        reason: 'Visits of a family were written up late',
        acceptWarnings: true,
      },
    })
    expect(await ingestFile(db, file)).toMatchObject({ status: 'published' })
    expect(await roleHome(await bearer(db, 'team_manager', 'HP-S1'))).toContain('Visits of a family')
    const headers = await outside('team_manager', 'HP-S1')
    const told = await roleHome(headers)
    expect(told).toContain('March 2019: 1 figure restated')
    expect(told).not.toContain('Visits of a family')
    expect(told).toContain(unreleasedWords('publication'))
    await release('publication', 'Visits of a family')
    expect(await roleHome(headers)).toContain('Visits of a family')
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

  test('who keeps an agreed action is given if it is a role, and other words only with the agreed action', async () => {
    const order = {
      unit: 'HPC',
      by: { id: null, name: 'A. Head', grants: [{ role: 'head_of_service', unit: 'HPC' }] },
      accepted: false,
      today: '2019-06-10',
      now: testNow,
      period: '2019-04',
      kpi: null,
      action: null,
      due: null,
    }
    await recordDecision(db, { ...order, body: 'Look at thresholds.', owner: 'The worker of the 3 brothers' })
    await recordDecision(db, { ...order, body: 'Look at them again.', owner: 'Team manager, HP-S1' })
    const headers = await outside('board')
    const read = async () => {
      const answer = await app.inject({ url: '/api/v1/units/HPC/decisions', headers })
      return (answer.json().decisions as { body: string; owner: string }[]).map(({ body, owner }) => [
        body,
        owner,
      ])
    }
    expect(await read()).toEqual([
      [unreleasedWords('decision'), unreleasedPart],
      [unreleasedWords('decision'), 'Team manager, HP-S1'],
    ])
    await release('decision', 'Look at thresholds.')
    await release('decision', 'Look at them again.')
    expect(await read()).toEqual([
      ['Look at thresholds.', 'The worker of the 3 brothers'],
      ['Look at them again.', 'Team manager, HP-S1'],
    ])
  })

  test('notes on a measure’s months are given once they are released', async () => {
    await inTransaction(db, (trx) =>
      trx
        .insertInto('annotation')
        .values({
          council_id: councilId,
          unit_code: null,
          kpi_code: 'AS01',
          period: '2019-02',
          kind: 'annotation',
          reason: 'Families moved in',
          recorded_by: 'Data team',
          recorded_at: testNow,
        })
        .execute(),
    )
    const question = { unit: 'RIDGE', kpi: 'AS01', grain: 'monthly' } as const
    const notes = async (audience: 'inside' | 'outside') =>
      (await readsOver(db, () => audience).loadSeries(question))?.annotations.map(({ text }) => text)
    const before = ['Scorecards introduced', 'New assessment form introduced']
    expect(await notes('inside')).toEqual([...before, 'Families moved in'])
    expect(await notes('outside')).toEqual([...before, unreleasedWords('annotation')])
    await release('annotation', 'Families moved in')
    expect(await notes('outside')).toEqual([...before, 'Families moved in'])
  })

  test('a known issue is given once it is released, on the scorecard and beside the measure', async () => {
    const note = 'Children of a family are counted twice'
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
    const urls = ['/units/HPC/scorecards/2019-04?all=yes', '/units/HPC/kpis/CP04?to=2019-04']
    const asked = async (url: string, headers: { authorization: string }) =>
      textOf((await app.inject({ url, headers })).body)
    const headers = await outside('board')
    for (const url of urls) {
      expect(await asked(url, await bearer(db, 'smt')), url).toContain(note)
      expect(await asked(url, headers), url).not.toContain('Children of a family')
    }
    await release('known_issue', note)
    for (const url of urls) expect(await asked(url, headers), url).toContain(note)
  })
})
