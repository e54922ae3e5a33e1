import { type SettingName, type Settings, settingNames } from '#domain/council/settings.ts'
import { recordActivity } from '#server/access/activity/activity.ts'
import type { Writer } from '#server/access/permissions/actor.ts'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { holdRecord } from '#server/db/record-lock.ts'
import { problem } from '#server/errors.ts'

export type SettingsOrder = { by: Writer; settings: Settings; reason?: string }

/** One setting to change by name; `version` is how often it had been changed when it was read. */
export type SettingOrder = {
  by: Writer
  name: SettingName
  value: boolean
  reason: string
  version: number
  /** Reports what would change without changing anything. */
  dryRun: boolean
}

export type SettingOutcome =
  | { is: 'stale'; version: number }
  | { is: 'set'; before: boolean; changed: boolean; version: number }

/** Puts settings in force and records who changed each and when; unchanged ones are not recorded. It holds the lock of
 * publications, so that each publication is decided by the settings before or after, never by both. Throws `not_found` before a
 * council is loaded. */
export function recordSettings(db: Db, { by, settings, reason }: SettingsOrder): Promise<void> {
  return inTransaction(db, async (trx) => {
    await holdRecord(trx, councilId)
    await record(trx, await loadBefore(trx), {
      by,
      settings,
      ...(reason === undefined ? {} : { reason }),
    })
  })
}

/** Puts one setting in force, unless it has changed since it was read. */
export function recordSetting(db: Db, order: SettingOrder): Promise<SettingOutcome> {
  const { by, name, value, reason } = order
  return inTransaction(db, async (trx) => {
    await holdRecord(trx, councilId)
    const before = await loadBefore(trx)
    const version = await loadVersion(trx, name)
    if (version !== order.version) return { is: 'stale', version }
    const changed = before[name] !== value
    if (changed && !order.dryRun)
      await record(trx, before, { by, settings: { ...before, [name]: value }, reason })
    return { is: 'set', before: before[name], changed, version: version + (changed && !order.dryRun ? 1 : 0) }
  })
}

async function loadBefore(trx: Trx): Promise<Settings> {
  const before = await trx
    .selectFrom('council')
    .where('council_id', '=', councilId)
    .select([...settingNames])
    .executeTakeFirst()
  if (before === undefined) throw problem('not_found', 'No council has been loaded yet.')
  return before
}

async function loadVersion(trx: Trx, name: SettingName): Promise<number> {
  const { times } = await trx
    .selectFrom('setting_change')
    .select((e) => e.fn.countAll<number>().as('times'))
    .where('council_id', '=', councilId)
    .where('setting', '=', name)
    .executeTakeFirstOrThrow()
  return Number(times)
}

async function record(trx: Trx, before: Settings, { by, settings, reason }: SettingsOrder): Promise<void> {
  const changed = settingNames.filter((setting) => before[setting] !== settings[setting])
  if (changed.length === 0) return
  await trx.updateTable('council').set(settings).where('council_id', '=', councilId).execute()
  await trx
    .insertInto('setting_change')
    .values(
      changed.map((setting) => ({
        council_id: councilId,
        setting,
        value: settings[setting] ? 'yes' : 'no',
        reason: reason ?? null,
        changed_by: by.name,
        changed_by_id: by.id,
      })),
    )
    .execute()
  for (const setting of changed)
    await recordActivity(trx, {
      kind: 'setting.changed',
      by,
      subject: `setting ${setting}`,
      reason: reason ?? null,
    })
}
