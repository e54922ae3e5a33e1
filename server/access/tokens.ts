/** Tokens for programs. The command line creates them, shows each once and keeps its SHA-256. */

import { createHash, randomBytes } from 'node:crypto'
import type { Audience } from '#domain/suppression/suppression.ts'
import { londonDay } from '#domain/time/moment.ts'
import { monthOf } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { loadUnits } from '#server/record/units.ts'
import { type Actor, type Grant, grantOf, isRole } from './actor.ts'
import { addAuthor, lockPeople } from './authors.ts'
import { roleOverUnit } from './role-unit.ts'

export type TokenRequest = { name: string; role: string; unit: string | null; audience: string; now: Date }

/** Records a token and returns it. It cannot be read again. Throws `unprocessable`, with what to change, for an unknown role,
 * unit or audience, a unit of the wrong kind, and `conflict` for a name that a token has or had. */
export async function recordToken(db: Db, request: TokenRequest): Promise<string> {
  const { role, unit, audience } = await checked(db, request)
  const secret = `gt_${randomBytes(32).toString('base64url')}`
  const name = request.name.trim()
  await inTransaction(db, async (trx) => {
    await lockPeople(trx)
    const taken = await trx
      .selectFrom('token')
      .select('revoked_at')
      .where('council_id', '=', councilId)
      .where('name', '=', name)
      .executeTakeFirst()
    if (taken !== undefined)
      throw problem(
        'conflict',
        `A token named "${name}" was given out already. A name is used once, also of a token that was revoked: choose another.`,
      )
    await trx
      .insertInto('token')
      .values({
        ...{
          council_id: councilId,
          author_id: await addAuthor(trx, 'token'),
          name,
          secret_sha256: sha256(secret),
        },
        ...{ role, unit_code: unit, audience, created_at: request.now, revoked_at: null },
      })
      .execute()
  })
  return secret
}

/** The owner of this token; null if it was never issued or has been revoked. */
export async function loadTokenActor(db: ReadSource, secret: string): Promise<Actor | null> {
  const row = await db
    .selectFrom('token')
    .select(['author_id', 'name', 'role', 'unit_code', 'audience'])
    .where('council_id', '=', councilId)
    .where('secret_sha256', '=', sha256(secret))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined || !isRole(row.role)) return null
  return {
    id: row.author_id,
    name: row.name,
    grants: [grantOf({ role: row.role, unit: row.unit_code }, row.audience as Audience)],
    via: 'token',
  }
}

async function checked(db: ReadSource, request: TokenRequest): Promise<Grant> {
  const { audience } = request
  if (audience !== 'inside' && audience !== 'outside')
    throw problem('unprocessable', `"${audience}" is not an audience: inside or outside.`)
  if (request.name.trim() === '') throw problem('unprocessable', 'Give the token a name: --name TEXT.')
  const tree = await loadUnits(db, monthOf(londonDay(request.now.toISOString())))
  return grantOf(roleOverUnit(request, tree), audience)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
