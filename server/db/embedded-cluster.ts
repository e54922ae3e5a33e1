import { execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { canReach, findBinaries } from './embedded-binaries.ts'
import { keptSecret } from './kept-secret.ts'

/** Where the embedded database is and who runs it. A null uid and gid mean the current user. */
export type Place = {
  home: string
  data: string
  /** The files of the owner's password and of the service's. */
  password: string
  servicePassword: string
  log: string
  bin: string
} & Owner
type Owner = { uid: number | null; gid: number | null }

/** Decides where the data and the programs are, for the user that will run them. */
export function findPlace(folder: string, say: (line: string) => void): Place {
  const me = process.getuid?.() ?? null
  mkdirSync(folder, { recursive: true, mode: me === 0 ? 0o755 : 0o700 })
  const home = realpathSync(folder)
  const made = statSync(join(home, 'database', 'data'), { throwIfNoEntry: false })
  if (me === 0) {
    // Data that an ordinary user created continues to belong to that user.
    const user = made && made.uid !== 0 ? made : nobody()
    return placeIn(homeFor(home, user.uid, say), { uid: user.uid, gid: user.gid }, say)
  }
  if (made && me !== null && made.uid !== me) {
    throw new Error(
      `the database in ${home} belongs to the user with id ${made.uid}: start as the user who made it` +
        ' (root, if that is nobody), or delete that folder to begin again',
    )
  }
  return placeIn(home, { uid: null, gid: null }, say)
}

/** The folder itself or, if the server's user cannot reach it, a reachable folder named after it. */
function homeFor(folder: string, uid: number, say: (line: string) => void): string {
  if (canReach(folder, uid)) return folder
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  const away = join('/var/lib/golden-thread', name)
  say(`Running as root beneath a private folder: the database is kept in ${away}, not in ${folder}.`)
  mkdirSync(away, { recursive: true, mode: 0o755 })
  return away
}

function placeIn(home: string, owner: Owner, say: (line: string) => void): Place {
  const { folder, copied } = findBinaries(owner.uid)
  if (copied) say(`The programs of the database are run from a copy in ${folder}.`)
  const at = (name: string) => join(home, 'database', name)
  return {
    home,
    data: at('data'),
    password: at('password'),
    servicePassword: at('service-password'),
    log: at('log'),
    bin: join(folder, 'bin'),
    ...owner,
  }
}

function nobody(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return { uid: 65534, gid: 65534 }
  }
}

/** Creates the data folder beside its final place and renames it there together with its password, so that neither a kill nor a
 * second start at the same moment leaves half a folder. */
export async function createCluster({ home, data, uid, gid, bin }: Place): Promise<void> {
  if (existsSync(join(data, 'PG_VERSION'))) return
  const half = mkdtempSync(join(home, 'database-'))
  try {
    chmodSync(half, 0o755)
    const password = join(half, 'password')
    writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
    mkdirSync(join(half, 'data'), { mode: 0o700 })
    if (uid !== null && gid !== null) {
      chownSync(join(half, 'data'), uid, gid)
      chownSync(password, uid, gid)
    }
    await run(
      join(bin, 'initdb'),
      [
        ...['-D', join(half, 'data'), '--username=postgres', '--auth=scram-sha-256', `--pwfile=${password}`],
        ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ],
      { uid, gid },
    )
    if (uid !== null) chownSync(password, 0, 0)
    renameSync(half, join(home, 'database'))
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    // Another process was first; its cluster is used.
    if (!existsSync(join(data, 'PG_VERSION'))) throw error
  }
}

/** The password of the service's own login. The first start creates it beside the owner's, for the same reader. */
export function keptServicePassword({ password, servicePassword }: Place): string {
  const reader = statSync(password)
  return keptSecret(servicePassword, 24, (path) => {
    if (process.getuid?.() === 0) chownSync(path, reader.uid, reader.gid)
  })
}

function run(program: string, args: string[], owner: Owner): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...asUser(owner) })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => {
        said += text
      })
    child.on('error', fail)
    child.on('close', (code) => {
      if (code === 0) return done()
      const hint = /could not look up effective user ID/.test(said)
        ? ' PostgreSQL needs its user to have a name: add one to /etc/passwd, or set DATABASE_URL.'
        : ''
      fail(new Error(`${program} ended with ${code}: ${said.trim()}${hint}`))
    })
  })
}

/** The other user's identity and a working folder that the user may enter. Its environment holds none of our secrets. */
export function asUser({ uid, gid }: Owner): {
  uid?: number
  gid?: number
  cwd: string
  env: NodeJS.ProcessEnv
} {
  const env = { PATH: process.env.PATH, LC_ALL: 'C', SystemRoot: process.env.SystemRoot }
  return {
    cwd: process.platform === 'win32' ? process.cwd() : '/',
    env,
    ...(uid !== null && gid !== null ? { uid, gid } : {}),
  }
}
