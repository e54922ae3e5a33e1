/** The drop folder: files put there by another system are read, and moved aside once they are safe in the ledger. */
import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { ingestFile } from '#server/extracts/ingest.ts'
import type { ExtractReport } from '#server/extracts/queries.ts'
import { plainName } from '#server/extracts/upload.ts'
import type { Job, JobDeps } from './job.ts'

/** A file is whole once nothing about it has changed for this long, or `NAME.done` lies beside it. */
const STABLE_MS = 5_000
const PIECE = 1024 * 1024
const SENDER = 'Drop folder'
/** Where files go that were taken in. */
const aside = ['done', 'refused']

export const inbox: Job = {
  name: 'inbox',
  schedule: '*/10 * * * * *',
  async run(deps) {
    const folder = deps.config.extractInbox
    if (folder === null) return 'no drop folder'
    const publishes = await publishesCleanFiles(deps)
    const counts = { loaded: 0, refused: 0, waiting: 0 }
    await takeAllIn({ folder, layout: null, publishes }, counts, deps)
    for (const name of await layoutFolders(folder)) {
      await takeAllIn({ folder: join(folder, name), layout: name, publishes }, counts, deps)
    }
    return `${counts.loaded} loaded, ${counts.refused} refused, ${counts.waiting} waiting`
  },
}

type Place = {
  folder: string
  /** The layout that the files are read by; null is whatever their content says. */
  layout: string | null
  publishes: boolean
}
type Outcome = 'loaded' | 'refused' | 'waiting'

/** Folders beside the files are named for the layouts that files within them are read by. A link is no folder. */
async function layoutFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !aside.includes(entry.name))
    .map(({ name }) => name)
    .sort()
}

async function takeAllIn(place: Place, counts: Record<Outcome, number>, deps: JobDeps): Promise<void> {
  const names = await readdir(place.folder)
  for (const name of names.filter((each) => !each.startsWith('.')).sort()) {
    if (name.endsWith('.done') && names.includes(name.slice(0, -'.done'.length))) continue
    try {
      const outcome = await takeIn(place, name, names.includes(`${name}.done`), deps)
      if (outcome !== null) counts[outcome]++
    } catch (error) {
      // One file that cannot be read or moved does not hold up the others; it stays and is tried again.
      deps.log.error({ err: error, file: plainName(name) }, 'file in the drop folder not taken in')
      counts.waiting++
    }
  }
}

/** What became of one entry of the folder; null where it is not for us. */
async function takeIn(
  { folder, layout, publishes }: Place,
  name: string,
  isDone: boolean,
  { db, now, log }: JobDeps,
): Promise<Outcome | null> {
  const path = join(folder, name)
  const entry = await lstat(path).catch(() => null)
  if (entry === null || entry.isDirectory()) return null
  if (!entry.isFile()) {
    log.warn({ file: plainName(name) }, 'not a plain file in the drop folder: left unread')
    return null
  }
  // Non-blocking, so that a pipe put in the file's place meanwhile does not hold the job.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => {
      log.warn({ file: plainName(name), code: error.code }, 'cannot be opened: left unread')
      return null
    },
  )
  if (file === null) return null
  try {
    if (!(await isWhole(file, isDone))) return 'waiting'
    const at = now()
    const report = await ingestFile(db, {
      filename: plainName(name),
      mediaType: 'application/octet-stream',
      bytes: contentOf(file),
      channel: 'inbox',
      receivedBy: SENDER,
      now: at,
      layout,
      publish: publishes ? { now: at, by: SENDER, reason: null, acceptWarnings: false } : null,
    })
    const outcome = report.status === 'rejected' ? 'refused' : 'loaded'
    await moveAside(folder, name, outcome === 'loaded' ? 'done' : 'refused', at)
    if (isDone) await unlink(`${path}.done`)
    log.info(factsOf(report), `extract ${outcome} from the drop folder`)
    return outcome
  } finally {
    await file.close()
  }
}

async function publishesCleanFiles({ db }: JobDeps): Promise<boolean> {
  const council = await db.selectFrom('council').select('inbox_publishes_clean_files').executeTakeFirst()
  return council?.inbox_publishes_clean_files ?? false
}

/** Whether a regular file has come to rest, by the clock of the machine, as its times are. */
async function isWhole(file: FileHandle, isDone: boolean): Promise<boolean> {
  const state = await file.stat()
  if (!state.isFile()) return false
  return isDone || Date.now() - Math.max(state.mtimeMs, state.ctimeMs) >= STABLE_MS
}

async function* contentOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

/**
 * Moves a file into a folder beside it, under its name with the moment before it; no file there is written over.
 * Killed before this, the file is found again, its bytes are known, and it is moved and not loaded.
 */
async function moveAside(folder: string, name: string, into: 'done' | 'refused', at: Date): Promise<void> {
  await mkdir(join(folder, into), { recursive: true })
  const moment = at.toISOString().replaceAll(/[:.]/g, '')
  const target = (attempt: number) =>
    join(folder, into, `${moment}${attempt === 0 ? '' : `-${attempt}`} ${plainName(name)}`)
  let attempt = 0
  while (await exists(target(attempt))) attempt++
  await rename(join(folder, name), target(attempt))
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

function factsOf(report: ExtractReport): object {
  const { id, filename, status, counts, alreadyReceived } = report
  return { extract: id, file: filename, status, counts, alreadyReceived }
}
