/** Runs the tests of the domain for Stryker, in Stryker's own process. The files are loaded again for each mutant, so that no
 * answer cached by the domain outlives its mutant; nothing is started and nothing is compiled again. That takes some hundredths
 * of a second; Stryker's own runner for vitest starts a thread each time and takes half a second. */
import { globSync, readFileSync } from 'node:fs'
import { type RegisterHooksOptions, registerHooks, stripTypeScriptTypes } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { type CollectedTest, testsOf } from './collected-tests.ts'

/** The part of Stryker's interface that is used here. */
type RunOptions = {
  testFilter?: string[]
  hitLimit?: number
  activeMutant: { id: string }
  sandboxFileName: string
}
/** Stryker's numbers for a test that passes and for one that fails. Where one fails without a mutant it ends the run: such a
 *  test would notice every mutant that it reaches. */
const PASSED = 0
const FAILED = 1

type TestResult = {
  id: string
  name: string
  fileName: string
  timeSpentMs: number
} & ({ status: typeof PASSED } | { status: typeof FAILED; failureMessage: string })
type MutantResult =
  | { status: 'killed'; killedBy: string[]; failureMessage: string; nrOfTests: number }
  | { status: 'survived'; nrOfTests: number }
  | { status: 'timeout'; reason: string }

/** What the code instrumented by Stryker reads and writes. */
const shared: {
  activeMutant?: string
  currentTestId?: string
  hitCount?: number
  hitLimit?: number
  mutantCoverage?: unknown
} = {}
Object.assign(globalThis, { __stryker__: shared })

// The same generated values in every run, so that a mutant noticed once is noticed again and scores can be compared.
fc.configureGlobal({ seed: 20190401 })

const standIn = new URL('./collected-tests.ts', import.meta.url).href
/** The address of the copy of the project that Stryker has prepared; from `init` on, we run there. */
let copy = ''
let testFiles: string[] = []
const stripped = new Map<string, string>()
let generation = 0
const feedsEveryFunction = 'tests/domain/hostile.test.ts'

/** Each file of the copy is a new module in each generation; its types are stripped only once. */
const hooks: RegisterHooksOptions = {
  resolve(specifier, context, nextResolve) {
    if (specifier === 'vitest' && context.parentURL?.startsWith(copy))
      return { url: standIn, shortCircuit: true }
    const found = nextResolve(specifier, context)
    if (!found.url.startsWith(copy) || found.url.includes('/node_modules/')) return found
    return { ...found, url: `${found.url.replace(/\?.*/, '')}?${generation}` }
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
  testFiles = globSync('tests/domain/**/*.test.ts').map((file) => file.replaceAll('\\', '/'))
}

function load(file: string): Promise<CollectedTest[]> {
  return testsOf(file, () => import(pathToFileURL(join(process.cwd(), file)).href))
}

const idOf = ({ file, name }: CollectedTest) => `${file}#${name}`

/** Runs a test and returns the failure, or null. */
async function faultOf(test: CollectedTest): Promise<string | null> {
  try {
    await test.run()
    return null
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault)
  }
}

/** Represents the loading of a test file as one of its tests: what is calculated there, including constants, belongs to all of
 * them. */
const loadingOf = (file: string) => `${file}#loading`

/** Runs every test once without a mutant, to see which places each reaches. */
async function dryRun() {
  const tests: TestResult[] = []
  const timed = async <T>(
    id: string,
    file: string,
    run: () => Promise<T>,
    fault: (of: T) => string | null,
  ) => {
    shared.currentTestId = id
    const began = performance.now()
    const found = await run()
    shared.currentTestId = undefined
    const result = {
      id,
      name: id,
      fileName: join(process.cwd(), file),
      timeSpentMs: performance.now() - began,
    }
    const failureMessage = fault(found)
    tests.push(
      failureMessage === null ? { ...result, status: PASSED } : { ...result, status: FAILED, failureMessage },
    )
    return found
  }
  for (const file of testFiles) {
    generation++
    const all = await timed(
      loadingOf(file),
      file,
      () => load(file),
      () => null,
    )
    for (const test of all)
      await timed(
        idOf(test),
        file,
        () => faultOf(test),
        (fault) => fault,
      )
  }
  return { status: 'complete', tests, mutantCoverage: shared.mutantCoverage }
}

/** The order in which the test files are run for a mutant: first those of its own subject, which notice most, and last the slow
 * one that feeds every function anything. For a constant that slow one is left out, because it only looks for what throws, hangs
 * or is undefined. */
function inOrder(wanted: ReadonlySet<string>, sandboxFileName: string): string[] {
  const subject = relative(process.cwd(), sandboxFileName).replaceAll('\\', '/').split('/')[2]
  const rank = (file: string) =>
    file.startsWith(`tests/domain/${subject}/`) ? 0 : file === feedsEveryFunction ? 2 : 1
  const files = new Set([...wanted].map((id) => id.slice(0, id.indexOf('#'))))
  if (wanted.has(loadingOf(feedsEveryFunction))) files.delete(feedsEveryFunction)
  return testFiles.filter((file) => files.has(file)).sort((a, b) => rank(a) - rank(b))
}

/** Runs the tests that reach a mutant, until one notices it. */
async function mutantRun({ testFilter = [], activeMutant, hitLimit, sandboxFileName }: RunOptions) {
  const wanted = new Set(testFilter)
  generation++
  shared.hitLimit = hitLimit
  let count = 0
  const ended = (id: string, fault: string): MutantResult =>
    hitLimit !== undefined && (shared.hitCount ?? 0) > hitLimit
      ? { status: 'timeout', reason: fault }
      : { status: 'killed', killedBy: [id], failureMessage: fault, nrOfTests: count }
  for (const file of inOrder(wanted, sandboxFileName)) {
    const isReachedByLoading = wanted.has(loadingOf(file))
    shared.hitCount = 0
    shared.activeMutant = isReachedByLoading ? activeMutant.id : undefined
    let tests: CollectedTest[]
    try {
      tests = await load(file)
    } catch (fault) {
      // A test file that cannot be loaded counts as a failed test.
      return ended(loadingOf(file), String(fault))
    }
    shared.activeMutant = activeMutant.id
    for (const test of tests.filter((one) => isReachedByLoading || wanted.has(idOf(one)))) {
      count++
      const fault = await faultOf(test)
      if (fault !== null) return ended(idOf(test), fault)
    }
  }
  return { status: 'survived', nrOfTests: count } satisfies MutantResult
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
