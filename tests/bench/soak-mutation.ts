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

/** The results of a subject's mutants. */
type Counts = { killed: number; survived: number; unreached: number; unloadable: number; untried: number }

/** Runs one subject of the domain, or all of them one after another. Returns how many are below the lowest accepted share. */
export function soakMutation(wanted: string | undefined, say: (line: string) => void): number {
  const subjects = subjectsOf(wanted)
  const all: Counts = { killed: 0, survived: 0, unreached: 0, unloadable: 0, untried: 0 }
  const lines: string[] = []
  let below = 0
  for (const subject of subjects) {
    const { counts, survivors } = countsOf(reportOf(subject))
    for (const survivor of survivors) say(survivor)
    lines.push(lineOf(subject, counts))
    say(lines.at(-1) ?? '')
    for (const name of Object.keys(all) as (keyof Counts)[]) all[name] += counts[name]
    if (scoreOf(counts) < LEAST || counts.untried > 0) below++
  }
  if (subjects.length > 1) for (const line of ['', ...lines, lineOf('all', all)]) say(line)
  return below
}

function subjectsOf(wanted: string | undefined): string[] {
  const folders = readdirSync(domain, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const all = folders.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(`${name}/**/*.ts`))
  const subjects = all.filter((name) => wanted === undefined || name === wanted)
  if (subjects.length === 0) throw new Error(`--subject is one of ${all.join(', ')}`)
  return subjects
}

/** Runs Stryker over a subject. Its results are kept, so that the next run tries only what has changed. */
function reportOf(subject: string): Report {
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
  if (status !== 0) throw new Error(`Stryker ended with ${status} over ${subject}: see above.`)
  // Stryker has just written it, in its own schema.
  return JSON.parse(readFileSync(join(kept, 'report.json'), 'utf8')) as Report
}

function countsOf({ files }: Report): { counts: Counts; survivors: string[] } {
  const counts: Counts = { killed: 0, survived: 0, unreached: 0, unloadable: 0, untried: 0 }
  const survivors: string[] = []
  for (const [file, { source, mutants }] of Object.entries(files)) {
    for (const mutant of mutants) {
      const kind = kindOf(mutant)
      if (kind === null) continue
      counts[kind]++
      if (kind !== 'killed' && kind !== 'unloadable') survivors.push(wordsOf(file, source, mutant, kind))
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
  if (status === 'Killed' || status === 'Timeout') return 'killed'
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

/** The share that the tests noticed, in per cent. Code that no longer loads does not count as a break. */
function scoreOf({ killed, survived, unreached, untried }: Counts): number {
  const all = killed + survived + unreached + untried
  return all === 0 ? 100 : (100 * killed) / all
}

function lineOf(name: string, counts: Counts): string {
  const { killed, survived, unreached, unloadable, untried } = counts
  return (
    `${name}: ${scoreOf(counts).toFixed(1)}% of ${killed + survived + unreached + untried} noticed, ` +
    `${survived} survived, ${unreached} in places no test reaches, ${unloadable} could not be loaded` +
    (untried > 0 ? `, ${untried} not tried: run it again` : '')
  )
}
