import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { catalogue } from '../../support/catalogue.ts'
import { testDatabase } from '../../support/database.ts'
import { cellsOf, textOf } from '../../support/page-text.ts'
import { refsOn } from '../../support/plan-refs.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { partOf } from '../../support/run-size.ts'

type Headers = { authorization: string }

let app: FastifyInstance
let read: ReadOnce
let db: Db
let smt: Headers
let manager: Headers
let board: Headers

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  read = readOnce(app)
  smt = await bearer(db, 'smt')
  manager = await bearer(db, 'team_manager', 'CIC-N')
  board = await bearer(db, 'board')
})

const get = (url: string, headers = smt) => read(url, headers)
describe('an action', () => {
  it('R6.1 shows visits beneath it: 93%, 372 of 400, with each team that counts', async () => {
    const { body, statusCode } = await get('/plan/actions/R6.1')
    expect(statusCode).toBe(200)
    const measure = body.slice(body.indexOf('id="kpi-LC01"')).split('id="kpi-QA04"')[0] ?? ''
    expect(cellsOf(measure.split('</tr>')[0] ?? '')).toEqual([
      'LAC visits in timescale LC01',
      '93%',
      '372 of 400',
      'Met target 90% or more',
      '',
      'Improving',
      'Better than usual since September 2018, before it was introduced',
    ])
    for (const team of ['CIC-N', 'CIC-C', 'CIC-S', 'CWD-N', 'CWD-S', 'COURT'])
      expect(measure).toContain(`href="/units/${team}/kpis/LC01?to=2019-04"`)
  })

  it('R6.1 shows the gap: no measure says whether the child is better off', async () => {
    expect((await get('/plan/actions/R6.1')).body).toContain(
      'No measure here answers “Is the child better off?”',
    )
  })

  it('F1.8 counts the teams that are added up apart from those that see the same children', async () => {
    const { body } = await get('/plan/actions/F1.8')
    expect(textOf(body)).toContain(
      '1 team added up: concerning in 1 of 1; 9 other teams see the same children',
    )
  })

  it('marks a team that sees the same children, whose figure is not added', async () => {
    const { body } = await get('/plan/actions/R6.1')
    expect(body).toMatch(
      /Independent Reviewing Officers<\/a> <[^>]*>the same children, seen by this team; not included in the total/,
    )
  })

  it('tells rating, reason, ladder, evidence, progress and history, and what is demonstration', async () => {
    const { body } = await get('/plan/actions/R6.1')
    for (const heading of ['Milestones', 'Is it working?', 'Evidence', 'Progress', 'How delivery was rated'])
      expect(body).toContain(heading)
    expect(body).toContain('93% of visits to children in care were in timescale in April 2019.')
    expect(body).toContain('Improvement plan, progress column of R6.1')
    expect(body).toContain('app-demonstration-mark')
    const invented = (await get('/plan/actions/R1.6')).body
    expect(invented).not.toContain('app-demonstration-mark')
    expect(invented.split('are part of the demonstration.')).toHaveLength(2)
    expect(invented.split('Six were closed because they were no longer relevant.').length - 1).toBeLessThan(4)
  })

  it('R8.4 says that it is on track while its measure is worse than usual', async () => {
    const { body } = await get('/plan/actions/R8.4')
    expect(body).toContain('Rated on track, but Initial health assessment')
  })

  it('every one has a page', async () => {
    for (const ref of partOf(refsOn((await get('/plan')).body), 6)) {
      expect((await get(`/plan/actions/${ref}`)).statusCode, ref).toBe(200)
    }
  })

  it('is found whatever the case of its reference', async () => {
    const answer = await get('/plan/actions/r9.3')
    expect(answer.statusCode).toBe(308)
    expect(answer.headers.location).toBe('/plan/actions/R9.3')
  })

  it.each([
    ['R99.1', 'References look like R6.1'],
    ['6.1', 'look for R6.1 or F6.1'],
    ['..%2f..%2fetc', 'References look like'],
    ['%3Cscript%3E', 'References look like'],
  ])('%s is not found, with what to look for', async (ref, words) => {
    const { statusCode, body } = await get(`/plan/actions/${ref}`)
    expect(statusCode).toBe(404)
    expect(body).toContain(words)
    expect(body).not.toContain('<script>')
  })

  it('shows a manager their own team and no other, and the board no figures', async () => {
    const own = (await get('/plan/actions/R6.1', manager)).body
    expect(own).toContain('/units/CIC-N/kpis/LC01')
    expect(own).not.toMatch(/\/units\/(?!CIC-N\/)/)
    expect(own).not.toContain('372 of 400')
    const counted = (await get('/plan/actions/R6.1', board)).body
    const linked = catalogue.kpis.filter((kpi) => kpi.actions.includes('R6.1'))
    expect(counted).toContain(`${linked.length} measures are linked`)
    expect(counted).not.toContain('372 of 400')
  })
})

