import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inheritedEnvironment } from '../support/inherited-environment.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'golden-thread-run-'))
  mkdirSync(join(folder, 'server'))
  for (const name of ['run.js', 'node-floors.json'])
    cpSync(join(ROOT, 'server', name), join(folder, 'server', name))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'what.js'), 'console.log(process.execPath)\n')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function program(path: string, script: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
}

/** A packaged Node.js that reports this version and does nothing else. */
const packaged = (version: string) =>
  program(join(folder, 'node_modules/.bin/node'), `[ "$1" = -v ] && echo ${version} || echo packaged`)

/** A stand-in for npm that adds a line to a log and then runs `script`, if given. */
const npm = (script = ':') =>
  program(join(folder, 'bin/npm'), `echo "$@" >> ${join(folder, 'npm.log')}\n${script}`)

/** Runs `run.js` on this process's Node.js, which may be made to report another version. */
function run(version?: string): { status: number | null; said: string } {
  const as = `Object.defineProperty(process, 'version', { value: '${version}' })\n`
  if (version !== undefined) writeFileSync(join(folder, 'as.cjs'), as)
  const args = version === undefined ? [] : ['--require', join(folder, 'as.cjs')]
  const { PATH } = inheritedEnvironment()
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...args, join(folder, 'server/run.js'), 'what.js'],
    {
      encoding: 'utf8',
      env: { PATH: `${join(folder, 'bin')}${delimiter}${PATH}` },
    },
  )
  return { status, said: stderr + stdout }
}

const isInstalled = () => writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{}')
const installs = () => readFileSync(join(folder, 'npm.log'), 'utf8').trim().split('\n')

describe('the Node.js that the service runs on', () => {
  test.each(['v24.18.1', 'v24.22.3', 'v26.10.0'])(
    'is the packaged one where that is new enough: %s',
    (version) => {
      packaged(version)
      expect(run()).toEqual({ status: 0, said: 'packaged\n' })
    },
  )

  test.each(['v24.0.0', 'v24.18.0', 'v26.9.9', 'v25.9.0', 'v22.23.2'])(
    'is installed again where it is too old: %s',
    (version) => {
      packaged(version)
      npm(
        `printf '#!/bin/sh\\n[ "$1" = -v ] && echo v24.22.3 || echo packaged\\n' > ${join(folder, 'node_modules/.bin/node')}`,
      )
      expect(run()).toEqual({ status: 0, said: 'Installing what is missing: this happens once.\npackaged\n' })
      expect(installs()).toEqual(['ci --include=dev --include=optional'])
    },
  )

  test('is the machine’s own where none is packaged for it, without installing again each time', () => {
    npm(
      `mkdir -p ${join(folder, 'node_modules')} && echo {} > ${join(folder, 'node_modules/.package-lock.json')}`,
    )
    expect(run()).toMatchObject({ status: 0, said: expect.stringContaining(process.execPath) })
    expect(run()).toEqual({ status: 0, said: `${process.execPath}\n` })
    expect(installs()).toHaveLength(1)
  })

  test('is asked for by its version where none is packaged and the machine’s own is too old', () => {
    mkdirSync(join(folder, 'node_modules'))
    isInstalled()
    npm()
    const { status, said } = run('v20.20.2')
    expect(status).toBe(1)
    expect(said).toContain(`There is no package of Node.js for ${process.platform}-${process.arch}`)
    expect(said).toContain(
      "this machine's own is v20.20.2: install Node.js 24.18.1 or a later 24, or 26.10.0 or a later 26, and start again.",
    )
  })
})
