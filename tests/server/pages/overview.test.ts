import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { signalWords } from '#domain/wording/words.ts'
import { teamRowsOf } from '../../seeds/demo-figures.ts'
import { bearer, testApp } from '../../support/app.ts'
import { catalogue } from '../../support/catalogue.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

type Headers = { authorization: string }

let app: FastifyInstance
let read: ReadOnce
let smt: Headers
let head: Headers
let manager: Headers
let board: Headers

beforeAll(async () => {
  const { db } = await testDatabase('demo')
  app = await testApp(db)
  read = readOnce(app)
  smt = await bearer(db, 'smt')
  head = await bearer(db, 'head_of_service', 'EHY')
  manager = await bearer(db, 'team_manager', 'HP-S1')
  board = await bearer(db, 'board')
})

const strongestFirst = ['outside_limits', 'trend', 'two_of_three', 'shift'] as const
const get = (url: string, headers = smt) => read(url, headers)
const moversOf = (body: string) =>
  [...body.matchAll(/<li class="app-matters__item">.*?<\/li>/gs)].map(([item]) => ({
    better: item.includes('app-glyph--improving_'),
    worse: item.includes('app-glyph--concerning_'),
    signal: strongestFirst.findIndex((signal) => item.includes(signalWords[signal])),
    href: /href="([^"]+)"/.exec(item)?.[1] ?? '',
  }))

