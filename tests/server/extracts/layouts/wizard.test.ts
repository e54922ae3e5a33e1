import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../../support/app.ts'
import { testDatabase } from '../../../support/database.ts'
import { isWide } from '../../../support/run-size.ts'
import { fieldBy, Reader, type Shown } from '../../../support/scriptless-browser.ts'
import { crosstabWorkbook, monthsWorkbook } from '../../../support/wizard-files.ts'

let app: FastifyInstance
let db: Db
let token: { authorization: string }
let reader: Reader

beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
  app = await testApp(db)
  token = await bearer(db, 'data_team')
  reader = await Reader.signedIn(app, 'data_team')
})
afterAll(() => app.close())

const ACCEPT = 'Accept the suggestions'
const CONFIRM = 'Confirm: files with these headings are read like this'
const csvOf = (...rows: string[]) => `${rows.join('\r\n')}\r\n`

type Report = { status: string; problems: { message: string }[] }

async function reportOf(page: Shown): Promise<Report> {
  const id = Number(/\/extracts\/([0-9]+)/.exec(page.address)?.[1])
  for (;;) {
    const report = (await app.inject({ url: `/api/v1/extracts/${id}`, headers: token })).json() as Report
    if (!['received', 'checking'].includes(report.status)) return report
  }
}

/** The result of a file sent by another system, of which nothing is kept. */
async function dryRun(content: string | Buffer): Promise<Report> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/extracts?dryRun=true',
    headers: { ...token, 'content-type': 'application/octet-stream', prefer: 'wait=30' },
    payload: content,
  })
  expect(answer.statusCode).toBe(200)
  return answer.json()
}

async function matchPage(filename: string, content: string | Buffer): Promise<Shown> {
  const refused = await reader.upload(filename, content)
  expect(await reportOf(refused)).toMatchObject({ status: 'rejected' })
  return reader.open(`${/\/extracts\/[0-9]+/.exec(refused.address)?.[0]}/match`)
}

/** The accepted figures of a file. */
async function figuresOf(page: Shown): Promise<string[]> {
  const id = Number(/\/extracts\/([0-9]+)/.exec(page.address)?.[1])
  const rows = await db
    .selectFrom('extract_row')
    .where('extract_id', '=', id)
    .orderBy('unit_code')
    .orderBy('kpi_code')
    .orderBy('period')
    .select(['unit_code', 'kpi_code', 'period', 'state', 'numerator', 'denominator', 'value'])
    .execute()
  return rows.map((row) =>
    [row.unit_code, row.kpi_code, row.period, row.state, row.numerator, row.denominator ?? row.value]
      .filter((cell) => cell !== null)
      .join(' '),
  )
}

describe('a workbook with months across', () => {
  test('is read after one press and a name, its percentages too', async () => {
    const match = await matchPage('months.xlsx', await monthsWorkbook(['2019-04', '2019-05']))
    const names = await reader.press(match, ACCEPT)
    expect(names.words).toContain('4 figures from 2 rows would be read, no problems')
    expect(names.words).toContain('Read 0.92 of a percentage as 92%')
    const confirmed = await reader.press(names, CONFIRM, { name: 'Months across' })
    expect((await reportOf(confirmed)).problems).toEqual([])
    expect(await figuresOf(confirmed)).toEqual([
      'HP-N1 CP04 2019-04 without_denominator 91',
      'HP-N1 CP04 2019-05 without_denominator 92',
      'HP-N2 CP04 2019-04 without_denominator 83',
      'HP-N2 CP04 2019-05 without_denominator 84',
    ])
  })

  test('is recognised with a month more and with other months, and not with another heading', async () => {
    const june = await dryRun(await monthsWorkbook(['2019-04', '2019-05', '2019-06']))
    expect(june.problems.map(({ message }) => message)).toEqual([])
    expect((await dryRun(await monthsWorkbook(['2018-12', '2019-01']))).problems).toEqual([])
    const renamed = await dryRun(await monthsWorkbook(['2019-04'], { heading: 'Area' }))
    expect(renamed.problems[0]?.message).toContain(
      'The layout ‘Months across’ no longer fits: ‘Area’ is new and ‘Team’ is missing',
    )
  })

  test.runIf(isWide)('cannot be confirmed twice under two names, whatever months it holds', async () => {
    const match = await matchPage('area.xlsx', await monthsWorkbook(['2019-01'], { heading: 'Area' }))
    expect(match.words).toContain('filled in from the layout ‘Months across’, version 1')
    const columns = await reader.press(match, 'Continue')
    const again = await reader.press(columns, 'Continue', {
      [fieldBy(columns, 'What column A, Area, holds')]: 'team',
    })
    const confirmed = await reader.press(again, CONFIRM, { name: 'Months by area' })
    expect((await reportOf(confirmed)).problems).toEqual([])
    const layouts = await reader.open('/extracts/layouts')
    expect(layouts.words).toContain(
      'The headings ‘Team’, ‘Measure’, ‘Apr 2019’, with any month in place of that of ‘Apr 2019’',
    )
    expect(layouts.words).toContain(
      'Apr 2019: value, of the month in the heading, and of every later one like it',
    )
  })
})

