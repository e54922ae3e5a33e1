import { createHash } from 'node:crypto'
import { type CouncilLook, type LookField, lookFields } from '#domain/council/council-look.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { problem } from '#server/errors.ts'
import type { Logo } from './logo.ts'

/** `logo` is a new logo, null to remove it, or undefined to keep the current one. */
export type LookOrder = { by: Writer; look: CouncilLook; logo: Logo | null | undefined }

/** Puts a look in force and records who changed what and when; unchanged parts are not recorded. Throws `not_found` before a
 * council is loaded. */
export function recordCouncilLook(db: Db, { by, look, logo }: LookOrder): Promise<void> {
  return inTransaction(db, async (trx) => {
    const before = await trx
      .selectFrom('council')
      .where('council_id', '=', councilId)
      .select([
        'name',
        'short_name',
        'brand_colour',
        'term_in_care',
        'contact_name',
        'contact_email',
        'logo_sha256',
      ])
      .forUpdate()
      .executeTakeFirst()
    if (before === undefined) throw problem('not_found', 'No council has been loaded yet.')
    const { logo_sha256: logoBefore, ...said } = before
    const next = Object.fromEntries(
      (Object.keys(lookFields) as LookField[]).map((field) => [lookFields[field], look[field]]),
    ) as typeof said
    const logoNow = logo === undefined ? logoBefore : await recordLogo(trx, logo)
    const changed = (Object.keys(next) as (keyof typeof said)[])
      .filter((setting) => said[setting] !== next[setting])
      .map((setting) => ({ setting: setting as string, value: next[setting] ?? '' }))
    if (logoNow !== logoBefore) changed.push({ setting: 'logo', value: logoNow ?? '' })
    if (changed.length === 0) return
    await trx
      .updateTable('council')
      .set({ ...next, logo_sha256: logoNow })
      .where('council_id', '=', councilId)
      .execute()
    await trx
      .insertInto('setting_change')
      .values(
        changed.map((change) => ({
          ...{ council_id: councilId, ...change, changed_by: by.name, changed_by_id: by.id },
        })),
      )
      .execute()
    for (const { setting } of changed)
      await recordActivity(trx, { kind: 'setting.changed', by, subject: `setting ${setting}` })
  })
}

/** Stores a logo under the hash of what is kept, which is also in its address, and returns that hash. */
async function recordLogo(trx: Trx, logo: Logo | null): Promise<string | null> {
  if (logo === null) return null
  const sha256 = createHash('sha256').update(logo.content).digest('hex')
  await trx
    .insertInto('council_logo')
    .values({
      council_id: councilId,
      sha256,
      media_type: logo.mediaType,
      content: logo.content,
    })
    .onConflict((oc) => oc.doNothing())
    .execute()
  return sha256
}
