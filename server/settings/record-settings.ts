import { type Settings, settingNames } from '#domain/settings.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import { problem } from '#server/errors.ts'

const COUNCIL = 1

export type SettingsOrder = { by: string; settings: Settings; now: Date }

/**
 * Puts settings in force and notes who changed each and when; one that is as it was is not noted. Under the lock of
 * publications, so that each is decided by the settings before or after and never by both. Throws `not_found` before a
 * council is loaded.
 */
export function recordSettings(db: Db, { by, settings, now: asked }: SettingsOrder): Promise<void> {
  return inTransaction(db, async (trx) => {
    const now = await lockRecord(trx, COUNCIL, asked)
    const before = await trx
      .selectFrom('council')
      .where('council_id', '=', COUNCIL)
      .select([...settingNames])
      .executeTakeFirst()
    if (before === undefined) throw problem('not_found', 'No council has been loaded yet.')
    const changed = settingNames.filter((setting) => before[setting] !== settings[setting])
    if (changed.length === 0) return
    await trx.updateTable('council').set(settings).where('council_id', '=', COUNCIL).execute()
    await trx
      .insertInto('setting_change')
      .values(
        changed.map((setting) => ({
          council_id: COUNCIL,
          setting,
          value: settings[setting] ? 'yes' : 'no',
          changed_by: by,
          changed_at: now,
        })),
      )
      .execute()
  })
}
