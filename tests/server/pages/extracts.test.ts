import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { named } from '../../support/named.ts'

let app: FastifyInstance
let db: Db

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
})

const get = async (url: string, role: Role = 'data_team', unit: string | null = null) =>
  app.inject({ url, headers: await bearer(db, role, unit) })

/** The cells of the file's row with that number, as text. */
function rowOf(body: string, row: number): string[] {
  const markup = new RegExp(`<tr [^>]*id="row-${row}">(.*?)</tr>`, 's').exec(body)?.[1] ?? ''
  return [...markup.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
    (cell ?? '').replaceAll(/<[^>]*>/g, '').trim(),
  )
}

async function extractNamed(filename: string): Promise<number> {
  const { id } = await db
    .selectFrom('extract')
    .select('id')
    .where('filename', '=', filename)
    .executeTakeFirstOrThrow()
  return id
}

describe('the list of extracts', () => {
  it('says of each return whether it is in, due or late, with its day', async () => {
    const { body, statusCode } = await get('/extracts')
    expect(statusCode).toBe(200)
    const month = (period: string) => body.split(`id="month-${period}"`)[1]?.split('</ul>')[0] ?? ''
    expect(month('2019-05')).toContain('Due today')
    expect(month('2019-05')).toContain('Due 11 June 2019')
    expect(month('2019-04')).toContain('Complete on 9 May 2019')
    expect(month('2019-01')).toContain('Complete on 14 February 2019, 6 days late')
  })

  it('asks for a quarterly return only with the month that ends its quarter', async () => {
    const { body } = await get('/extracts')
    const month = (period: string) => body.split(`id="month-${period}"`)[1]?.split('</ul>')[0] ?? ''
    expect(month('2019-03')).toContain('Youth justice')
    expect(month('2019-04')).not.toContain('Youth justice')
  })

  it('shows every file with its rows and the day it was published', async () => {
    const { body } = await get('/extracts')
    expect(body).toContain('2019-04-case-system.csv')
    expect(body).toContain('9 May 2019 at 10:05am')
    expect(body).toContain('history-2017-03-to-2018-10.csv')
  })

  it('is for those who read extracts', async () => {
    expect((await get('/extracts', 'team_manager', 'HP-S1')).statusCode).toBe(403)
    expect((await get('/extracts', 'board')).statusCode).toBe(403)
  })
})

describe('a figure followed from its measure', () => {
  it('ends at the file and the row that said it', async () => {
    const headers = await bearer(db, 'team_manager', 'HP-S1')
    const measure = await app.inject({ url: '/units/HP-S1/kpis/CP04?to=2019-04', headers })
    const link = /href="(\/extracts\/(\d+)\?row=(\d+))"/.exec(measure.body)
    expect(link).not.toBeNull()
    const [, url = '', , row = ''] = link ?? []
    const { body, statusCode } = await app.inject({ url, headers })
    expect(statusCode).toBe(200)
    expect(body).toContain('2019-04-case-system.csv')
    // The row's content comes first, with the way back above it.
    expect(body).toContain(`id="asked">Row ${row}</h2>`)
    expect(body).toMatch(
      /govuk-breadcrumbs__link" href="\/units\/HP-S1\/kpis\/CP04\?to=2019-04">CP visits in timescale, Help and Protection South 1</,
    )
    const [number, team, kpi, period, numerator, denominator, value] = rowOf(body, Number(row))
    expect(number).toBe(`${row}, the row you asked for`)
    expect([team, kpi, period]).toEqual([
      'HP-S1 Help and Protection South 1',
      'CP04 CP visits in timescale',
      'Apr 2019',
    ])
    expect([numerator, denominator, value]).toEqual(['22', '39', '56.4%'])
    expect(body).toContain('It is the current figure')
  })

  it('says where a later file has restated it', async () => {
    const first = await db
      .selectFrom('measurement')
      .select(['extract_id', 'row_number', 'unit_code'])
      .where('period', '=', '2019-02')
      .where('kpi_code', '=', 'CP04')
      .where('version', '=', 2)
      .executeTakeFirstOrThrow()
    const earlier = await db
      .selectFrom('measurement')
      .select(['extract_id', 'row_number'])
      .where('period', '=', '2019-02')
      .where('kpi_code', '=', 'CP04')
      .where('unit_code', '=', first.unit_code)
      .where('version', '=', 1)
      .executeTakeFirstOrThrow()
    const then = await get(`/extracts/${earlier.extract_id}?row=${earlier.row_number}`)
    expect(then.body).toContain('a later file has restated it')
    expect(rowOf(then.body, earlier.row_number).at(-1)).toContain('Restated since')
    const now = await get(`/extracts/${first.extract_id}?row=${first.row_number}`)
    expect(now.body).toContain('It is the current figure (version 2)')
  })

  it('shows a manager their own rows of the file, and no other team’s', async () => {
    const id = await extractNamed('2019-04-case-system.csv')
    const { body } = await get(`/extracts/${id}`, 'team_manager', 'HP-S1')
    expect(body).toContain('Your rows of the file')
    expect(body).not.toContain('HP-S2')
    expect(body).not.toContain('outside its usual range')
  })

  it('is not found in a file that holds nothing of the asker’s', async () => {
    const id = await extractNamed('2019-04-court-reviewing-early-help.csv')
    expect((await get(`/extracts/${id}`, 'team_manager', 'FOST-1')).statusCode).toBe(404)
    expect((await get(`/extracts/${id}`, 'board')).statusCode).toBe(403)
  })
})

