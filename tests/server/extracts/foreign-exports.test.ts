import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { inbox } from '../../../jobs/inbox.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import {
  percentagesWorkbook,
  type ReportLine,
  reportCsv,
  teamsWorkbook,
} from '../../support/foreign-exports.ts'
import { isWide } from '../../support/run-size.ts'
import { fieldBy, Reader, type Shown } from '../../support/scriptless-browser.ts'

let app: FastifyInstance
let db: Db
let token: { authorization: string }
let reader: Reader
let folder: string

beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  await db.updateTable('council').set({ first_scorecard: '2019-01' }).execute()
  app = await testApp(db)
  token = await bearer(db, 'data_team')
  reader = await Reader.signedIn(app, 'data_team')
  folder = mkdtempSync(join(tmpdir(), 'golden-thread-inbox-'))
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

const numberOf = ({ address }: Shown) => Number(/\/extracts\/([0-9]+)/.exec(address)?.[1])

/** The extract's page after its check. */
async function checked(page: Shown): Promise<Shown> {
  for (;;) {
    const { json } = await reportOf(numberOf(page))
    if (!['received', 'checking'].includes(json.status)) return reader.open(`/extracts/${numberOf(page)}`)
  }
}

async function reportOf(id: number) {
  const answer = await app.inject({ url: `/api/v1/extracts/${id}`, headers: token })
  return { json: answer.json() as Report }
}

type Report = { id: number; status: string; problems: { message: string; column: string; value: string }[] }

/** Ticks every warning and publishes, as the page of changes allows. */
async function publish(page: Shown): Promise<Shown> {
  const changes = await reader.open(`/extracts/${numberOf(page)}/changes`)
  const ticks = [
    ...changes.body.matchAll(/<input[^>]*name="([^"]+)"[^>]*type="checkbox"[^>]*value="([^"]*)"/g),
  ]
  const answers = Object.fromEntries(ticks.map(([, name = '', value = '']) => [name, value]))
  const published = await reader.press(changes, 'Publish', { ...answers, reason: 'As sent' })
  expect(published.words).toMatch(/(is|are) published/)
  return published
}

/** A row of a scorecard, from the API's answer to what the page shows. */
async function figureOf(unit: string, period: string, kpi: string) {
  const answer = await app.inject({ url: `/api/v1/scorecards/${unit}/${period}`, headers: token })
  const { rows } = answer.json() as {
    rows: {
      kpi: string
      state: string
      value: number | null
      numerator: number | null
      denominator: number | null
    }[]
  }
  const row = rows.find((each) => each.kpi === kpi)
  return row && [row.state, row.numerator, row.denominator, row.value]
}