describe('dates in headings', () => {
  const file = csvOf(
    'Team,Month counts,01/04/2019,01/05/2019',
    'HP-N1,CP04,91.5,90.5',
    'HP-N2,CP04,80.5,70.5',
  )

  test('that could be read in two ways are asked about once, and the answer is kept', async () => {
    const match = await matchPage('dates.csv', file)
    const columns = await reader.press(match, 'Continue')
    const said = {
      [fieldBy(columns, 'What column B, Month counts, holds')]: 'The name of the measure',
      [fieldBy(columns, 'What column C, 01/04/2019, holds')]: 'The percentage or value',
      period: 'heading',
    }
    const asked = await reader.press(columns, 'Continue', said)
    expect(asked.words).toContain('Say how dates such as ‘01/04/2019’ are written')
    const filled = await reader.press(asked, 'Continue', { dates: 'day_first' })
    // Filled in from the months above, whose shares are fractions of one: it can be taken back.
    const names = await reader.press(filled, 'Read the file again with these', { fractions: null })
    expect(names.words.slice(names.words.indexOf('What would be read'))).toContain('Apr 2019')
    const rules = /name="dates" value="([a-z_]+)"/.exec(names.body)?.[1]
    expect(rules).toBe('day_first')
  })
})

describe('teams across', () => {
  const file = (teams: string) =>
    csvOf('Visits in May 2019,,', `Measure,${teams}`, 'CN02,91.5,90.25', 'CP04,80.5,70.5')

  test('are matched by their names, and the same teams are read next month in any order', async () => {
    const match = await matchPage('teams.csv', file('Help and Protection North 1,H&P South 1'))
    const columns = await reader.press(match, 'Continue')
    const names = await reader.press(columns, 'Continue', {
      [fieldBy(columns, 'What column B, Help and Protection North 1, holds')]: 'The percentage or value',
      team: 'heading',
    })
    expect(names.words).toContain('The closest is Help and Protection South 1 (HP-S1)')
    const accepted = await reader.press(names, ACCEPT)
    expect(accepted.words).toContain('4 figures from 2 rows would be read, no problems')
    const confirmed = await reader.press(accepted, CONFIRM, { name: 'Teams across' })
    expect((await reportOf(confirmed)).problems).toEqual([])
    expect(await figuresOf(confirmed)).toContain('HP-S1 CN02 2019-05 without_denominator 90.25')
    expect((await dryRun(file('H&P South 1,Help and Protection North 1'))).problems).toEqual([])
    const [problem] = (await dryRun(file('Help and Protection North 1,H&P South 2'))).problems
    expect(problem?.message).toContain('‘H&P South 2’ is new')
  })
})

