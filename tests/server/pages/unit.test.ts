import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { cellsOf, textOf } from '../../support/page-text.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { some } from '../../support/some.ts'

type Headers = { authorization: string }
type Row = { kpi: string; variation: string }

let db: Db
let app: FastifyInstance
let once: ReadOnce
let head: Headers
let smt: Headers
let manager: Headers
let board: Headers

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  once = readOnce(app)
  head = await bearer(db, 'head_of_service', 'HPC')
  smt = await bearer(db, 'smt')
  manager = await bearer(db, 'team_manager', 'HP-S1')
  board = await bearer(db, 'board')
  return () => app.close()
})

const get = (url: string, headers = head) => once(url, headers)
const read = async (url: string, headers = head) => {
  const { body, statusCode } = await get(url, headers)
  expect(statusCode, url).toBe(200)
  return body
}
/** The card of a team, from its heading to the next. */
const cardOf = (body: string, code: string) => {
  const begins = body.indexOf(`id="unit-${code}"`)
  expect(begins, code).toBeGreaterThan(0)
  const end = body.indexOf('<li class="app-unit__part ', begins)
  return body.slice(begins, end === -1 ? body.indexOf('</ul></section>', begins) : end)
}
const answerOf = (body: string) => textOf(/<ul class="app-unit__answer">.*?<\/ul>/s.exec(body)?.[0] ?? '')
const hpc = ['HP-N1', 'HP-N2', 'HP-C1', 'HP-C2', 'HP-S1', 'HP-S2', 'COURT']

