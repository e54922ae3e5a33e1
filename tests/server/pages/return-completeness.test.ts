/** A month for which one team sent nothing and another a part: every surface shows this, with the same figures. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { bearer, testApp } from '../../support/app.ts'
import { carriedBy } from '../../support/catalogue.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { mayOf, publishMay } from '../../support/month-in-parts.ts'
import { named } from '../../support/named.ts'
import { textOf } from '../../support/page-text.ts'

type Headers = { authorization: string }
let db: Db
let app: FastifyInstance
let data: Headers

/** What Children in Care North must send for a month; one of its measures, LC05, is known not to come. */
const owed = carriedBy('CIC-N').filter(
  ({ code, grains }) => grains.includes('monthly') && code !== 'LC05',
).length

const onDay = (day: string) => db.updateTable('council').set({ fixed_day: day }).execute()
/** The month's rows; the demonstration's one blank row is filled in. */
const filled = (isWanted: (team: string) => boolean) =>
  mayOf(isWanted).map((row) =>
    row.numerator + row.denominator + row.value === '' ? { ...row, numerator: '1', denominator: '20' } : row,
  )
const text = async (url: string, headers = data) => textOf((await app.inject({ url, headers })).body)

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  await onDay('2019-07-01')
  app = await testApp(db)
  data = await bearer(db, 'data_team')
  await publishMay(
    db,
    'may.csv',
    filled((team) => team !== 'CIC-N'),
    new Date('2019-06-10T09:00:00Z'),
  )
})

describe('a month of which a team sent nothing', () => {
  const finding = new RegExp(
    `May 2019: \\d+ of 12 data sets are complete; \\d+ lack ${owed} figures, overdue since 10 June 2019 ` +
      `\\(Children in Care North: all ${owed}\\); 5 figures will not come`,
  )

  test.each(['/data-quality', '/extracts', '/overview?period=2019-05'])(
    'is not complete on %s',
    async (url) => {
      expect(await text(url)).toMatch(finding)
    },
  )

  test('is on the data team’s list, with the team that sent nothing', async () => {
    const home = await text('/')
    expect(home).toMatch(new RegExp(`Ask for ${owed} missing figures of \\d+ data sets, May 2019`))
    expect(home).toContain(`Children in Care North: all ${owed}`)
    expect(home).toMatch(/overdue since \d+ June 2019/)
  })

  test('stays on it for as long as nothing comes, a year later too', async () => {
    await onDay('2020-05-04')
    expect(await text('/')).toMatch(new RegExp(`Ask for ${owed} missing figures of \\d+ data sets, May 2019`))
    await onDay('2019-07-01')
  })

  test('is complete on the day its last figures came, whatever came first', async () => {
    const id = await publishMay(
      db,
      'cic-n.csv',
      filled((team) => team === 'CIC-N'),
      new Date('2019-06-20T09:00:00Z'),
    )
    const page = await text('/data-quality')
    expect(page).toMatch(/May 2019: all 12 data sets are complete; \d figures will not come; \d came late/)
    expect(page).not.toContain('on time except')
    expect(await text('/extracts')).toMatch(
      /Complete on 20 June 2019, \d+ days late \(first figures 10 June 2019\)/,
    )
    await revertExtract(recordedAt(db, new Date('2019-06-21T09:00:00Z')), id, {
      by: named('Data team'),
      reason: 'The wrong month',
    })
    expect(await text('/data-quality')).toMatch(finding)
  })
})
