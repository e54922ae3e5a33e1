import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { cellsOf, textOf } from '../../support/page-text.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'
import { isWide, partOf } from '../../support/run-size.ts'

type Headers = { authorization: string }

let app: FastifyInstance
let read: ReadOnce
let smt: Headers
let board: Headers
let head: Headers

beforeAll(async () => {
  const { db } = await testDatabase('demo')
  app = await testApp(db)
  read = readOnce(app)
  smt = await bearer(db, 'smt')
  board = await bearer(db, 'board')
  head = await bearer(db, 'head_of_service', 'HPC')
})

const bodyOf = async (url: string, headers: Headers) => {
  const { statusCode, body } = await read(url, headers)
  expect(statusCode, url).toBe(200)
  return body
}
const countsOf = (body: string) =>
  [...body.matchAll(/<a class="govuk-link app-overview__count" href="([^"]+)">(\d+)<\/a>/g)].map(
    ([, href = '', count]) => ({
      href: href.replaceAll('&amp;', '&').split('#')[0] ?? '',
      count: Number(count),
    }),
  )
const measuresOf = (body: string) => [...body.matchAll(/<tr class="[^"]*" id="kpi-[A-Z]/g)].length
const shownOf = (body: string) => Number(/role="status">(\d+) of \d+ measures/.exec(body)?.[1])
const part = (body: string, id: string) =>
  (body.split(`<section id="${id}">`)[1] ?? '').split('</section>\n<section id=')[0] ?? ''

const months = ['2018-11', '2019-01', '2019-03', '2019-04']

describe('every count of the overview', () => {
  it.each(partOf(months, 4, 1))('leads to just as many measures of the council in %s', async (period) => {
    const counts = countsOf(await bodyOf(`/overview?period=${period}`, smt))
    expect(counts.length).toBeGreaterThan(6)
    for (const { href, count } of counts) {
      const list = await bodyOf(href, smt)
      expect([measuresOf(list), shownOf(list)], href).toEqual([count, count])
    }
  })

  it.runIf(isWide)('leads to just as many for one service, for its own head and for the board', async () => {
    const of = [
      { url: '/overview?service=HPC', headers: smt },
      { url: '/overview', headers: head },
      { url: '/overview', headers: board },
    ]
    for (const { url, headers } of of) {
      const counts = countsOf(await bodyOf(url, headers))
      expect(counts.length, url).toBeGreaterThan(0)
      for (const { href, count } of counts) expect(measuresOf(await bodyOf(href, headers)), href).toBe(count)
    }
  })

  it('of actions by delivery leads to as many actions of the plan', async () => {
    const body = await bodyOf('/overview', smt)
    const counts = [
      ...body.matchAll(/href="(\/plan\?rating=\w+)"><span class="app-plan-strip__count">.*?(\d+)<\/span>/gs),
    ]
    expect(counts).toHaveLength(5)
    for (const [, href = '', count] of counts) {
      const { rows } = (await app.inject({ url: href.replace('?', '.json?'), headers: smt })).json()
      expect(rows, href).toHaveLength(Number(count))
    }
  })

  it.each(partOf(months, 2))('says at a glance what its own lists hold in %s', async (period) => {
    for (const query of ['', '&dimension=delivery', '&only=concerning']) {
      const body = await bodyOf(`/overview?period=${period}${query}`, smt)
      const glance = textOf((body.split('app-overview__glance">')[1] ?? '').split('</ul>')[0] ?? '')
      const changed = part(body, 'changed')
      const listed = (heading: RegExp) => Number(heading.exec(textOf(changed))?.[1] ?? 0)
      expect(Number(/^(\d+) \w+[’s]+ measures? (?:is|are) newly worse/.exec(glance)?.[1])).toBe(
        listed(/Newly worse than usual \((\d+)\)/),
      )
      expect(Number(/(\d+) still worse/.exec(glance)?.[1])).toBe(listed(/Still worse than usual.*?\((\d+)\)/))
      const better = /(\d+) newly better/.exec(glance)?.[1]
      const isListed = query !== '&only=concerning'
      expect(better).toBe(isListed ? String(listed(/Newly better than usual \((\d+)\)/)) : undefined)
      const rows = [...part(body, 'disagree').matchAll(/<tr class="govuk-table__row">.*?<\/tr>/gs)]
      const actions = new Set(
        rows.map(([row]) => cellsOf(row)[0]?.split(' ')[0]).filter((ref) => ref !== 'Action'),
      )
      expect(Number(/(\d+) actions? on track/.exec(glance)?.[1])).toBe(actions.size)
    }
  })
})

describe('the finding of the heatmap', () => {
  const said =
    /^(\d+) of (\d+) teams met target in April 2019; longest run short of it: (.*), (?:all |the last )?(\d+) months/

  it.each(['LC01', 'CP04', 'AS01'])(
    'of %s counts who met target, and names who was short of it longest',
    async (kpi) => {
      const body = await bodyOf(`/overview?kpi=${kpi}`, smt)
      const finding = textOf(/app-overview__finding">(.*?)<\/h3>/s.exec(body)?.[1] ?? '')
      expect(finding).toMatch(said)
      const [, met, judged, named = '', length] = said.exec(finding) ?? []
      const rows = parse(await bodyOf(`/overview.csv?kpi=${kpi}`, smt), { columns: true, bom: true })
      const teams = [...Map.groupBy(rows as Record<string, string>[], (row) => row.name ?? '')].slice(1)
      const runs = teams.map(([name, own]) => {
        const marks = own
          .map(({ status }) => (status === 'missed' || status === 'close' ? 's' : 'o'))
          .join('')
        return {
          name,
          last: own.at(-1)?.status,
          longest: Math.max(0, ...(marks.match(/s{2,}/g) ?? []).map((r) => r.length)),
        }
      })
      expect(Number(met)).toBe(runs.filter(({ last }) => last === 'met').length)
      expect(Number(judged)).toBe(
        runs.filter(({ last }) => ['met', 'close', 'missed'].includes(last ?? '')).length,
      )
      const most = Math.max(...runs.map(({ longest }) => longest))
      expect(Number(length)).toBe(most)
      const longest = runs.filter((run) => run.longest === most).map(({ name }) => name)
      const [, many] = /^(\d+) teams$/.exec(named) ?? []
      const names = many === undefined ? named.split(' and ') : []
      expect(longest.length, finding).toBeGreaterThanOrEqual(Number(many ?? 1))
      expect(names.filter((name) => !longest.some((team) => team.includes(name)))).toEqual([])
    },
  )
})
