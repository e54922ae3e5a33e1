import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Db, inTransaction } from '#server/db/database.ts'
import { checkExtract } from '#server/extracts/checking/check.ts'
import { figureWarnings } from '#server/extracts/checking/disagreements.ts'
import { dryRun, ingestFile } from '#server/extracts/ingest.ts'
import { judgeNewRules } from '#server/extracts/merging/judge-new-rules.ts'
import { finishFigures } from '#server/extracts/merging/pending-figures.ts'
import { publishExtract, recordPublished } from '#server/extracts/publishing/publish.ts'
import { revertExtract } from '#server/extracts/publishing/revert.ts'
import { FigureIndex } from '#server/extracts/record/figure-index.ts'
import { loadRegister } from '#server/extracts/record/load-register.ts'
import { lockExtract } from '#server/extracts/record/locked-extract.ts'
import { sweepExtracts } from '#server/extracts/sweep.ts'
import { loadMeasureRules } from '#server/record/measure-rules.ts'
import { recordedAt, testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, NOW, PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'
import { some } from '../../support/some.ts'
import { minutesOn, publishAtOnce, receive, statusOf } from './decision-steps.ts'

let db: Db
const another = async () => {
  ;({ db } = await testDatabase('catalogue'))
}

const broken = ['HP-S1,CP06,2019-04,4,', 'HP-S1,CP07,2019-04,5,']
const kept = ['HP-S1,CP06,2019-04,4,', 'HP-S1,CP07,2019-04,4,']
const ingest = (rows: readonly string[]) => ingestFile(db, fileOf(csvOf(rows), { publish: PUBLISH }))
const warningsOf = async (rows: readonly string[]) =>
  (await ingestFile(db, fileOf(csvOf(rows)))).warnings.filter(({ code }) => code === 'measures_disagree')

/** Each line of the rules' history, oldest first: rule, unit, period, state and both sums. */
async function history(): Promise<string[]> {
  const lines = await db
    .selectFrom('rule_change')
    .selectAll()
    .orderBy('publication_id')
    .orderBy('rule_code')
    .orderBy('unit_code')
    .execute()
  return lines.map((l) => `${l.rule_code} ${l.unit_code} ${l.period} ${l.state} ${l.left_sum} ${l.right_sum}`)
}

describe('figures of a file that do not agree', () => {
  // Each test that publishes has a team or months of its own.
  beforeAll(another)

  test('and agree are not warned of, nor are other units and months', async () => {
    expect(await warningsOf(kept)).toEqual([])
    expect(await warningsOf(['HP-S1,CP06,2019-04,4,', 'HP-S2,CP07,2019-04,5,'])).toEqual([])
    expect(await warningsOf(['HP-S1,CP06,2019-03,4,', 'HP-S1,CP07,2019-04,5,'])).toEqual([])
  })

  test('are not compared with what is suppressed, not reported or not there', async () => {
    for (const nothing of ['HP-S1,CP06,2019-04,c,', 'HP-S1,CP06,2019-04,,', 'HP-S1,CP06,2019-04,z,'])
      expect(await warningsOf([nothing, 'HP-S1,CP07,2019-04,5,'])).toEqual([])
    expect(await warningsOf(['HP-S1,CP07,2019-04,5,'])).toEqual([])
  })

  test('of a month and of its weeks are compared in one file', async () => {
    const weeks = ['W14', 'W15', 'W16', 'W17'].map((week) => `MASH,FD03,2019-${week},300,`)
    expect(await warningsOf([...weeks, 'MASH,FD03,2019-04,1200,'])).toEqual([])
    const [found] = await warningsOf([...weeks, 'MASH,FD03,2019-04,1199,'])
    expect(found?.message).toContain(
      '1,200 (FD03, 4 figures from the week beginning 1 April 2019 to the week beginning 22 April 2019)',
    )
  })

  test('as at different days are not compared', async () => {
    const header = 'team_code,kpi_code,period,numerator,denominator,as_at'
    const dated = (day: string) => [`CIC-N,LC03,2019-03,9,,${day}`, 'CIC-N,LC04,2019-03,7,8,']
    const warned = async (day: string) =>
      (await ingestFile(db, fileOf(csvOf(dated(day), header)))).warnings.map(({ code }) => code)
    expect(await warned('2019-03-26')).toEqual([])
    expect(await warned('2019-03-31')).toEqual(['measures_disagree'])
  })

  test('are told in a dry run, which stores nothing', async () => {
    const extracts = () => db.selectFrom('extract').select('id').execute()
    const before = await extracts()
    const report = await dryRun(db, fileOf(csvOf(broken)))
    expect(report).toMatchObject({ status: 'ready', warnings: [{ code: 'measures_disagree' }] })
    expect(await extracts()).toEqual(before)
    expect(await history()).toEqual([])
  })

  test('in a file of too many places are said not to have been compared before it is published', async () => {
    const rules = await loadMeasureRules(db)
    const index = new FigureIndex(['HP-S1', 'HP-S2'], rules, 3)
    for (const kpi of ['CP06', 'CP07'])
      index.keep({
        unit: 'HP-S1',
        kpi,
        period: '2019-04',
        state: 'reported',
        numerator: 1,
        denominator: null,
        asAt: null,
        sheet: null,
        row: 2,
      })
    const register = await loadRegister(db, NOW)
    const found = await figureWarnings(index, register, async () => [])
    expect(found).toMatchObject([
      {
        code: 'measures_disagree',
        row: null,
        message: expect.stringMatching(/too many figures.*right after/),
      },
    ])
  })

  test('are told with both cells named, and the file publishes itself as a clean one does', async () => {
    const report = await ingest(broken)
    expect(report).toMatchObject({ status: 'published', counts: { warnings: 1 } })
    expect(report.warnings).toEqual([
      {
        code: 'measures_disagree',
        sheet: null,
        row: 3,
        column: 'numerator',
        needsReason: false,
        message:
          'Row 3, numerator: ‘Plans of 12 months or more are among those of 9 months or more’ does not hold for ' +
          'Help and Protection South 1 in April 2019. Children on a plan for 12 months or more: 5 (CP07, row 3). ' +
          'Children on a plan for 9 months or more: 4 (CP06, row 2). A child on a plan for 12 months has been on it ' +
          'for 9. Look at these figures',
      },
    ])
  })

  test('are compared with the record for the rest', async () => {
    await publishAtOnce(db, ['HP-N1,CP06,2019-04,4,'])
    const [found] = await warningsOf(['HP-N1,CP07,2019-04,5,'])
    expect(found).toMatchObject({ row: 2, message: expect.stringContaining('4 (CP06, on record)') })
    // From the other side: the file has the larger measure.
    await publishAtOnce(db, ['HP-N2,CP07,2019-04,5,'])
    const [other] = await warningsOf(['HP-N2,CP06,2019-04,4,'])
    expect(other).toMatchObject({ row: 2, message: expect.stringContaining('5 (CP07, on record)') })
  })

  test('are not compared with a figure on record whose place a blank row of the file takes', async () => {
    await publishAtOnce(db, ['HP-C1,CP06,2019-04,4,'])
    expect(await warningsOf(['HP-C1,CP07,2019-04,5,'])).toHaveLength(1)
    expect(await warningsOf(['HP-C1,CP06,2019-04,,', 'HP-C1,CP07,2019-04,5,'])).toEqual([])
  })

  test('in many units and months have five warnings of their own and one for the others', async () => {
    const months = ['2018-03', '2018-04', '2018-05', '2018-06', '2018-07', '2018-08', '2018-09']
    const units = ['HP-S1', 'HP-S2']
    const rows = months.flatMap((month) =>
      units.flatMap((unit) => [`${unit},CP06,${month},4,`, `${unit},CP07,${month},5,`]),
    )
    const report = await ingest(rows)
    expect(report.status).toBe('published')
    expect(report.warnings.map(({ row }) => row)).toEqual([3, 5, 7, 9, 11, null])
    expect(report.warnings.at(-1)?.message).toBe(
      '‘Plans of 12 months or more are among those of 9 months or more’ does not hold either for 9 more teams and periods: ' +
        'Help and Protection South 2 in May 2018, Help and Protection South 1 in June 2018, Help and Protection South 2 in June 2018, ' +
        'Help and Protection South 1 in July 2018, Help and Protection South 2 in July 2018, Help and Protection South 1 in August 2018, ' +
        'Help and Protection South 2 in August 2018, Help and Protection South 1 in September 2018 and 1 more',
    )
    // The history has each.
    expect((await history()).filter((line) => line.includes(' 2018-'))).toHaveLength(14)
  })
})

describe('a warning that only informs', () => {
  beforeEach(another)

  test('needs nobody to accept it, and is not counted as accepted', async () => {
    const id = await receive(db, broken)
    const decision = await publishExtract(db, id, PUBLISH)
    expect(decision).toMatchObject({ is: 'published', receipt: { warningsAccepted: 0 } })
  })

  test('does not stand for another that has to be accepted', async () => {
    const header = 'team_code,kpi_code,period,numerator,denominator,value'
    const rows = [...broken.map((row) => `${row},`), 'CL-1,CL01,2019-04,,,82']
    const report = await ingestFile(db, fileOf(csvOf(rows, header), { publish: PUBLISH }))
    expect(report.status).toBe('ready')
    const publish = (acceptWarnings: boolean) =>
      publishExtract(db, Number(report.id), { ...PUBLISH, acceptWarnings })
    await expect(publish(false)).rejects.toMatchObject({
      code: 'warnings_not_accepted',
      detail: expect.stringContaining('has a warning.'),
    })
    expect(await publish(true)).toMatchObject({ is: 'published', receipt: { warningsAccepted: 1 } })
  })

  test('holds up no file that a process left checked and not published', async () => {
    const report = await ingestFile(db, fileOf(csvOf(broken)))
    const id = Number(report.id)
    await db.updateTable('extract').set({ publish_when_clean: true }).where('id', '=', id).execute()
    expect(await sweepExtracts(db, minutesOn(1))).toBe(1)
    expect((await statusOf(db, id)).status).toBe('published')
  })

  test('that arises since the check is added, and the file is published all the same', async () => {
    const id = await receive(db, ['HP-S1,CP07,2019-04,5,'])
    await publishAtOnce(db, ['HP-S1,CP06,2019-04,4,'])
    expect(await publishExtract(db, id, PUBLISH)).toMatchObject({ is: 'published' })
    const found = await db
      .selectFrom('extract_problem')
      .select(['code', 'row_number'])
      .where('extract_id', '=', id)
      .execute()
    expect(found).toEqual([{ code: 'measures_disagree', row_number: 2 }])
    expect(await statusOf(db, id)).toMatchObject({ warning_count: 1, informing_count: 1 })
  })
})

describe('the history of a rule', () => {
  beforeEach(another)

  test('has the publication that broke it and the one that mended it', async () => {
    await ingest(broken)
    await publishAtOnce(db, ['HP-S1,CP07,2019-04,3,'], { now: minutesOn(1) })
    expect(await history()).toEqual([
      'CP07-WITHIN-CP06 HP-S1 2019-04 broken 5 4',
      'CP07-WITHIN-CP06 HP-S1 2019-04 mended 3 4',
    ])
    const [first, last] = await db.selectFrom('rule_change').selectAll().orderBy('publication_id').execute()
    expect([first?.published_at, last?.published_at]).toEqual([NOW, minutesOn(1)])
  })

  test('has a line when the sums move, and none when the file is sent again', async () => {
    await ingest(broken)
    await publishAtOnce(db, ['HP-S1,CP07,2019-04,6,'])
    await publishAtOnce(db, ['HP-S1,CP07,2019-04,6,', 'HP-S1,AS01,2019-04,8,9'])
    expect(await history()).toEqual([
      'CP07-WITHIN-CP06 HP-S1 2019-04 broken 5 4',
      'CP07-WITHIN-CP06 HP-S1 2019-04 broken 6 4',
    ])
  })

  test('has no line when figures change and their sums do not', async () => {
    await ingest(['HP-S1,CP01,2019-04,10,12', 'HP-S1,CP02,2019-04,2,3'])
    await publishAtOnce(db, ['HP-S1,CP01,2019-04,9,12', 'HP-S1,CP02,2019-04,2,4'])
    expect(await history()).toEqual(['CP02-WITHIN-CP01 HP-S1 2019-04 broken 13 12'])
  })

  test('ends when the file is taken back, and goes on when the one that mended it is', async () => {
    const report = await ingest(broken)
    const mend = await receive(db, ['HP-S1,CP07,2019-04,4,'], minutesOn(1))
    await publishExtract(db, mend, {
      ...PUBLISH,
      acceptWarnings: true,
      reason: 'Recounted',
      now: minutesOn(2),
    })
    const take = (id: number, minutes: number) =>
      revertExtract(recordedAt(db, minutesOn(minutes)), id, {
        by: named('Data team'),
        reason: 'Sent by mistake',
      })
    await take(mend, 3)
    await take(Number(report.id), 4)
    expect(await history()).toEqual([
      'CP07-WITHIN-CP06 HP-S1 2019-04 broken 5 4',
      'CP07-WITHIN-CP06 HP-S1 2019-04 mended 4 4',
      'CP07-WITHIN-CP06 HP-S1 2019-04 broken 5 4',
      'CP07-WITHIN-CP06 HP-S1 2019-04 not_judged null null',
    ])
  })

  test('of a bulk publication follows with the verdicts of its teams', async () => {
    const id = await receive(db, broken)
    await inTransaction(db, async (trx) => {
      const { extract, now } = await lockExtract(trx, id)
      return recordPublished(trx, extract, {
        by: named('Data team'),
        approvedBy: null,
        reason: null,
        now,
        bulkFrom: 1,
      })
    })
    await finishFigures(db)
    expect(await history()).toEqual(['CP07-WITHIN-CP06 HP-S1 2019-04 broken 5 4'])
  })

  test('of a rule that came later begins with the publication of the latest of its figures', async () => {
    await db.updateTable('measure_rule').set({ superseded_at: NOW }).execute()
    const first = await ingest(broken)
    const second = await publishAtOnce(db, ['HP-S1,CP07,2019-04,7,', 'HP-S2,CP06,2019-04,1,'], {
      now: minutesOn(1),
    })
    expect(first.status).toBe('published')
    expect(await history()).toEqual([])
    await db.updateTable('measure_rule').set({ superseded_at: null, judged_at: null }).execute()
    expect(await judgeNewRules(recordedAt(db, minutesOn(2)))).toBe((await loadMeasureRules(db)).length)
    const lines = await db.selectFrom('rule_change').selectAll().execute()
    expect(lines).toMatchObject([
      {
        rule_code: 'CP07-WITHIN-CP06',
        unit_code: 'HP-S1',
        state: 'broken',
        left_sum: 7,
        right_sum: 4,
        published_at: minutesOn(1),
      },
    ])
    expect(lines[0]?.publication_id).toBe(second.publication)
    expect(await judgeNewRules(recordedAt(db, minutesOn(3)))).toBe(0)
  })

  test('is the same whether a file is compared as it is read or from its stored rows', async () => {
    const rows = [
      'CIC-N,LC01,2019-04,90,98',
      'CIC-N,LC08,2019-04,9,97',
      'CIC-N,LC07,2019-04,60,99',
      ...broken,
    ]
    const id = await receive(db, rows)
    const read = await db
      .selectFrom('extract_problem')
      .select('message')
      .where('extract_id', '=', id)
      .execute()
    expect(some(read)).toHaveLength(3)
    // The record moves, so the check is repeated from the stored rows; it finds the same and adds nothing.
    await publishAtOnce(db, ['CL-1,CL02,2019-04,8,9'])
    await publishExtract(db, id, PUBLISH)
    const again = await db
      .selectFrom('extract_problem')
      .select('message')
      .where('extract_id', '=', id)
      .execute()
    expect(again).toEqual(read)
    expect(await history()).toHaveLength(3)
  })

  test('of a check that is repeated after a crash is written once', async () => {
    const report = await ingest(broken)
    await checkExtract(db, Number(report.id), NOW)
    expect(await history()).toHaveLength(1)
  })
})
