import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** The first of `paths` that exists. If none does, root on Debian installs `debianPackage`; any other user gets an error that
 * says what to do. A test that cannot have its program fails; it is never skipped. */
export function installedProgram(paths: readonly string[], debianPackage: string, advice: string): string {
  const found = () => paths.find((path) => existsSync(path))
  const here = found()
  if (here) return here
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.info(`Installing ${debianPackage} for the tests that need it.`)
    const run = (...args: string[]) =>
      execFileSync('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=600', ...args], {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
    run('update')
    run('install', '--no-install-recommends', debianPackage)
  }
  const now = found()
  if (now) return now
  throw new Error(`none of ${paths.join(', ')} is on this machine: ${advice}`)
}
