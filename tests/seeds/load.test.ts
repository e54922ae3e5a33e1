import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { dryRun, ingestFile } from '#server/extracts/ingest.ts'
import { recordBaseline } from '#server/extracts/publishing/baseline.ts'
import { loadPlanChecks } from '#server/reads/plan.ts'
import { loadScorecard } from '#server/reads/scorecard.ts'
import { loadBaselines } from '#server/record/annotations.ts'
import { loadFigures } from '#server/record/figures.ts'
import { setCaseList } from '#server/settings/set-case-list.ts'
import { demoSamples } from '../../seeds/demo/samples.ts'
import { loadDemo } from '../../seeds/demo.ts'
import { loadCatalogue } from '../../seeds/load.ts'
import { catalogue, milestonesOf } from '../support/catalogue.ts'
import { testDatabase } from '../support/database.ts'
import { named } from '../support/named.ts'

/** Row counts and a digest of every table's content, so that any change is noticed. */
async function contentOf(db: Db): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db)
  const content: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ digest: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest
      from ${sql.table(name)} t`.execute(db)
    content[name] = rows[0]?.digest ?? ''
  }
  return content
}

describe('the catalogue in a database', () => {
  let db: Db
  beforeAll(async () => {
    ;({ db } = await testDatabase('catalogue'))
  })

  test('loading it a second time, later, changes nothing', async () => {
    const before = await contentOf(db)
    await loadCatalogue(db, new Date('2030-01-01T00:00:00Z'))
    expect(await contentOf(db)).toEqual(before)
  })

  test('every KPI has one definition, and every action its leads and milestones', async () => {
    const count = async (
      table: 'kpi' | 'kpi_definition' | 'plan_action' | 'milestone' | 'plan_section' | 'unit',
    ) =>
      Number((await db.selectFrom(table).select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow()).n)
    expect(await count('kpi')).toBe(catalogue.kpis.length)
    expect(await count('kpi_definition')).toBe(catalogue.kpis.length)
    expect(await count('plan_action')).toBe(catalogue.plan.actions.length)
    expect(await count('plan_section')).toBe(catalogue.plan.sections.length)
    expect(await count('milestone')).toBe(milestonesOf().length)
    expect(await count('unit')).toBe(catalogue.units.length)
  })

  test('a milestone that slipped keeps the month first agreed and the reason', async () => {
    const dues = await db
      .selectFrom('milestone_due')
      .where('milestone_id', '=', 'R4.2-m1')
      .orderBy('position')
      .select(['due', 'reason'])
      .execute()
    expect(dues.map((d) => d.due)).toEqual(['2019-03', '2019-06'])
    expect(dues[1]?.reason).toMatch(/audit plan fell behind/)
  })

  test('no rating is invented on import', async () => {
    expect(await db.selectFrom('action_rating').selectAll().execute()).toEqual([])
  })

  test('the five stated figures are evidence, each with its own period and as-at day', async () => {
    const stated = await db
      .selectFrom('evidence')
      .select(['action_ref', 'value', 'period', 'as_at'])
      .execute()
    expect(stated.map((e) => `${e.action_ref} ${e.value} ${e.period} ${e.as_at}`).sort()).toEqual([
      'R3.1 82 2019-04 2019-04-30',
      'R3.1 86 2019-W21 2019-05-26',
      'R6.1 93 2019-04 2019-04-30',
      'R6.4 25 2019-03 2019-03-26',
      'R8.1 98 2018 2018-12-31',
    ])
  })
})

describe('the demonstration council in a database', () => {
  let db: Db
  beforeAll(async () => {
    ;({ db } = await testDatabase('demo'))
  }, 120_000)

  test('every file went through the ingest and is published', async () => {
    const extracts = await db.selectFrom('extract').select(['filename', 'status', 'problem_count']).execute()
    expect(extracts).toHaveLength(41)
    expect(extracts.filter((e) => e.status !== 'published' || e.problem_count !== 0)).toEqual([])
  })

  test('loading it again changes nothing', async () => {
    const before = await contentOf(db)
    await loadDemo(db, { ingest: ingestFile, setBaseline: recordBaseline, setCaseList })
    expect(await contentOf(db)).toEqual(before)
  }, 60_000)

  test('it lives on Monday 10 June 2019 and says that it is a demonstration', async () => {
    const council = await db.selectFrom('council').selectAll().executeTakeFirstOrThrow()
    expect(council).toMatchObject({
      fixed_day: '2019-06-10',
      first_scorecard: '2018-11',
      is_demonstration: true,
      name: 'Ridgeshire County Council (demonstration)',
    })
  })

  test('the head of a service set one new baseline, with a cause, and let the board read why', async () => {
    const set = (asAt?: string) =>
      loadBaselines(db, {
        ...{ unit: 'CIC-C', kpi: 'LC01', grain: 'monthly' },
        asAt: asAt === undefined ? undefined : new Date(asAt),
      })
    const [baseline, ...others] = await set()
    expect(others).toEqual([])
    expect(baseline).toMatchObject({
      from: '2018-09',
      byRole: 'Head of service, Children in Care and Leaving Care',
      cause: { kind: 'action', ref: 'R6.1' },
      withdrawal: null,
    })
    expect(await set('2019-05-23T00:00:00Z')).toEqual([])
    const releases = await db
      .selectFrom('text_release')
      .select(['is_released', 'by_role'])
      .where('kind', '=', 'annotation')
      .where('text_id', '=', String(baseline?.id))
      .execute()
    expect(releases).toEqual([{ is_released: true, by_role: baseline?.byRole }])
    const [april] = await loadFigures(db, { units: ['CIC-C'], kpis: ['LC01'], periods: ['2019-04'] })
    expect(april).toMatchObject({ variation: 'no_real_change', assurance: 'too_early', restated: false })
  })

  test('February as read in March differs from February as restated in June', async () => {
    const versions = await db
      .selectFrom('measurement')
      .where('unit_code', '=', 'HP-S1')
      .where('kpi_code', '=', 'CP04')
      .where('period', '=', '2019-02')
      .orderBy('version')
      .select(['numerator', 'published_at', 'reason'])
      .execute()
    expect(versions.map((v) => Number(v.numerator))).toEqual([35, 37])
    expect(versions[0]?.published_at.toISOString().slice(0, 10)).toBe('2019-03-08')
    expect(versions[1]?.published_at.toISOString().slice(0, 10)).toBe('2019-06-03')
    expect(versions[1]?.reason).toMatch(/written up late/)
  })

  test('all four ratings and not rated occur, each marked as demonstration', async () => {
    const rows = await db
      .selectFrom('action_rating')
      .select(['rating', 'is_demonstration'])
      .distinct()
      .execute()
    expect(rows.map((r) => r.rating).sort()).toEqual(
      ['completed', 'not_on_track', 'not_rated', 'on_track', 'too_early'].sort(),
    )
    expect(rows.every((r) => r.is_demonstration)).toBe(true)
  })

  test('nothing of May is there but its weekly figures', async () => {
    const may = await db.selectFrom('measurement').where('period', '=', '2019-05').selectAll().execute()
    expect(may).toEqual([])
  })

  test('the scorecard a newcomer reads says the same from the database: three matters, and why', async () => {
    const scorecard = await loadScorecard(db, 'HP-S1', '2019-04', '2019-06-10')
    expect(scorecard?.needsConversation.map((m) => `${m.kpi} ${m.reason}`)).toEqual([
      'CP04 past_floor_and_concerning',
      'MO02 missed_three_months',
      'WF03 missed_three_months',
    ])
    expect(scorecard?.goingWell.map((m) => m.kpi).sort()).toEqual(['CN01', 'CN02', 'CP05'])
  })

  test('the front door’s known issue stands beside its missing figure', async () => {
    const scorecard = await loadScorecard(db, 'MASH', '2019-04', '2019-06-10')
    const line = scorecard?.lines.find((l) => l.kpi.code === 'FD07')
    expect(line?.figure.state).toBe('not_reported')
    expect(line?.knownIssue).toMatch(/being fixed/)
  })

  test('as at 15 March, February’s visits are those first published', async () => {
    const asAt = new Date('2019-03-15T23:59:59Z')
    const then = await loadScorecard(db, 'HP-S1', '2019-02', '2019-06-10', asAt)
    expect(then?.lines.find((l) => l.kpi.code === 'CP04')?.figure.numerator).toBe(35)
    const now = await loadScorecard(db, 'HP-S1', '2019-02', '2019-06-10')
    expect(now?.lines.find((l) => l.kpi.code === 'CP04')?.figure.numerator).toBe(37)
    expect(now?.restated).toBe(true)
  })

  test('every kind of standing check fires on the council’s day, each for a story it tells', async () => {
    const checks = await loadPlanChecks(db, '2019-06-10')
    const fired = new Set(checks.map((c) => `${c.kind} ${c.action ?? c.kpi}`))
    for (const story of [
      'milestone_overdue R1.6',
      'cadence_missed R7.2',
      'outcome_unsupported R2.4',
      'delivery_evidence_only R6.1',
      'worsening_without_action FO01',
      'on_track_but_concerning R8.4',
      'too_early_held R2.2',
      'no_update R10.4',
    ])
      expect(fired, story).toContain(story)
  })

  test('the clean sample for May is whole, with no problem and nothing to accept', async () => {
    const report = await checkSample('clean')
    expect(report.problems).toEqual([])
    expect(report.warnings).toEqual([])
    expect(report.status).toBe('ready')
  })

  test('the other sample has exactly three faults, each named by row and column', async () => {
    const report = await checkSample('three-faults')
    const lines = demoSamples().get('three-faults')?.content.split('\n') ?? []
    const rowOf = (beginning: string) => lines.findIndex((line) => line.startsWith(beginning)) + 1
    expect(report.problems.map((p) => `${p.row} ${p.column} ${p.code}`)).toEqual([
      `${rowOf('ASMT-N,AS01,')} numerator numerator_exceeds_denominator`,
      `${rowOf('HP-S1,CP04,')} numerator bad_number`,
      `${rowOf('HP-C,CN02,')} team_code closed_team`,
    ])
    expect(report.status).toBe('rejected')
  })

  function checkSample(name: string) {
    const sample = demoSamples().get(name)
    if (sample === undefined) throw new Error(`there is no sample ‘${name}’`)
    const now = new Date('2019-06-10T10:00:00Z')
    const file = {
      filename: sample.filename,
      mediaType: 'text/csv',
      bytes: [Buffer.from(sample.content)],
      receivedBy: named('Data team'),
      now,
      publish: null,
    }
    return dryRun(db, { ...file, channel: 'page' })
  }
})
