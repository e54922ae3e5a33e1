import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { dropTemplates, stopTestServer } from './server.ts'

const PREFIX = 'golden-thread-tests-'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Names this run's databases, and the folder of its embedded server. */
    testRun: { id: string; folder: string }
  }
}

/** Gives each run its own database server. The first file that asks for a database starts it, so that suites without one stay
 * quick; it is stopped here. What a killed run left behind is cleared first. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
    new URL('../../node_modules/.cache/compiled', import.meta.url),
  )
  await clearAbandoned()
  const id = randomBytes(4).toString('hex')
  // Not mkdtemp: its folder is private, and when run by root the server runs as another user who must reach it.
  const folder = join(tmpdir(), `${PREFIX}${process.pid}-${id}`)
  mkdirSync(folder, { mode: 0o755 })
  project.provide('testRun', { id, folder })
  return async () => {
    await dropTemplates(id)
    await stopTestServer(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    if (isRunning(Number(name.slice(PREFIX.length).split('-')[0]))) continue
    const folder = join(tmpdir(), name)
    try {
      await stopTestServer(folder)
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's: theirs to clear.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
