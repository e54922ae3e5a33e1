/** Breaks the domain in small ways, one at a time, and counts how many breaks its tests notice, subject by subject. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The lowest accepted percentage of a subject's breaks that its tests notice. */
const LEAST = 85
/** Rules that are about to change; they are included once they have changed. */
const LEFT_OUT = [
  'figures/spc/**/*.ts',
  'suppression/**/*.ts',
  'wording/*finding.ts',
  'plan/support-finding.ts',
]

const root = fileURLToPath(new URL('../../', import.meta.url))
const domain = join(root, 'server', 'domain')
const kept = join(root, '.data', 'mutation')

/** The part of Stryker's report that is used here. */
type Report = { files: Record<string, { source: string; mutants: Mutant[] }> }
type Place = { line: number; column: number }
type Mutant = {
  mutatorName: string
  replacement?: string
  status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'RuntimeError' | 'CompileError' | 'Ignored'
  location: { start: Place; end: Place }
  coveredBy?: string[]
  static?: boolean
  testsCompleted?: number
}

/** The results of a subject's mutants. A mutant that makes the tests run without end is noticed too, by its time. */
type Counts = {
  killed: number
  hung: number
  survived: number
  unreached: number
  unloadable: number
  untried: number
}
const none: Counts = { killed: 0, hung: 0, survived: 0, unreached: 0, unloadable: 0, untried: 0 }

type Result = { subject: string; counts: Counts; minutes: number }

/** Runs one subject of the domain, or all of them one after another, and ends with a table. Returns how many are below the
 *  lowest accepted share or could not be measured. */
export function soakMutation(wanted: string | undefined, say: (line: string) => void): number {
  const results: Result[] = []
  let below = 0
  for (const subject of subjectsOf(wanted)) {
    const began = performance.now()
    const report = reportOf(subject)
    if (typeof report === 'string') {
      say(`${subject} was not measured: ${report}`)
      below++
      continue
    }
    const { counts, survivors } = countsOf(report)
    for (const survivor of survivors) say(survivor)
    results.push({ subject, counts, minutes: (performance.now() - began) / 60_000 })
    if (scoreOf(counts) < LEAST || counts.untried > 0) below++
  }
  for (const line of tableOf(results)) say(line)
  return below
}

function subjectsOf(wanted: string | undefined): string[] {
  const folders = readdirSync(domain, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const all = folders.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(`${name}/**/*.ts`))
  const subjects = all.filter((name) => wanted === undefined || name === wanted)
  if (subjects.length === 0) throw new Error(`--subject is one of ${all.join(', ')}`)
  return subjects
}

/** Runs Stryker over a subject and returns its report, or why there is none. Its results are kept, so that the next run tries
 *  only what has changed. */
function reportOf(subject: string): Report | string {
  const stryker = new URL('bin/stryker.js', import.meta.resolve('@stryker-mutator/core/package.json'))
  const file = join(kept, `${subject}.json`)
  const mutate = [
    `server/domain/${subject}/**/*.ts`,
    ...LEFT_OUT.filter((pattern) => pattern.startsWith(`${subject}/`)).map(
      (pattern) => `!server/domain/${pattern}`,
    ),
  ]
  mkdirSync(kept, { recursive: true })
  rmSync(join(kept, 'report.json'), { force: true })
  const args = ['run', 'tests/bench/mutation/stryker.config.js', '--mutate', mutate.join()]
  const { status } = spawnSync(
    process.execPath,
    [fileURLToPath(stryker), ...args, '--incrementalFile', relative(root, file)],
    // The files of a mutant are loaded once, so their compiled form is not worth keeping.
    { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' } },
  )
  if (status !== 0) return `Stryker ended with ${status}, see above`
  // Stryker has just written it, in its own schema.
  return JSON.parse(readFileSync(join(kept, 'report.json'), 'utf8')) as Report
}

function countsOf({ files }: Report): { counts: Counts; survivors: string[] } {
  const counts = { ...none }
  const survivors: string[] = []
  for (const [file, { source, mutants }] of Object.entries(files)) {
    for (const mutant of mutants) {
      const kind = kindOf(mutant)
      if (kind === null) continue
      counts[kind]++
      if (kind !== 'killed' && kind !== 'hung' && kind !== 'unloadable')
        survivors.push(wordsOf(file, source, mutant, kind))
    }
  }
  return { counts, survivors }
}

function kindOf({
  status,
  coveredBy = [],
  static: isStatic = false,
  testsCompleted,
}: Mutant): keyof Counts | null {
  if (status === 'Killed') return 'killed'
  if (status === 'Timeout') return 'hung'
  if (status === 'NoCoverage') return 'unreached'
  if (status === 'RuntimeError' || status === 'CompileError') return 'unloadable'
  if (status === 'Ignored') return null
  // A mutant for which no test was run was not tried, whatever Stryker calls it.
  return testsCompleted === 0 && (isStatic || coveredBy.length > 0) ? 'untried' : 'survived'
}

/** `server/domain/time/period.ts:41:12 survived: "a < b" became "a <= b"`. */
function wordsOf(file: string, source: string, mutant: Mutant, kind: keyof Counts): string {
  const { start, end } = mutant.location
  const lines = source.split('\n').slice(start.line - 1, end.line)
  lines[lines.length - 1] = (lines.at(-1) ?? '').slice(0, end.column - 1)
  lines[0] = (lines[0] ?? '').slice(start.column - 1)
  const short = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 90)
  const change = `${short(lines.join('\n'))}  →  ${short(mutant.replacement ?? '')}`
  return `${file}:${start.line}:${start.column} ${kind}, ${mutant.mutatorName}: ${change}`
}

/** The number of a subject's breaks. Code that no longer loads does not count as one. */
function triedOf({ unloadable: _, ...counts }: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

/** The share that the tests noticed, in per cent. */
function scoreOf(counts: Counts): number {
  const all = triedOf(counts)
  return all === 0 ? 100 : (100 * (counts.killed + counts.hung)) / all
}

/** A line for each subject and one for all, in columns. */
function tableOf(results: readonly Result[]): string[] {
  const all: Result = { subject: 'all', counts: { ...none }, minutes: 0 }
  for (const { counts, minutes } of results) {
    // `none` has the names of `Counts` and no others.
    for (const name of Object.keys(none) as (keyof Counts)[]) all.counts[name] += counts[name]
    all.minutes += minutes
  }
  const head = [
    'subject',
    'breaks',
    'noticed',
    'by time',
    'survived',
    'not reached',
    'not loaded',
    'not tried',
  ]
  const rows = [...results, ...(results.length > 1 ? [all] : [])].map(({ subject, counts, minutes }) => [
    subject,
    ...[String(triedOf(counts)), `${scoreOf(counts).toFixed(1)}%`],
    ...[counts.hung, counts.survived, counts.unreached, counts.unloadable, counts.untried].map(String),
    minutes.toFixed(1),
  ])
  return [[...head, 'minutes'], ...rows].map((row) =>
    row.map((text, i) => (i === 0 ? text.padEnd(10) : text.padStart(11))).join(' '),
  )
}
