import { beforeEach, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { loadChanges } from '#server/extracts/publishing/changes.ts'
import { approveExtract } from '#server/extracts/publishing/planned-publication.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, HEADER, NOW, PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'
import { currentFigure, minutesOn, publishAtOnce, receive, setApproval, statusOf } from './decision-steps.ts'

let db: Db
beforeEach(async () => {
  db = (await testDatabase('catalogue')).db
  await publishAtOnce(db, [
    'CIC-N,LC01,2019-03,40,50',
    'CIC-C,LC01,2019-03,41,50',
    'CIC-N,LC02,2019-03,42,50',
    'CIC-S,LC01,2019-03,,',
    'CIC-N,LC01,2019-04,43,50',
  ])
})

/** The warnings about published figures that a file of these rows gets. */
async function restated(...rows: string[]): Promise<string[]> {
  const { warnings } = await ingestFile(db, fileOf(csvOf(rows)))
  return warnings.flatMap(({ code, message }) => (code === 'restates_published' ? [message] : []))
}
const signOff = (unit: string, period: string) =>
  db
    .insertInto('scorecard_sign_off')
    .values({
      council_id: councilId,
      unit_code: unit,
      period,
      position: 1,
      step: 'agreed',
      taken_by: 'Head of service',
      taken_at: minutesOn(1),
      note: null,
    })
    .execute()
const aFigure = '1 figure already published for March 2019 changes: LC01 of CIC-N. Say why'
const restating = 'CIC-N,LC01,2019-03,39,50'

describe('a figure that is published', () => {
  test('is said to change, once a month, by measure and team, and a reason is needed', async () => {
    const { warnings } = await ingestFile(db, fileOf(csvOf([restating])))
    expect(warnings).toEqual([
      {
        code: 'restates_published',
        sheet: null,
        row: null,
        column: null,
        needsReason: true,
        message: aFigure,
      },
    ])
    expect(
      await restated(
        restating,
        'CIC-C,LC01,2019-03,39,50',
        'CIC-N,LC02,2019-03,39,50',
        'CIC-N,LC01,2019-04,39,50',
      ),
    ).toEqual([
      '3 figures already published for March 2019 change: LC01 of CIC-C and CIC-N; LC02 of CIC-N. Say why',
      '1 figure already published for April 2019 changes: LC01 of CIC-N. Say why',
    ])
  })

  test('is said to change where it becomes blank, a symbol or a bare value', async () => {
    expect(await restated('CIC-N,LC01,2019-03,,')).toEqual([aFigure])
    expect(await restated('CIC-N,LC01,2019-03,c,c')).toEqual([aFigure])
    const bare = csvOf(['CIC-N,LC01,2019-03,,,80'], `${HEADER},value`)
    expect((await ingestFile(db, fileOf(bare))).warnings.map(({ code }) => code)).toContain(
      'restates_published',
    )
  })

  test('is named by count where there are many: of units, and of measures', async () => {
    const teams = ['ASMT-C', 'ASMT-N', 'ASMT-S']
    const kpis = ['AS01', 'AS02', 'AS03', 'AS04', 'AS05', 'MO01']
    const { rows } = await teamsOf(kpis)
    expect(rows.length).toBeGreaterThan(teams.length)
    const csv = (figure: number) => rows.map(({ unit, kpi }) => rowOf(unit, kpi, figure))
    const send = (figure: number) => ingestFile(db, fileOf(csvOf(csv(figure), `${HEADER},value`)))
    await publishExtract(db, Number((await send(3)).id), { ...PUBLISH, acceptWarnings: true })
    const { warnings } = await send(4)
    const [warning] = warnings.filter(({ code }) => code === 'restates_published')
    const measures = new Set(rows.map(({ kpi }) => kpi)).size
    const first = rows.filter(({ kpi }) => kpi === 'AS01').map(({ unit }) => unit)
    expect(first.length).toBeGreaterThan(4)
    expect(warning?.message).toMatch(
      new RegExp(
        `^${rows.length} figures already published for May 2019 change: AS01 of ${first.length} teams or services; `,
      ),
    )
    expect(warning?.message).toContain(`; ${measures - 4} more measures. Say why`)
  })

  test('is not said to change where a file says the same, in its note or day alone something else', async () => {
    expect(await restated('CIC-N,LC01,2019-03,40,50')).toEqual([])
    const noted = csvOf(['CIC-N,LC01,2019-03,40,50,2019-04-02,late'], `${HEADER},as_at,note`)
    expect((await ingestFile(db, fileOf(noted))).warnings).toEqual([])
  })

  test('is none where a figure comes first: a new month, a new team, or in place of a blank', async () => {
    expect(
      await restated('CIC-N,LC01,2019-05,39,50', 'CIC-C,LC02,2019-03,39,50', 'CIC-S,LC01,2019-03,39,50'),
    ).toEqual([])
  })

  test('is none once its file was taken back', async () => {
    const report = await ingestFile(db, fileOf(csvOf(['CIC-N,LC01,2019-05,44,50']), { publish: PUBLISH }))
    expect(await restated('CIC-N,LC01,2019-05,39,50')).toHaveLength(1)
    await revertExtract(recordedAt(db, minutesOn(1)), Number(report.id), {
      by: named('Data team'),
      reason: 'Wrong month',
    })
    expect(await restated('CIC-N,LC01,2019-05,38,50')).toEqual([])
  })

  test('is said once where its scorecard is signed off, and beside that for a team that is not', async () => {
    await signOff('CIC-N', '2019-03')
    const { warnings } = await ingestFile(
      db,
      fileOf(csvOf([restating, 'CIC-N,LC02,2019-03,39,50', 'CIC-C,LC01,2019-03,39,50'])),
    )
    expect(warnings.map(({ code, message }) => [code, message])).toEqual([
      ['restates_published', '1 figure already published for March 2019 changes: LC01 of CIC-C. Say why'],
      [
        'restates_signed_off',
        '2 figures change on the March 2019 scorecard of Children in Care North, which is signed off. Say why',
      ],
    ])
    expect(await restated(restating)).toEqual([])
  })
})

describe('publishing it', () => {
  test('needs the warning accepted and a reason, which the receipt keeps', async () => {
    const id = await receive(db, [restating])
    await expect(publishExtract(db, id, PUBLISH)).rejects.toMatchObject({ code: 'warnings_not_accepted' })
    const silent = { ...PUBLISH, acceptWarnings: true, reason: ' ' }
    await expect(publishExtract(db, id, silent)).rejects.toMatchObject({
      code: 'reason_needed',
      detail: aFigure,
    })
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2019-03')).toMatchObject({ numerator: 40 })
    const decision = await publishExtract(db, id, { ...silent, reason: 'A visit was written up late' })
    expect(decision).toMatchObject({
      receipt: { reason: 'A visit was written up late', warningsAccepted: 1 },
    })
  })

  test('needs the same of very many figures at once, each month one warning', async () => {
    const months = ['2019-03', '2019-04', '2019-05']
    const { rows } = await teamsOf(['LC01', 'LC02', 'LC05', 'LC06'])
    const bulk = (figure: number) =>
      months.flatMap((month) => rows.map(({ unit, kpi }) => `${unit},${kpi},${month},${figure},50`))
    await publishAtOnce(db, bulk(30))
    const id = await receive(db, bulk(31))
    const found = await db
      .selectFrom('extract_problem')
      .select(['code', 'message'])
      .where('extract_id', '=', id)
      .execute()
    const restating = found.filter(({ code }) => code === 'restates_published')
    expect(restating.map(({ message }) => message.split(':')[0])).toEqual(
      ['March', 'April', 'May'].map(
        (month) => `${rows.length} figures already published for ${month} 2019 change`,
      ),
    )
    const order = { ...PUBLISH, acceptWarnings: true, bulkFrom: 1 }
    await expect(publishExtract(db, id, order)).rejects.toMatchObject({ code: 'reason_needed' })
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2019-03')).toMatchObject({ numerator: 30 })
    expect(await publishExtract(db, id, { ...order, reason: 'All counted again' })).toMatchObject({
      is: 'published',
    })
  })

  test('is left for a person where the file was to publish itself, its warnings accepted but no reason given', async () => {
    const publish = { ...PUBLISH, acceptWarnings: true }
    expect((await ingestFile(db, fileOf(csvOf([restating]), { publish }))).status).toBe('ready')
  })

  test('is asked about where somebody else published since the check, whatever reason was given', async () => {
    const id = await receive(db, ['CIC-N,LC01,2019-05,39,50'])
    await publishAtOnce(db, ['CIC-N,LC01,2019-05,45,50'])
    const order = { ...PUBLISH, acceptWarnings: true, reason: 'The May figures' }
    await expect(publishExtract(db, id, order)).rejects.toMatchObject({
      code: 'changes_moved',
      detail: expect.stringContaining('A new warning was found.'),
    })
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2019-05')).toMatchObject({ numerator: 45 })
    expect(await statusOf(db, id)).toMatchObject({ status: 'ready', warning_count: 1 })
    const { seen } = await loadChanges(db, id, minutesOn(1))
    expect(await publishExtract(db, id, { ...order, seen })).toMatchObject({ is: 'published' })
  })

  test('goes back to whoever asked where somebody else published since, before a second person agrees', async () => {
    await setApproval(db, true)
    const id = await receive(db, ['CIC-N,LC01,2019-05,39,50'])
    await publishExtract(db, id, { ...PUBLISH, reason: 'The May figures' })
    await setApproval(db, false)
    await publishAtOnce(db, ['CIC-N,LC01,2019-05,45,50'])
    await setApproval(db, true)
    await expect(approveExtract(db, id, { by: named('Lead'), now: minutesOn(5) })).rejects.toMatchObject({
      code: 'changes_moved',
      detail: expect.stringContaining('a new warning was found'),
    })
    expect(await currentFigure(db, 'CIC-N', 'LC01', '2019-05')).toMatchObject({ numerator: 45 })
    expect((await statusOf(db, id)).status).toBe('ready')
  })
})

/** The teams that carry each of these measures monthly. */
async function teamsOf(kpis: readonly string[]) {
  const rows = await db
    .selectFrom('kpi')
    .innerJoin('unit', (j) => j.onTrue())
    .where('kpi.code', 'in', [...kpis])
    .where((e) => e('unit.team_type', '=', e.fn.any('kpi.team_types')))
    .where((e) => e(e.val('monthly'), '=', e.fn.any('kpi.grains')))
    .where('unit.opened', '<=', NOW.toISOString().slice(0, 10))
    .where('unit.closed', 'is', null)
    .select(['unit.code as unit', 'kpi.code as kpi', 'kpi.kind'])
    .orderBy('kpi.code')
    .orderBy('unit.code')
    .execute()
  kinds = new Map(rows.map(({ kpi, kind }) => [kpi, kind]))
  return { rows }
}
let kinds = new Map<string, string>()

function rowOf(unit: string, kpi: string, figure: number): string {
  return kinds.get(kpi) === 'median'
    ? `${unit},${kpi},2019-05,,50,${figure}`
    : `${unit},${kpi},2019-05,${figure},50,`
}
