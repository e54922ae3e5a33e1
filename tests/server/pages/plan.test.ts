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
