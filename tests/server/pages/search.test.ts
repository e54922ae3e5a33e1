import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { councilId } from '#server/db/council-id.ts'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { partOf } from '../../support/run-size.ts'

let app: FastifyInstance
let db: Db

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
})

const search = async (q: string, role: Role = 'smt', unit: string | null = null) =>
  app.inject({ url: `/search?q=${encodeURIComponent(q)}`, headers: await bearer(db, role, unit) })

const mainOf = (body: string) => /<main[^>]*>(.*)<\/main>/s.exec(body)?.[1] ?? ''
const linksOf = (body: string) =>
  [...mainOf(body).matchAll(/<li class="app-found__item"><a class="govuk-link" href="([^"]+)"/g)].map(
    ([, href]) => (href ?? '').replaceAll('&amp;', '&'),
  )

describe('a search', () => {
  it('finds teams, measures, actions, decisions and extracts, each under its heading', async () => {
    expect(mainOf((await search('south')).body)).toContain('Help and Protection South 1')
    const visits = mainOf((await search('visits')).body)
    expect(visits).toContain('Measures</h2>')
    expect(visits).toContain('Plan actions</h2>')
    expect(mainOf((await search('agency posts')).body)).toContain('Agreed actions and decisions</h2>')
    expect(mainOf((await search('.csv', 'data_team')).body)).toContain('Extracts</h2>')
  })

  it.each([
    ['R9.3', 'smt', null, '/plan/actions/R9.3'],
    ['r9.3', 'team_manager', 'HP-S1', '/plan/actions/R9.3'],
    ['hp-s1', 'smt', null, '/units/HP-S1'],
    ['CP04', 'team_manager', 'HP-S1', '/units/HP-S1/kpis/CP04'],
    ['lc01', 'team_manager', 'HP-S1', '/help/kpis/LC01'],
    ['CP04', 'smt', null, '/units/RIDGE/kpis/CP04'],
    ['CP04', 'administrator', null, '/help/kpis/CP04'],
    ['extract 1', 'data_team', null, '/extracts/1'],
  ] as const)('of %s takes a %s of %s straight to %s', async (q, role, unit, address) => {
    const answer = await search(q, role, unit)
    expect([answer.statusCode, answer.headers.location]).toEqual([303, address])
    const there = await app.inject({ url: address, headers: await bearer(db, role, unit) })
    expect(there.statusCode).toBe(200)
  })

  it('leads only to pages that the asker may open', async () => {
    const asked: [Role, string | null][] = [
      ['team_manager', 'HP-S1'],
      ['head_of_service', 'HPC'],
      ['smt', null],
      ['board', null],
      ['administrator', null],
      ['data_team', null],
    ]
    for (const [n, [role, unit]] of asked.entries()) {
      for (const q of partOf(['help', 'visits', 'team', 'agency'], 2, n)) {
        for (const url of partOf(linksOf((await search(q, role, unit)).body), 24, n)) {
          const answer = await app.inject({ url, headers: await bearer(db, role, unit) })
          expect(answer.statusCode, `${role} ${url}`).toBe(200)
        }
      }
    }
  }, 60_000)

  it('shows nobody what is out of their scope: no other team, and nothing decided for one', async () => {
    const south2 = await search('South 2', 'team_manager', 'HP-S1')
    expect(linksOf(south2.body).filter((href) => href.startsWith('/units/'))).toEqual([])
    const jump = await search('HP-S2', 'team_manager', 'HP-S1')
    expect(jump.statusCode).toBe(200)
    expect(mainOf(jump.body)).not.toContain('Help and Protection South 2')
    const all = linksOf((await search('the', 'smt')).body).filter((href) => href.includes('/decisions/'))
    const own = linksOf((await search('the', 'team_manager', 'HP-S1')).body).filter((href) =>
      href.includes('/decisions/'),
    )
    expect(all.some((href) => !href.startsWith('/units/HP-S1/'))).toBe(true)
    expect(own.every((href) => href.startsWith('/units/HP-S1/'))).toBe(true)
    expect((await search('.csv', 'team_manager', 'HP-S1')).body).not.toContain('Extracts</h2>')
    expect((await search('extract 1', 'team_manager', 'HP-S1')).statusCode).toBe(200)
  })

  it('says of a list that it cut off that there are at least so many', async () => {
    const words = textOf(mainOf((await search('.csv', 'data_team')).body))
    expect(words).toContain('At least 11 results')
    expect(words).toContain('There are more. Add a word to find fewer.')
    expect(textOf(mainOf((await search('agency posts')).body))).not.toContain('At least')
  })

  it('finds a word with an apostrophe, however either is typed', async () => {
    for (const q of ['four children’s cases', "four children's cases"])
      expect(textOf(mainOf((await search(q)).body)), q).toContain('Move four children’s cases')
  })

  it('tells an outside audience nothing of what was not released or was received', async () => {
    const name = 'outside search'
    const secret = await recordToken(db, { name, role: 'smt', unit: null, audience: 'outside', now: testNow })
    for (const headers of [await bearer(db, 'board'), { authorization: `Bearer ${secret}` }]) {
      for (const q of ['agency posts', 'four children’s cases', '.csv']) {
        const { body } = await app.inject({ url: `/search?q=${encodeURIComponent(q)}`, headers })
        expect(mainOf(body), q).not.toMatch(/Agreed actions and decisions<\/h2>|Extracts<\/h2>/)
      }
    }
  })

  it('finds for an outside audience what was released, of agreed actions, their outcomes and the plan', async () => {
    const name = 'outside search of released texts'
    const secret = await recordToken(db, { name, role: 'smt', unit: null, audience: 'outside', now: testNow })
    const headers = { authorization: `Bearer ${secret}` }
    const found = async (q: string) =>
      textOf(mainOf((await app.inject({ url: `/search?q=${encodeURIComponent(q)}`, headers })).body))
    expect(await found('falls due in the week ahead')).toContain(
      'List on Friday every child protection visit',
    )
    expect(await found('the list goes out every friday')).toContain(
      'List on Friday every child protection visit',
    )
    expect(await found('reviewing officers fully staffed')).toContain(
      'Chairs and reviewing officers are fully staffed',
    )
    expect(mainOf((await search('recruitment strategy', 'board')).body)).toContain(
      'Agreed actions and decisions</h2>',
    )
  })

  it('finds nothing by signs that stand for anything in a database', async () => {
    for (const q of [
      '%',
      '_',
      '%_\'"<',
      "' or 1=1 --",
      '\\',
      '\u0001',
      '%00',
      '[a-z]',
      '.*',
      '<script>alert(1)</script>',
      '../..',
      '💩',
      'a'.repeat(5_000),
    ]) {
      const answer = await search(q, 'data_team')
      expect(answer.statusCode, q).toBe(200)
      expect(answer.body, q).not.toContain('<script>alert')
      expect(
        linksOf(answer.body).filter((href) => href.includes('/decisions/')),
        q,
      ).toEqual([])
    }
    // A file whose real name has such a character is still found.
    expect(mainOf((await search('_', 'data_team')).body)).not.toContain('Plan actions</h2>')
  })

  const recordsFound = async (q: string, role: Role = 'smt', unit: string | null = null) =>
    textOf(
      /<h2[^>]*>Progress and evidence<\/h2>(.*?)<\/section>/s.exec((await search(q, role, unit)).body)?.[1] ??
        '',
    )
  const recordProgress = (updatedOn: string, body: string) =>
    db
      .insertInto('progress_update')
      .values({
        council_id: councilId,
        action_ref: 'R3.3',
        updated_on: updatedOn,
        updated_by: 'HoS MASH and Assessment',
        body,
        recorded_at: testNow,
        is_demonstration: true,
      })
      .execute()

  it.each([
    ['evidence', 'statement'],
    ['milestone', 'meaning'],
    ['action_rating', 'reason'],
  ] as const)('finds what is recorded of the plan as %s', async (table, column) => {
    const record = await db
      .selectFrom(table)
      .select((e) => [
        'action_ref as ref',
        e
          .ref(column as never)
          .$castTo<string>()
          .as('text'),
      ])
      .orderBy('id')
      .executeTakeFirstOrThrow()
    const words = record.text.split(' ').slice(0, 7).join(' ')
    expect(await recordsFound(words)).toContain(`${record.ref}: ${words.split(' ').slice(0, 3).join(' ')}`)
  })

  it('finds progress by its words and by who wrote it, for those who read the plan inside', async () => {
    await recordProgress('2019-06-07', 'Dip sampling of assessments follows a schedule.')
    for (const q of ['dip sampling', 'dip MASH'])
      expect(await recordsFound(q), q).toBe(
        'R3.3: Dip sampling of assessments follows a schedule. progress, 7 June 2019, HoS MASH and Assessment',
      )
    expect(await recordsFound('dip sampling', 'team_manager', 'HP-S1')).toContain('R3.3')
    expect(await recordsFound('dip sampling', 'board')).toBe('')
    expect(await recordsFound('dip sampling', 'administrator')).toBe('')
  })

  it('finds progress from its own day on', async () => {
    await recordProgress('2019-06-10', 'Zebra crossing today.')
    await recordProgress('2019-06-11', 'Zebra crossing tomorrow.')
    const words = await recordsFound('zebra')
    expect(words).toContain('Zebra crossing today.')
    expect(words).not.toContain('tomorrow')
  })

  it('that finds nothing says so and offers the nearest words', async () => {
    const words = textOf((await search('superviison')).body)
    expect(words).toContain('Nothing found for “superviison”')
    expect(words).toContain('Did you mean supervision ?'.replace(' ?', ''))
    expect(textOf((await search('qqqqqqqq')).body)).not.toContain('Did you mean')
  })

  it('for a team out of the reader’s scope says what is not searched and whom to ask, as for one that does not exist', async () => {
    const said = async (q: string) =>
      textOf((await search(q, 'team_manager', 'HP-S1')).body.split('Nothing found for')[1] ?? '').replaceAll(
        q,
        '…',
      )
    const hidden = await said('HP-N2')
    expect(hidden).toContain('Teams and services other than yours are not searched')
    expect(hidden).toContain('ask the data team')
    expect(await said('HP-Z9')).toBe(hidden)
    expect(textOf((await search('HP-Z9')).body)).not.toContain('other than yours')
  })

  it('of nothing says what can be looked for', async () => {
    for (const url of ['/search', '/search?q=', '/search?q=%20', '/search?q[]=a', '/search?q=a&q=b']) {
      const answer = await app.inject({ url, headers: await bearer(db, 'smt') })
      expect(answer.statusCode, url).toBe(200)
      expect(answer.body, url).toContain('A code goes straight to its page')
    }
  })

  it('is for those who have signed in, and stands in every page’s navigation', async () => {
    const closed = await app.inject('/search?q=visits')
    expect([closed.statusCode, closed.headers.location]).toEqual([
      303,
      '/sign-in?next=%2Fsearch%3Fq%3Dvisits',
    ])
    const { body } = await app.inject({ url: '/help', headers: await bearer(db, 'smt') })
    expect(body).toMatch(/<form action="\/search" method="get" role="search"/)
    expect((await app.inject('/sign-in')).body).not.toContain('role="search"')
  })
})

