/** Disks on which a database really runs out of room: a small one, and one on which no file may grow large. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrivateDatabase, privateFolder } from './private-database.ts'

export type SmallDisk = {
  database: PrivateDatabase
  /** From now on there is only the room that has already been reserved. */
  fill(): void
  /** Frees room again. */
  clear(): Promise<void>
  stop(): Promise<void>
}

const HOLDER = fileURLToPath(new URL('./embedded-holder.ts', import.meta.url))
/** More than a segment of the write-ahead log and less than what the tests send, in the shell's blocks of 512 bytes. */
const LARGEST_FILE = (20 * 1024 * 1024) / 512

/** What this machine can do: every Unix can limit the size of a file, and root can usually mount a disk. */
export const smallDisks: readonly (readonly [name: string, start: () => Promise<SmallDisk>])[] = [
  ['a limit on files', limited],
  ...(canMount() ? [['a full disk', mounted] as const] : []),
]

/** A shell starts the server under `ulimit`, and the server's processes inherit that limit. */
async function limited(): Promise<SmallDisk> {
  const folder = privateFolder()
  const holder = spawn(
    'sh',
    ['-c', `ulimit -f ${LARGEST_FILE}; exec "$0" "$1" "$2"`, process.execPath, HOLDER, folder],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  await once(holder.stdout, 'data')
  const database = await PrivateDatabase.start(folder)
  return {
    database,
    fill: () => undefined,
    // Autovacuum later removes what the failed transaction wrote.
    clear: () => database.vacuum(),
    async stop() {
      await letGo(holder)
      await database.stop()
    },
  }
}

async function letGo(holder: ChildProcess): Promise<void> {
  const gone = once(holder, 'exit')
  holder.stdin?.end()
  await gone
}

async function mounted(): Promise<SmallDisk> {
  const folder = privateFolder()
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=0755', 'golden-thread', folder])
  const database = await PrivateDatabase.start(folder)
  const ballast = join(folder, 'ballast')
  return {
    database,
    fill: () => writeUntilFull(ballast),
    async clear() {
      rmSync(ballast)
    },
    async stop() {
      rmSync(ballast, { force: true })
      await database.stop().catch(() => undefined)
      execFileSync('umount', [folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function writeUntilFull(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (const size of [1024 * 1024, 4096]) {
      const piece = Buffer.alloc(size)
      try {
        for (;;) writeSync(file, piece)
      } catch (full) {
        if ((full as NodeJS.ErrnoException).code !== 'ENOSPC') throw full
      }
    }
  } finally {
    closeSync(file)
  }
}

function canMount(): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false
  const folder = privateFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'golden-thread', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
