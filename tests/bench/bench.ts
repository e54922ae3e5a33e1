/** `npm run bench`: what the service promises about speed, each as a ratio to something measured in the same run. `-- --only pages`
 * measures only those of pages. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { buildApp } from '#server/app.ts'
import { connect } from '#server/db/database.ts'
import { startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrations.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { recordBaseline } from '#server/extracts/publishing/baseline.ts'
import { setCaseList } from '#server/settings/set-case-list.ts'
import { loadDemo } from '../../seeds/demo.ts'
import { benchBulk } from './bulk.ts'
import { benchFigures } from './figures.ts'
import { benchPages } from './pages.ts'
import { thousandRows } from './thousand-rows.ts'

// Not mkdtemp: its folder is private, and when run by root the server runs as another user who must reach it.
const folder = join(tmpdir(), `golden-thread-bench-${randomBytes(6).toString('hex')}`)
mkdirSync(folder, { mode: 0o755 })
const { values: asked } = parseArgs({ options: { only: { type: 'string' } } })
if (asked.only !== undefined && asked.only !== 'pages') throw new Error('--only is pages')
const ms = (value: number) => `${value.toFixed(1)} ms`

async function timed<T>(run: () => Promise<T>): Promise<{ result: T; took: number }> {
  const start = performance.now()
  const result = await run()
  return { result, took: performance.now() - start }
}

async function median(times: number, run: () => Promise<unknown>): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < times; i++) all.push((await timed(run)).took)
  return all.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}

const server = await startEmbedded(folder)
try {
  const first = await timed(async () => {
    const db = connect(server.ownerUrl)
    await migrate(db)
    await loadDemo(db, { ingest: ingestFile, setBaseline: recordBaseline, setCaseList })
    await db.destroy()
  })
  console.log(`demonstration council, migrated and loaded through the ingest: ${ms(first.took)}`)

  const build = () => {
    const db = connect(server.url)
    const config = {
      baseUrl: 'http://localhost:3000',
      trustProxy: [],
      demo: true,
      hasSingleSignOn: false,
      provider: null,
      previousSessionSecret: null,
      sessionSecret: randomBytes(32).toString('hex'),
    }
    return buildApp({ db, now: () => new Date(), log: false, config }).then((app) => ({ app, db }))
  }
  const cold = await timed(build)
  const { app, db } = cold.result
  console.log(`service built: ${ms(cold.took)}`)
  const token = await recordToken(db, {
    name: 'bench',
    role: 'data_team',
    unit: null,
    audience: 'inside',
    now: new Date(),
  })
  const client = new pg.Client({ connectionString: server.url })
  // When a step fails, the server stops while the step still uses it; the error to show is the step's own.
  client.on('error', () => undefined)
  await client.connect()
  const roundTrip = await median(50, () => client.query('select 1'))
  console.log(`database round trip: ${ms(roundTrip)}`)

  for await (const line of benchPages(app, client)) console.log(line)

  if (asked.only === undefined) {
    console.log(await benchRows(app, client, `Bearer ${token}`))
    const owner = connect(server.ownerUrl)
    for (const line of await benchFigures(owner)) console.log(line)
    await owner.destroy()
    for await (const line of benchBulk(server.ownerUrl, folder)) console.log(line)
  }
  await client.end()
  await app.close()
  await db.destroy()
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** A thousand rows, from the POST until a scorecard shows them. */
async function benchRows(app: FastifyInstance, client: pg.Client, authorization: string): Promise<string> {
  const csv = thousandRows()
  const count = csv.split('\n').length - 1
  const posted = await timed(async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/extracts',
      headers: {
        authorization,
        'content-type': 'text/csv',
        'content-disposition': 'attachment; filename="bench.csv"',
        prefer: 'wait=30',
      },
      payload: csv,
    })
    const report = answer.json()
    if (report.status !== 'ready') throw new Error(JSON.stringify(report).slice(0, 2000))
    await app.inject({
      method: 'POST',
      url: `/api/v1/extracts/${report.id}/publish`,
      headers: { authorization },
      payload: { acceptWarnings: true, reason: 'benchmark' },
    })
    const seen = await app.inject({ url: '/units/HP-S1/scorecards/2019-05', headers: { authorization } })
    if (seen.statusCode !== 200) throw new Error(`the scorecard of May is not there: ${seen.statusCode}`)
  })
  await client.query(
    'create temp table plain (team text, kpi text, period text, n text, d text, v text, primary key (team, kpi, period))',
  )
  const copied = await timed(async () => {
    const stream = client.query(copyFrom('copy plain from stdin with (format csv, header true)'))
    await pipeline(Readable.from([csv]), stream)
  })
  return (
    `${count} rows from POST to a visible scorecard: ${ms(posted.took)} ` +
    `(${(posted.took / copied.took).toFixed(1)} × a plain COPY of the file, ${ms(copied.took)})`
  )
}
