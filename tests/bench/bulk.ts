/** Large files, each compared with a floor measured in the same run: a million rows, ten thousand rows, a gigabyte, a workbook.
 * */

import { execFile } from 'node:child_process'
import { createReadStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { workbookOf } from '#dashboards/exports/workbook.ts'
import { councilId } from '#server/db/council-id.ts'
import { connect, type Db } from '#server/db/database.ts'
import { migrate } from '#server/db/migrations.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { wholeWorkbook } from '#server/xlsx/write/write-workbook.ts'
import { named } from '../support/named.ts'
import { bigHeading, bigRows, writeRows } from './big-file.ts'
import { type BigRegister, recordBigRegister } from './big-register.ts'

/** The agreed limits. */
const agreed = {
  ratio: 3,
  followsMs: 60_000,
  tenThousandMs: 1_000,
  lateMs: 50,
  residentMb: 200,
  workbookMs: 5_000,
}

const NOTE = 'Counted again by hand from the case list of the last day of the month. '.repeat(14)

/** Measures each on its own database, with files in `folder`. Yields a line for each promise as soon as it is measured. */
export async function* benchBulk(server: string, folder: string): AsyncGenerator<string> {
  yield* onFresh(server, { teams: 286, kpis: 35 }, (db, _url, register) => tenThousand(db, register))
  yield* onFresh(server, { teams: 2400, kpis: 35 }, (db, url, register) => million(db, url, folder, register))
  yield* onFresh(server, { teams: 2400, kpis: 35 }, (_db, url, register) => gigabytes(url, folder, register))
  yield* onFresh(server, { teams: 2400, kpis: 35 }, (db, _url, register) => workbook(db, register))
}

async function* onFresh(
  server: string,
  size: { teams: number; kpis: number },
  measure: (db: Db, url: string, register: BigRegister) => AsyncGenerator<string>,
): AsyncGenerator<string> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query('create database bench_bulk')
  const address = new URL(server)
  address.pathname = '/bench_bulk'
  const db = connect(address.href)
  try {
    await migrate(db)
    yield* measure(db, address.href, await recordBigRegister(db, size))
  } finally {
    await db.destroy()
    await admin.query('drop database bench_bulk with (force)')
    await admin.end()
  }
}

async function* million(db: Db, url: string, folder: string, register: BigRegister): AsyncGenerator<string> {
  const path = join(folder, 'million.csv')
  const rows = await writeRows(path, bigHeading, bigRows(register))
  const before = await floor(url, path)
  const start = performance.now()
  const report = await publish(db, createReadStream(path))
  const took = performance.now() - start
  const visible = performance.now()
  while ((await pending(db)) > 0) await sleep(100)
  const follows = performance.now() - visible
  const after = await floor(url, path)
  rmSync(path)
  const copied = (before + after) / 2
  if (report !== rows) throw new Error(`${rows} rows were sent and ${report} published`)
  yield `${rows} rows checked and published, their values visible and the figures of services and the council ` +
    `stored: ${ms(took)}, ${(took / copied).toFixed(1)} × a plain COPY of the file into a table with the ` +
    `ledger's key, ${ms(copied)} (${kept(took / copied, agreed.ratio)})`
  yield `the verdicts of its teams followed after ${ms(follows)} (${kept(follows, agreed.followsMs)})`
}

async function* tenThousand(db: Db, register: BigRegister): AsyncGenerator<string> {
  const text = [bigHeading, ...bigRows({ ...register, months: register.months.slice(0, 1) })].join('')
  const start = performance.now()
  const rows = await publish(db, [Buffer.from(text)])
  const took = performance.now() - start
  yield `${rows} rows from the first byte to published, every figure stored: ${ms(took)} (${kept(took, agreed.tenThousandMs)})`
}

/** A gigabyte of clean rows with long notes; another in which every row is wrong; and as many wrong rows as once took a million
 * and a half objects in memory. */