describe('a service’s page', () => {
  test('answers first which team needs the conversation, and whose agreed actions are overdue', async () => {
    const answer = answerOf(await read('/units/HPC'))
    expect(answer).toContain('4 of 7 teams have a measure that is worse than usual:')
    const first =
      'Begin with Help and Protection South 1: 1 measure is worse than usual and missed (CP visits in ' +
      'timescale); 1 agreed action is overdue or not done; nothing is said yet about 2 matters.'
    expect(answer.slice(0, first.length)).toBe(first)
    expect(answer).toMatch(/Agreed and not done, or overdue: .*Help and Protection North 2/)
  })

  test('counts what is worse than usual as each team’s own scorecard does, and puts first what there is most to talk about', async () => {
    const body = await read('/units/HPC')
    const rows = [...body.matchAll(/<tr[^>]*>(?=\s*<th[^>]*><a class="govuk-link" href="#unit-).*?<\/tr>/gs)]
    const order = rows.map(([row]) => /#unit-([A-Z0-9-]+)"/.exec(row)?.[1])
    expect(order.toSorted()).toEqual(hpc.toSorted())
    expect(order.slice(0, 3)).toEqual(['HP-S1', 'HP-S2', 'COURT'])
    expect([...body.matchAll(/<h3[^>]* id="unit-([A-Z0-9-]+)"/g)].map(([, code]) => code)).toEqual(order)
    expect(textOf(body)).toContain('The order does not say how well a team does.')
    for (const [row] of some(rows)) {
      const code = /#unit-([A-Z0-9-]+)"/.exec(row)?.[1] ?? ''
      const scorecard = (await get(`/api/v1/scorecards/${code}/2019-04`)).json()
      const worse = scorecard.rows.filter((r: Row) => r.variation === 'concerning').length
      expect(cellsOf(row)[1], code).toBe(String(worse))
    }
  })

  test('gives each team the matters of its own scorecard, in their order, with their figures', async () => {
    const body = await read('/units/HPC')
    for (const code of hpc) {
      const scorecard = await read(`/units/${code}/scorecards/2019-04`)
      const conversation =
        /<section class="app-matters app-matters--conversation">.*?<\/section>/s.exec(scorecard)?.[0] ?? ''
      const there = [...conversation.matchAll(/app-matters__name"><a[^>]*kpis\/([A-Z]{2}\d\d)/g)].map(
        ([, kpi]) => kpi,
      )
      const here = [
        ...cardOf(body, code).matchAll(/<li class="app-unit__matter"><a[^>]*kpis\/([A-Z]{2}\d\d)/g),
      ]
      expect(there.length, code).toBeGreaterThan(0)
      expect(
        here.map(([, kpi]) => kpi),
        code,
      ).toEqual(there)
    }
    expect(textOf(cardOf(body, 'HP-S1'))).toContain('CP visits in timescale 56.4% (22 of 39) Missed')
  })

  test('says what was agreed at a team’s last meeting and whether it was kept', async () => {
    const card = textOf(cardOf(await read('/units/HPC'), 'HP-N2'))
    expect(card).toContain('Agreed last time')
    expect(card).toMatch(/Overdue since 31 May 2019 .*Move four children/)
    // Each says when it was agreed, and by when if the mark beside it does not.
    const own = (await read('/units/HPC')).split('class="app-unit__agreed-list"').slice(1)
    const items = own.flatMap((list) => list.split('</ul>')[0]?.match(/<li.*?<\/li>/gs) ?? []).map(textOf)
    expect(items.length).toBeGreaterThan(5)
    expect(items.filter((item) => !/, agreed \d+ [A-Z][a-z]+ 2019/.test(item))).toEqual([])
    expect(card).toMatch(/Not done Send no new cases .*, agreed 17 April 2019, due 17 May 2019/)
  })

  test('says where commentary is missing, and quotes what was said', async () => {
    const march = await read('/units/HPC?period=2019-03')
    expect(textOf(cardOf(march, 'HP-S1'))).toContain('They say: “Two social workers left')
    const march1 = cardOf(march, 'HP-S1')
    expect(march1).toMatch(/…” <a class="govuk-link app-no-print" href="[^"]+#behind">Read all<span/)
    expect((march1.match(/…/g) ?? []).length).toBe((march1.match(/>Read all</g) ?? []).length)
    const april = textOf(cardOf(await read('/units/HPC'), 'HP-S1'))
    expect(april).toContain('No commentary yet.')
  })

  test('leads from each team to its scorecard of the month, and says how the month stands', async () => {
    const body = await read('/units/HPC')
    for (const code of hpc) expect(cardOf(body, code)).toContain(`href="/units/${code}/scorecards/2019-04"`)
    expect(textOf(cardOf(body, 'HP-S2'))).toContain('Submitted')
  })

  test('says once of a measure that it has no data', async () => {
    const card = textOf(cardOf(await read('/units/HPC'), 'COURT'))
    expect(card).toContain('Mandatory training up to date no data')
    expect(card.match(/no data/gi)).toHaveLength(1)
  })

  test('never grades a team as a whole, ranks none and colours none', async () => {
    const body = await read('/units/HPC')
    const glance = /<h2[^>]*id="answer".*?<\/section>/s.exec(body)?.[0] ?? ''
    expect(glance).not.toMatch(/app-glyph|rank|grade|best|worst\b/i)
    expect(textOf(body)).not.toMatch(/\b(?:red|amber|green) team|league/i)
  })

  test('shows beneath what really changed, its measures by question, and the four kinds of nothing by name', async () => {
    const body = await read('/units/HPC')
    const headings = [...body.matchAll(/<h2[^>]*>([^<]+)</g)].map(([, heading]) => heading)
    expect(headings).toEqual([
      'Which team needs the conversation?',
      'What each team needs to talk about, and what it agreed',
      'What really changed in its teams, April 2019',
      'Help, Protection and Court as a whole',
      'What did audits find?',
      'Core measures, team by team',
      'Management oversight in timescale, team by team',
      'The improvement plan beside these measures',
      'Is the data in for April 2019?',
      'About this service',
      'Not open in April 2019',
    ])
    const heat = /<table class="app-heat.*?<\/table>/s.exec(body)?.[0] ?? ''
    expect(textOf(heat)).toContain('no data')
    expect(textOf(heat)).toContain('n/a')
    expect(heat).toContain('href="/units/HP-S1/kpis/CP04?to=2019-04"')
  })

  test('shows another month on request, and says so where there is none of that name', async () => {
    expect(textOf(await read('/units/HPC?period=2019-02'))).toContain(
      'What really changed in its teams, February 2019',
    )
    const unknown = textOf(await read('/units/HPC?period=2031-01'))
    expect(unknown).toContain('There is no scorecard of that month here. Showing April 2019, the latest.')
    expect((await get('/units/HPC?period[]=2019-02')).statusCode).toBe(200)
  })
})

describe('a team’s page', () => {
  test('says what the meeting begins with, what the plan does about it and how each month stands', async () => {
    const body = await read('/units/HP-S1', manager)
    const words = textOf(body)
    expect(words).toContain('What the meeting begins with')
    expect(words).toContain('CP visits in timescale 56.4% (22 of 39) Missed')
    expect(words).toMatch(/R1\.1 .* On track Improved outcomes: due September 2019/)
    expect(words).toContain('About this team')
    expect(words).toMatch(/Apr 2019 9 May 2019 at [\d:]+[ap]m Provisional/)
    expect(body).toContain('href="/units/HP-S1/scorecards/2019-04"')
    expect(words).not.toContain('Which team needs the conversation?')
  })

  test('names what it took over from', async () => {
    expect(textOf(await read('/units/HP-C1'))).toContain('Took over from Help and Protection Central')
  })
})

describe('the council’s page', () => {
  test('shows its services, each with its own matters and the way to its teams', async () => {
    const body = await read('/units/RIDGE', smt)
    expect(textOf(body)).toContain('Which service needs the conversation?')
    expect(cardOf(body, 'HPC')).toContain('href="/units/HP-S1/scorecards/2019-04"')
  })

  test('names no team to the board, and tells it no talk of teams', async () => {
    const body = await read('/units/RIDGE', board)
    expect(body).not.toMatch(/HP-S1|Help and Protection South/)
    expect(textOf(body)).not.toMatch(/commentary|What really changed|Is the data in|Begin with|stand by what/)
    expect(answerOf(body)).toContain('Whether other measures are worse is withheld outside the service')
    expect((await get('/units/HP-S1', board)).statusCode).toBe(404)
  })
})

describe('who may open a unit', () => {
  test('a team manager the own team alone, a head of service the own service', async () => {
    for (const other of ['HP-S2', 'HPC', 'RIDGE'])
      expect((await get(`/units/${other}`, manager)).statusCode, other).toBe(404)
    for (const other of ['CICS', 'CIC-N', 'RIDGE'])
      expect((await get(`/units/${other}`)).statusCode, other).toBe(404)
  })

  test('the administrator sees what the unit is and no figure', async () => {
    const words = textOf(await read('/units/HPC', await bearer(db, 'administrator')))
    expect(words).toContain('You see no scorecard of this ')
    expect(words).not.toMatch(/\d+ of \d+ judged measures? met target/)
  })
})
