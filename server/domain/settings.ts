/** What a council sets for itself, in the words of whoever sets it. */
export const settingNames = ['publishing_needs_approval', 'inbox_publishes_clean_files'] as const
export type SettingName = (typeof settingNames)[number]

export type Settings = Record<SettingName, boolean>

export const settingWords: Record<SettingName, { title: string; on: string; off: string }> = {
  publishing_needs_approval: {
    title: 'Publishing an extract',
    on: 'Needs a second person: whoever asks for it cannot approve it',
    off: 'Needs one person',
  },
  inbox_publishes_clean_files: {
    title: 'A file found in the drop folder',
    on: 'Is published by itself when nothing is wrong or odd about it',
    off: 'Waits for a person, whatever it holds',
  },
}
