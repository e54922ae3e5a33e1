import { brotliCompressSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { catalogue } from '../../support/catalogue.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { refsOn } from '../../support/plan-refs.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { some } from '../../support/some.ts'

type Headers = { authorization: string }

const { actions } = catalogue.plan

let app: FastifyInstance
let read: ReadOnce
let db: Db
let smt: Headers
let manager: Headers
let board: Headers
let administrator: Headers

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  read = readOnce(app)
  smt = await bearer(db, 'smt')
  manager = await bearer(db, 'team_manager', 'CIC-N')
  board = await bearer(db, 'board')
  administrator = await bearer(db, 'administrator')
})

const get = (url: string, headers = smt) => read(url, headers)
describe('whether the plan moves', () => {
  it('stands beside it: how many actions carried each rating at each meeting, adding up to every action each time', async () => {
    const { body } = await get('/charts/rating-history.csv')
    const [heading, ...rows] = body.trim().split('\r\n')
    expect(heading).toBe('date,completed,on_track,too_early,not_on_track,not_rated')
    expect(rows.map((row) => row.split(',')[0])).toEqual([
      '2018-12-12',
      '2019-02-06',
      '2019-04-03',
      '2019-06-05',
    ])
    for (const row of some(rows)) {
      const counted = row.split(',').slice(1).map(Number)
      expect(counted.reduce((a, b) => a + b, 0)).toBe(actions.length)
    }
    expect((await get('/plan')).body).toMatch(/<figure class="app-chart" id="moving">.+not on track/s)
  })

  it('counts what is overdue the same wherever it is counted, a completed action with a milestone open included', async () => {
    const { body } = await get('/plan')
    const actions = Number(/>(\d+) actions have an overdue milestone</.exec(body)?.[1])
    expect(refsOn((await get('/plan?check=milestone_overdue')).body)).toHaveLength(actions)
    expect(refsOn((await get('/plan?due=overdue')).body)).toHaveLength(actions)
    expect(body).toContain(`: ${actions} overdue, `)
    expect(refsOn((await get('/plan?check=milestone_overdue')).body)).toContain('R2.4')
    expect((await get('/plan/checks')).body).toContain(
      'Rated completed, but nothing is recorded as meeting “Impact at team level”, due in March 2019.',
    )
  })

  it('says what falls due as the actions shown do, whatever their number', async () => {
    const due = async (query: string) =>
      (await get(`/charts/milestones.csv${query}`)).body.trim().split('\r\n').slice(1)
    const all = await due('')
    const some = await due('?section=R6')
    expect(some.length).toBeGreaterThan(0)
    expect(some.every((row) => row.startsWith('R6.') && all.includes(row))).toBe(true)
    const { body } = await get('/plan?section=R6')
    expect(body).toContain('href="/plan/milestones?section=R6"')
    const listed = body.slice(body.indexOf('id="due"')).split('</section>')[0] ?? ''
    const refs = [...listed.matchAll(/actions\/([RF][0-9.]+)"/g)].map(([, ref]) => ref)
    expect(refs.length).toBeGreaterThan(0)
    expect(refs.every((ref) => ref?.startsWith('R6.'))).toBe(true)
    expect((await get('/plan/milestones?section=R6')).body).toContain('/charts/milestones.svg?section=R6')
  })

  it('draws every milestone that falls due on its own page, one small picture for each width', async () => {
    const { body } = await get('/plan/milestones')
    const due = (await get('/charts/milestones.csv')).body.trim().split('\r\n').slice(1)
    expect(due.length).toBeGreaterThan(50)
    const pictures = [...body.matchAll(/<svg xmlns=.*?<\/svg>/gs)].map(([svg]) => svg)
    expect(pictures).toHaveLength(2)
    expect(pictures[0]?.match(/ data-point="/g)).toHaveLength(due.length)
    expect(pictures.join('').length).toBeLessThan(50_000)
    for (const each of [board, manager]) expect((await get('/plan/milestones', each)).statusCode).toBe(200)
    expect((await get('/plan/milestones', administrator)).statusCode).toBe(403)
  })

  it('is small when it is sent', async () => {
    expect(brotliCompressSync((await get('/plan')).body).length).toBeLessThan(20_000)
  })

  it('leads from how many changed to just those on the board', async () => {
    const { body } = await get('/plan')
    const [, href = '', count] = /href="([^"]+)">(\d+) actions have changed rating/.exec(body) ?? []
    const shown = (await get(href)).body
    expect(shown.split('class="app-board__card"').length - 1).toBe(Number(count))
  })

  it('says of a completed action whose milestone is open that there is no record, and never that it is overdue', async () => {
    const pages = await Promise.all(['/plan', '/plan/board', '/plan/actions/R2.4'].map((url) => get(url)))
    const [row = '', card = '', page = ''] = pages.map(({ body }) => textOf(body))
    expect(/R2\.4 Make social work teams.*?(?=R2\.5)/s.exec(row)?.[0]).toContain('no record that it was met')
    expect(/R2\.4 Make social work teams.*?(?=[RF]\d)/s.exec(card)?.[0]).toContain(
      'no record that it was met',
    )
    expect(page).toContain('No record that it was met')
    expect(page).not.toContain('Overdue by')
  })

  it('tells which milestones were met late, and by how many days', async () => {
    const { body } = await get('/plan/milestones')
    const late = textOf(body.slice(body.indexOf('id="met-late"')))
    expect(late).toMatch(/R2\.5 Impact at team level, due March 2019: met 17 April 2019, 17 days late/)
    expect(textOf((await get('/plan/actions/R2.5')).body)).toContain('Met 17 April 2019, 17 days late')
    expect(textOf((await get('/plan/actions/R6.1')).body)).not.toContain('days late')
  })

  it('counts as many milestones in the title of the picture as its table lists', async () => {
    const { body } = await get('/plan/milestones')
    const [, all, overdue, due] =
      /(\d+) still to be met by [^:]+: (\d+) overdue, (\d+) due/.exec(body)?.map(Number) ?? []
    const listed = body.slice(body.indexOf('Still to be met, month by month')).split('</table>')[0] ?? ''
    expect(listed.match(/href="\/plan\/actions\//g)).toHaveLength(all ?? 0)
    expect(Number(overdue) + Number(due)).toBe(all)
  })

  it('shows on the board whether each action is working, in counts that add up to its measures, for every reader', async () => {
    for (const headers of [smt, board, manager]) {
      const { body } = await get('/plan/board', headers)
      const cards = body.split('class="app-board__card"').slice(1)
      const told = cards.map((card) => textOf(/app-board__working[^"]*">(.*?)<\/p>/s.exec(card)?.[1] ?? ''))
      expect(told).toHaveLength(actions.length)
      const counted = told.filter((words) => /\d+ measures?: (?!none)/.test(words))
      expect(counted.length).toBeGreaterThan(2)
      for (const words of counted) {
        const [all = 0, ...parts] = [...words.replace(/ Its rating.*/, '').matchAll(/(\d+) /g)].map(([, n]) =>
          Number(n),
        )
        expect(
          parts.reduce((a, b) => a + b, 0),
          words,
        ).toBe(all)
      }
      expect(
        told.filter((words) => /^Is it working\? (No measure is linked|\d+ measures?: )/.test(words)),
      ).toEqual(told)
    }
  })

  it('asks once about a measure that worsens in several places, and names each', async () => {
    const { body } = await get('/plan/checks')
    const table = body.slice(body.indexOf('id="worsening_without_action"')).split('</table>')[0] ?? ''
    const rows = table.split('<tr').slice(2).map(textOf)
    const messages = rows.map((row) => /[^.]+ is worse than usual, and .*/.exec(row)?.[0])
    expect(rows.length).toBeGreaterThan(1)
    expect(new Set(messages).size).toBe(rows.length)
    const { checks } = (await get('/api/v1/plan/checks')).json()
    const own = (checks as { kind: string }[]).filter(({ kind }) => kind === 'worsening_without_action')
    expect(table.match(/href="\/units\/[^"]+\/kpis\//g)).toHaveLength(own.length)
  })

  it('puts each action in the column of its rating, and says what it was at the meeting before', async () => {
    const { body } = await get('/plan/board')
    const cards = (text: string) => text.split('class="app-board__card"').length - 1
    expect(cards(body)).toBe(actions.length)
    const column = body.slice(body.indexOf('id="rated-not_on_track"')).split('</section>')[0] ?? ''
    expect(cards(column)).toBe(10)
    const moved = (await get('/plan/board?moved=1')).body
    expect(cards(moved)).toBe(moved.split('app-board__was').length - 1)
    expect(cards(moved)).toBeGreaterThan(0)
    expect(cards(moved)).toBeLessThan(actions.length)
    expect((await get('/plan/board', board)).statusCode).toBe(200)
    expect((await get('/plan/board', administrator)).statusCode).toBe(403)
  })

  it('compares the board with any earlier meeting that is recorded, and its files with it', async () => {
    const { body } = await get('/plan/board')
    const others = [...body.matchAll(/href="\/plan\/board\?since=([0-9-]{10})"/g)].map(([, day]) => day)
    expect(others.length).toBeGreaterThan(0)
    const was = async (query: string) =>
      (await get(`/plan/board.json${query}`))
        .json()
        .rows.map((r: { ratingBefore: unknown }) => r.ratingBefore)
    const last = await was('')
    for (const day of others) {
      const { body: then } = await get(`/plan/board?since=${day}`)
      expect(then).toContain(`href="/plan/board.csv?since=${day}"`)
      expect(await was(`?since=${day}`)).not.toEqual(last)
    }
  })

  it.each([
    ['2019-05-01', 404, '‘2019-05-01’ is not the day of an earlier meeting of the board.'],
    ['2019-02-30', 400, '‘2019-02-30’ is not a day such as 2019-04-03.'],
    ['last', 400, '‘last’ is not a day such as 2019-04-03.'],
  ])(
    'says of the board since %s that none is recorded and which are; its files are refused',
    async (since, status, words) => {
      const page = await get(`/plan/board?since=${since}`)
      expect(page.statusCode).toBe(200)
      expect(page.body).toContain(words)
      expect(page.body).toMatch(/Meetings are recorded on .+ Showing what changed since /)
      for (const type of ['csv', 'xlsx', 'json']) {
        const file = await get(`/plan/board.${type}?since=${since}`)
        expect(file.statusCode, type).toBe(status)
        expect(file.json().detail, type).toContain(words)
        expect(file.json().detail, type).toMatch(/Recorded are 20[0-9-]{8},/)
      }
    },
  )
})
