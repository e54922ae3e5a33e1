/**
 * Installs what is missing, before the service or its tests start. It runs on whatever Node.js the machine has, so
 * it is plain JavaScript without dependencies; all else runs on the Node.js 24 that it installs.
 */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE = /^v24\./
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const node = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

function isInstalled() {
  const { stdout } = spawnSync(node, ['-v'], { encoding: 'utf8', shell: process.platform === 'win32' })
  return NODE.test(stdout ?? '')
}

if (!isInstalled()) {
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
