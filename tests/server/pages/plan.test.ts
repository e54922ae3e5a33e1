import { brotliCompressSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { catalogue } from '../../support/catalogue.ts'
import { testDatabase } from '../../support/database.ts'
import { cellsOf, textOf } from '../../support/page-text.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

type Headers = { authorization: string }

const { actions } = catalogue.plan
const withoutKpi = actions.filter(({ ref }) => !catalogue.kpis.some((kpi) => kpi.actions.includes(ref)))

let app: FastifyInstance
let read: ReadOnce
let db: Db
let smt: Headers
let head: Headers
let manager: Headers
let board: Headers
let administrator: Headers

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  read = readOnce(app)
  smt = await bearer(db, 'smt')
  head = await bearer(db, 'head_of_service', 'CICS')
  manager = await bearer(db, 'team_manager', 'CIC-N')
  board = await bearer(db, 'board')
  administrator = await bearer(db, 'administrator')
})

const get = (url: string, headers = smt) => read(url, headers)
const refsOn = (body: string) =>
  [...body.matchAll(/<a class="govuk-link app-plan__ref" href="\/plan\/actions\/([RF][0-9.]+)"/g)].map(
    ([, ref]) => ref,
  )
/** The markup of one action's row. */
const rowOf = (body: string, ref: string) =>
  body
    .slice(body.indexOf(`<li id="action-${ref.replace('.', '-')}"`) + 4)
    .split(/<li id="action-|<\/section>/)[0] ?? ''

describe('the plan', () => {
  it('shows every action, 1.10 after 1.9, under the heading of its section', async () => {
    const { body, statusCode } = await get('/plan')
    expect(statusCode).toBe(200)
    const refs = refsOn(body)
    expect(refs).toHaveLength(actions.length)
    expect(new Set(refs).size).toBe(actions.length)
    expect(refs.indexOf('F1.10')).toBe(refs.indexOf('F1.9') + 1)
    expect(body.match(/<section class="app-plan__section"/g)).toHaveLength(catalogue.plan.sections.length)
  })

  it('sets each linked measure beside delivery, with its own figure, status and variation', async () => {
    const { body } = await get('/plan')
    const row = rowOf(body, 'R3.1')
    expect(row).toContain('href="/units/RIDGE/kpis/AS01?to=2019-04"')
    expect(row).toContain('82% (369 of 450)')
    expect(row).toContain('Improving')
    expect(rowOf(body, 'R6.1')).toContain('93% (372 of 400)')
  })

  it('names of an action’s measures the three that say most, and counts the rest with the way to them', async () => {
    const { body } = await get('/plan')
    const row = rowOf(body, 'R1.5')
    const named = [...row.matchAll(/kpis\/([A-Z0-9]+)[?]/g)].map(([, code]) => code)
    const { actions: ofApi } = (await get('/api/v1/plan')).json()
    const linked = ofApi.find(({ ref }: { ref: string }) => ref === 'R1.5').kpis
    expect(named).toHaveLength(3)
    expect(linked).toHaveLength(11)
    expect(row).toContain(
      `${linked.length - named.length} more, on <a class="govuk-link" href="/plan/actions/R1.5">`,
    )
    // What is concerning comes first, then what missed its target, then what is improving.
    expect(textOf(row)).toMatch(
      /11 measures: 1 concerning , 1 improving , 6 not really changing, 3 not judged; 2 missed target.+Concerning.+Missed.+Improving/,
    )
    const still = rowOf(body, 'R1.4')
    expect(still).toContain('3 measures: none really changing')
    expect(still).not.toContain('<details')
  })

  it('adds up: what is said of the changes of an action’s measures is as many as its measures', async () => {
    for (const headers of [smt, head, manager, board]) {
      const { body } = await get('/plan', headers)
      const told = [
        ...body.matchAll(
          /(\d+) measures?: (.*?)(?:; .*?missed target.*?)?(?:<\/summary>|<\/div>|<small>|<p )/g,
        ),
      ]
        .map(([, all, parts = '']) => ({ all: Number(all), parts: textOf(parts) }))
        .filter(({ parts }) => parts !== 'none really changing')
      expect(told.length).toBeGreaterThan(3)
      for (const { all, parts } of some(told)) {
        const counted = parts.split(/ ?, /).map((part) => Number.parseInt(part, 10))
        expect(
          counted.reduce((a, b) => a + b, 0),
          parts,
        ).toBe(all)
      }
    }
  })

  it('is under 150 KB for every role that reads it, its measures and its milestones open or not', async () => {
    const workforce = await bearer(db, 'workforce_lead')
    const lead = await bearer(db, 'plan_lead')
    for (const headers of [smt, head, manager, board, workforce, lead]) {
      const { body, statusCode } = await get('/plan', headers)
      expect(statusCode).toBe(200)
      expect(Buffer.byteLength(body)).toBeLessThan(150_000)
    }
  })

  it('opens on its parts; what a filter leaves is open at once', async () => {
    const parts = (body: string) => body.match(/<details class="app-plan__actions"(?: open)?>/g) ?? []
    const all = parts((await get('/plan')).body)
    expect(all).toHaveLength(catalogue.plan.sections.length + 1)
    expect(all.filter((part) => part.includes(' open'))).toEqual([])
    const asked = parts((await get('/plan?rating=not_on_track')).body)
    expect(asked.filter((part) => part.includes(' open')).length).toBe(asked.length - 1)
  })

  it('says of an action without a measure that it has milestones and updates only', async () => {
    const { body } = await get('/plan')
    expect(rowOf(body, 'R9.3')).toContain('No measure is linked: milestones and updates only')
    expect(body.match(/No measure is linked: milestones and updates only/g)).toHaveLength(withoutKpi.length)
  })

  it('keeps the date a milestone was moved from, and why', async () => {
    const row = rowOf((await get('/plan')).body, 'R4.2')
    expect(row).toContain('Moved from March 2019')
    expect(row).toContain('audit plan fell behind')
  })

  it('says in words which leads were inherited', async () => {
    expect(rowOf((await get('/plan')).body, 'R8.4')).toContain('inherited from R8.1, to be confirmed')
  })

  it('never puts a colour or a word of delivery on a measure', async () => {
    const { body } = await get('/plan')
    const measures = [...body.matchAll(/<div class="app-kpi-row">.*?<\/div>/gs)].map(([text]) => text)
    expect(measures.length).toBeGreaterThan(40)
    for (const measure of measures) {
      expect(measure).not.toContain('app-glyph--rating_')
      expect(measure).not.toMatch(/On track|Not on track|Completed|Not rated/)
    }
  })

  it('counts the ratings as links, and the counts add up to every action', async () => {
    const { body } = await get('/plan')
    const shown = await Promise.all(
      ['completed', 'on_track', 'too_early', 'not_on_track', 'not_rated'].map(async (rating) => {
        expect(body).toContain(`href="/plan?rating=${rating}"`)
        return refsOn((await get(`/plan?rating=${rating}`)).body).length
      }),
    )
    expect(shown.every((count) => count > 0)).toBe(true)
    expect(shown.reduce((sum, count) => sum + count, 0)).toBe(actions.length)
  })

  it('counts the actions on track while a linked measure is concerning, and leads to exactly those', async () => {
    const { body } = await get('/plan')
    const said = /(\d+) actions are on track or completed while a linked measure is concerning/.exec(
      body,
    )?.[1]
    const found = refsOn((await get('/plan?check=on_track_but_concerning')).body)
    expect(found).toHaveLength(Number(said))
    expect(found).toContain('R8.4')
  })

  it('counts the actions without a rating or update lately so that it adds up with what each row says', async () => {
    const said = /(\d+) of the (\d+) actions not completed have not been rated or updated for 30 days/
    const { body } = await get('/plan')
    const [, silent, open] = said.exec(body) ?? []
    const completed = refsOn((await get('/plan?rating=completed')).body)
    expect(Number(open)).toBe(actions.length - completed.length)
    const asked = actions.map(({ ref }) => ref).filter((ref) => !completed.includes(ref))
    const isSilent = (ref: string) => {
      const row = textOf(rowOf(body, ref))
      const [, days] = /(?:Rated|Updated) (?:(\d+) days ago|yesterday|today)/.exec(row) ?? []
      return row.includes('Not rated or updated yet') || Number(days ?? 0) > 30
    }
    const found = asked.filter(isSilent)
    expect(found.length).toBeGreaterThan(5)
    expect(found).toHaveLength(Number(silent))
    expect(refsOn((await get('/plan?missing=update')).body)).toEqual(found)
    expect(textOf((await get('/plan/checks')).body)).toContain(
      `: ${silent} of the ${open} actions not completed`,
    )
    expect(textOf((await get('/', await bearer(db, 'plan_lead'))).body)).toContain(
      `Ask for an update of ${silent} of the ${open} actions not`,
    )
  })

  it('says at its top what of it is shown, how much, and the way to all of it', async () => {
    const { body } = await get('/plan?check=on_track_but_concerning')
    const shown = refsOn(body).length
    expect(body).toContain(`<title>Improvement plan – ${shown} of ${actions.length} actions`)
    const head = textOf(body.split('app-plan__fields')[0]?.split('<h1')[1] ?? '')
    expect(head).toContain(`Only ${shown} of ${actions.length} actions are shown`)
    expect(head).toContain('Check: On track or completed, while a linked measure is concerning')
    expect(head).toContain(`Show all ${actions.length} actions`)
    expect(body).not.toContain('id="moving"')
    expect((await get('/plan')).body).not.toContain('are shown</h2>')
  })

  it('filters by what is asked, all filters together, each shown with the way to remove it', async () => {
    const { body } = await get('/plan?section=R9&missing=measure')
    const wanted = withoutKpi.filter(({ section }) => section === 'R9').map(({ ref }) => ref)
    expect(wanted).toContain('R9.3')
    expect(refsOn(body)).toEqual(wanted)
    expect(body).toContain(`${wanted.length} of ${actions.length} actions`)
    expect(body).toContain('href="/plan?missing=measure"')
    expect(body).toContain('href="/plan?section=R9"')
    expect(refsOn((await get('/plan?lead=Police+Deputy+Superintendent')).body).length).toBeGreaterThan(0)
    expect(refsOn((await get('/plan?due=overdue')).body).length).toBeGreaterThan(0)
    expect(refsOn((await get('/plan?due=moved')).body)).toContain('R4.2')
    expect(refsOn((await get('/plan?missing=evidence')).body).length).toBeGreaterThan(0)
  })

  it('says so when a filter is unknown, and shows the plan without it', async () => {
    const { body, statusCode } = await get('/plan?locality=north&rating=purple')
    expect(statusCode).toBe(200)
    expect(refsOn(body)).toHaveLength(actions.length)
    expect(body).toContain('There is no filter ‘locality’.')
    expect(body).toContain('‘purple’ is not one of the choices')
  })

  it.each([
    '/plan?rating=a&rating=b',
    '/plan?rating=%00',
    '/plan?lead=%3Cscript%3Ealert(1)%3C/script%3E',
    '/plan?__proto__=x&constructor=y',
    `/plan?section=${'9'.repeat(3000)}`,
    "/plan?check=no_update'%20or%201=1--",
    '/plan?due=overdue%0d%0aSet-Cookie:x',
  ])('answers the hostile %.60s without failing or repeating markup', async (url) => {
    const { statusCode, body } = await get(url)
    expect(statusCode).toBeLessThan(500)
    expect(body).not.toContain('<script>alert')
  })

  it('as CSV holds the same actions, and no cell that a spreadsheet would run', async () => {
    const { body, headers } = await get('/plan.csv?section=R6')
    expect(headers['content-type']).toContain('text/csv')
    expect(body.trim().split('\r\n')).toHaveLength(1 + refsOn((await get('/plan?section=R6')).body).length)
    expect(body).not.toMatch(/(^|,)[=+@]/m)
  })

  it('shows a head of service the figures of their own service, and a manager those of their own team', async () => {
    const service = (await get('/plan', head)).body
    expect(service).toContain('/units/CICS/kpis/LC01')
    expect(service).not.toContain('/units/RIDGE/')
    const own = (await get('/plan', manager)).body
    expect(own).toContain('/units/CIC-N/kpis/LC01')
    expect(own).not.toMatch(/\/units\/(?!CIC-N\/)/)
    expect(own).not.toContain('372 of 400')
  })

  it('leaves out what a team does not carry, and says how much that is', async () => {
    const row = rowOf((await get('/plan', manager)).body, 'R3.1')
    expect(row).toMatch(/\d measures? that Children in Care North does not carry/)
    expect(row).not.toContain('Nothing published')
  })

  it('shows the board counts, and no figure of a measure', async () => {
    const { body } = await get('/plan', board)
    expect(refsOn(body)).toHaveLength(actions.length)
    expect(body).not.toContain('app-kpi-row')
    expect(body).not.toContain('372 of 400')
    expect(rowOf(body, 'R3.1')).toMatch(/\d measures: .*improving/)
    expect(rowOf(body, 'R8.4')).not.toContain('none really changing')
  })

  it('tells the board what it is not told: of how many more actions the measures are withheld, and which', async () => {
    const { body } = await get('/plan', board)
    expect(body).toContain('2 actions are on track or completed while a linked measure is concerning')
    const [, href = '', more] =
      /href="([^"]+)">For (\d+) more actions on track or completed, what a linked measure shows is withheld outside/.exec(
        body,
      ) ?? []
    const found = refsOn((await get(href.replaceAll('&amp;', '&'), board)).body)
    expect(found).toHaveLength(Number(more))
    const inside = (await get('/plan.json?check=on_track_but_concerning')).json().rows
    const told = (await get('/plan.json?check=on_track_but_concerning', board)).json().rows
    const known = new Set([...found, ...told.map((r: { ref: string }) => r.ref)])
    for (const { ref } of some<{ ref: string }>(inside)) expect(known, ref).toContain(ref)
    expect((await get('/plan')).body).not.toContain('withheld outside')
    expect((await get('/plan/actions/R1.6', board)).body).toContain(
      'Not known here: whether delivery and its measures disagree.',
    )
    expect((await get('/plan/actions/R1.6')).body).not.toContain('Not known here')
  })

  it('names to the board the linked measures that are changing, and says which are withheld', async () => {
    const row = rowOf((await get('/plan', board)).body, 'F1.8')
    expect(row).toMatch(/<li>[^<]+<span class="app-mark".*?Concerning/s)
    expect(rowOf((await get('/plan', board)).body, 'R1.6')).toContain('withheld outside the service')
  })

  it('shows the board the checks of what it may see, and how many more it cannot be told', async () => {
    const { body } = await get('/plan/checks', board)
    expect(body).toContain('id="on_track_but_concerning"')
    expect(body).toContain('F1.8')
    expect(body).toMatch(
      /For \d+ more actions on track or completed, what a linked measure shows is withheld/,
    )
    expect(body).not.toMatch(/Help and Protection South 1|HP-S1/)
    expect((await get('/plan/checks')).body).not.toContain('withheld')
  })

  it('is closed to an administrator, and asks a stranger to sign in', async () => {
    expect((await get('/plan', administrator)).statusCode).toBe(403)
    expect((await app.inject({ url: '/plan' })).statusCode).toBe(303)
  })
})

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

describe('the owners of a check', () => {
  it('are all leads of its action, the first of them as owner', async () => {
    const { checks } = (await get('/api/v1/plan/checks')).json()
    const { actions } = (await get('/api/v1/plan')).json()
    const leads = new Map(actions.map((a: { ref: string; leads: string[] }) => [a.ref, a.leads]))
    const ofActions = checks.filter((c: { action: string | null }) => c.action !== null)
    expect(ofActions.some((c: { owners: string[] }) => c.owners.length > 1)).toBe(true)
    for (const check of some<{ action: string; owners: string[]; owner: string | null }>(ofActions)) {
      expect(check.owners, check.action).toEqual(leads.get(check.action))
      expect(check.owner, check.action).toBe(check.owners[0] ?? null)
    }
  })
})
