import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { dropTemplates, stopTestServer } from './server.ts'

const PREFIX = 'golden-thread-tests-'

/** The memory of a Linux machine as a folder. Each test file copies a database of 600 files, which a disk makes slowly. */
const MEMORY = '/dev/shm'
/** More than the databases of a run need at once. */
const ROOM_BYTES = 4 * 1024 ** 3

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
  const folder = join(placeOfRun(), `${PREFIX}${process.pid}-${id}`)
  mkdirSync(folder, { mode: 0o755 })
  project.provide('testRun', { id, folder })
  return async () => {
    await dropTemplates(id)
    await stopTestServer(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Memory if there is plenty of it; a container often has little. */
function placeOfRun(): string {
  if (!existsSync(MEMORY)) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > ROOM_BYTES ? MEMORY : tmpdir()
}

async function clearAbandoned(): Promise<void> {
  const places = [tmpdir(), ...(existsSync(MEMORY) ? [MEMORY] : [])]
  const left = places.flatMap((place) => readdirSync(place).map((name) => ({ place, name })))
  for (const { place, name } of left.filter(({ name }) => name.startsWith(PREFIX))) {
    if (isRunning(Number(name.slice(PREFIX.length).split('-')[0]))) continue
    const folder = join(place, name)
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
