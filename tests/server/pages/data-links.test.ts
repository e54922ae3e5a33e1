/** Every file that a page offers can be downloaded by anyone who may open the page. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import type { Role } from '#server/access/permissions/actor.ts'
import { bearer, testApp } from '../../support/app.ts'
import { type TestDatabase, testDatabase } from '../../support/database.ts'
import { bySize, isWide, partOf } from '../../support/run-size.ts'

let database: TestDatabase
let app: FastifyInstance

beforeAll(async () => {
  database = await testDatabase('demo')
  app = await testApp(database.db)
})

const isData = (path: string) => /\.(csv|xlsx|json|svg|png)$/.test(path) && !path.startsWith('/assets/')

/** An address without its values, so that two addresses of one kind are equal. */
function kindOf(address: string): string {
  const [path = '', query = ''] = address.split('?')
  const keys = [...new URLSearchParams(query)].map(([key]) => key)
  return `${path.replaceAll(/[A-Z0-9][A-Za-z0-9&%_-]*(?=[./]|$)/g, '·')}?${keys.join('&')}`
}

/** The addresses of our own service that a page links to. */
function linksOf(body: string): string[] {
  return [...body.matchAll(/ href="([^"#]*)/g)].flatMap(([, href = '']) => {
    const address = href.replaceAll('&amp;', '&')
    return address.startsWith('/') ? [address] : []
  })
}

/** Addresses that ask for something that does not exist: the files offered by such a page belong to what it shows. */
const fallingBack = [
  '/compare?kpi=CP04&units=HP-S1,CIC-N,NOBODY&to=2019-13',
  '/overview?kpi=ZZ99&period=2031-01&columns=ZZ98',
  '/units/HP-S1/kpis/CP04?to=2031-01&span=7&with=council&with=nobody',
  '/units/HP-S1/kpis/CP04?with=service&with=council&with=neighbours&with=region&with=england',
  '/plan?rating=red&zz=1',
  '/plan/board?since=2019-02-30',
  '/units/HPC?period=2031-01&kpi=ZZ99',
  '/units/HP-S1/changes?from=2019-05-01&to=2019-05-31',
]

/** Opens a few pages of each kind that can be reached, and returns the first file of each kind that they offer, with its page. */
async function filesOffered(headers: { authorization: string }, from: readonly string[], perKind: number) {
  const waiting = [...from]
  const seen = new Map<string, number>()
  const opened = new Set<string>()
  const files = new Map<string, { file: string; page: string }>()
  for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
    if (opened.has(page)) continue
    opened.add(page)
    const answer = await app.inject({ url: page, headers })
    if (answer.headers.location !== undefined) waiting.push(String(answer.headers.location))
    if (answer.statusCode !== 200) continue
    for (const link of linksOf(answer.body)) {
      const kind = kindOf(link)
      if (isData(link.split('?')[0] ?? '')) {
        const key = fallingBack.includes(page) ? `${page} ${kind}` : kind
        if (!files.has(key)) files.set(key, { file: link, page })
      } else if ((seen.get(kind) ?? 0) < perKind && !link.startsWith('/assets/') && link !== '/sign-out') {
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
        waiting.push(link)
      }
    }
  }
  return { opened: opened.size, files: [...files.values()] }
}

const readers: readonly Role[] = ['board', 'data_team', 'team_manager', 'head_of_service']

async function tryFiles(
  role: Role,
  unit: string | null,
  from: readonly string[],
  least: number,
): Promise<void> {
  const headers = await bearer(database.db, role, unit)
  const { opened, files } = await filesOffered(headers, from, bySize({ part: 1, wide: 1, whole: 3 }))
  expect(opened).toBeGreaterThan(15)
  expect(files.length).toBeGreaterThan(least)
  const pictures = files.filter(({ file }) => /\.(svg|png)/.test(file))
  const numbers = files.filter(({ file }) => !/\.(svg|png)/.test(file))
  // What one role leaves out, another tries: their pages offer much the same kinds of files.
  const first = readers.indexOf(role)
  const parts = [
    ...partOf(numbers, bySize({ part: 3, wide: 9, whole: 1 }), first),
    ...partOf(pictures, bySize({ part: 8, wide: 24, whole: 1 }), first),
  ]
  for (const { file, page } of parts) {
    let answer = await app.inject({ url: file, headers })
    if (answer.headers.location !== undefined)
      answer = await app.inject({ url: String(answer.headers.location), headers })
    expect(answer.statusCode, `${file} of ${page}: ${answer.body.slice(0, 300)}`).toBe(200)
  }
}

test.runIf(isWide)('of the board', { timeout: 300_000 }, () =>
  tryFiles('board', null, ['/', '/overview'], 20),
)

test.runIf(isWide).each<[Role, string | null, readonly string[], number]>([
  ['data_team', null, ['/', ...fallingBack], 60],
  ['team_manager', 'HP-S1', ['/'], 20],
  ['head_of_service', 'HPC', ['/overview', '/compare', '/units/HPC'], 40],
])('of %s', { timeout: 300_000 }, tryFiles)
