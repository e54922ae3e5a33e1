/** The drop folder: reads the files that another system puts there, and moves them aside once they are safe in the ledger. */
import { constants, type Stats } from 'node:fs'
import { type FileHandle, link, lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { serviceAuthor } from '#server/access/people/authors.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import type { ExtractReport } from '#server/extracts/record/report.ts'
import { plainName } from '#server/extracts/routes/upload.ts'
import type { Job, JobDeps } from './job.ts'

/** A file is complete once nothing about it has changed for this many milliseconds, or once `NAME.done` lies beside it. */
const STABLE_MS = 5_000
const PIECE = 1024 * 1024
/** The size of each read, in bytes. */
const LONGEST_NAME = 255
/** The folders to which received files are moved. */
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
      try {
        await takeAllIn({ folder: join(folder, name), layout: name, publishes }, counts, deps)
      } catch (error) {
        if (isGone(error)) continue
        deps.log.error({ err: error, folder: plainName(name) }, 'folder in the drop folder not read')
      }
    }
    return `${counts.loaded} loaded, ${counts.refused} refused, ${counts.waiting} waiting`
  },
}

type Place = {
  folder: string
  /** The layout for reading the files; null if their content decides. */
  layout: string | null
  publishes: boolean
}
type Outcome = 'loaded' | 'refused' | 'waiting'

/** Folders beside the files are named after layouts, and the files in each are read by its layout. A link does not count as a
 * folder. */
async function layoutFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !aside.includes(entry.name))
    .map(({ name }) => name)
    .sort()
}

async function takeAllIn(place: Place, counts: Record<Outcome, number>, deps: JobDeps): Promise<void> {
  const names = new Set(await readdir(place.folder))
  for (const name of [...names].filter((each) => !each.startsWith('.')).sort()) {
    if (name.endsWith('.done') && names.has(name.slice(0, -'.done'.length))) continue
    try {
      const outcome = await takeIn(place, name, names.has(`${name}.done`), deps)
      if (outcome !== null) counts[outcome]++
    } catch (error) {
      // A file that cannot be read or moved does not hold up the others; it stays and is tried again.
      deps.log.error({ err: error, file: plainName(name) }, 'file in the drop folder not taken in')
      counts.waiting++
    }
  }
}

/** The outcome of one entry of the folder; null if the entry is not for us. */
async function takeIn(
  { folder, layout, publishes }: Place,
  name: string,
  isDone: boolean,
  { db, now, log }: JobDeps,
): Promise<Outcome | null> {
  const path = join(folder, name)
  const entry = await lstat(path).catch(() => null)
  if (entry === null && name.includes('\ufffd')) {
    log.warn({ file: plainName(name) }, 'the name is not UTF-8, rename the file: left unread')
    return 'waiting'
  }
  if (entry === null || entry.isDirectory() || isLoneMarker(name, entry)) return null
  if (!entry.isFile()) {
    log.warn({ file: plainName(name) }, 'not a plain file in the drop folder: left unread')
    return null
  }
  // Non-blocking, so that a pipe put in the file's place meanwhile does not block the job.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => {
      if (!isGone(error))
        log.warn({ file: plainName(name), code: error.code }, 'cannot be opened: left unread')
      return null
    },
  )
  if (file === null) return null
  try {
    const state = await file.stat()
    if (!isWhole(state, isDone)) return 'waiting'
    const at = now()
    const by = await serviceAuthor(db, 'inbox')
    const report = await ingestFile(db, {
      filename: plainName(name),
      mediaType: 'application/octet-stream',
      bytes: contentOf(file, state),
      size: state.size,
      channel: 'inbox',
      receivedBy: by,
      now: at,
      layout,
      publish: publishes ? { now: at, by, reason: null, acceptWarnings: false } : null,
    })
    const outcome = report.status === 'rejected' ? 'refused' : 'loaded'
    // The marker is removed first: without its file it would be taken for a file.
    if (isDone) await unlink(`${path}.done`).catch(() => undefined)
    const isMoved = await moveAside(folder, name, outcome === 'loaded' ? 'done' : 'refused', at, state)
    if (!isMoved)
      log.warn({ file: plainName(name) }, 'read and kept, and gone before it could be moved aside')
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

/** The marker of a file that has already been moved. */
function isLoneMarker(name: string, entry: Stats): boolean {
  return name.endsWith('.done') && entry.size === 0
}

/** Whether a regular file is no longer being written, by the machine's clock and the time of its last change of any kind. The
 * date of its content is not used, because the sender can set it, even to a day in the future. */
function isWhole(state: Stats, isDone: boolean): boolean {
  if (!state.isFile()) return false
  return isDone || Date.now() - state.ctimeMs >= STABLE_MS
}

/** The whole content of a file, or an error at its end if it was written to meanwhile: half a file is never stored. */
async function* contentOf(file: FileHandle, before: Stats): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, position)
    if (bytesRead === 0) break
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
  const { size, mtimeMs } = await file.stat()
  if (size !== before.size || mtimeMs !== before.mtimeMs)
    throw new Error('it was written to while it was read')
}

/** Moves a file into a folder beside it and puts the moment before its name; no file there is overwritten. If the process is
 * killed before this, the next run finds the file again, recognises its bytes, and moves it without loading it. If another file
 * was put in its place meanwhile, that one is put back. Returns false if the file was already taken away. */
async function moveAside(
  folder: string,
  name: string,
  into: 'done' | 'refused',
  at: Date,
  read: Stats,
): Promise<boolean> {
  const moment = at.toISOString().replaceAll(/[:.]/g, '')
  const beside = join(folder, into)
  const there = await lstat(beside).catch(() => null)
  // A file or a link with that name would hold up every file.
  if (there !== null && !there.isDirectory()) await rename(beside, join(folder, `${moment} ${into}`))
  await mkdir(beside, { recursive: true })
  const target = (attempt: number) =>
    join(beside, shortened(`${moment}${attempt === 0 ? '' : `-${attempt}`} ${plainName(name)}`))
  let attempt = 0
  while (await exists(target(attempt))) attempt++
  const [path, moved] = [join(folder, name), target(attempt)]
  try {
    await rename(path, moved)
    if ((await lstat(moved)).ino !== read.ino) await putBack(moved, path)
    return true
  } catch (error) {
    // A missing folder is a different error: the file is still there.
    if (!isGone(error) || (await exists(path))) throw error
    return false
  }
}

/** Whether the file to be read or moved is no longer there. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Puts a file back. If yet another file has taken its place by now, that one stays, and this one is left beside it under its
 * new name. */
async function putBack(moved: string, path: string): Promise<void> {
  try {
    // Not by renaming, which would overwrite a file there.
    await link(moved, path)
    await unlink(moved)
  } catch {
    await rename(moved, join(dirname(path), basename(moved)))
  }
}

/** As much of a name as a file system accepts, in whole characters. */
function shortened(name: string): string {
  let short = name
  while (Buffer.byteLength(short) > LONGEST_NAME) short = [...short].slice(0, -1).join('')
  return short
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
