import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { recordToken } from '#server/access/tokens/tokens.ts'
import type { Db } from '#server/db/database.ts'
import { loadFigures } from '#server/record/figures.ts'
import { readOutside } from '#server/record/suppression.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { isWide } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

type Headers = { authorization: string }

let app: FastifyInstance
let read: ReadOnce
let db: Db
let smt: Headers
let head: Headers
let manager: Headers
let board: Headers

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  read = readOnce(app)
  smt = await bearer(db, 'smt')
  head = await bearer(db, 'head_of_service', 'HPC')
  manager = await bearer(db, 'team_manager', 'HP-S1')
  board = await bearer(db, 'board')
  return () => app.close()
})

const get = (url: string, headers = smt) => read(url, headers)
/** The names of the rows in every dot plot's table, picture by picture. */
const rowsOf = (body: string) =>
  [...body.matchAll(/<figure class="app-chart" id="[^"]*-dots">.*?<\/figure>/gs)].map(([figure]) =>
    [...figure.matchAll(/<th scope="row"[^>]*>([^<]*)</g)].map(([, name]) => name),
  )

describe('teams side by side', () => {
  test('of different types have pictures of their own, and a word of warning', async () => {
    const { body, statusCode } = await get('/compare?kpi=AS01&to=2019-04')
    expect(statusCode).toBe(200)
    expect(body.match(/app-compare__group/g)).toHaveLength(3)
    expect(body).toContain('Teams of different types do different work')
    expect(body.match(/<svg xmlns/g)?.length).toBeGreaterThan(15)
    expect(body).not.toContain('could not be drawn')
  })

  test('stand in the organisation’s order, never by their figures', async () => {
    const [assessment, helpAndProtection] = rowsOf((await get('/compare?kpi=AS01&to=2019-04')).body)
    expect(assessment).toEqual(['Assessment North', 'Assessment Central', 'Assessment South'])
    expect(helpAndProtection?.at(0)).toBe('Help and Protection North 1')
    expect(helpAndProtection?.at(-1)).toBe('Help and Protection South 2')
  })

  test('can be chosen, up to four, by repeating them or with commas, in any case', async () => {
    for (const query of ['units=hp-s1,HP-S2', 'units=HP-S1&units=HP-S2']) {
      const { body } = await get(`/compare?kpi=CP04&${query}`)
      expect(rowsOf(body)).toEqual([['Help and Protection South 1', 'Help and Protection South 2']])
      expect(body).toContain('units=HP-S1,HP-S2')
    }
  })

  test('are refused from five on, with the error at the field, those chosen kept and nothing drawn', async () => {
    const { body, statusCode } = await get('/compare?kpi=CP04&units=HP-S1,HP-S2,HP-N1,HP-N2,HP-C1')
    expect(statusCode).toBe(200)
    expect(body).toContain('<title>Error: Select fewer teams')
    expect(body.match(/Select 4 teams or fewer/g)).toHaveLength(2)
    expect(body.match(/ checked/g)).toHaveLength(5)
    expect(body).not.toContain('<figure')
    for (const file of ['/compare.csv', '/charts/dot-plot.csv'])
      expect((await get(`${file}?kpi=CP04&units=HP-S1,HP-S2,HP-N1,HP-N2,HP-C1`)).statusCode, file).toBe(400)
  })

  test('can be all of one type, which leaves the other types out of page and files', async () => {
    const { body } = await get('/compare?kpi=AS01&all=asmt')
    expect(rowsOf(body)).toEqual([['Assessment North', 'Assessment Central', 'Assessment South']])
    expect(body).not.toContain('Teams of different types do different work')
    const csv = await get('/compare.csv?kpi=AS01&all=ASMT')
    expect(csv.body).not.toContain('HP-S1')
    expect((await get('/compare?kpi=AS01&all=ZZ')).body).toContain('There are no teams of a type ‘ZZ’ here.')
  })

  test('chosen one by one stand before a type that was asked for as well', async () => {
    const { body } = await get('/compare?kpi=CP04&all=CWD&units=HP-S1')
    expect(rowsOf(body)).toEqual([['Help and Protection South 1']])
  })

  test('have a table that sets each against its own past and against the others, and says that these are two questions', async () => {
    const all = textOf((await get('/compare?kpi=AS01')).body)
    expect(all).toMatch(/Assessment North 82\.8% 101 of 122 75% to 88% Close Improving Within chance/)
    expect(all).toContain(
      'A measure may be worse than its own past months while the team is no further from the others',
    )
  })

  test('that do not carry the measure are named, and nothing is drawn for them', async () => {
    const { body } = await get('/compare?kpi=CP04&units=HP-S1,MASH')
    expect(textOf(body)).toContain('Multi-agency Safeguarding Hub does not carry this measure')
    expect(rowsOf(body)).toEqual([['Help and Protection South 1']])
  })

  test('have a funnel where the measure is a share of cases, and elsewhere neither it nor a sentence on its absence', async () => {
    expect((await get('/compare?kpi=AS01')).body).toContain(
      'By chance alone 95 teams in 100 lie between the dashed lines',
    )
    const { body } = await get('/compare?kpi=WF01')
    expect(body).toContain('-dots"')
    expect(body).not.toContain('what chance alone')
    expect(body).not.toContain('-funnel"')
  })

  test('say what was asked for and is not there', async () => {
    const { body, statusCode } = await get('/compare?kpi=ZZ99&to=2031-01&units=NOBODY')
    expect(statusCode).toBe(200)
    expect(body).toContain('‘2031-01’ is not a published month. Showing April 2019, the latest.')
    expect(body).toContain('‘ZZ99’ is not a monthly measure that these teams carry.')
    expect(body).toContain('‘NOBODY’ is not among the teams you can compare.')
  })

  test.each([
    '/compare?kpi=a&kpi=b&to=c&to=d&units=%00',
    '/compare?units=%3Cscript%3Ealert(1)%3C/script%3E',
    `/compare?units=${'A,'.repeat(1500)}`,
    '/compare?__proto__[x]=1&units[__proto__]=2',
  ])('answer the hostile %.50s without failing or repeating markup', async (url) => {
    const { statusCode, body } = await get(url)
    expect(statusCode).toBeLessThan(500)
    expect(body).not.toContain('<script>alert')
  })

  test('can all be had as numbers', async () => {
    const csv = await get('/compare.csv?kpi=CP04&to=2019-04&units=HP-S1')
    const lines = csv.body.trim().split('\r\n')
    expect(lines).toHaveLength(14)
    expect(lines.at(-1)).toMatch(/^HP-S1,Help and Protection South 1,2019-04,reported,22,39,56\.4/)
    expect((await get('/compare.xlsx?kpi=CP04')).headers['content-type']).toContain('spreadsheetml')
    const { rows } = (await get('/compare.json?kpi=CP04&to=2019-04&units=HP-S1')).json()
    expect(rows).toHaveLength(13)
    expect(rows.at(-1)).toMatchObject({ unit: 'HP-S1', period: '2019-04', numerator: 22, denominator: 39 })
  })

  test.runIf(isWide)('are refused as numbers where the page shows something else and says so', async () => {
    for (const query of [
      'kpi=ZZ99',
      'kpi=CP04&to=2019-13',
      'kpi=CP04&to=2031-01',
      'kpi=CP04&units=NOBODY',
      'kpi=CP04&units=HP-S1,CIC-N',
      'kpi=CP04&units=HP-S1&all=CWD',
      'kpi=CP04&all=NONE',
      'kpi=CP04&units=HP-S1,HP-S2,HP-N1,HP-N2,HP-C1',
    ]) {
      expect((await get(`/compare?${query}`)).statusCode, query).toBe(200)
      for (const file of ['/compare.csv', '/compare.xlsx', '/compare.json', '/charts/dot-plot.svg']) {
        const answer = await get(`${file}?${query}`)
        expect([400, 404], `${file}?${query}`).toContain(answer.statusCode)
        expect(answer.headers['content-type'], query).toContain('application/problem+json')
      }
    }
    expect((await get('/charts/panels.svg?kpi=CP04&type=CIC')).statusCode).toBe(404)
    expect((await get('/compare.csv?kpi=CP04&type=CIC')).statusCode).toBe(400)
  })
})

