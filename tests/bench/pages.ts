/** The cost of pages: compared with their own SQL, when nothing changed, by weight, and until a browser has painted them. */
import type { AddressInfo } from 'node:net'
import { brotliCompressSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { roleName } from '#server/access/permissions/actor.ts'
import { signIn } from '../support/app.ts'
import { launchChromium } from '../support/chromium.ts'
import { recordingSql, type Statement, timeOfSql } from './own-sql.ts'

/** The agreed limits. */
const agreed = { timesSql: 3, unchanged: 5, weight: 150, paint: 500, wide: 300 }

const SCORECARD = '/units/HP-S1/scorecards/2019-04'
const PAGES = [
  SCORECARD,
  '/units/RIDGE/scorecards/2019-04',
  '/units/RIDGE/kpis/AS01?to=2019-04',
  '/overview?kpi=LC01',
  '/compare?kpi=AS01',
  '/plan',
]
/** Never requested before in this process, so nothing is cached. */
const COLD = ['HP-N1', 'HP-N2', 'HP-C1', 'HP-C2', 'HP-S2'].flatMap((team) =>
  ['2019-04', '2019-03'].map((month) => `/units/${team}/scorecards/${month}`),
)
const WIDE = ['CP04', 'LC02', 'AS02', 'CN02', 'CP01', 'LC03'].flatMap((kpi) => [
  `/overview?period=2019-04&kpi=${kpi}`,
  `/compare?kpi=${kpi}&to=2019-04`,
])

/** Returns a line for each promise. The service must not have answered anything yet, because its first answer is one of them. */
export async function* benchPages(app: FastifyInstance, client: pg.Client): AsyncGenerator<string> {
  const { cookie } = await signIn(app, 'smt')
  const ask = async (url: string, headers: Record<string, string> = {}) => {
    const start = performance.now()
    const answer = await app.inject({ url, headers: { cookie, 'accept-encoding': 'br', ...headers } })
    return { answer, took: performance.now() - start }
  }

  const first = await recordingSql(() => ask(SCORECARD))
  if (first.result.answer.statusCode !== 200)
    throw new Error(`${SCORECARD}: ${first.result.answer.statusCode}`)
  const firstSql = await timeOfSql(client, first.statements, 5)
  yield `a team's scorecard, the first answer of the process: ${ms(first.result.took)}, ` +
    `${timesOf(first.result.took, firstSql)} its own ${first.statements.length} statements of SQL ` +
    `(${ms(firstSql)})`

  const ratios: { took: number; sql: number; ratio: number; statements: Statement[] }[] = []
  for (const url of COLD) {
    const { result, statements } = await recordingSql(() => ask(url))
    if (result.answer.statusCode !== 200) continue
    const sql = await timeOfSql(client, statements, 5)
    ratios.push({ took: result.took, sql, ratio: result.took / sql, statements })
  }
  const middle = ratios.sort((a, b) => a.ratio - b.ratio)[Math.floor(ratios.length / 2)]
  const worst = ratios.at(-1)
  if (middle === undefined || worst === undefined) throw new Error('no scorecard was answered')
  yield `one never asked for before, of ${ratios.length}: ${ms(middle.took)}, ${timesOf(middle.took, middle.sql)} ` +
    `its own ${middle.statements.length} statements of SQL (${ms(middle.sql)}), at worst ` +
    `${worst.ratio.toFixed(1)} × (${kept(middle.ratio <= agreed.timesSql, `${agreed.timesSql} ×`)})`

  const tag = String((await ask(SCORECARD)).answer.headers.etag)
  const again: number[] = []
  for (let i = 0; i < 31; i++) {
    const { answer, took } = await ask(SCORECARD, { 'if-none-match': tag })
    if (answer.statusCode !== 304) throw new Error(`nothing changed, and the answer was ${answer.statusCode}`)
    again.push(took)
  }
  const unchanged = median(again)
  yield `the same when nothing changed, 304: ${ms(unchanged)}, at worst ${ms(Math.max(...again))} ` +
    `(${kept(unchanged <= agreed.unchanged, `${agreed.unchanged} ms`)})`

  for (const url of PAGES) {
    const warm: number[] = []
    for (let i = 0; i < 15; i++) warm.push((await ask(url)).took)
    const { answer } = await ask(url, { 'accept-encoding': 'identity' })
    const parts = [...answer.body.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js)[^"]*)"/g)]
    let whole = kilobytes(answer.rawPayload)
    for (const [, part = ''] of parts)
      whole += kilobytes((await ask(part, { 'accept-encoding': 'identity' })).answer.rawPayload)
    yield `${url}: warm ${ms(median(warm))}; ${kilobytes(answer.rawPayload).toFixed(1)} KB compressed, ` +
      `${whole.toFixed(1)} KB with its ${parts.length} stylesheets and scripts ` +
      `(${kept(whole <= agreed.weight, `${agreed.weight} KB`)})`
  }

  const wide: { url: string; took: number }[] = []
  for (const url of WIDE) {
    const { answer, took } = await ask(url)
    if (answer.statusCode === 200) wide.push({ url, took })
  }
  for (const page of ['/overview', '/compare']) {
    const times = wide.filter(({ url }) => url.startsWith(page)).map(({ took }) => took)
    yield `${page} over 27 teams and 13 months, never asked for before, of ${times.length}: ${ms(median(times))}, ` +
      `at worst ${ms(Math.max(...times))} (${kept(Math.max(...times) < agreed.wide, `${agreed.wide} ms`)})`
  }

  yield* benchPaint(app)
}

/** In Chromium, with an empty cache. */
async function* benchPaint(app: FastifyInstance): AsyncGenerator<string> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  const address = `http://localhost:${(app.server.address() as AddressInfo).port}`
  const browser = await launchChromium()
  try {
    for (const path of [SCORECARD, '/units/HP-S1/kpis/CP04', '/overview']) {
      const times: number[] = []
      for (let i = 0; i < 7; i++) {
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
        const page = await context.newPage()
        await page.goto(`${address}/sign-in`)
        await page.getByRole('button', { name: `Sign in as ${roleName('smt').toLowerCase()}` }).click()
        await page.waitForLoadState('load')
        // Over the network again: what the page after sign-in cached is cleared.
        const session = await context.newCDPSession(page)
        await session.send('Network.clearBrowserCache')
        await page.goto(address + path)
        times.push(
          (await page.evaluate(
            'new Promise((done) => new PerformanceObserver((list) => ' +
              "done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true }))",
          )) as number,
        )
        await context.close()
      }
      const paint = median(times)
      yield `${path}: largest contentful paint in Chromium ${ms(paint)}, at worst ${ms(Math.max(...times))} ` +
        `(${kept(paint < agreed.paint, `${agreed.paint} ms`)})`
    }
  } finally {
    await browser.close()
  }
}

const kilobytes = (body: Buffer) => brotliCompressSync(body).length / 1024
const ms = (took: number) => `${took.toFixed(took < 10 ? 1 : 0)} ms`
const timesOf = (took: number, sql: number) => `${(took / sql).toFixed(1)} ×`
const kept = (isKept: boolean, what: string) => (isKept ? 'kept' : `MISSED: ${what} agreed`)
const median = (times: readonly number[]) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
