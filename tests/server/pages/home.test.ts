import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { bearer, signIn, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { partOf } from '../../support/run-size.ts'

let app: FastifyInstance
let db: Db
let read: ReadOnce
let empty: FastifyInstance
let emptyDb: Db

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
  read = readOnce(app)
  ;({ db: emptyDb } = await testDatabase('catalogue'))
  empty = await testApp(emptyDb)
})

const homes: [Role, string | null][] = [
  ['team_manager', 'HP-S1'],
  ['team_manager', 'IRO'],
  ['head_of_service', 'HPC'],
  ['head_of_service', 'QSP'],
  ['smt', null],
  ['data_team', null],
  ['plan_lead', null],
  ['board', null],
  ['quality_lead', null],
  ['workforce_lead', null],
  ['administrator', null],
]

/** The page between its header and its footer. */
function mainOf(body: string): string {
  return /<main[^>]*>(.*)<\/main>/s.exec(body)?.[1] ?? ''
}

function linksOf(body: string): string[] {
  return [...new Set([...mainOf(body).matchAll(/href="([^"#][^"]*)"/g)].map(([, href]) => href ?? ''))].map(
    (href) => href.replaceAll('&amp;', '&').replace(/#.*$/, ''),
  )
}

function block(body: string, id: string): string[] {
  const section = mainOf(body).split(`id="${id}"`)[1]?.split('</section>')[0] ?? ''
  return [...section.matchAll(/<li class="app-home__line">(.*?)<\/li>/gs)].map(([, line]) => line ?? '')
}

const tokens = new Map<string, ReturnType<typeof bearer>>()

/** The home of a reader with a token, which leaves nothing behind. */
async function home(role: Role, unit: string | null = null): Promise<string> {
  const token = tokens.get(`${role} ${unit}`) ?? bearer(db, role, unit)
  tokens.set(`${role} ${unit}`, token)
  return (await read('/', await token)).body
}

describe.each(homes)('the home of a %s of %s', (role, unit) => {
  it('leads only to pages that answer and hold something', async () => {
    const headers = await bearer(db, role, unit)
    const { body, statusCode } = await read('/', headers)
    expect(statusCode).toBe(200)
    const links = linksOf(body)
    expect(links.length).toBeGreaterThan(2)
    for (const url of partOf(links, 16)) {
      const answer = await app.inject({ url, headers })
      expect(answer.statusCode, url).toBe(200)
      expect(mainOf(answer.body).replaceAll(/<[^>]*>/g, ' ').length, url).toBeGreaterThan(250)
    }
  })

  it('shows at most seven open lines in a block, the others of what there is to do and to talk about closed, each with one link', async () => {
    const body = await home(role, unit)
    const open = body.replaceAll(/<details class="govuk-details">.*?<\/details>/gs, '')
    for (const id of ['todo', 'talk', 'changed', 'places']) {
      expect(block(open, id).length).toBeLessThanOrEqual(7)
      expect(block(body, id).filter((line) => line.match(/<a /g)?.length !== 1)).toEqual([])
    }
    const closed = (what: string) =>
      Math.min(Number(new RegExp(`(\\d+) more ${what}`).exec(body)?.[1] ?? 0), 30)
    expect(block(body, 'todo')).toHaveLength(block(open, 'todo').length + closed('to do'))
    expect(block(body, 'talk')).toHaveLength(block(open, 'talk').length + closed('to talk about'))
    expect(block(body, 'places').length).toBeGreaterThan(0)
  })

  it('gives each task a verb and a day, and names nothing twice', async () => {
    const body = await home(role, unit)
    const words = (lines: string[], part: RegExp) => lines.map((line) => part.exec(line)?.[1] ?? '')
    const tasks = block(body, 'todo')
    expect(tasks.filter((line) => !/app-home__when">[^<]+</.test(line))).toEqual([])
    const own = tasks.filter((line) => !line.includes('/decisions/'))
    expect(words(own, />([A-Z][a-z]+) [^<]+<\/a>/).filter((verb) => !verbs.includes(verb))).toEqual([])
    const told = [...tasks, ...block(body, 'talk'), ...block(body, 'changed'), ...block(body, 'places')]
    const sentences = words(told, /<a [^>]*>([^<]*)</).map(
      (text, i) =>
        `${text} ${told[i]?.includes('app-home__when') ? /app-home__when">([^<]*)</.exec(told[i] ?? '')?.[1] : ''}`,
    )
    expect(sentences.filter((text, i) => sentences.indexOf(text) !== i)).toEqual([])
    const subjects = words(told, /href="(\/units\/[^/]+\/(?:kpis|decisions)\/[^/?#"]+)(?=["?#])/).filter(
      (s) => s !== '',
    )
    expect(subjects.filter((subject, i) => subjects.indexOf(subject) !== i)).toEqual([])
  })
})

/** What a home may ask of a reader. */
const verbs = ['Agree', 'Approve', 'Ask', 'Find', 'Give', 'Look', 'Publish', 'Put', 'Say', 'Submit', 'Write']

describe('before anything was published', () => {
  it.each(homes)('the home of a %s of %s says so and still leads somewhere', async (role, unit) => {
    const headers = await bearer(emptyDb, role, unit)
    const { body, statusCode } = await empty.inject({ url: '/', headers })
    expect(statusCode).toBe(200)
    for (const url of partOf(linksOf(body), 8)) {
      expect((await empty.inject({ url, headers })).statusCode, url).toBe(200)
    }
  })
})

describe('a home', () => {
  it('asks the data team for the returns that are due on the council’s day', async () => {
    const lines = block(await home('data_team'), 'todo')
    // What has been missing longest comes first.
    expect(lines[0]).toContain('overdue since')
    const due = lines.find((line) => line.includes('due today'))
    expect(due).toContain('Ask for 6 returns, May 2019')
  })

  it('tells a team manager’s matters from the actions agreed, which have a day', async () => {
    const body = await home('team_manager', 'HP-S1')
    const talk = block(body, 'talk').join('\n')
    expect(talk).toContain('/units/HP-S1/kpis/CP04?to=2019-04')
    expect(talk).toContain('worse than usual since March 2019, and 33.6 points below its target')
    expect(block(body, 'todo').join('\n')).toContain('due 21 June 2019')
  })

  it('says how the month went beside the button that opens it, and names that page once', async () => {
    const body = mainOf(await home('team_manager', 'HP-S1'))
    expect(body).toMatch(/app-home__start">\d+ of \d+ judged measures met target/)
    expect(block(await home('team_manager', 'HP-S1'), 'places').join('\n')).not.toContain(
      '/scorecards/2019-04"',
    )
    expect(mainOf(await home('board'))).not.toContain('app-home__start')
  })

  it('tells of a restated month, and why', async () => {
    const changed = block(await home('team_manager', 'HP-S1'), 'changed').join('\n')
    expect(changed).toMatch(/February 2019: \d+ figures? restated/)
    expect(changed).toContain('written up late are now counted')
  })

  it('shows a head of service each of the teams', async () => {
    expect(block(await home('head_of_service', 'HPC'), 'places')).toHaveLength(7)
  })

  it('shows the plan’s contradiction to senior managers and the plan’s lead', async () => {
    for (const role of ['smt', 'plan_lead'] as const) {
      const talk = block(await home(role), 'talk').join('\n')
      expect(talk.match(/Initial health assessment in 20 working days/g)).toHaveLength(1)
      expect(talk).toMatch(/R8\.4( is rated on track|: Rated on track, but Initial health assessment)/)
    }
  })

  it('asks nothing of those who only read: the board and two leads have facts to talk about', async () => {
    for (const role of ['board', 'quality_lead', 'workforce_lead'] as const) {
      const body = await home(role)
      expect(body, role).not.toContain('id="todo"')
      expect(block(body, 'talk').length, role).toBeGreaterThan(0)
    }
    const board = block(await home('board'), 'talk')
    expect(board.filter((line) => line.includes('is not on track')).length).toBeGreaterThan(0)
    const refs = board.map((line) => /actions\/([RF][0-9.]+)/.exec(line)?.[1] ?? '')
    const notOnTrack = refs.slice(0, board.findLastIndex((line) => line.includes('is not on track')) + 1)
    expect(refs.slice(notOnTrack.length).filter((ref) => notOnTrack.includes(ref))).toEqual([])
  })

  it('leads the board to the council’s scorecard and to no team', async () => {
    const body = mainOf(await home('board'))
    expect(body).toContain('/units/RIDGE/scorecards/2019-04')
    expect(body).not.toMatch(/\/units\/(?!RIDGE\/)/)
    expect(body).not.toMatch(/\d+(\.\d+)?%/)
  })

  it('asks a team manager for words on what needs a conversation, and for the sign-off', async () => {
    const todo = block(await home('team_manager', 'HP-S1'), 'todo').join('\n')
    expect(todo).toContain('Write commentary on 2 measures')
    expect(todo).toContain('for April 2019')
    expect(todo).toContain('Submit February 2019 again')
    expect(todo).toContain(
      'restated after its sign-off: Visits made in February but written up late are now counted',
    )
    expect(todo).toContain('Submit November 2018 and April 2019 for sign-off')
  })

  it('shows a head of service what waits to be agreed, and which teams have said nothing', async () => {
    const todo = block(await home('head_of_service', 'HPC'), 'todo').join('\n')
    expect(todo).toContain('Move four children’s cases to Help and Protection North 1.')
    expect(todo).toContain('overdue since 31 May 2019')
    expect(todo).toContain('Agree April 2019 of Help and Protection South 2')
    expect(todo).toMatch(/Ask \d+ managers to submit \d+ months for sign-off/)
    expect(todo).toMatch(/Ask \d teams for commentary/)
  })

  it('gives the leads of quality and of the workforce the measures they answer for, and no others', async () => {
    const quality = block(await home('quality_lead'), 'talk').join('\n')
    expect(quality).toContain('worse than usual')
    expect(quality).not.toContain('Agency social workers')
    const workforce = block(await home('workforce_lead'), 'talk').join('\n')
    expect(workforce).toContain('Average caseload')
    expect(workforce).not.toContain('Child seen alone')
  })

  it('tells an administrator what is not set up yet', async () => {
    const todo = block(await home('administrator'), 'todo').join('\n')
    expect(todo).toContain('Say whom readers may ask about figures')
    expect(todo).toContain('/admin/settings#brand_colour')
  })

  it('is asked for by signing in', async () => {
    const answer = await app.inject({ url: '/' })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/sign-in?next=%2F')
  })
})

describe('a look at the home', () => {
  const look = async (role: Role) => {
    const { cookie } = await signIn(app, role)
    return (await app.inject({ url: '/', headers: { cookie } })).body
  }

  it('that is the first shows three cards, and what changed lately', async () => {
    const body = await look('quality_lead')
    expect(body.match(/class="app-first__card"/g)).toHaveLength(3)
    expect(body).toContain('What changed lately')
    for (const url of ['/help#reading', '/help#change', '/help#asking']) {
      expect(body).toContain(`href="${url}"`)
      const help = await app.inject({ url: '/help', headers: await bearer(db, 'quality_lead') })
      expect(help.body).toContain(`id="${url.split('#')[1]}"`)
    }
  })

  it('that is not the first says since when, and shows only what is newer', async () => {
    const body = await look('team_manager')
    expect(body).not.toContain('app-first__card')
    expect(body).toContain('What changed since 20 May 2019')
    const changed = block(body, 'changed')
    expect(changed.join('\n')).toMatch(/February 2019: \d+ figures? restated/)
    // The action agreed since is among what is to do, and is not said again.
    expect(changed.join('\n')).not.toContain('Advertise the two posts')
    expect(block(body, 'todo').join('\n')).toContain('Advertise the two posts')
    // April was published on 15 May, so it has already been seen.
    expect(changed.join('\n')).not.toMatch(/April 2019: \d+ new figures/)
    const days = changed.map((line) => /app-home__when">([^<]*)</.exec(line)?.[1] ?? '')
    expect(days).toEqual([...days].sort((a, b) => Date.parse(b) - Date.parse(a)))
  })

  it('later in the same sitting is told the same', async () => {
    const first = block(await look('head_of_service'), 'changed')
    expect(block(await look('head_of_service'), 'changed')).toEqual(first)
  })

  it('by a program leaves nothing behind', async () => {
    const headers = await bearer(db, 'plan_lead')
    await app.inject({ url: '/', headers })
    const looks = await db.selectFrom('look').select('person').execute()
    expect(looks.map(({ person }) => person)).not.toContain('plan_lead council test')
  })

  it('that finds nothing new says so', async () => {
    const reader = 'Improvement programme lead'
    await look('plan_lead')
    await inTransaction(db, (trx) =>
      trx
        .updateTable('look')
        .set({ before_at: new Date('2019-06-10T10:00:00Z'), before_dated: '2019-06-10' })
        .where('person', '=', reader)
        .execute(),
    )
    const body = await look('plan_lead')
    expect(body).toContain('What changed since 10 June 2019')
    expect(body).toContain('Nothing has been published, changed or said since you last looked.')
  })
})

describe('the foot of a page with figures', () => {
  it('says when figures next change, what is known to be wrong, and whom to ask', async () => {
    const { body } = await app.inject({
      url: '/units/HP-S1/scorecards/2019-04',
      headers: await bearer(db, 'smt'),
    })
    expect(body).toContain('Next update 10 June 2019 (May 2019)')
    expect(body).toContain('<a class="govuk-link" href="/data-quality">Quality notes (2)</a>')
    expect(body).toContain('href="/help#asking">who to ask</a>')
    const manager = await app.inject({
      url: '/units/HP-S1/scorecards/2019-04',
      headers: await bearer(db, 'team_manager', 'HP-S1'),
    })
    expect(manager.body).not.toContain('href="/data-quality"')
  })

  it('stands on every page of figures', async () => {
    const headers = await bearer(db, 'smt')
    for (const url of [
      '/units/HP-S1/scorecards/2019-04',
      '/units/HPC/scorecards/2019-04',
      '/units/HP-S1',
      '/units/HPC',
      '/units/HP-S1/kpis/CP04',
      '/overview',
      '/compare',
      '/plan',
      '/plan/actions/R6.1',
      '/plan/checks',
      '/data-quality',
      '/units/HP-S1/changes',
    ]) {
      const { body } = await app.inject({ url, headers })
      expect(body, url).toContain('<p class="app-data-footer">')
      expect(body, url).toMatch(/<span>Next update \d+ June 2019/)
    }
  })
})

describe('a unit', () => {
  const get = async (url: string, role: Role, unit: string | null = null) =>
    app.inject({ url, headers: await bearer(db, role, unit) })

  it('shows a head of service every team’s matters on one page', async () => {
    const { body } = await get('/units/HPC', 'head_of_service', 'HPC')
    expect(body.match(/<li class="app-unit__part /g)).toHaveLength(7)
    expect(body).toContain('/units/HP-S1/kpis/CP04?to=2019-04')
    expect(body).toContain('Move four children’s cases to Help and Protection North 1.')
  })

  it('that closed keeps its months and leads to those that followed it', async () => {
    const { body } = await get('/units/EH-C', 'smt')
    expect(body).toContain('Closed after')
    expect(body).toContain('/units/EH-C/scorecards/2018-12')
    expect(body).not.toContain('/units/EH-C/scorecards/2019-01')
    const split = (await get('/units/HP-C', 'smt')).body
    expect(split).toContain('Followed by')
    expect(split).toContain('/units/HP-C2')
  })

  it('that took over from another says which, and leads there only for those who may go', async () => {
    expect((await get('/units/HP-C1', 'smt')).body).toContain('href="/units/HP-C"')
    const own = (await get('/units/HP-C1', 'team_manager', 'HP-C1')).body
    expect(own).toContain('Help and Protection Central')
    expect(own).not.toContain('href="/units/HP-C"')
  })

  it('shows a reader without figures its dates and its teams, and no scorecard', async () => {
    const { body, statusCode } = await get('/units/RIDGE', 'administrator')
    expect(statusCode).toBe(200)
    expect(body).toContain('Help and Protection South 1')
    expect(mainOf(body)).not.toContain('/scorecards/')
    expect(mainOf(body)).not.toMatch(/met target/)
  })

  it('out of scope is not found', async () => {
    expect((await get('/units/HP-S2', 'team_manager', 'HP-S1')).statusCode).toBe(404)
    expect((await get('/units/%00', 'smt')).statusCode).toBe(404)
  })
})
