import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const BINARY = /[.](png|jpg|ico|woff2?|ttf|otf|xlsx|gz|arrow)$/
const NOT_OURS = /^(node_modules|[.]git|[.]data)(\/|$)|[.]log$/

/** Every text file of the repository, by its path. */
export const files: readonly string[] = readdirSync(ROOT, { withFileTypes: true })
  .filter(({ name }) => !NOT_OURS.test(name))
  .flatMap((top) =>
    top.isDirectory()
      ? readdirSync(join(ROOT, top.name), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
      : [top.name],
  )
  .filter((path) => !BINARY.test(path))
