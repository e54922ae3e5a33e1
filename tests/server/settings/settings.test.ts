import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { inTransaction } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { loadSettings } from '#server/record/settings.ts'
import { recordSettings } from '#server/settings/record-settings.ts'
import { bearer, form, fromOurPages, signIn, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'

const asItCame = { publishing_needs_approval: false, inbox_publishes_clean_files: true }

let app: FastifyInstance
let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  app = await testApp(db)
})

async function save(role: Role, fields: Record<string, string>) {
  const { cookie, csrf } = await signIn(app, role)
  const request = form({ _csrf: csrf, ...fields })
  return app.inject({
    ...request,
    url: '/admin/settings',
    headers: { ...request.headers, ...fromOurPages, cookie },
  })
}

describe('the settings', () => {
  test('are as the service came until somebody changes them', async () => {
    expect(await loadSettings(db)).toMatchObject({ settings: asItCame, history: [] })
    const { cookie } = await signIn(app, 'administrator')
    const page = await app.inject({ url: '/admin/settings', headers: { cookie } })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Nothing has been changed')
  })

  test('are saved by an administrator, each change with who and when, and hold at once', async () => {
    const saved = await save('administrator', {
      publishing_needs_approval: 'yes',
      inbox_publishes_clean_files: 'yes',
    })
    expect([saved.statusCode, saved.headers.location]).toEqual([303, '/admin/settings?saved=yes'])
    expect(await loadSettings(db)).toMatchObject({
      settings: { publishing_needs_approval: true, inbox_publishes_clean_files: true },
      // A value that stays the same is not a change.
      history: [{ setting: 'publishing_needs_approval', value: 'yes', by: 'Administrator' }],
    })
    const report = await ingestFile(db, fileOf(csvOf(['CIC-N,LC01,2017-01,1,10']), { publish: PUBLISH }))
    expect(report.status).toBe('awaiting_approval')
    const { cookie } = await signIn(app, 'administrator')
    const page = await app.inject({ url: '/admin/settings?saved=yes', headers: { cookie } })
    expect(page.body).toContain('The settings are saved.')
    expect(page.body).toMatch(/Publishing an extract<\/h3>[\s\S]*10 June 2019[\s\S]*Administrator/)
  })

  test('saved as they are change nothing', async () => {
    const before = await loadSettings(db)
    await recordSettings(db, {
      by: named('Administrator'),
      settings: before?.settings ?? asItCame,
    })
    expect(await loadSettings(db)).toEqual(before)
  })

  test('need an answer to each question', async () => {
    const before = await loadSettings(db)
    for (const fields of [{}, { publishing_needs_approval: 'yes' }, { publishing_needs_approval: 'perhaps' }])
      expect((await save('administrator', fields as Record<string, string>)).statusCode).toBe(400)
    expect(await loadSettings(db)).toEqual(before)
  })

  test('are read by the data team, who cannot change them, and by nobody else', async () => {
    const dataTeam = await app.inject({ url: '/admin/settings', headers: await bearer(db, 'data_team') })
    expect(dataTeam.statusCode).toBe(200)
    expect(dataTeam.body).not.toContain('<form method="post" action="/admin/settings"')
    expect((await save('data_team', { publishing_needs_approval: 'no' })).statusCode).toBe(403)
    for (const role of ['smt', 'plan_lead', 'board', 'quality_lead'] as const) {
      const answer = await app.inject({ url: '/admin/settings', headers: await bearer(db, role) })
      expect(answer.statusCode, role).toBe(403)
    }
  })

  test('keep their history: the service may not change or remove it', async () => {
    const change = inTransaction(db, (trx) =>
      trx.updateTable('setting_change').set({ value: 'no' }).execute(),
    )
    await expect(change).rejects.toThrow(/permission denied/)
    const removal = inTransaction(db, (trx) => trx.deleteFrom('setting_change').execute())
    await expect(removal).rejects.toThrow(/permission denied/)
  })
})