describe('a search for the reason of a baseline', () => {
  const set = async (unit: string, kpi: string, reason: string, release: boolean) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1/series/${unit}/${kpi}/rebase`,
      headers: await bearer(db, 'data_team'),
      payload: { from: '2018-09', reason, release },
    })
    return answer.json<{ baseline: number }>().baseline
  }
  const found = async (q: string, role: Role, unit: string | null = null) =>
    linksOf((await search(q, role, unit)).body).filter((href) => href.includes('/baselines/'))

  it('finds it for those who may read the series, with its measure, place and month', async () => {
    const id = await set('HP-S1', 'CP05', 'Reviews are prepared by the walrus group.', false)
    const page = `/units/HP-S1/kpis/CP05/baselines/${id}`
    expect(await found('Walrus', 'smt')).toEqual([page])
    expect(await found('walrus group', 'team_manager', 'HP-S1')).toEqual([page])
    expect(await found('walrus', 'team_manager', 'CIC-N')).toEqual([])
    expect(await found('walrus', 'administrator')).toEqual([])
    expect(await found('walrus reviewing', 'smt')).toEqual([])
    const words = textOf(mainOf((await search('walrus')).body))
    expect(words).toContain('New baselines')
    expect(words).toMatch(/Help and Protection South 1, from September 2018, set by/)
    expect(
      (await app.inject({ url: page, headers: await bearer(db, 'team_manager', 'HP-S1') })).statusCode,
    ).toBe(200)
  })

  it('finds it for the board only once it is released', async () => {
    await set('RIDGE', 'AS01', 'The ocelot form was brought in.', false)
    const id = await set('RIDGE', 'LC01', 'The ocelot list was brought in.', true)
    expect(await found('ocelot', 'smt')).toHaveLength(2)
    expect(await found('ocelot', 'board')).toEqual([`/units/RIDGE/kpis/LC01/baselines/${id}`])
  })
})