describe('every monthly measure in every role that may', () => {
  test.runIf(isWide)('is compared without failing', async () => {
    const codes = [...(await get('/compare')).body.matchAll(/<option value="([A-Z]{2}\d{2})"/g)].map(
      ([, c]) => c,
    )
    expect(codes.length).toBeGreaterThan(60)
    for (const code of some(codes.filter((_, i) => i % 6 === 0))) {
      for (const who of [smt, head, board]) {
        const { statusCode, body } = await get(`/compare?kpi=${code}&to=2018-11`, who)
        expect(statusCode, code).toBe(200)
        expect(body, code).not.toMatch(/undefined|NaN|\[object|could not be drawn/)
      }
    }
  })
})

describe('who may compare', () => {
  test('a team manager has no such page, nor its charts', async () => {
    for (const url of ['/compare', '/compare.csv', '/charts/funnel.svg?kpi=AS01', '/charts/heatmap.png'])
      expect((await get(url, manager)).statusCode, url).toBe(404)
  })

  test('a head of service compares the teams of their own service only', async () => {
    const { body } = await get('/compare?kpi=AS01&units=HP-S1,ASMT-N', head)
    expect(body).toContain('Help and Protection South 1')
    expect(body).not.toContain('Assessment North')
    const csv = await get('/compare.csv?kpi=AS01', head)
    const units = new Set(
      csv.body
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',')[0]),
    )
    const scorecard = await get('/units/HPC', head)
    for (const unit of some(units)) expect(scorecard.body).toContain(`/units/${unit}/`)
  })

  test('to the board services are compared, and no team is named', async () => {
    const { body, statusCode } = await get('/compare?kpi=CP04', board)
    expect(statusCode).toBe(200)
    expect(body).toContain('Services have different teams and different work')
    expect(body).not.toMatch(/Help and Protection South|Assessment North/)
  })
})

