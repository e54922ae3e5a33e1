/**
 * Runs the tests of the domain for Stryker, in its own process. The files are loaded anew for each mutant, so that no answer
 * that the domain remembers outlives the mutant that gave it; nothing is started and nothing is compiled again. That
 * takes some hundredths of a second where Stryker's runner for vitest, which starts a thread each time, takes half a second.
 */
import { globSync, readFileSync } from 'node:fs'
import { type RegisterHooksOptions, registerHooks, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { type CollectedTest, testsOf } from './collected-tests.ts'

/** The part of Stryker's interface that is used here. */
type RunOptions = {
  testFilter?: string[]
  hitLimit?: number
  activeMutant: { id: string }
  mutantActivation: 'runtime' | 'static'
  sandboxFileName: string
}
type TestResult = {
  id: string
  name: string
  fileName: string
  timeSpentMs: number
} & ({ status: 'success' } | { status: 'failed'; failureMessage: string })
type MutantResult =
  | { status: 'killed'; killedBy: string[]; failureMessage: string; nrOfTests: number }
  | { status: 'survived'; nrOfTests: number }
  | { status: 'timeout'; reason: string }

/** What the code that Stryker has prepared reads and writes. */
const shared: {
  activeMutant?: string
  currentTestId?: string
  hitCount?: number
  hitLimit?: number
  mutantCoverage?: unknown
} = {}
Object.assign(globalThis, { __stryker__: shared })

// The same generated values in every run: a mutant noticed once is noticed again, and scores can be compared.
fc.configureGlobal({ seed: 20190401 })

const standIn = new URL('./collected-tests.ts', import.meta.url).href
/** The address of the copy of the project that Stryker has prepared; it has us run there from `init` on. */
let copy = ''
/** The test files. What feeds every function anything comes last: it is slow, and other tests say more. */
let testFiles: string[] = []
const stripped = new Map<string, string>()
/** Which files load a file. */
const loadedBy = new Map<string, Set<string>>()
let generation = 0

/** Each file of the copy is another module in each generation; its types are stripped once. */
const hooks: RegisterHooksOptions = {
  resolve(specifier, context, nextResolve) {
    if (specifier === 'vitest' && context.parentURL?.startsWith(copy))
      return { url: standIn, shortCircuit: true }
    const found = nextResolve(specifier, context)
    if (!found.url.startsWith(copy) || found.url.includes('/node_modules/')) return found
    const url = found.url.replace(/\?.*/, '')
    const parents = loadedBy.get(url) ?? new Set()
    loadedBy.set(url, parents.add(context.parentURL?.replace(/\?.*/, '') ?? ''))
    return { ...found, url: `${url}?${generation}` }
  },
  load(url, context, nextLoad) {
    if (!url.startsWith(copy) || !/\.ts\?/.test(url)) return nextLoad(url, context)
    const file = fileURLToPath(url.replace(/\?.*/, ''))
    const source = stripped.get(file) ?? stripTypeScriptTypes(readFileSync(file, 'utf8'))
    stripped.set(file, source)
    return { format: 'module', source, shortCircuit: true }
  },
}

async function init(): Promise<void> {
  copy = `${pathToFileURL(process.cwd()).href}/`
  registerHooks(hooks)
  testFiles = globSync('tests/domain/**/*.test.ts')
    .map((file) => file.replaceAll('\\', '/'))
    .sort((a, b) => Number(a.includes('hostile')) - Number(b.includes('hostile')) || (a < b ? -1 : 1))
}

function load(file: string): Promise<CollectedTest[]> {
  return testsOf(file, () => import(pathToFileURL(join(process.cwd(), file)).href))
}

const idOf = ({ file, name }: CollectedTest) => `${file}#${name}`

/** Runs a test; gives what it fails with, or null. */
async function faultOf(test: CollectedTest): Promise<string | null> {
  try {
    await test.run()
    return null
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault)
  }
}

/** Every test once, without a mutant, to see which places each reaches. */
async function dryRun() {
  const tests: TestResult[] = []
  for (const file of testFiles) {
    for (const test of await load(file)) {
      shared.currentTestId = idOf(test)
      const began = performance.now()
      const fault = await faultOf(test)
      shared.currentTestId = undefined
      const result = {
        id: idOf(test),
        name: idOf(test),
        fileName: join(process.cwd(), file),
        timeSpentMs: performance.now() - began,
      }
      tests.push(
        fault === null
          ? { ...result, status: 'success' }
          : { ...result, status: 'failed', failureMessage: fault },
      )
    }
  }
  return { status: 'complete', tests, mutantCoverage: shared.mutantCoverage }
}

/** The test files that load a file, by themselves or through others. */
async function testsThatLoad(file: string): Promise<Set<string>> {
  // A process that follows one which was ended has loaded nothing yet.
  if (loadedBy.size === 0) for (const each of testFiles) await load(each)
  const found = new Set<string>()
  const visit = (url: string) => {
    if (found.has(url)) return
    found.add(url)
    for (const parent of loadedBy.get(url) ?? []) visit(parent)
  }
  visit(pathToFileURL(file).href)
  return new Set([...found].filter((url) => url.startsWith(copy)).map((url) => url.slice(copy.length)))
}

/** The tests that reach a mutant, or all that load its file, up to the first that notices it. */
async function mutantRun(options: RunOptions): Promise<MutantResult> {
  const { testFilter, activeMutant, mutantActivation, hitLimit, sandboxFileName } = options
  const wanted = testFilter === undefined ? null : new Set(testFilter)
  const reaching =
    wanted === null
      ? await testsThatLoad(sandboxFileName)
      : new Set([...wanted].map((id) => id.slice(0, id.indexOf('#'))))
  generation++
  shared.hitLimit = hitLimit
  let count = 0
  const ended = (id: string, fault: string): MutantResult =>
    hitLimit !== undefined && (shared.hitCount ?? 0) > hitLimit
      ? { status: 'timeout', reason: fault }
      : { status: 'killed', killedBy: [id], failureMessage: fault, nrOfTests: count }
  for (const file of testFiles.filter((one) => reaching.has(one))) {
    shared.hitCount = 0
    shared.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined
    let tests: CollectedTest[]
    try {
      tests = await load(file)
    } catch (fault) {
      // A test file that cannot be loaded fails.
      return ended(file, String(fault))
    }
    shared.activeMutant = activeMutant.id
    for (const test of tests) {
      if (wanted !== null && !wanted.has(idOf(test))) continue
      count++
      const fault = await faultOf(test)
      if (fault !== null) return ended(idOf(test), fault)
    }
  }
  return { status: 'survived', nrOfTests: count }
}

export const strykerPlugins = [
  {
    kind: 'TestRunner',
    name: 'domain',
    factory: Object.assign(
      () => ({ capabilities: () => ({ reloadEnvironment: true }), init, dryRun, mutantRun }),
      {
        inject: [],
      },
    ),
  },
]
