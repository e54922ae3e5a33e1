/** `user` and `token`: who may use the service. */
import { londonDay } from '#domain/time/moment.ts'
import { addDays } from '#domain/time/period.ts'
import { readConfig } from '#server/config.ts'
import { environment, type Given, now, print, UsageError, type Verb, withDatabase } from './verb.ts'

export const accountVerbs: Record<string, Verb> = {
  'user add': { words: 0, options: ['name', 'email', 'role', 'unit', 'from', 'to'], run: user },
  'user grant': { words: 1, options: ['role', 'unit', 'from', 'to'], run: user },
  'user disable': { words: 1, options: ['reason'], run: user },
  'user link': { words: 1, options: [], run: user },
  'token create': { words: 0, options: ['role', 'unit', 'audience', 'expires', 'name'], run: createToken },
  'token list': { words: 0, options: [], run: listTokens },
  'token revoke': { words: 1, options: [], run: revokeNamedToken },
}

function createToken({ values }: Given): Promise<number> {
  const { role, name, unit = null, audience = 'inside' } = values
  if (role === undefined || name === undefined) throw new UsageError('A token needs --role and --name.')
  const at = now()
  const expires =
    values.expires === undefined ? null : addDays(londonDay(at.toISOString()), daysOf(values.expires))
  return withDatabase(async ({ db }) => {
    const { recordToken } = await import('#server/access/tokens/tokens.ts')
    print(await recordToken(db, { name, role, unit, audience, expires, now: at }))
    return 0
  })
}

function daysOf(text: string): number {
  if (!/^[1-9][0-9]{0,3}$/.test(text)) throw new UsageError('--expires is a number of days, such as 90.')
  return Number(text)
}

function listTokens(): Promise<number> {
  return withDatabase(async ({ db }) => {
    const { tokenLines } = await import('./token.ts')
    for (const line of await tokenLines(db, now())) print(line)
    return 0
  })
}

function revokeNamedToken(_given: Given, [name = '']: string[]): Promise<number> {
  return withDatabase(async ({ db }) => {
    const { revokeToken } = await import('./token.ts')
    print(await revokeToken(db, name, now()))
    return 0
  })
}

function user({ values, positionals }: Given, [email = '']: string[]): Promise<number> {
  const { name, role, unit = null, from = null, to = null, reason = '' } = values
  const setting = { baseUrl: readConfig(environment()).baseUrl, now: now() }
  const given = { role: role ?? '', unit, from, to }
  const [, what] = positionals
  if ((what === 'add' || what === 'grant') && role === undefined)
    throw new UsageError(`"user ${what}" needs --role.`)
  if (what === 'add' && (name === undefined || values.email === undefined))
    throw new UsageError('"user add" needs --name and --email.')
  if (what === 'disable' && reason.trim() === '') throw new UsageError('Give the reason with --reason TEXT.')
  return withDatabase(async ({ db }) => {
    const users = await import('./user.ts')
    const lines =
      what === 'add'
        ? await users.addUser(db, { ...given, name: name ?? '', email: values.email ?? '' }, setting)
        : what === 'grant'
          ? await users.grantUser(db, email, given, setting)
          : what === 'disable'
            ? await users.disableUser(db, email, reason.trim(), setting)
            : await users.linkUser(db, email, setting)
    for (const line of lines) print(line)
    return 0
  })
}