describe('a report with titles, headings in two rows, totals and notes', () => {
  test('is read after one press and a name', async () => {
    const match = await matchPage('crosstab.xlsx', await crosstabWorkbook())
    const columns = await reader.press(match, 'Continue')
    expect(columns.words).toContain('What B2 says, ‘2019-05-01’: May 2019')
    expect(columns.words).not.toContain('Run on')
    const names = await reader.press(match, ACCEPT)
    expect(names.words).toContain('What names and words mean')
    expect(names.words).toContain('Suggested, as the closest name: check it')
    const confirmed = await reader.press(names, CONFIRM, { name: 'Crosstab' })
    expect((await reportOf(confirmed)).problems).toEqual([])
    expect(await figuresOf(confirmed)).toEqual([
      'HP-C1 CN02 2019-05 suppressed',
      'HP-C1 CP04 2019-05 not_reported',
      'HP-N1 CN02 2019-05 reported 52 60',
      'HP-N1 CP04 2019-05 reported 41 45',
      'HP-N2 CN02 2019-05 reported 44 48',
      'HP-N2 CP04 2019-05 reported 30 36',
    ])
  })
})

describe('a pivoted table, with a team said once', () => {
  const headings = 'Team,Measure,Month,Done,Of'
  const pivot = csvOf(
    headings,
    'HP-N1,CN02,2019-05,41,45',
    ',CP04,2019-05,30,36',
    'Total,,,71,81',
    'HP-S1,CN02,2019-05,50,52',
  )

  test('is filled down where a person ticks it, and is read so next month', async () => {
    const match = await matchPage('pivot.csv', pivot)
    const columns = await reader.press(match, 'Continue')
    expect(columns.words).toContain('Blank in 1 row with figures')
    const said = {
      [fieldBy(columns, 'What column D, Done, holds')]: 'The numerator, or the number',
      [fieldBy(columns, 'What column E, Of, holds')]: 'The denominator',
    }
    const accepted = await reader.press(columns, ACCEPT, said)
    expect(accepted.words).toContain('1 blank cell takes what is above it')
    const unfilled = await reader.press(columns, 'Continue', said)
    expect(unfilled.words).toContain('Row 3, Team: Give the team')
    const names = await reader.press(columns, 'Continue', { ...said, 'fill-0': 'yes' })
    expect(names.words).toContain('1 blank cell takes what is above it, never across a row that is left out')
    const confirmed = await reader.press(names, CONFIRM, { name: 'Pivot' })
    expect((await reportOf(confirmed)).problems).toEqual([])
    expect(await figuresOf(confirmed)).toContain('HP-N1 CP04 2019-05 reported 30 36')
    const june = pivot.replaceAll('2019-05', '2019-04')
    expect((await dryRun(june)).problems).toEqual([])
    const across = await dryRun(
      csvOf(headings, 'HP-N1,CN02,2019-05,41,45', 'Total,,,71,81', ',CP04,2019-05,30,36'),
    )
    expect(across.problems[0]?.message).toContain('Row 4, Team: Give the team')
  })

  test('of our own headings is matched by one press', async () => {
    const ours = csvOf(
      'team_code,kpi_code,period,numerator,denominator',
      'HP-N1,CP04,2019-05,41,45',
      ',CP05,2019-05,30,36',
    )
    const names = await reader.press(await matchPage('merged.csv', ours), ACCEPT)
    expect(names.words).toContain('2 figures from 2 rows would be read, no problems')
    expect(names.words).toContain('A team_code: The team, and a blank cell takes the one above')
    const confirmed = await reader.press(names, CONFIRM, { name: 'Ours, merged' })
    expect((await reportOf(confirmed)).problems).toEqual([])
    const next = await matchPage('merged-april.csv', ours.replaceAll('2019-05', '2019-04'))
    const read = await reader.press(next, 'Read it by ‘Ours, merged’')
    expect((await reportOf(read)).problems).toEqual([])
  })
})

test('measures are offered under the question that they answer', async () => {
  const columns = await reader.press(
    await matchPage('groups.csv', csvOf('Team,Done', 'HP-N1,4', 'HP-N2,5')),
    'Continue',
  )
  const groups = [...columns.body.matchAll(/<optgroup label="([^"]+)"/g)].map(([, label]) => label)
  expect([...new Set(groups)].filter((label) => label?.endsWith('?'))).toEqual([
    'Is it done on time?',
    'Is it good?',
    'Is the child better off?',
  ])
})