describe('whether an action helped', () => {
  it('sets each measure beside the month in which the action was introduced, and names what came first', async () => {
    const { body } = await get('/plan/actions/R6.1')
    const figure = body.slice(body.indexOf('id="helped-LC01"')).split('</figure>')[0] ?? ''
    expect(figure).toContain('it was introduced in November 2018')
    expect(figure).toContain('not what caused it')
    expect(figure).toContain('372 of 400')
    expect((await get('/plan/actions/R6.1', board)).body).not.toContain('id="helped-')
  })

  it('is a table that begins with what to ask about, and folds the rest behind what it shows', async () => {
    const { body } = await get('/plan/actions/R1.1')
    expect(body).not.toContain('id="helped-')
    const [first = '', rest = ''] = body
      .slice(body.indexOf('app-working'))
      .split('<details class="app-working__rest">')
    const rows = (markup: string) =>
      [...markup.matchAll(/<tr[^>]* id="kpi-([A-Z0-9]+)"[^>]*>(.*?)<\/tr>/gs)].map(([, code, row = '']) => ({
        code,
        cells: cellsOf(row),
      }))
    const folded = rows(rest.split('</section>')[0] ?? '')
    const shown = rows(first)
    expect(shown.length + folded.length).toBe(12)
    expect(first).toContain('Since it was introduced, November 2018')
    // Those shown are concerning or missed their target; none of those is folded.
    const isTroubling = ({ cells }: { cells: string[] }) => /Concerning|Slipping|Missed/.test(cells.join(' '))
    expect(shown.length).toBeGreaterThan(2)
    expect(shown.every(isTroubling)).toBe(true)
    expect(folded.some(isTroubling)).toBe(false)
    const [, counts = ''] = /(\d+ more measures: [^<]*)/.exec(rest) ?? []
    const [all, ...parts] = [...counts.matchAll(/\d+/g)].map(Number)
    expect(all).toBe(folded.length)
    expect(parts.reduce((a, b) => a + b, 0)).toBe(all)
    expect(rest).toContain('class="app-spark"')
  })

  it('stands under how it was rated, meeting by meeting, as a picture and a file', async () => {
    const { body } = await get('/plan/actions/R6.1')
    expect(body).toMatch(/<figure class="app-chart" id="ratings">.+On track since 6 February 2019/s)
    const rows = (await get('/charts/rating-strip.csv?action=R6.1')).body.trim().split('\r\n')
    expect(rows[0]).toBe('date,rating,reason,by')
    expect(rows.length).toBeGreaterThan(2)
    expect((await get('/charts/rating-strip.svg?action=R99.1')).statusCode).toBe(404)
  })
})

describe('a decision that touched an action', () => {
  it('is worded on the action as on every other page: one that was not kept is not overdue', async () => {
    const { body } = await get('/plan/actions/F2.5')
    const table = /<caption[^>]*>Agreed actions, latest first.*?<\/table>/s.exec(body)?.[0] ?? ''
    const rows = table.split('<tr').filter((row) => row.includes('Keep the same agency social workers'))
    expect(rows).toHaveLength(1)
    expect(rows[0]).toContain('Not done')
    expect(rows[0]).not.toContain('Overdue')
    expect(table).toContain('Due 21 June 2019')
  })
})
