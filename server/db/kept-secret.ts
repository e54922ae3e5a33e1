import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** The random secret in a file, as base64url. The first use creates it, of so many bytes; only the file's owner may read it.
 * `prepare` is given the new file before it has its name. */
export function keptSecret(path: string, bytes: number, prepare?: (path: string) => void): string {
  if (!existsSync(path)) {
    const own = `${path}-${process.pid}`
    writeFileSync(own, randomBytes(bytes).toString('base64url'), { mode: 0o600 })
    try {
      prepare?.(own)
      // Linking is atomic and fails if another process was first; then that process's secret is used.
      linkSync(own, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(own)
    }
  }
  return readFileSync(path, 'utf8')
}