describe('a receipt', () => {
  it('holds checksum, sender, counts, warnings and what became visible', async () => {
    const id = await extractNamed('2019-04-case-system.csv')
    const { body } = await get(`/extracts/${id}`)
    const { sha256 } = await db
      .selectFrom('extract')
      .select('sha256')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(body).toContain(sha256)
    expect(body).toContain('9 May 2019 at 10:05am by Data team')
    expect(body).toMatch(/\d+ read, \d+ taken/)
    expect(body).toMatch(/\d+ measures of \d+ teams or services, for April 2019/)
    const march = await get(`/extracts/${await extractNamed('2019-03-case-system.csv')}`)
    expect(march.body).toContain('outside its usual range')
  })

  it('of a file with a problem names row, column and remedy, and offers them all', async () => {
    const text = 'team_code,kpi_code,period,numerator,denominator\nHP-S1,CP04,2019-04,92%,39\n'
    const report = await ingestFile(db, {
      filename: 'bad.csv',
      mediaType: 'text/csv',
      bytes: [Buffer.from(text)],
      channel: 'command_line',
      receivedBy: named('Data team'),
      now: new Date('2019-06-10T09:00:00Z'),
      publish: null,
    })
    const { body } = await get(`/extracts/${report.id}`)
    expect(body).toContain('There is a problem with bad.csv')
    expect(body).toContain('fix 1 numerator')
    expect(body).toContain('92%')
    expect(body).toContain('without a % sign')
    expect(body).toContain(`/api/v1/extracts/${report.id}/problems.csv`)
    expect(body).toContain('None of its rows were taken')
    const home = await get('/')
    expect(home.body).toContain('Put right 1 problem in bad.csv')
  })

  it('pages through a long file, and opens at the row asked for', async () => {
    const id = await extractNamed('history-2017-03-to-2018-10.csv')
    expect(rowOf((await get(`/extracts/${id}?page=3`)).body, 52)[0]).toBe('52')
    const far = await get(`/extracts/${id}?row=9000`)
    expect(rowOf(far.body, 9000)[0]).toBe('9,000, the row you asked for')
    expect(rowOf(far.body, 9001)).toHaveLength(8)
  })
})

describe('what nobody should send', () => {
  it.each([
    '/extracts?page=0',
    '/extracts?page=-1',
    '/extracts?page=999999999999',
    '/extracts?page=1&page=2',
    '/extracts?page[a]=1',
    '/extracts/1?row=0',
    '/extracts/1?row=999999999',
    '/extracts/1?row=1e9',
    '/extracts/1?row=%27%3B--',
    '/extracts/1?page=100000',
    '/extracts/1?row=2&row=3',
  ])('%s is answered all the same', async (url) => {
    expect((await get(url)).statusCode).toBe(200)
  })

  it.each([
    '/extracts/0',
    '/extracts/-1',
    '/extracts/99999999999999999999',
    '/extracts/1%27',
    '/extracts/new/changes',
    '/extracts/samples/clean',
    '/extracts/samples/..%2fsecret.csv',
    '/extracts/999999/changes',
    '/extracts/999999/receipt',
    '/extracts/999999/revert',
  ])('%s is not found', async (url) => {
    expect((await get(url)).statusCode).toBe(404)
  })
})
