/** What the council has set, and every change of it. */
import type { Settings } from '#domain/settings.ts'
import type { ReadSource } from '#server/db/database.ts'

/** `value` is the text the record keeps: yes or no to a question, a name, a colour, the hash of a logo, or nothing. */
export type SettingChange = { setting: string; value: string; by: string; at: Date }

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
  return { settings, history }
}