async function send(content: string | Buffer, query = ''): Promise<Report> {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/v1/extracts${query}`,
    headers: { ...token, 'content-type': 'application/octet-stream', prefer: 'wait=30' },
    payload: content,
  })
  expect(answer.statusCode).toBe(200)
  return answer.json()
}

/** Puts a file into the drop folder, or into a layout's folder within it, and runs the job that receives it. */
async function drop(name: string, content: string | Buffer, layout: string | null = null) {
  const place = layout === null ? folder : join(folder, layout)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, name), content)
  writeFileSync(join(place, `${name}.done`), '')
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  await inbox.run({ db, now: () => testNow, log: silent, config: { extractInbox: folder } })
  return db
    .selectFrom('extract')
    .selectAll()
    .where('filename', '=', name)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
}

const messagesOf = async (content: string | Buffer, query = '') =>
  (await send(content, `?dryRun=true${query}`)).problems.map(({ message }) => message)

describe('a report with a title, sections, totals and a footer', () => {
  test('goes from the file to the scorecard, matched once', async () => {
    const refused = await checked(await reader.upload('visits-april.csv', reportCsv('2019-04')))
    expect(refused.body).toContain(`href="/extracts/${numberOf(refused)}/match"`)

    const table = await reader.open(`/extracts/${numberOf(refused)}/match`)
    expect(table.words).toContain('Visits and assessments – April 2019')
    const columns = await reader.press(table, 'Continue')
    expect(columns.words).toContain('What A1 says, ‘Visits and assessments – April 2019’: April 2019')
    const unsaid = await reader.press(columns, 'Continue')
    expect(unsaid.words).toContain('Select what ‘Children due a visit’ holds')

    const column = (letter: string, heading: string) =>
      fieldBy(unsaid, `What column ${letter}, ${heading}, holds`)
    const names = await reader.press(unsaid, 'Continue', {
      [column('B', 'Children visited on time')]: 'CIN visits in timescale: numerator',
      [column('C', 'Children due a visit')]: 'CIN visits in timescale: denominator',
      [column('D', 'Assessments done in 45 days')]: 'Assessments completed in 45 working days: numerator',
      [column('E', 'Assessments done')]: 'Assessments completed in 45 working days: denominator',
      [column('F', 'Comment')]: 'A note',
    })
    expect(names.words).toContain('The closest is Help and Protection North 1 (HP-N1)')

    const said = {
      [fieldBy(names, 'What ‘Help and protection’ is')]: 'Not a team: leave these rows out',
      [fieldBy(names, 'What ‘Help & Protection North 1’ is')]: 'Help and Protection North 1 (HP-N1)',
      [fieldBy(names, 'What ‘Children with disabilities’ is')]: 'Not a team: leave these rows out',
      [fieldBy(names, 'What ‘CWD North’ is')]: 'Children with Disabilities North (CWD-N)',
      thousands: 'yes',
    }
    const tried = await reader.press(names, 'Read the file again with these', said)
    expect(tried.words).toContain('6 figures from 3 rows would be read, 5 rows left out, no problems')
    const nameless = await reader.press(tried, 'Confirm: files with these headings are read like this')
    expect(nameless.status).toBe(422)
    expect(nameless.words).toContain('Enter a name for this layout')
    const confirmed = await reader.press(nameless, 'Confirm: files with these headings are read like this', {
      name: 'Monthly visits report',
    })

    const ready = await checked(confirmed)
    expect((await reportOf(numberOf(ready))).json.status).toBe('ready')
    const receipt = await publish(ready)
    expect(receipt.address).toContain('/receipt')
    const scorecard = await reader.open('/units/HP-N1/scorecards/2019-04')
    expect(scorecard.words).toContain('41 of 52')
    expect(await figureOf('HP-S1', '2019-04', 'CN02')).toEqual(['reported', 1030, 1050, (1030 / 1050) * 100])
    expect((await figureOf('HP-S1', '2019-04', 'AS01'))?.[0]).toBe('not_reported')
    expect((await figureOf('CWD-N', '2019-04', 'CN02'))?.slice(1, 3)).toEqual([18, 20])
  })

  test.runIf(isWide)(
    'needs no mapping in its second month: by page, by API and in the drop folder',
    async () => {
      const page = await checked(await reader.upload('visits-may.csv', reportCsv('2019-05')))
      expect((await reportOf(numberOf(page))).json).toMatchObject({ status: 'ready', problems: [] })
      await publish(page)
      expect((await figureOf('HP-N1', '2019-05', 'CN02'))?.slice(0, 3)).toEqual(['reported', 45, 50])

      const more: ReportLine[] = [['Help & Protection North 1', '45', '50', '9', '12']]
      const twice = await send(reportCsv('2019-05', { more }))
      expect(twice.problems[0]?.message).toContain('Rows 5 and 11 are both Help and Protection North 1')

      const later = reportCsv('2019-05', { title: 'Visits and assessments – March 2019' })
      expect(await send(later)).toMatchObject({ status: 'ready', problems: [] })

      const dropped = await drop('visits-february.csv', later.replace('March', 'February'))
      expect(dropped).toMatchObject({ status: 'published', format: 'layout' })
      expect((await figureOf('HP-N1', '2019-02', 'CN02'))?.slice(1, 3)).toEqual([45, 50])
      const asked = await drop(
        'visits-january.csv',
        later.replace('March', 'January'),
        'Monthly visits report',
      )
      expect(asked).toMatchObject({ status: 'published', layout_asked: 'Monthly visits report' })
      expect(readdirSync(join(folder, 'Monthly visits report'))).toEqual(['done'])
    },
  )

  test.each<[string, Parameters<typeof reportCsv>[1], string]>([
    [
      'a total that no rule leaves out',
      { more: [['All teams', '1', '2', '3', '4']] },
      'Row 11, Team: ‘All teams’ is not a team that the layout ‘Monthly visits report’ knows',
    ],
    [
      'a new team, with the nearest name',
      { more: [['CWD Nroth', '1', '2', '3', '4']] },
      'Row 11, Team: ‘CWD Nroth’ is not a team that the layout ‘Monthly visits report’ knows. The closest is ‘CWD North’ (CWD-N)',
    ],
    [
      'a new team that is called what we call it',
      { more: [['Help and Protection South 2', '1', '2', '3', '4']] },
      'Row 11, Team: ‘Help and Protection South 2’ is not a team that the layout ‘Monthly visits report’ knows. It is what we call HP-S2. Match',
    ],
    [
      'a title that names two months',
      { title: 'Visits, April 2019 and May 2019' },
      'Row 1, A1: ‘Visits, April 2019 and May 2019’ names more than one month',
    ],
    [
      'more on time than were due',
      { more: [['CWD North', '9', '8', '', '']] },
      'Row 11, Children visited on time: Numerator (9) must be the same as or less than denominator (8)',
    ],
    [
      'a column with another name',
      {
        headings: [
          'Team',
          'Children seen',
          'Children due a visit',
          'Assessments done in 45 days',
          'Assessments done',
          'Comment',
        ],
      },
      'Row 3: The layout ‘Monthly visits report’ no longer fits: ‘Children seen’ is new and ‘Children visited on time’ is missing',
    ],
  ])('is refused with %s', async (_, change, message) => {
    expect((await messagesOf(reportCsv('2019-05', change)))[0]).toContain(message)
  })

  test('is not kept where a row that is left out holds a child’s number', async () => {
    const listed = reportCsv('2019-05').replace('Subtotal,"1,071"', 'Subtotal 9434765919,9434765919')
    const { id, status, problems } = await send(listed)
    expect([status, problems.length]).toEqual(['rejected', 1])
    expect(problems[0]?.message).toContain('looks like child-level data')
    const chunks = await db
      .selectFrom('extract_chunk')
      .where('extract_id', '=', id)
      .select('position')
      .execute()
    expect(chunks).toEqual([])
    const match = await reader.open(`/extracts/${id}/match`)
    expect(match.status).toBe(409)
  })

  test.runIf(isWide)(
    'with a renamed column is matched again from what is known, and the next month needs nothing',
    async () => {
      const headings = [
        'Team',
        'Children seen',
        'Children due a visit',
        'Assessments done in 45 days',
        'Assessments done',
        'Comment',
      ]
      const refused = await checked(await reader.upload('renamed.csv', reportCsv('2019-05', { headings })))
      const table = await reader.open(`/extracts/${numberOf(refused)}/match`)
      expect(table.words).toContain('filled in from the layout ‘Monthly visits report’, version 1')
      const columns = await reader.press(table, 'Continue')
      const names = await reader.press(columns, 'Continue', {
        [fieldBy(columns, 'What column B, Children seen, holds')]: 'CIN visits in timescale: numerator',
      })
      expect(names.words).toContain('no problems')
      const confirmed = await reader.press(names, 'Confirm: files with these headings are read like this')
      expect((await reportOf(numberOf(await checked(confirmed)))).json).toMatchObject({ problems: [] })
      expect(await messagesOf(reportCsv('2019-05', { headings }))).toEqual([])
      const layouts = await reader.open('/extracts/layouts')
      expect(layouts.words).toContain('Version 2, confirmed by Data team')
    },
  )
})

describe('a workbook of one sheet per team', () => {
  test('goes from the file to the scorecard, matched once', async () => {
    const refused = await checked(await reader.upload('teams.xlsx', await teamsWorkbook('2019-04')))
    const table = await reader.open(`/extracts/${numberOf(refused)}/match`)
    const columns = await reader.press(table, 'Continue')
    expect(columns.words).toContain('LAC visits – On time')
    const column = (letter: string, heading: string) =>
      fieldBy(columns, `What column ${letter}, ${heading}, holds`)
    const names = await reader.press(columns, 'Continue', {
      [column('B', 'LAC visits – On time')]: 'LAC visits in timescale: numerator',
      [column('C', 'LAC visits – Due')]: 'LAC visits in timescale: denominator',
      [column('D', 'LAC reviews – On time')]: 'LAC reviews in timescale: numerator',
      [column('E', 'LAC reviews – Due')]: 'LAC reviews in timescale: denominator',
      team: 'sheet',
    })
    const confirmed = await reader.press(names, 'Confirm: files with these headings are read like this', {
      [fieldBy(names, 'What ‘CiC North’ is')]: 'Children in Care North (CIC-N)',
      [fieldBy(names, 'What ‘CiC Central’ is')]: 'Children in Care Central (CIC-C)',
      name: 'Team workbook',
    })
    await publish(await checked(confirmed))
    expect((await figureOf('CIC-N', '2019-04', 'LC01'))?.slice(0, 3)).toEqual(['reported', 44, 54])
    expect((await figureOf('CIC-C', '2019-03', 'LC02'))?.slice(0, 3)).toEqual(['reported', 14, 24])
    expect((await figureOf('CIC-S', '2019-04', 'LC01'))?.slice(0, 3)).toEqual(['reported', 46, 56])
  })

  test.runIf(isWide)('needs no mapping with a month more', async () => {
    const may = await teamsWorkbook('2019-05')
    expect(await send(may)).toMatchObject({ status: 'ready', problems: [], counts: { rows: 30 } })
    const page = await checked(await reader.upload('teams-may.xlsx', may))
    await publish(page)
    expect((await figureOf('CIC-N', '2019-05', 'LC01'))?.slice(0, 3)).toEqual(['reported', 45, 55])
    const dropped = await drop('teams-june.xlsx', await teamsWorkbook('2019-06'), 'Team workbook')
    expect(dropped).toMatchObject({ status: 'published', format: 'layout' })
  })

  test('is refused with a sheet named for no team, and with other headings', async () => {
    const [first] = await messagesOf(await teamsWorkbook('2019-04', { extra: 'CiC East' }))
    expect(first).toContain(
      'Sheet ‘CiC East’: ‘CiC East’ is not a team that the layout ‘Team workbook’ knows',
    )
    const [renamed] = await messagesOf(await teamsWorkbook('2019-04', { heading: 'Done' }))
    expect(renamed).toContain(
      'no longer fits: ‘LAC visits – Done’ is new and ‘LAC visits – On time’ is missing',
    )
  })
})

describe('percentages alone, with words for what is not there', () => {
  test('go from the file to the scorecard as they are: values without a denominator', async () => {
    const refused = await checked(
      await reader.upload('indicators.xlsx', await percentagesWorkbook('2019-04')),
    )
    const table = await reader.open(`/extracts/${numberOf(refused)}/match`)
    const columns = await reader.press(table, 'Continue')
    const names = await reader.press(columns, 'Continue', {
      [fieldBy(columns, 'What column D, Oversight by managers, holds')]:
        'Management oversight in timescale: percentage',
    })
    expect(names.words).toContain('It often means: Not available (x)')
    const confirmed = await reader.press(names, 'Confirm: files with these headings are read like this', {
      [fieldBy(names, 'What ‘H&P North 1’ is')]: 'Help and Protection North 1 (HP-N1)',
      [fieldBy(names, 'What ‘H&P South 1’ is')]: 'Help and Protection South 1 (HP-S1)',
      [fieldBy(names, 'What ‘-’ means')]: 'Not available (x)',
      [fieldBy(names, 'What ‘n/a’ means')]: 'Not applicable (z)',
      percent: 'yes',
      name: 'Indicators',
    })
    const page = await checked(confirmed)
    expect(page.words).toContain('has a value and no denominator')
    await publish(page)
    expect(await figureOf('CIC-N', '2019-04', 'LC01')).toBeDefined()
    expect(await figureOf('HP-N1', '2019-04', 'MO01')).toEqual(['without_denominator', null, null, 88.5])
    expect((await figureOf('HP-S1', '2019-04', 'MO01'))?.[0]).toBe('not_reported')
  })

  test('need no mapping in their second month', async () => {
    const may = await percentagesWorkbook('2019-05')
    expect(await send(may)).toMatchObject({ status: 'ready', problems: [] })
    const page = await checked(await reader.upload('indicators-may.xlsx', may))
    await publish(page)
    expect(await figureOf('HP-S1', '2019-05', 'CN02')).toEqual(['without_denominator', null, null, 92])
    // Its warnings have not been looked at, so it waits.
    expect(await drop('indicators-june.xlsx', await percentagesWorkbook('2019-06'))).toMatchObject({
      status: 'ready',
      format: 'layout',
    })
  })

  test('are refused above 100, with a word nobody has explained and for a team nobody has named', async () => {
    const [above] = await messagesOf(await percentagesWorkbook('2019-05', { value: 1.04 }))
    expect(above).toBe(
      'Row 4, CIN visits in timescale (%): A percentage cannot be more than 100. It is ‘104’',
    )
    const [word] = await messagesOf(await percentagesWorkbook('2019-05', { value: 'tbc' }))
    expect(word).toContain(
      'Row 4, CIN visits in timescale (%): ‘tbc’ is not a word that the layout ‘Indicators’ knows',
    )
    const teams = ['H&P North 1', 'H&P South 9', 'Children in Care North']
    const [team] = await messagesOf(await percentagesWorkbook('2019-05', { teams }))
    expect(team).toContain('Row 5, Team name: ‘H&P South 9’ is not a team')
  })
})

describe('layouts', () => {
  test.runIf(isWide)(
    'with the same headings are refused with both names, until one is asked for',
    async () => {
      const listed = await app.inject({ url: '/api/v1/layouts', headers: token })
      const { rules } = (listed.json() as { layouts: { name: string; rules: object }[] }).layouts.find(
        ({ name }) => name === 'Indicators',
      ) ?? { rules: {} }
      const again = await app.inject({
        method: 'POST',
        url: '/api/v1/layouts',
        headers: token,
        payload: { name: 'Indicators of the board', rules },
      })
      expect(again.statusCode).toBe(200)
      const may = await percentagesWorkbook('2019-05')
      expect(await messagesOf(may)).toEqual([
        'The layouts ‘Indicators’ and ‘Indicators of the board’ both read files with these headings. Say which one reads this file, or retire the other',
      ])
      expect(await messagesOf(may, '&layout=Indicators')).toEqual([])
      const named = await messagesOf(may, '&layout=Nobody')
      expect(named[0]).toContain('There is no layout called ‘Nobody’')

      const refused = await checked(await reader.upload('twice.xlsx', await percentagesWorkbook('2019-03')))
      const match = await reader.open(`/extracts/${numberOf(refused)}/match`)
      const chosen = await checked(await reader.press(match, 'Read it by ‘Indicators’'))
      expect((await reportOf(numberOf(chosen))).json).toMatchObject({ status: 'ready', problems: [] })

      const list = await reader.open('/extracts/layouts')
      const after = await reader.press(list, 'Retire ‘Indicators of the board’')
      expect(after.words).toContain('The layout ‘Indicators of the board’ is retired')
      expect(await messagesOf(may)).toEqual([])
    },
  )

  test('that do not hold together are refused by the API', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/layouts',
      headers: token,
      payload: {
        name: 'Broken',
        rules: {
          sheets: { take: 'first' },
          headingRows: 1,
          columns: [
            { heading: 'Team', use: 'team' },
            { heading: 'Month', use: 'period' },
          ],
          skip: { is: [], begins: [] },
          ends: [],
          team: { from: 'column' },
          period: { from: 'column' },
          dates: 'day_first',
          teams: [],
          kpis: [],
          words: [],
          percent: false,
          thousands: false,
        },
      },
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().detail).toBe('Select at least one column that holds figures.')
  })

  test('a folder named for none refuses its files', async () => {
    expect(await drop('stray.csv', 'a,b\r\n1,2\r\n', 'Nobody')).toMatchObject({ status: 'rejected' })
    expect(readdirSync(join(folder, 'Nobody'))).toEqual(['refused'])
  })
})
