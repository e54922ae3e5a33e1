/** The command line: `npm run scorecard -- <verb>`. Exit codes: 0 done, 1 refused or failed, 2 warnings that were not
 *  accepted, 64 not a command. What only some verbs need is read when one of them runs, so that a command begins sooner. */
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { isInforming } from '#domain/extracts/problem.ts'
import { londonDay } from '#domain/time/moment.ts'
import { addDays, monthOf } from '#domain/time/period.ts'
import type { Writer } from './access/permissions/actor.ts'
import { movedLines, problemLines, reportLines } from './commands/report.ts'
import { usage } from './commands/usage.ts'
import { ConfigError, readConfig } from './config.ts'
import type { Db } from './db/database.ts'
import { Problem } from './errors.ts'
import { asAtParameter, monthParameter } from './http/parameters.ts'
import type { OpenDatabase } from './open-database.ts'

const options = {
  json: { type: 'boolean' },
  units: { type: 'string' },
  publish: { type: 'boolean' },
  'accept-warnings': { type: 'boolean' },
  reason: { type: 'string' },
  demo: { type: 'boolean' },
  role: { type: 'string' },
  unit: { type: 'string' },
  audience: { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
  to: { type: 'string' },
  expires: { type: 'string' },
  layout: { type: 'string' },
  encoding: { type: 'string' },
  'source-ends-so': { type: 'boolean' },
  at: { type: 'string' },
  seen: { type: 'string' },
  'as-at': { type: 'string' },
  format: { type: 'string' },
  from: { type: 'string' },
  method: { type: 'string' },
  all: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

type Option = keyof typeof options
type Given = ReturnType<typeof parse>
type Verb = {
  /** How many words follow the verb. */
  words: number
  options: readonly Option[]
  run: (given: Given, words: string[]) => Promise<number>
}

const now = () => new Date()
const print = (line: string) => console.log(line)
const say = (line: string) => console.error(line)

class UsageError extends Error {}

const verbs: Record<string, Verb> = {
  validate: { words: 1, options: ['json', 'units', 'layout', 'encoding'], run: validate },
  judge: { words: 1, options: ['method', 'all', 'json'], run: judge },
  load: {
    words: 1,
    options: ['publish', 'accept-warnings', 'reason', 'layout', 'encoding', 'source-ends-so'],
    run: load,
  },
  publish: { words: 1, options: ['accept-warnings', 'reason', 'at', 'seen'], run: publish },
  revert: { words: 1, options: ['reason'], run: revert },
  migrate: { words: 0, options: [], run: () => withDatabase(applyMigrations) },
  seed: { words: 0, options: ['demo'], run: seed },
  'user add': { words: 0, options: ['name', 'email', 'role', 'unit', 'from', 'to'], run: user },
  'user grant': { words: 1, options: ['role', 'unit', 'from', 'to'], run: user },
  'user disable': { words: 1, options: ['reason'], run: user },
  'user link': { words: 1, options: [], run: user },
  'token create': { words: 0, options: ['role', 'unit', 'audience', 'expires', 'name'], run: createToken },
  'token list': { words: 0, options: [], run: listTokens },
  'token revoke': { words: 1, options: [], run: revokeNamedToken },
  'job run': { words: 1, options: [], run: runNamedJob },
  'export measurements': { words: 0, options: ['as-at', 'format'], run: exportMeasurements },
  prove: { words: 0, options: ['from', 'json'], run: proveFigures },
}

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const given = parse(args)
    if (given.values.help || args.length === 0) {
      print(usage)
      return args.length === 0 ? 64 : 0
    }
    const [name, words] = verbOf(given.positionals)
    const verb = verbs[name]
    if (verb === undefined) throw new UsageError(`There is no verb "${given.positionals.join(' ')}".`)
    if (words.length !== verb.words)
      throw new UsageError(`"${name}" needs exactly ${verb.words} argument(s).`)
    const strange = Object.keys(given.values).find((option) => !verb.options.includes(option as Option))
    if (strange !== undefined) throw new UsageError(`"${name}" has no option --${strange}.`)
    return await verb.run(given, words)
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\n\n${usage}`)
      return 64
    }
    for (const line of linesOf(error)) say(line)
    return 1
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** A verb is its first word, or its first two. */
function verbOf(words: string[]): [string, string[]] {
  const two = words.slice(0, 2).join(' ')
  return two in verbs && words.length > 1 ? [two, words.slice(2)] : [words[0] ?? '', words.slice(1)]
}

async function validate({ values }: Given, [path = '']: string[]): Promise<number> {
  const { validateFile } = await import('./commands/validate.ts')
  const found = await validateFile(path, {
    unitsFile: values.units ?? null,
    layoutFile: values.layout ?? null,
    encoding: encodingOf(values),
    now: now(),
  })
  if (values.json) print(JSON.stringify(found, null, 2))
  else for (const line of reportLines(found)) print(line)
  if (found.counts.problems > 0) return 1
  const informing = found.warnings.filter(({ code }) => isInforming(code)).length
  return found.counts.warnings > informing ? 2 : 0
}

async function judge({ values }: Given, [path = '']: string[]): Promise<number> {
  const { method = null, all = false } = values
  if (method !== null && method !== 'nhs')
    throw new UsageError('--method accepts only nhs; without it the rules are those of the service.')
  const { judgeFile, verdictRecords } = await import('./commands/judge.ts')
  const { verdicts, ...found } = await judgeFile(path, { method, all })
  const isFaulty = found.problemsTotal > 0
  if (values.json) print(JSON.stringify({ ...found, verdicts: [...verdicts] }, null, 2))
  else if (isFaulty) for (const line of problemLines(found.problems, found.problemsTotal)) say(line)
  else await pipeline(Readable.from(verdictRecords(verdicts)), process.stdout)
  return isFaulty ? 1 : 0
}

/** The encoding that a person says a text file is in. */
function encodingOf({ encoding }: Given['values']): 'windows-1252' | null {
  if (encoding === undefined) return null
  if (encoding !== 'windows-1252') throw new UsageError('--encoding accepts only windows-1252.')
  return encoding
}

function load({ values }: Given, [path = '']: string[]): Promise<number> {
  const { layout = null } = values
  const encoding = encodingOf(values)
  return withDatabase(async ({ db }) => {
    const { ingestFile } = await import('./extracts/ingest.ts')
    const by = await commandLine(db)
    const at = now()
    const publication = {
      now: at,
      by,
      reason: values.reason ?? null,
      acceptWarnings: values['accept-warnings'] ?? false,
    }
    const report = await ingestFile(db, {
      filename: basename(path),
      mediaType: 'text/csv',
      bytes: createReadStream(path),
      channel: 'command_line',
      receivedBy: by,
      now: at,
      publish: values.publish ? publication : null,
      layout,
      encoding,
      sourceEndsSo: values['source-ends-so'] ?? false,
    })
    for (const line of reportLines(report)) print(line)
    const again = report.alreadyReceived ? ' (the same file, already received)' : ''
    if (values.publish && report.decisionNote !== null) print(report.decisionNote)
    if (report.id !== null) print(`Extract ${report.id} is ${report.status.replaceAll('_', ' ')}${again}`)
    if (report.status === 'rejected') return 1
    return values.publish && report.status !== 'published' ? 2 : 0
  })
}

function publish({ values }: Given, [id = '']: string[]): Promise<number> {
  const at = values.at === undefined ? null : z.iso.datetime({ offset: true }).safeParse(values.at)
  if (at?.success === false) throw new UsageError('--at must be a time such as 2019-06-10T17:00:00+01:00.')
  return withDatabase(async ({ db }) => {
    const { publishExtract } = await import('./extracts/publishing/publish.ts')
    const decision = await publishExtract(db, extractId(id), {
      by: await commandLine(db),
      now: now(),
      reason: values.reason ?? null,
      acceptWarnings: values['accept-warnings'] ?? false,
      at: at === null ? null : new Date(at.data),
      seen: values.seen ?? null,
    }).catch((refusal: unknown) => {
      for (const line of movedLines(refusal)) say(line)
      throw refusal
    })
    if (decision.is === 'published') {
      print(JSON.stringify(decision.receipt, null, 2))
      return 0
    }
    if (decision.is === 'scheduled') {
      print(`Extract ${id} is to be published at ${decision.at}`)
      return 0
    }
    print(`Extract ${id} waits for a second person to approve it`)
    return 2
  })
}

function revert({ values }: Given, [id = '']: string[]): Promise<number> {
  const { reason } = values
  if (reason === undefined || reason.trim() === '')
    throw new UsageError('Give the reason with --reason TEXT.')
  return withDatabase(async ({ db }) => {
    const { revertExtract } = await import('./extracts/publishing/revert.ts')
    const order = { by: await commandLine(db), now: now(), reason }
    print(JSON.stringify(await revertExtract(db, extractId(id), order), null, 2))
    return 0
  })
}

async function applyMigrations(database: OpenDatabase): Promise<number> {
  const applied = await database.migrate()
  print(applied.length === 0 ? 'Nothing to apply' : applied.join('\n'))
  const { judgeAnew } = await import('./extracts/merging/judge-anew.ts')
  await judgeAnew(database.db, now())
  const { recordWithheldAtStart } = await import('./record/withholding.ts')
  await recordWithheldAtStart(database.db, now())
  return 0
}

function seed({ values }: Given): Promise<number> {
  return withDatabase(async ({ db }) => {
    if (values.demo) {
      const { loadDemo } = await import('../seeds/demo.ts')
      const { ingestFile } = await import('./extracts/ingest.ts')
      const { recordBaseline } = await import('./extracts/publishing/baseline.ts')
      const { setCaseList } = await import('./settings/set-case-list.ts')
      await loadDemo(db, { ingest: ingestFile, setBaseline: recordBaseline, setCaseList })
    } else {
      const { loadCatalogue } = await import('../seeds/load.ts')
      await loadCatalogue(db, now())
    }
    const { judgeNewRules } = await import('./extracts/merging/judge-new-rules.ts')
    await judgeNewRules(db, now())
    print(values.demo ? 'The demonstration council is loaded' : 'The catalogue is loaded')
    return 0
  })
}

function createToken({ values }: Given): Promise<number> {
  const { role, name, unit = null, audience = 'inside' } = values
  if (role === undefined || name === undefined) throw new UsageError('A token needs --role and --name.')
  const at = now()
  const expires =
    values.expires === undefined ? null : addDays(londonDay(at.toISOString()), daysOf(values.expires))
  return withDatabase(async ({ db }) => {
    const { recordToken } = await import('./access/tokens/tokens.ts')
    print(await recordToken(db, { name, role, unit, audience, expires, now: at }))
    return 0
  })
}

function daysOf(text: string): number {
  if (!/^[1-9][0-9]{0,3}$/.test(text)) throw new UsageError('--expires is a number of days, such as 90.')
  return Number(text)
}

function listTokens(): Promise<number> {
  return withDatabase(async ({ db }) => {
    const { tokenLines } = await import('./commands/token.ts')
    for (const line of await tokenLines(db, now())) print(line)
    return 0
  })
}

function revokeNamedToken(_given: Given, [name = '']: string[]): Promise<number> {
  return withDatabase(async ({ db }) => {
    const { revokeToken } = await import('./commands/token.ts')
    print(await revokeToken(db, name, now()))
    return 0
  })
}

function user({ values, positionals }: Given, [email = '']: string[]): Promise<number> {
  const { name, role, unit = null, from = null, to = null, reason = '' } = values
  const setting = { baseUrl: readConfig(environment()).baseUrl, now: now() }
  const given = { role: role ?? '', unit, from, to }
  const [, what] = positionals
  if ((what === 'add' || what === 'grant') && role === undefined)
    throw new UsageError(`"user ${what}" needs --role.`)
  if (what === 'add' && (name === undefined || values.email === undefined))
    throw new UsageError('"user add" needs --name and --email.')
  if (what === 'disable' && reason.trim() === '') throw new UsageError('Give the reason with --reason TEXT.')
  return withDatabase(async ({ db }) => {
    const users = await import('./commands/user.ts')
    const lines =
      what === 'add'
        ? await users.addUser(db, { ...given, name: name ?? '', email: values.email ?? '' }, setting)
        : what === 'grant'
          ? await users.grantUser(db, email, given, setting)
          : what === 'disable'
            ? await users.disableUser(db, email, reason.trim(), setting)
            : await users.linkUser(db, email, setting)
    for (const line of lines) print(line)
    return 0
  })
}

function runNamedJob(_given: Given, [name = '']: string[]): Promise<number> {
  const config = readConfig(environment())
  return withDatabase(async ({ db }) => {
    const { destination } = await import('pino')
    const { openLog } = await import('./log.ts')
    const { runJob } = await import('../jobs/schedule.ts')
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
    const { loadUnits } = await import('./record/units.ts')
    const { measurementPages } = await import('./measurements/rows.ts')
    const at = asAt.data === undefined ? now() : new Date(asAt.data)
    const units = (await loadUnits(readDb, monthOf(londonDay(at.toISOString())))).map(({ code }) => code)
    const pages = measurementPages(readDb, { units, kpi: null, grain: null, from: null, to: null, asAt: at })
    const stream =
      format === 'csv'
        ? Readable.from((await import('./measurements/csv.ts')).csvLines(pages))
        : (await import('./measurements/arrow.ts')).arrowStream(pages)
    await pipeline(stream, process.stdout)
    return 0
  })
}

function proveFigures({ values }: Given): Promise<number> {
  const from = z.optional(monthParameter).safeParse(values.from)
  if (!from.success) throw new UsageError('--from must be a month such as 2019-04.')
  return withDatabase(async ({ db }) => {
    const { isProven, prove } = await import('./extracts/proving/prove.ts')
    const { digestLines, proofLines } = await import('./commands/prove.ts')
    const { proveDigests } = await import('./activity/digest.ts')
    const proof = await prove(db, { from: from.data ?? null })
    const digests = await proveDigests(db)
    if (values.json) print(JSON.stringify({ ...proof, digests }, null, 2))
    else for (const line of [...proofLines(proof), ...digestLines(digests)]) print(line)
    return isProven(proof) && digests.faults.length === 0 ? 0 : 1
  })
}

/** Runs a verb on the database. The first use of the embedded database creates it. */
async function withDatabase(run: (database: OpenDatabase) => Promise<number>): Promise<number> {
  const { openDatabase } = await import('./open-database.ts')
  const database = await openDatabase(readConfig(environment()), { say })
  try {
    if (database.isEmbedded && run !== applyMigrations) await database.migrate()
    return await run(database)
  } finally {
    await database.close()
  }
}

/** The command line as the author of what it does. */
async function commandLine(db: Db): Promise<Writer> {
  const { serviceAuthor } = await import('./access/people/authors.ts')
  return serviceAuthor(db, 'command_line')
}

/** Reads the environment. A command signs nobody in, so it needs no session secret. */
function environment(): Record<string, string | undefined> {
  return { ...process.env, SESSION_SECRET: process.env.SESSION_SECRET ?? randomBytes(48).toString('base64') }
}

function extractId(text: string): number {
  if (!/^[0-9]{1,15}$/.test(text)) throw new UsageError(`"${text}" is not the number of an extract.`)
  return Number(text)
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems
  if (error instanceof Problem) return [error.detail]
  if (error instanceof Error && 'syscall' in error) return [error.message]
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
