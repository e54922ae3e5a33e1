import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, PUBLISH } from '../../support/extract-files.ts'
import { publishAtOnce } from './decision-steps.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2018-11' }).execute()
  await history()
})

const months = Array.from({ length: 24 }, (_, i) => {
  const month = 4 + i
  return `${2017 + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, '0')}`
})

/** April 2017 to March 2019, three teams and two KPIs of one return: 80% in one month, 82% in the next. */
async function history(): Promise<void> {
  const rows = months.flatMap((month, i) =>
    ['CIC-N', 'CIC-C', 'CIC-S'].flatMap((team) =>
      ['LC01', 'LC02'].map((kpi) => `${team},${kpi},${month},${80 + (i % 2) * 2},100`),
    ),
  )
  const report = await ingestFile(db, fileOf(csvOf(rows), { publish: { ...PUBLISH, acceptWarnings: true } }))
  expect(report.status).toBe('published')
}

const april = (...rows: string[]) => ingestFile(db, fileOf(csvOf(rows)))
const whole = ['CIC-N', 'CIC-C', 'CIC-S'].flatMap((team) =>
  ['LC01', 'LC02'].map((kpi) => `${team},${kpi},2019-04,81,100`),
)

describe('beside the ledger', () => {
  test('a whole and usual month is warned of nothing', async () => {
    expect((await april(...whole)).warnings).toEqual([])
  })

  test('the teams that sent data the month before and none now are missed, in one warning', async () => {
    const report = await april(...whole.filter((row) => !row.startsWith('CIC-S')))
    expect(report.status).toBe('ready')
    expect(report.warnings).toEqual([
      {
        code: 'team_missing',
        sheet: null,
        row: null,
        column: 'team_code',
        needsReason: false,
        message:
          'No April 2019 rows for Children in Care South in ‘Children in care’. It sent them for March 2019',
      },
    ])
    const two = await april(...whole.filter((row) => row.startsWith('CIC-N')))
    expect(two.warnings.filter(({ code }) => code === 'team_missing').map(({ message }) => message)).toEqual([
      'No April 2019 rows for Children in Care Central and Children in Care South in ‘Children in care’. They sent them for March 2019',
    ])
  })

  test('a file with one measure of a return is judged on the teams that sent that measure', async () => {
    const one = whole.filter((row) => row.includes('LC01'))
    expect((await april(...one)).warnings).toEqual([])
    // North has sent another measure of the return for April, and this measure for March; its April figure for this measure
    // still counts as missing.
    const without = one.filter((row) => !row.startsWith('CIC-N'))
    await publishAtOnce(db, ['CIC-N,LC02,2019-04,81,100'])
    expect((await april(...without)).warnings).toMatchObject([
      { code: 'team_missing', message: expect.stringContaining('Children in Care North') },
    ])
    // Only South sent the measure for March, so no other team is missing.
    await publishAtOnce(db, ['CIC-S,LC04,2019-03,81,100'])
    expect((await april('CIC-S,LC04,2019-04,81,100')).warnings).toEqual([])
  })

  test('another return is not missed: a file is judged within the returns it carries', async () => {
    expect((await april('ASMT-N,AS01,2019-04,5,10')).warnings).toEqual([])
  })

  test('some months of the past are restated without the rest being missed', async () => {
    for (const month of ['2019-02', '2018-02'])
      expect((await april(`CIC-N,LC01,${month},81,100`)).warnings).toMatchObject([
        { code: 'restates_published' },
      ])
  })

  test('a figure outside the usual range is asked about, on both sides of the limit', async () => {
    const changed = (figure: number) =>
      whole.map((row) => row.replace('CIC-N,LC01,2019-04,81', `CIC-N,LC01,2019-04,${figure}`))
    // The level is 81 of 100, so that chance alone takes a month to 67.9 or to 92.2.
    expect((await april(...changed(92))).warnings).toEqual([])
    expect((await april(...changed(93))).warnings).toMatchObject([
      {
        code: 'outside_usual_range',
        row: 2,
        message: expect.stringMatching(
          /Children in Care North rose from 82% to 93%, outside its usual range \(67\.9% to 92\.2%\)\. Is this right\?$/,
        ),
      },
    ])
    expect((await april(...changed(68))).warnings).toEqual([])
    expect((await april(...changed(67))).warnings).toMatchObject([{ code: 'outside_usual_range' }])
  })

  test('a file with a warning waits until the warning is accepted', async () => {
    const row = 'CL-1,CL01,2019-04,,,82'
    const content = csvOf([row], 'team_code,kpi_code,period,numerator,denominator,value')
    const waiting = await ingestFile(db, fileOf(content, { publish: PUBLISH }))
    expect(waiting).toMatchObject({
      status: 'ready',
      publishedAt: null,
      warnings: [{ code: 'value_without_denominator', row: 2 }],
    })
    const accepted = await ingestFile(db, fileOf(content, { publish: { ...PUBLISH, acceptWarnings: true } }))
    expect(accepted).toMatchObject({ id: waiting.id, status: 'published' })
  })
})
