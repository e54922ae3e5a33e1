/** `migrate`, `seed`, `job run`, `export measurements` and `prove`: the database as a whole. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { londonDay } from '#domain/time/moment.ts'
import { monthOf } from '#domain/time/period.ts'
import { readConfig } from '#server/config.ts'
import type { Db } from '#server/db/database.ts'
import { asAtParameter, monthParameter } from '#server/http/parameters.ts'
import type { OpenDatabase } from '#server/open-database.ts'
import { environment, type Given, now, print, UsageError, type Verb, withDatabase } from './verb.ts'

export const databaseVerbs: Record<string, Verb> = {
  migrate: { words: 0, options: [], run: () => withDatabase(applyMigrations, { isMigrated: false }) },
  seed: { words: 0, options: ['demo'], run: seed },
  'job run': { words: 1, options: [], run: runNamedJob },
  'export measurements': { words: 0, options: ['as-at', 'format'], run: exportMeasurements },
  prove: { words: 0, options: ['from', 'json'], run: proveFigures },
}

async function applyMigrations(database: OpenDatabase): Promise<number> {
  const applied = await database.migrate()
  print(applied.length === 0 ? 'Nothing to apply' : applied.join('\n'))
  const { judgeAnew } = await import('#server/extracts/merging/judge-anew.ts')
  await judgeAnew(database.db)
  const { recordWithheldAtStart } = await import('#server/record/withholding.ts')
  await recordWithheldAtStart(database.db)
  return 0
}

function seed({ values }: Given): Promise<number> {
  return withOwner(async (db) => {
    if (values.demo) {
      const { loadDemo } = await import('../../seeds/demo.ts')
      const { ingestFile } = await import('#server/extracts/ingest.ts')
      const { recordBaseline } = await import('#server/extracts/publishing/baseline.ts')
      const { setCaseList } = await import('#server/settings/set-case-list.ts')
      await loadDemo(db, { ingest: ingestFile, setBaseline: recordBaseline, setCaseList })
    } else {
      const { loadCatalogue } = await import('../../seeds/load.ts')
      await loadCatalogue(db, now())
    }
    const { judgeNewRules } = await import('#server/extracts/merging/judge-new-rules.ts')
    await judgeNewRules(db)
    print(values.demo ? 'The demonstration council is loaded' : 'The catalogue is loaded')
    return 0
  })
}

function runNamedJob(_given: Given, [name = '']: string[]): Promise<number> {
  const config = readConfig(environment())
  return withDatabase(async ({ db }) => {
    const { destination } = await import('pino')
    const { openLog } = await import('#server/log.ts')
    const { runJob } = await import('../../jobs/schedule.ts')
    const log = openLog(config.logLevel, destination(2))
    print(await runJob(name, { db, now, log, config }))
    return 0
  })
}

function exportMeasurements({ values }: Given): Promise<number> {
  const { format } = values
  if (format !== 'csv' && format !== 'arrow') throw new UsageError('Choose --format csv or --format arrow.')
  const asAt = z.optional(asAtParameter).safeParse(values['as-at'])
  if (!asAt.success) throw new UsageError('--as-at must be a time such as 2019-05-10T08:32:00Z, or a day.')
  return withDatabase(async ({ readDb }) => {
    const { loadUnits } = await import('#server/record/units.ts')
    const { measurementPages } = await import('#server/measurements/rows.ts')
    const at = asAt.data === undefined ? now() : new Date(asAt.data)
    const units = (await loadUnits(readDb, monthOf(londonDay(at.toISOString())))).map(({ code }) => code)
    const pages = measurementPages(readDb, { units, kpi: null, grain: null, from: null, to: null, asAt: at })
    const stream =
      format === 'csv'
        ? Readable.from((await import('#server/measurements/csv.ts')).csvLines(pages))
        : (await import('#server/measurements/arrow.ts')).arrowStream(pages)
    await pipeline(stream, process.stdout)
    return 0
  })
}

function proveFigures({ values }: Given): Promise<number> {
  const from = z.optional(monthParameter).safeParse(values.from)
  if (!from.success) throw new UsageError('--from must be a month such as 2019-04.')
  return withOwner(async (db) => {
    const { isProven, prove } = await import('#server/extracts/proving/prove.ts')
    const { digestLines, proofLines } = await import('./prove.ts')
    const { proveDigests } = await import('#server/activity/digest.ts')
    const proof = await prove(db, { from: from.data ?? null })
    const digests = await proveDigests(db)
    if (values.json) print(JSON.stringify({ ...proof, digests }, null, 2))
    else for (const line of [...proofLines(proof), ...digestLines(digests)]) print(line)
    return isProven(proof) && digests.faults.length === 0 ? 0 : 1
  })
}

/** Runs a verb as the owner of the tables. */
function withOwner(run: (owner: Db) => Promise<number>): Promise<number> {
  return withDatabase(({ asOwner }) => asOwner(run))
}
