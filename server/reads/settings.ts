/** What the council has set, and every change of it. */
import type { SettingName, Settings } from '#domain/settings.ts'
import type { ReadSource } from '#server/db/database.ts'

export type SettingChange = { setting: SettingName; value: boolean; by: string; at: Date }

export type SettingsInForce = {
  settings: Settings
  /** The latest first. */
  history: SettingChange[]
}

const SHOWN = 100

/** The settings in force and their last hundred changes; null while no council is loaded. */
export async function loadSettings(db: ReadSource): Promise<SettingsInForce | null> {
  const settings = await db
    .selectFrom('council')
    .where('council_id', '=', 1)
    .select(['publishing_needs_approval', 'inbox_publishes_clean_files'])
    .executeTakeFirst()
  if (settings === undefined) return null
  const history = await db
    .selectFrom('setting_change')
    .where('council_id', '=', 1)
    .select(['setting', 'value', 'changed_by as by', 'changed_at as at'])
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()
  return {
    settings,
    history: history.map((change) => ({ ...change, setting: change.setting as SettingName })),
  }
}
