/**
 * Installs what is missing, then runs the file it is given on the Node.js 24 that it installed. It starts on whatever
 * Node.js the machine has, so it is plain JavaScript without dependencies.
 */
import { spawn, spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE = /^v24\./
/** A small nursery for new objects leaves less memory behind a large file on its way through. */
const FLAGS = ['--max-semi-space-size=8']
/** Of glibc, which is otherwise slow to give back what pieces of a large file took: 30 MB less in all, as quick. */
const MEMORY = { MALLOC_MMAP_THRESHOLD_: '65536', MALLOC_ARENA_MAX: '1' }
const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** What our files compile to is kept: a command answers in half the time. Where it cannot be written, nothing is kept. */
const compiled = join(root, 'node_modules', '.cache', 'compiled')
const isWindows = process.platform === 'win32'
const node = join(root, 'node_modules', '.bin', isWindows ? 'node.cmd' : 'node')

function isInstalled() {
  const { stdout } = spawnSync(node, ['-v'], { encoding: 'utf8', shell: isWindows })
  return NODE.test(stdout ?? '')
}

function install() {
  console.error('Installing what is missing: this happens once.')
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--include=optional']
  const [program, ...before] = npm ? [process.execPath, npm] : ['npm']
  const { status } = spawnSync(program, [...before, ...args], {
    cwd: root,
    stdio: ['inherit', 2, 2],
    shell: !npm,
  })
  if (status !== 0) {
    console.error(`npm ${args.join(' ')} ended with ${status}: see above.`)
    process.exit(1)
  }
  if (!isInstalled()) {
    console.error(
      `There is no package of Node.js 24 for ${process.platform}-${process.arch}: install Node.js 24 itself.`,
    )
    process.exit(1)
  }
}

if (!isInstalled()) install()
const [file, ...args] = process.argv.slice(2)
if (file) {
  const child = spawn(node, [...FLAGS, file, ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: isWindows,
    env: { ...MEMORY, NODE_COMPILE_CACHE: compiled, ...process.env },
  })
  // The terminal gives Ctrl-C to both, and a second one would cut the stop short; other signals come to us alone.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // The shell that npm puts between us keeps SIGTERM to itself and ends: our parent is then another.
  const parent = process.ppid
  const watch = () => process.ppid === parent || child.kill('SIGTERM')
  if (process.env.npm_lifecycle_event) setInterval(watch, 250).unref()
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0)
  })
}