async function* gigabytes(url: string, folder: string, register: BigRegister): AsyncGenerator<string> {
  const path = join(folder, 'gigabyte.csv')
  const heading = `${bigHeading.trim()},note\n`
  const noted = (change: (row: string) => string) =>
    (function* () {
      for (const row of bigRows(register)) yield `${change(row.trimEnd())},${NOTE}\n`
    })()
  const files: [string, () => Promise<number>][] = [
    [
      'of clean rows',
      () =>
        writeRows(
          path,
          heading,
          noted((row) => row),
        ),
    ],
    [
      'of rows of which each is wrong',
      () =>
        writeRows(
          path,
          heading,
          noted((row) => row.replace(/,\d+,/, ',many,')),
        ),
    ],
    ['of 1,500,000 wrong rows', () => writeRows(path, bigHeading, wrongRows(1_500_000, register))],
  ]
  for (const [what, write] of files) {
    await write()
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...process.execArgv,
      fileURLToPath(new URL('ingest-file.ts', import.meta.url)),
      url,
      path,
    ])
    const found = JSON.parse(stdout)
    yield `${Math.round(found.megabytes)} MB ${what}, ${found.status} in ${ms(found.took)}: ` +
      `${Math.round(found.resident)} MB resident (${kept(found.resident, agreed.residentMb)}), event loop ` +
      `late by ${ms(found.late)} at its 99th percentile (${kept(found.late, agreed.lateMs)})`
    rmSync(path)
  }
}

function* wrongRows(count: number, { teams, kpis }: BigRegister): Generator<string> {
  for (let i = 0; i < count; i++)
    yield `${teams[i % teams.length]},${kpis[i % kpis.length]},2024-13,-${i},n/a\n`
}

async function* workbook(db: Db, register: BigRegister): AsyncGenerator<string> {
  const rows = [...bigRows({ ...register, months: register.months.slice(0, 1) })]
    .slice(0, 50_000)
    .map((row) => row.trimEnd().split(','))
  const columns = bigHeading
    .trim()
    .split(',')
    .map((heading, i) => ({
      heading,
      cell: (row: string[]) => (i < 3 ? (row[i] ?? '') : Number(row[i])),
    }))
  const bytes = await wholeWorkbook(workbookOf('measurements', columns, rows).sheets)
  const start = performance.now()
  const published = await publish(db, [bytes], 'bench.xlsx')
  const took = performance.now() - start
  yield `a workbook of ${published} rows (${(bytes.length / 1e6).toFixed(1)} MB) read, checked and published: ${ms(took)} (${kept(took, agreed.workbookMs)})`
}

async function publish(
  db: Db,
  bytes: AsyncIterable<Buffer> | Iterable<Buffer>,
  filename = 'bench.csv',
): Promise<number> {
  const now = new Date()
  const report = await ingestFile(db, {
    filename,
    mediaType: 'text/csv',
    bytes,
    channel: 'command_line',
    receivedBy: named('bench'),
    now,
    publish: { now, by: named('bench'), reason: 'benchmark', acceptWarnings: true },
  })
  if (report.status !== 'published') throw new Error(JSON.stringify(report).slice(0, 2000))
  return report.counts.accepted
}

async function pending(db: Db): Promise<number> {
  const { rows } = await db
    .selectFrom('pending_figures')
    .select((e) => e.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return Number(rows)
}

/** How many milliseconds a plain COPY of the file takes into a table with the ledger's primary key. */
async function floor(url: string, path: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create table plain (council_id integer default ${councilId}, team_code text, kpi_code text, period text,
    version integer default 1, numerator numeric, denominator numeric,
    primary key (council_id, kpi_code, team_code, period, version))`)
  const start = performance.now()
  const copy =
    'copy plain (team_code, kpi_code, period, numerator, denominator) from stdin with (format csv, header true)'
  await pipeline(createReadStream(path), client.query(copyFrom(copy)))
  const took = performance.now() - start
  await client.query('drop table plain')
  await client.end()
  return took
}

const kept = (measured: number, most: number) => (measured < most ? 'kept' : `MISSED: ${most} agreed`)
const ms = (took: number) => (took < 10_000 ? `${Math.round(took)} ms` : `${Math.round(took / 1000)} s`)
