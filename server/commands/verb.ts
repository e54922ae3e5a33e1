/** What every verb of the command line has: its words and options, where it prints, and the database it runs on. */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Writer } from '#server/access/permissions/actor.ts'
import { readConfig } from '#server/config.ts'
import type { Db } from '#server/db/database.ts'
import type { OpenDatabase } from '#server/open-database.ts'

const options = {
  json: { type: 'boolean' },
  units: { type: 'string' },
  publish: { type: 'boolean' },
  'accept-warnings': { type: 'boolean' },
  reason: { type: 'string' },
  demo: { type: 'boolean' },
  role: { type: 'string' },
  unit: { type: 'string' },
  audience: { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
  to: { type: 'string' },
  expires: { type: 'string' },
  layout: { type: 'string' },
  encoding: { type: 'string' },
  'source-ends-so': { type: 'boolean' },
  at: { type: 'string' },
  seen: { type: 'string' },
  'as-at': { type: 'string' },
  format: { type: 'string' },
  from: { type: 'string' },
  method: { type: 'string' },
  all: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

type Option = keyof typeof options
export type Given = ReturnType<typeof parse>
export type Verb = {
  /** How many words follow the verb. */
  words: number
  options: readonly Option[]
  /** Returns the exit code. */
  run: (given: Given, words: string[]) => Promise<number>
}

export const now = () => new Date()
export const print = (line: string) => console.log(line)
export const say = (line: string) => console.error(line)

/** A command that is not one: it is answered with how to use the command line. */
export class UsageError extends Error {}

/** The words and options of a command. Throws `UsageError` for an option that no verb has. */
export function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Runs a verb on the database. The first use of the embedded database creates it, and migrates it unless that is what the verb does. */
export async function withDatabase(
  run: (database: OpenDatabase) => Promise<number>,
  { isMigrated = true }: { isMigrated?: boolean } = {},
): Promise<number> {
  const { openDatabase } = await import('#server/open-database.ts')
  const database = await openDatabase(readConfig(environment()), { say })
  try {
    if (database.isEmbedded && isMigrated) await database.migrate()
    return await run(database)
  } finally {
    await database.close()
  }
}

/** The command line as the author of what it does. */
export async function commandLine(db: Db): Promise<Writer> {
  const { serviceAuthor } = await import('#server/access/people/authors.ts')
  return serviceAuthor(db, 'command_line')
}

/** Reads the environment. A command signs nobody in, so it needs no session secret. */
export function environment(): Record<string, string | undefined> {
  return { ...process.env, SESSION_SECRET: process.env.SESSION_SECRET ?? randomBytes(48).toString('base64') }
}

/** The encoding that a person says a text file is in. */
export function encodingOf({ encoding }: Given['values']): 'windows-1252' | null {
  if (encoding === undefined) return null
  if (encoding !== 'windows-1252') throw new UsageError('--encoding accepts only windows-1252.')
  return encoding
}

/** The number of an extract as a person types it. */
export function extractId(text: string): number {
  if (!/^[0-9]{1,15}$/.test(text)) throw new UsageError(`"${text}" is not the number of an extract.`)
  return Number(text)
}
