/** Tokens for programs. Each is shown once and kept as its SHA-256. A name is used once, also of a token that was revoked. A token
 * never opens more than its owner's own roles, unless another administrator confirms it. */
import { londonDay, londonInstant } from '#domain/time/moment.ts'
import { addDays, addMonths, isDay, monthOf } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource, type Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { loadUnits } from '#server/record/units.ts'
import { recordActivity } from '../activity/activity.ts'
import { addAuthor, lockPeople, serviceAuthorId } from '../people/authors.ts'
import type { PersonAuthor } from '../people/people.ts'
import { loadPersonActor } from '../people/person-actor.ts'
import { roleOverUnit } from '../people/role-unit.ts'
import { type Actor, type Grant, grantOf } from '../permissions/actor.ts'
import { isCoveredBy } from './actor.ts'
import { newTokenSecret, tokenHash } from './secret.ts'

export type TokenRequest = {
  name: string
  role: string
  unit: string | null
  audience: string
  /** The last day on which it works, `YYYY-MM-DD`; without an end if null or left out. */
  expires?: string | null
  now: Date
}

/** Records a token by the command line, which belongs to nobody, and returns it. It cannot be read again. Throws `unprocessable`,
 * with what to change, for an unknown role, unit or audience, a unit of the wrong kind and a day that has passed, and `conflict` for
 * a name that a token has or had. */
export function recordToken(db: Db, request: TokenRequest): Promise<string> {
  return inTransaction(db, async (trx) => {
    const by = { id: await serviceAuthorId(trx, 'command_line'), name: 'Command line' }
    const { secret } = await addToken(trx, request, { by, owner: null, needsConfirmation: () => false })
    return secret
  })
}

/** What a program is given, and whether it must wait for a second administrator. */
export type IssuedToken = { id: number; secret: string; isWaiting: boolean }

/** Records a token of the person who asks for it, signed in or by a token of their own. It waits for another administrator if the
 * person does not hold its role themselves. Throws as `recordToken` does, and `not_allowed` if no person asks. */
export async function issueToken(
  db: Db,
  request: TokenRequest & { expires: string; by: Actor },
): Promise<IssuedToken> {
  const { by, now, expires } = request
  const owner = by.actsAs
  if (owner === null)
    throw problem(
      'not_allowed',
      'A token is made by a person. Sign in to make one, or make it on the command line: npm run scorecard -- token create.',
    )
  return inTransaction(db, async (trx) => {
    const today = londonDay(now.toISOString())
    const last = `${addMonths(monthOf(today), 12)}${today.slice('2019-06'.length)}`
    if (expires > last)
      throw problem('unprocessable', `A token works for at most 12 months: give a last day up to ${last}.`)
    const held = (await loadPersonActor(trx, owner, now))?.grants ?? []
    const needsConfirmation = (grant: Grant) => !isCoveredBy(held, grant)
    return addToken(trx, request, { by, owner, needsConfirmation })
  })
}

type Making = {
  by: PersonAuthor
  owner: number | null
  needsConfirmation: (grant: Grant) => boolean
}

async function addToken(
  trx: Trx,
  request: TokenRequest,
  { by, owner, needsConfirmation }: Making,
): Promise<IssuedToken> {
  const { role, unit, audience } = await checkedGrant(trx, request)
  const name = checkedName(request.name)
  const expires_at = request.expires ? endOfDay(request.expires, request.now) : null
  const secret = newTokenSecret()
  await lockPeople(trx)
  await refuseTakenName(trx, name)
  const isWaiting = needsConfirmation({ role, unit, audience })
  const { id } = await trx
    .insertInto('token')
    .values({
      ...{ council_id: councilId, author_id: await addAuthor(trx, 'token'), name },
      ...{ secret_sha256: tokenHash(secret), role, unit_code: unit, audience, created_at: request.now },
      ...{ owner_id: owner, expires_at, needs_confirmation: isWaiting, revoked_at: null },
      ...{ by_id: by.id, by_name: by.name },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await recordActivity(trx, { kind: 'token.created', by, unit, subject: `token ${name}` })
  return { id, secret, isWaiting }
}

async function refuseTakenName(trx: Trx, name: string): Promise<void> {
  const taken = await trx
    .selectFrom('token')
    .select('id')
    .where('council_id', '=', councilId)
    .where('name', '=', name)
    .executeTakeFirst()
  if (taken !== undefined)
    throw problem(
      'conflict',
      `A token named "${name}" was given out already. A name is used once, also of a token that was revoked: choose another.`,
    )
}

const longestName = 100

function checkedName(given: string): string {
  const name = given.trim()
  if (name === '' || name.length > longestName || /\p{Cc}/u.test(name))
    throw problem('unprocessable', `Give the token a name of at most ${longestName} characters.`)
  return name
}

/** The moment at which a day ends in London. */
function endOfDay(day: string, now: Date): Date {
  const end = isDay(day) ? londonInstant(addDays(day, 1), '00:00') : null
  if (end === null) throw problem('unprocessable', `"${day.slice(0, 20)}" is not a day such as 2019-12-31.`)
  if (new Date(end) <= now) throw problem('unprocessable', `The last day, ${day}, has passed.`)
  return new Date(end)
}

async function checkedGrant(db: ReadSource, request: TokenRequest): Promise<Grant> {
  const { audience } = request
  if (audience !== 'inside' && audience !== 'outside')
    throw problem('unprocessable', `"${audience}" is not an audience: inside or outside.`)
  const today = londonDay(request.now.toISOString())
  const tree = await loadUnits(db, monthOf(today))
  return grantOf(roleOverUnit({ ...request, from: today }, tree), audience)
}