describe('who accounts for the shortfall', () => {
  type Row = { unit: string; short: number; numerator: number | null; denominator: number | null }
  const month = '2019-04'
  const rowsIn = async (kpi: string, headers = smt): Promise<Row[]> => {
    const [heading = '', ...lines] = (await get(`/charts/shortfall.csv?kpi=${kpi}&to=${month}`, headers)).body
      .trim()
      .split('\r\n')
    const names = heading.split(',')
    const at = (line: string, name: string) => line.split(',')[names.indexOf(name)] ?? ''
    const countAt = (line: string, name: string) => (at(line, name) === '' ? null : Number(at(line, name)))
    return lines.map((line) => ({
      unit: at(line, 'unit'),
      ...{ short: Number(at(line, 'short')), numerator: countAt(line, 'numerator') },
      denominator: countAt(line, 'denominator'),
    }))
  }

  test('is every counted team of every type, in tenths that add up to the council’s before its ceiling', async () => {
    const [whole] = await loadFigures(db, { units: ['RIDGE'], kpis: ['AS01'], periods: [month] })
    const rows = await rowsIn('AS01')
    const tenths = some(rows).reduce((sum, { short }) => sum + Math.round(short * 10), 0)
    const exact = ((whole?.target ?? 0) / 100) * (whole?.denominator ?? 0) - (whole?.numerator ?? 0)
    expect(tenths / 10).toBeCloseTo(exact, 1)
    expect(Math.ceil(exact - 1e-9)).toBe(whole?.gap)
    const { body } = await get(`/compare?kpi=AS01&to=${month}`)
    expect(body).toContain('<figure class="app-chart" id="shortfall">')
    expect(textOf(body)).toContain(`: ${whole?.gap} more assessments would have met it`)
    for (const type of ['svg', 'png', 'xlsx'])
      expect((await get(`/charts/shortfall.${type}?kpi=AS01&to=${month}`)).statusCode).toBe(200)
  })

  test('is not asked of some units chosen, of a median, nor by a reader of one team', async () => {
    expect((await get(`/compare?kpi=AS01&to=${month}&units=HP-S1,HP-S2`)).body).not.toContain('id="shortfall')
    expect((await get(`/charts/shortfall.csv?kpi=AS01&units=HP-S1`)).statusCode).toBe(400)
    expect((await get(`/charts/shortfall.csv?kpi=FD03&to=${month}`)).statusCode).toBe(404)
    expect((await get(`/compare?kpi=AS01&to=${month}`, manager)).body).not.toContain('id="shortfall')
  })

  test('is a sentence where the council lacks too many teams', async () => {
    const figures = await loadFigures(db, { units: ['RIDGE'], from: '2018-04', grain: 'monthly' })
    const lacking = figures.filter(
      (f) => f.status === 'not_whole' && f.target !== null && f.denominator !== null,
    )
    const [figure] = some(lacking)
    const { body } = await get(`/compare?kpi=${figure?.kpi}&to=${figure?.period}`)
    expect(body).toContain('to say who accounts for its shortfall')
    expect(body).not.toContain('<figure class="app-chart" id="shortfall">')
  })

  test('adds up services for the board, from what may be told of each', async () => {
    const rows = await rowsIn('AS01', board)
    expect(
      some(rows).every(({ unit }) => ['HPC', 'CWDS', 'CICS', 'FAP', 'FD', 'EHY', 'QSP'].includes(unit)),
    ).toBe(true)
  })

  test('gives an outside reader no team whose figure is withheld, and nothing that its figure could be read from', async () => {
    const request = { name: 'Outside', role: 'smt', unit: null, audience: 'outside', now: testNow } as const
    const outside = { authorization: `Bearer ${await recordToken(db, request)}` }
    const given = await loadFigures(readOutside(db), { periods: [month], grain: 'monthly' })
    const isTeam = (code: string) => /-/.test(code)
    const withHidden = new Set(
      given.filter((f) => f.state === 'suppressed' && isTeam(f.unit) && f.target !== null).map((f) => f.kpi),
    )
    let looked = 0
    for (const kpi of some([...withHidden].slice(0, 4))) {
      const file = await get(`/charts/shortfall.csv?kpi=${kpi}&to=${month}`, outside)
      if (file.statusCode !== 200) continue
      looked++
      const own = new Map(given.filter((f) => f.kpi === kpi).map((f) => [f.unit, f]))
      for (const { unit, numerator, denominator } of some(await rowsIn(kpi, outside)))
        expect(own.get(unit)).toMatchObject({ state: 'reported', numerator, denominator })
      const hidden = [...own.values()].filter((f) => f.state === 'suppressed' && isTeam(f.unit))
      const page = (await get(`/compare?kpi=${kpi}&to=${month}`, outside)).body
      const section = /<section[^>]*aria-labelledby="shortfall-heading">.*?<\/section>/s.exec(page)?.[0] ?? ''
      expect(section).toContain('left out: no counts to show')
      for (const figure of some(hidden)) expect(file.body).not.toContain(`${figure.unit},`)
    }
    expect(looked).toBeGreaterThan(0)
  })
})