describe('the overview', () => {
  it('tells the month in one minute: five sentences, each with its line, what goes wrong before what goes well', async () => {
    const { body } = await get('/overview?period=2019-04')
    const minute = /<ul class="app-overview__minute">.*?<\/ul>/s.exec(body)?.[0] ?? ''
    const told = minute.split('<li>').slice(1)
    expect(told).toHaveLength(5)
    expect(told.filter((item) => item.includes('<svg class="app-spark"'))).toHaveLength(5)
    expect(textOf(told[0] ?? '').trim()).toMatch(
      /^Pre-proceedings older than 16 weeks 18\. Worse than usual in April 2019/,
    )
    expect(told.map((item) => /app-glyph--(improving|concerning)/.exec(item)?.[1])).toEqual([
      ...['concerning', 'concerning', 'concerning'],
      ...['improving', 'improving'],
    ])
    // What the minute names is not named again beside it.
    expect(textOf(body)).toContain('Also concerning as a whole: Missing episodes 84.')
  })

  it('says what the neighbours and England published, with the year, of the measure shown', async () => {
    const { body } = await get('/overview?kpi=AS01')
    expect(textOf(body)).toMatch(/Other places\. Year to March 201\d: neighbours [\d.]+%, England [\d.]+%\./)
  })

  it('begins with the latest published month and the measure with most to talk about, and says why', async () => {
    const { body, statusCode } = await get('/overview')
    expect(statusCode).toBe(200)
    expect(textOf(body)).toMatch(
      /Shown first, as no other measure has more to talk about: 1 team is worse than usual, and \d+ teams are short of target\./,
    )
    expect(body).toContain('<h1 class="govuk-heading-l app-overview__title">Overview: April 2019</h1>')
    expect(body).toContain('value="WF01" selected')
    expect((await get('/overview.csv')).body).toContain(',WF01,')
    expect(body).toContain('value="2019-04" selected')
  })

  it('says of the council what its own scorecard says', async () => {
    const headline = /April 2019: \d+ of \d+ judged measures met target[^<(]*? concerning\./
    const [overview, scorecard] = await Promise.all([
      get('/overview'),
      get('/units/RIDGE/scorecards/2019-04'),
    ])
    expect(headline.exec(overview.body)?.[0]?.trim()).toBe(headline.exec(scorecard.body)?.[0]?.trim())
  })

  it('lists only what really changed, better beside worse, the strongest signal first', async () => {
    const movers = moversOf((await get('/overview')).body)
    expect(movers.some((m) => m.better)).toBe(true)
    expect(movers.some((m) => m.worse)).toBe(true)
    for (const side of [movers.filter((m) => m.better), movers.filter((m) => m.worse)]) {
      const ranks = side.map((m) => m.signal)
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      expect(ranks).not.toContain(-1)
    }
  })

  it('says how many are worse than usual, how many would be by chance, and how many turned, of all measures alone', async () => {
    const said =
      /\d+ of the \d+ team measures tested for change (?:is|are) worse than usual; about 1 would be by chance\. Recovering \(\d+\): [^.]+\./
    expect(textOf((await get('/overview')).body)).toMatch(said)
    expect(textOf((await get('/overview?dimension=delivery')).body)).not.toContain('would be by chance')
  })

  it('names no movement by the difference of two months', async () => {
    for (const month of ['2018-12', '2019-02', '2019-04']) {
      const { body } = await get(`/overview?period=${month}`)
      expect(body).not.toMatch(
        /[+−±]\d|\b(?:up|down|rose|fell) (?:by )?\d|\d points? (?:up|down|higher|lower)/,
      )
    }
  })

  it('shows each team’s thirteen months as numbers that lead to the measure, and each team to its scorecard', async () => {
    const { body } = await get('/overview?kpi=LC01')
    const heat = body.slice(body.indexOf('<table class="app-heat"')).split('</table>')[0] ?? ''
    for (const team of ['COURT', 'CIC-N', 'CIC-C', 'CIC-S', 'CWD-N', 'CWD-S']) {
      expect(heat).toContain(`href="/units/${team}/scorecards/2019-04"`)
      expect(heat).toContain(`href="/units/${team}/kpis/LC01?to=2018-04"`)
      expect(heat).toContain(`href="/units/${team}/kpis/LC01?to=2019-04"`)
    }
    expect(heat.match(/<td\b/g)).toHaveLength(6 * 13)
    for (const [, text] of some(heat.matchAll(/app-heat__value"[^>]*>([^<]*)</g))) expect(text).not.toBe('')
  })

  it('stands the teams in the organisation’s order, never by their figures', async () => {
    const { body } = await get('/overview?kpi=LC01')
    const order = [
      ...body.matchAll(/app-heat__row-heading"><a class="govuk-link" href="\/units\/([^/]+)\//g),
    ].map(([, code]) => code)
    expect(order).toEqual(['COURT', 'CIC-N', 'CIC-C', 'CIC-S', 'CWD-N', 'CWD-S'])
  })

  it('brackets a number too small to judge', async () => {
    expect((await get('/overview?kpi=QA04')).body).toMatch(/app-heat__value"[^>]*>\([\d.]+%\)</)
  })

  it('carries the chosen measure and month in its address only', async () => {
    const { body } = await get('/overview?kpi=cp04&period=2019-02')
    expect(body).toContain('value="CP04" selected')
    expect(body).toContain('Overview: February 2019')
    expect(body).toContain('href="/overview?period=2019-01&amp;kpi=CP04"')
    expect(textOf(body)).not.toContain('Shown first')
    expect((await get('/overview')).body).toContain('value="WF01" selected')
  })

  it('every monthly measure of the catalogue can be chosen, in a month long past', async () => {
    const codes = [...(await get('/overview')).body.matchAll(/<option value="([A-Z]{2}\d{2})"/g)].map(
      ([, c]) => c,
    )
    expect(codes.length).toBeGreaterThan(60)
    for (const code of partOf(codes, 24)) {
      const { statusCode, body } = await get(`/overview?kpi=${code}&period=2018-11`)
      expect(statusCode, code).toBe(200)
      expect(body, code).not.toMatch(/undefined|NaN|\[object/)
    }
  }, 60_000)

  it('says so when month or measure is unknown, and shows the latest and the one with most to talk about', async () => {
    const { body, statusCode } = await get('/overview?period=2031-01&kpi=ZZ99')
    expect(statusCode).toBe(200)
    expect(body).toContain('‘2031-01’ is not a published month. Showing April 2019, the latest.')
    expect(body).toContain(
      '‘ZZ99’ is not a monthly measure that these teams carry. Showing the one with most to talk about.',
    )
    expect(body).toContain('value="WF01" selected')
  })

  it.each([
    '/overview?period=a&period=b&kpi=x&kpi=y',
    '/overview?period=%00&kpi=%00',
    '/overview?kpi=%3Cscript%3Ealert(1)%3C/script%3E',
    `/overview?period=${'2'.repeat(3000)}`,
    "/overview?kpi=LC01'--",
    '/overview?__proto__[x]=1',
  ])('answers the hostile %.60s without failing or repeating markup', async (url) => {
    const { statusCode, body } = await get(url)
    expect(statusCode).toBeLessThan(500)
    expect(body).not.toContain('<script>alert')
  })

  it('leads from each rating to the actions that carry it, and says how many there were at the board before', async () => {
    const { body } = await get('/overview')
    expect(body).toContain('href="/plan?rating=not_on_track"')
    expect(textOf(body)).toMatch(/10 Not on track was \d+/)
    expect(textOf(body)).toContain('how many there were at the board of 3 April 2019')
  })

  it('sets delivery beside the measure where an action on track has one that is worsening', async () => {
    const { body } = await get('/overview')
    const table = textOf(body.slice(body.indexOf('id="disagree"')).split('</section>')[0] ?? '')
    expect(table).toMatch(
      /R8\.4 .*On track.*Initial health assessment in 20 working days.*50% \(10 of 20\).*Concerning/s,
    )
  })

  it('names the figures that are missing and the teams that owe them, then says it return by return', async () => {
    const { body } = await get('/overview')
    const data = textOf(body.slice(body.indexOf('id="data"')))
    expect(data).toContain('Workforce: Mandatory training up to date from Court Team came blank.')
    expect(data).toMatch(/Front door: .* will not come: Not available: .* is being fixed\. Return by return/)
    const owed = teamRowsOf('2019-04')
    const inCare = owed.filter(
      (row) => catalogue.kpis.find(({ code }) => code === row.kpi_code)?.return === 'children_in_care',
    )
    expect(data).toContain(`Children in care 9 May 2019 ${inCare.length} of ${inCare.length} Complete`)
    expect(textOf(body)).toContain(
      `${owed.length - 5} of the ${owed.length} figures that teams send for the month are in, 1 is overdue, 4 will not come`,
    )
  })

  it('shows a head of service their own service only, beginning with a measure its teams carry', async () => {
    const { body, statusCode } = await get('/overview', head)
    expect(statusCode).toBe(200)
    const units = new Set([...body.matchAll(/href="\/units\/([^/]+)\//g)].map(([, code]) => code))
    expect([...units].filter((u) => !['EHY', 'EH-N', 'EH-C', 'EH-S', 'YOS'].includes(u ?? ''))).toEqual([])
    expect(body).not.toContain('Help and Protection South 1')
    expect(body).not.toContain('No team of')
  })

  it('shows a head of service the same if they ask for their own service by its code', async () => {
    const [plain, named, other] = await Promise.all(
      ['/overview', '/overview?service=ehy', '/overview?service=HPC'].map((url) => get(url, head)),
    )
    const shown = (body = '') => textOf(/<main[^>]*>(.*)<\/main>/s.exec(body)?.[1] ?? '')
    expect(shown(plain?.body)).toContain('Overview: April 2019')
    expect(shown(named?.body)).toBe(shown(plain?.body))
    expect(textOf(other?.body ?? '')).toContain('The service ‘HPC’ does not exist here.')
  })

  it('of one service stands on that service’s scorecard, teams and figures', async () => {
    const { body } = await get('/overview?service=hpc')
    const text = textOf(body)
    expect(text).toContain('Help, Protection and Court as a whole')
    expect(body).not.toMatch(/href="\/units\/(ASMT|CIC|FOST)-/)
    expect(body).toContain('Remove filter: </span>Help, Protection and Court')
    expect(body).toMatch(/href="\/overview\?period=2019-03&amp;kpi=\w+&amp;service=HPC"/)
  })

  it('of one question lists the movements and bars of its measures alone', async () => {
    const all = moversOf((await get('/overview?period=2019-03')).body).map((m) => m.href)
    const asked = moversOf((await get('/overview?period=2019-03&dimension=delivery')).body).map((m) => m.href)
    expect(asked.length).toBeGreaterThan(0)
    expect(all.length).toBeGreaterThan(asked.length)
    expect(all).toEqual(expect.arrayContaining(asked))
    const bars = (await get('/charts/target-bar.csv?dimension=difference')).body
    expect(bars).toContain('FD04')
    expect(bars).not.toContain('AS01')
  })

  it('of what is concerning leaves out what is not, teams and panels included, and keeps who is still worse', async () => {
    const { body } = await get('/overview?kpi=CP04&only=concerning')
    expect(moversOf(body).every((m) => m.worse)).toBe(true)
    const heat = body.slice(body.indexOf('<table class="app-heat')).split('</table>')[0] ?? ''
    expect(
      [...heat.matchAll(/<th scope="row"[^>]*>(.*?)<\/th>/g)].map(([, row]) => textOf(row ?? '')),
    ).toEqual(expect.arrayContaining(['Help and Protection South 1']))
    expect(heat).not.toContain('Help and Protection North 1')
    const still = textOf(/app-movers__still">.*?<\/section>/s.exec(body)?.[0] ?? '')
    expect(still).toContain('Help and Protection South 1: CP visits in timescale')
  })

  it('by measure shows teams beside the measures in which one is concerning, each cell with number, mark and word', async () => {
    const { body } = await get('/overview?view=measures')
    const heat = body.slice(body.indexOf('<table class="app-heat')).split('</table>')[0] ?? ''
    const columns = [...heat.matchAll(/<th scope="col" class="app-heat__column">(.*?)<\/th>/g)]
    expect(columns.length).toBeGreaterThan(3)
    expect(columns.length).toBeLessThanOrEqual(12)
    const concerning = [...heat.matchAll(/<td class="app-heat__cell app-heat__cell--concerning">.*?<\/td>/g)]
    expect(concerning.length).toBeGreaterThanOrEqual(columns.length)
    for (const [cell] of some(concerning)) {
      expect(cell).toMatch(/href="\/units\/[^"]+\/kpis\/\w+\?to=2019-04"/)
      expect(cell).toContain('app-glyph--concerning_')
      expect(textOf(cell)).toMatch(/\d.* Concerning$/)
    }
    const { body: chosen } = await get('/overview?view=measures&columns=LC01,cp04')
    expect(textOf(chosen)).toContain('The 2 measures you chose.')
    expect(chosen).toContain('name="columns" type="checkbox" value="CP04" checked')
  })

  it('loads without a filter it does not know, and names it', async () => {
    const { body, statusCode } = await get(
      '/overview?service=ZZ&dimension=joy&view=pie&only=good&columns=ZZ99&locality=north',
    )
    expect(statusCode).toBe(200)
    for (const words of [
      'The service ‘ZZ’ does not exist here. Showing all services.',
      'There is no question ‘joy’. Showing every measure.',
      'There is no view ‘pie’. Showing months.',
      'There is no filter ‘only=good’. Showing all.',
      '‘ZZ99’: no such monthly measure of these teams. Left out.',
      'There is no filter ‘locality’. It is left out.',
    ])
      expect(body).toContain(words)
  })

  it('tells a movement that restated figures made from one that the month made', async () => {
    const { body } = await get('/overview?period=2019-03')
    const restated = textOf(/<section class="app-movers__restated">.*?<\/section>/s.exec(body)?.[0] ?? '')
    expect(restated).toContain('Changed by restated figures, not by the month (2)')
    expect(restated).toMatch(
      /Help and Protection North 1: CIN visits .* March 2019 was published as “no real change”\. Corrected figures make it “improving”\./,
    )
    expect(moversOf(body).map((m) => m.href)).not.toContain('/units/HP-N1/kpis/CN02?to=2019-03')
    expect((await get('/overview?period=2019-03', board)).body).not.toContain('app-movers__restated')
  })

  it('draws every core percentage that is short of its target, what lacks the most first, as its title counts', async () => {
    const { body } = await get('/overview?period=2019-04')
    const [, met, judged, missed, close] = (
      /(\d+) of (\d+) core percentages met target in April 2019: (\d+) missed, (\d+) close/.exec(body) ?? []
    ).map(Number)
    const [heading = '', ...lines] = (await get('/charts/target-bar.csv?period=2019-04')).body
      .trim()
      .split('\r\n')
    // No name has a comma within the columns from the end of the line.
    const cell = (line: string, name: string) =>
      line.split(',').at(heading.split(',').indexOf(name) - heading.split(',').length)
    expect(lines.filter((line) => cell(line, 'status') === 'missed')).toHaveLength(missed ?? -1)
    expect(lines.filter((line) => cell(line, 'status') === 'close')).toHaveLength(close ?? -1)
    expect(lines).toHaveLength((judged ?? 0) - (met ?? 0))
    const gaps = lines.map((line) => Number(cell(line, 'gap')))
    expect(gaps).toEqual(gaps.toSorted((a, b) => b - a))
    expect(body).toContain('36 more assessments to meet target')
  })

  it.each(['heatmap', 'small-multiples', 'really-changed', 'target-bar'])(
    'gives its chart %s as a file, and none of it to a team manager',
    async (chart) => {
      for (const type of ['svg', 'csv']) {
        const { statusCode, body } = await get(`/charts/${chart}.${type}?kpi=CP04`)
        expect(statusCode).toBe(200)
        expect(body.length).toBeGreaterThan(200)
        expect((await get(`/charts/${chart}.${type}?kpi=CP04`, manager)).statusCode).toBe(404)
      }
    },
  )

  it('copies each figure of a month with its numbers, its team and the day it was published', async () => {
    const { body } = await get('/overview?kpi=LC01')
    expect(body).toMatch(
      /<td [^>]*data-source-line="94% \(94 of 100\), LAC visits in timescale, Children in Care North, April 2019, published \d+ \w+ 2019"/,
    )
  })

  it('leads from the usual measure to each in which a team is concerning', async () => {
    const { body } = await get('/overview')
    const links = /Worse than usual in other measures: (.*?)<\/p>/s.exec(body)?.[1] ?? ''
    expect(links).toContain('kpi=CP04')
    const concerning = (await get('/overview?kpi=CP04&only=concerning')).body
    expect(concerning).not.toContain('No team is concerning on this measure')
  })

  it('does not exist for a team manager, and is by service for the board', async () => {
    expect((await get('/overview', manager)).statusCode).toBe(404)
    const { body } = await get('/overview', board)
    expect(body).toContain('service by service')
    expect(textOf(body)).toContain('No service’s measure became')
    expect(body).not.toContain('Help and Protection South 1')
  })

  it('lets no count pass for the whole where something is withheld', async () => {
    const { body } = await get('/overview', board)
    expect(textOf(body)).toMatch(
      /(?:is|are) concerning\.(?: \d+ (?:is|are) not whole, so not judged\.)? Whether \d+ more are changing is withheld outside the service/,
    )
    expect(textOf(body)).toMatch(
      /on track or completed while a linked measure is concerning\. For \d+ more actions on track or completed/,
    )
    expect(textOf(body)).toMatch(
      /Whether \d+ of the services’ measures are changing is withheld outside the service/,
    )
    expect((await get('/overview')).body).not.toContain('withheld outside')
  })
})

describe('the overview of a council that has published nothing', () => {
  it('says who publishes first', async () => {
    const { db } = await testDatabase('catalogue')
    const empty = await testApp(db)
    const { statusCode, body } = await empty.inject({ url: '/overview', headers: await bearer(db, 'smt') })
    expect(statusCode).toBe(200)
    expect(body).toContain('No month has been published yet.')
  })
})
