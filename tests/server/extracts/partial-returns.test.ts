/** A return that comes in parts: freely until it is due, with warnings from that day on. */
import { beforeEach, describe, expect, test } from 'vitest'
import { dueDay } from '#domain/time/calendar.ts'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, PUBLISH } from '../../support/extract-files.ts'

const TEAMS = ['CIC-C', 'CIC-N', 'CIC-S']
const KPIS = ['LC01', 'LC02', 'LC05', 'LC06']
/** The sixth working day of May, after its first bank holiday. */
const DUE = '2019-05-09'
const EVE = '2019-05-08'

let db: Db
beforeEach(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2018-11' }).execute()
  expect((await send(month('2019-03'), '2019-04-05')).status).toBe('published')
})

const month = (period: string, teams = TEAMS, kpis = KPIS) =>
  teams.flatMap((team) => kpis.map((kpi) => `${team},${kpi},${period},40,50`))

/** Sends rows on a day, to be published if they are clean, as the drop folder does. */
function send(rows: readonly string[], day: string) {
  const now = new Date(`${day}T09:00:00Z`)
  return ingestFile(db, fileOf(csvOf(rows), { now, publish: { ...PUBLISH, now } }))
}
const codes = ({ warnings }: Awaited<ReturnType<typeof send>>) => warnings.map(({ code }) => code)

describe('before the return is due', () => {
  test('a clean part of it publishes itself, whole teams and most rows missing', async () => {
    expect(dueDay('2019-04', 6)).toBe(DUE)
    expect(await send(month('2019-04', ['CIC-N']), EVE)).toMatchObject({ status: 'published', warnings: [] })
    expect(await send(['CIC-C,LC01,2019-04,40,50'], EVE)).toMatchObject({ status: 'published', warnings: [] })
  })

  test('the day is the council’s: a demonstration lives on one', async () => {
    await db.updateTable('council').set({ is_demonstration: true, fixed_day: DUE }).execute()
    expect(codes(await send(month('2019-04', ['CIC-N']), EVE))).toContain('team_missing')
    await db.updateTable('council').set({ fixed_day: EVE }).execute()
    expect(codes(await send(month('2019-04', ['CIC-C']), '2026-01-05'))).toEqual([])
  })

  test('a month before it that is due is asked about all the same', async () => {
    const both = [...month('2019-04', ['CIC-N']), ...month('2019-05', ['CIC-N'])]
    const { warnings } = await send(both, '2019-06-03')
    expect(warnings.filter(({ code }) => code === 'team_missing').map(({ message }) => message)).toEqual([
      'No April 2019 rows for Children in Care Central and Children in Care South in ‘Children in care’. They sent them for March 2019',
    ])
  })
})

describe('from the day on which it is due', () => {
  test('the teams that are missing are one warning, and the file waits', async () => {
    const report = await send(month('2019-04', ['CIC-N', 'CIC-C']), DUE)
    expect(report.status).toBe('ready')
    expect(report.warnings).toMatchObject([
      {
        code: 'team_missing',
        message:
          'No April 2019 rows for Children in Care South in ‘Children in care’. It sent them for March 2019',
      },
    ])
  })

  test('a second part is judged together with the first', async () => {
    await send(month('2019-04', ['CIC-N', 'CIC-C']), EVE)
    expect(await send(month('2019-04', ['CIC-S']), DUE)).toMatchObject({ status: 'published', warnings: [] })
  })

  test('one measure is judged on the teams that sent it, not on the whole return', async () => {
    expect(await send(month('2019-04', TEAMS, ['LC01']), DUE)).toMatchObject({
      status: 'published',
      warnings: [],
    })
    // North has sent the first measure, but its second is still missing.
    expect((await send(month('2019-04', ['CIC-C', 'CIC-S'], ['LC02']), DUE)).warnings).toMatchObject([
      { code: 'team_missing', message: expect.stringContaining('rows for Children in Care North in') },
    ])
  })

  test('a measure that only one team sent before misses no other', async () => {
    await send(['CIC-S,LC04,2019-03,40,50'], '2019-04-05')
    expect(codes(await send(['CIC-S,LC04,2019-04,40,50'], DUE))).toEqual([])
  })

  test('fewer than six rows in ten are asked about, on both sides of the limit, and of its own measures alone', async () => {
    const part = (rows: number) => {
      const others = month('2019-04', ['CIC-C', 'CIC-S']).filter((row) => !row.includes('LC01'))
      return [...month('2019-04', TEAMS, ['LC01']), ...others.slice(0, rows - 3)]
    }
    expect(codes(await send(part(6), EVE))).toEqual([])
    const { db: another } = await testDatabase('catalogue')
    await another.updateTable('council').set({ first_scorecard: '2018-11' }).execute()
    db = another
    await send(month('2019-03'), '2019-04-05')
    const { warnings } = await send(part(7), DUE)
    expect(warnings.map(({ message }) => message)).toEqual([
      '‘Children in care’: the measures in this file have 7 rows for April 2019 and had 12 for March 2019. Is the file whole?',
    ])
    expect(codes(await send(part(8), DUE))).toEqual([])
  })

  test('two returns of one month are one warning that says which team misses which', async () => {
    const teams = ['ASMT-C', 'ASMT-N']
    await send(month('2019-03', teams, ['AS01']), '2019-04-05')
    const { warnings } = await send(
      [...month('2019-04', ['CIC-N', 'CIC-C']), ...month('2019-04', ['ASMT-N'], ['AS01'])],
      DUE,
    )
    expect(warnings.filter(({ code }) => code === 'team_missing').map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^No April 2019 rows for .+ in ‘.+’; none for .+ in ‘.+’\. They sent them for March 2019$/,
      ),
    ])
  })

  test('a week is due as many working days after its end as its return', async () => {
    const week = (of: string, teams: string[]) => teams.map((team) => `${team},CP04,${of},40,50`)
    await send(week('2019-W20', ['HP-N1', 'HP-N2']), '2019-05-20')
    expect(dueDay('2019-W21', 6)).toBe('2019-06-04')
    expect(codes(await send(week('2019-W21', ['HP-N1']), '2019-06-03'))).toEqual([])
    await send(week('2019-W22', ['HP-N1', 'HP-N2']), '2019-06-03')
    const [warning] = (await send(week('2019-W23', ['HP-N1']), '2019-06-18')).warnings
    expect(warning?.message).toMatch(
      /^No rows of the week beginning 3 June 2019 for .+ It sent them for the week beginning 27 May 2019$/,
    )
  })

  test('a team that has closed since is not missed', async () => {
    const closed = await db
      .selectFrom('unit')
      .select(['code', 'closed'])
      .where('closed', 'is not', null)
      .where('kind', '=', 'team')
      .executeTakeFirstOrThrow()
    const last = (closed.closed ?? '').slice(0, 7)
    await db.updateTable('council').set({ first_scorecard: last }).execute()
    const next = new Date(Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5)), 1))
      .toISOString()
      .slice(0, 7)
    await send([`${closed.code},CP04,${last},40,50`, `HP-S1,CP04,${last},40,50`], DUE)
    expect(codes(await send([`HP-S1,CP04,${next},40,50`], DUE))).toEqual([])
  })
})
