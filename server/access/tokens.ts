/** Tokens for programs. The command line creates them, shows each once and keeps its SHA-256. */

import { createHash, randomBytes } from 'node:crypto'
import type { Audience } from '#domain/suppression/suppression.ts'
import { londonDay } from '#domain/time/moment.ts'
import { monthOf } from '#domain/time/period.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type ReadSource } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import { loadUnits } from '#server/record/units.ts'
import { type Actor, type Grant, grantOf, isRole, type Role } from './actor.ts'

export type TokenRequest = { name: string; role: string; unit: string | null; audience: string; now: Date }

/** Records a token and returns it. It cannot be read again. Throws `unprocessable`, with what to change, for an unknown role,
 * unit or audience, a unit of the wrong kind, or a name that a token in use already has. */
export async function recordToken(db: Db, request: TokenRequest): Promise<string> {
  const { role, unit, audience } = await checked(db, request)
  const secret = `gt_${randomBytes(32).toString('base64url')}`
  await inTransaction(db, (trx) =>
    trx
      .insertInto('token')
      .values({
        council_id: councilId,
        name: request.name,
        secret_sha256: sha256(secret),
        role,
        unit_code: unit,
        audience,
        created_at: request.now,
        revoked_at: null,
      })
      .execute(),
  )
  return secret
}

/** The owner of this token; null if it was never issued or has been revoked. */
export async function loadTokenActor(db: ReadSource, secret: string): Promise<Actor | null> {
  const row = await db
    .selectFrom('token')
    .select(['name', 'role', 'unit_code', 'audience'])
    .where('council_id', '=', councilId)
    .where('secret_sha256', '=', sha256(secret))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined || !isRole(row.role)) return null
  return {
    name: row.name,
    grants: [grantOf({ role: row.role, unit: row.unit_code }, row.audience as Audience)],
    via: 'token',
  }
}

async function checked(db: ReadSource, request: TokenRequest): Promise<Grant> {
  const { role, audience } = request
  if (!isRole(role)) throw problem('unprocessable', `"${role}" is not a role.`)
  if (audience !== 'inside' && audience !== 'outside')
    throw problem('unprocessable', `"${audience}" is not an audience: inside or outside.`)
  if (request.name.trim() === '') throw problem('unprocessable', 'Give the token a name: --name TEXT.')
  const unit = await unitFor(db, role, request)
  return grantOf({ role, unit }, audience)
}

const kinds: Partial<Record<Role, string>> = { team_manager: 'team', head_of_service: 'service' }

async function unitFor(db: ReadSource, role: Role, { unit, now }: TokenRequest): Promise<string> {
  const tree = await loadUnits(db, monthOf(londonDay(now.toISOString())))
  const kind = kinds[role] ?? 'council'
  if (unit === null) {
    const top = tree.find((u) => u.kind === 'council')
    if (kind !== 'council') throw problem('unprocessable', `A ${role} needs a ${kind}: --unit CODE.`)
    if (top === undefined) throw problem('unprocessable', 'There are no units yet: run seed first.')
    return top.code
  }
  const found = tree.find((u) => u.code === unit.toUpperCase())
  if (found === undefined) throw problem('unprocessable', `There is no unit ${unit}.`)
  if (found.kind !== kind)
    throw problem('unprocessable', `A ${role} has a ${kind}; ${found.code} is a ${found.kind}.`)
  return found.code
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
