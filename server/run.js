/**
 * Installs what is missing, then runs the file it is given on a Node.js that is new enough: the one that came as a package,
 * or where there is none for this machine, the machine's own. It starts on whatever Node.js the machine has, so it is plain
 * JavaScript without dependencies.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The lowest version of each line of Node.js that we run on. */
const FLOORS = JSON.parse(readFileSync(new URL('node-floors.json', import.meta.url), 'utf8'))
/** A small nursery for new objects leaves less memory behind a large file on its way through. */
const FLAGS = ['--max-semi-space-size=8']
/** Of glibc, which is otherwise slow to give back what pieces of a large file took: 30 MB less in all, as quick. */
const MEMORY = { MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_ARENA_MAX: '1' }
const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** What our files compile to is kept: a command answers in half the time. Where it cannot be written, nothing is kept. */
const compiled = join(root, 'node_modules', '.cache', 'compiled')
const isWindows = process.platform === 'win32'
const packaged = join(root, 'node_modules', '.bin', isWindows ? 'node.cmd' : 'node')

/** Whether a version such as v24.21.0 is one of our lines and not below its floor. */
function isNewEnough(version) {
  const [major, minor, patch] = version.trim().replace(/^v/, '').split('.').map(Number)
  const floor = FLOORS[major]?.split('.').map(Number)
  return floor !== undefined && (minor > floor[1] || (minor === floor[1] && patch >= floor[2]))
}

function isPackagedNewEnough() {
  const { stdout } = spawnSync(packaged, ['-v'], { encoding: 'utf8', shell: isWindows })
  return isNewEnough(stdout ?? '')
}

/** The Node.js to run on; null where packages are missing or too old. */
function findNode() {
  if (existsSync(packaged)) return isPackagedNewEnough() ? packaged : null
  const isInstalled = existsSync(join(root, 'node_modules', '.package-lock.json'))
  return isInstalled && isNewEnough(process.version) ? process.execPath : null
}

function install() {
  console.error('Installing what is missing: this happens once.')
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--include=optional']
  const [program, ...before] = npm ? [process.execPath, npm] : ['npm']
  const { status } = spawnSync(program, [...before, ...args], {
    cwd: root,
    stdio: ['inherit', 2, 2],
    shell: !npm && isWindows,
  })
  if (status !== 0) {
    console.error(`npm ${args.join(' ')} ended with ${status}: see above.`)
    process.exit(1)
  }
}

function explainMissing() {
  const wanted = Object.entries(FLOORS).map(([line, floor]) => `${floor} or a later ${line}`)
  console.error(
    `There is no package of Node.js for ${process.platform}-${process.arch}, and this machine's own is ${process.version}:` +
      ` install Node.js ${wanted.join(', or ')}, and start again.`,
  )
  process.exit(1)
}

if (findNode() === null) install()
const node = findNode() ?? explainMissing()
const [file, ...args] = process.argv.slice(2)
if (file) {
  const child = spawn(node, [...FLAGS, file, ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: isWindows,
    env: { ...MEMORY, NODE_COMPILE_CACHE: compiled, ...process.env },
  })
  let isToldToStop = false
  const stop = (signal) => {
    if (isToldToStop) return
    isToldToStop = true
    child.kill(signal)
  }
  // The terminal gives Ctrl-C to both, and a second one would cut the stop short; other signals come to us alone.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal))
  // The shell that npm puts between us keeps SIGTERM to itself and ends: our parent is then another.
  const parent = process.ppid
  const watch = () => process.ppid === parent || stop('SIGTERM')
  if (process.env.npm_lifecycle_event) setInterval(watch, 250).unref()
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
  })
}
