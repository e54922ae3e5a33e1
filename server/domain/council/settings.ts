/** What a council sets for itself, in the words of the person who sets it. */
import { caseListTitle } from './case-list.ts'
import { lookFields, termsInCare } from './council-look.ts'
import { datedShareWords, shareNames, shareWords } from './share.ts'

export const settingNames = ['publishing_needs_approval', 'inbox_publishes_clean_files'] as const
export type SettingName = (typeof settingNames)[number]

export type Settings = Record<SettingName, boolean>

export const settingWords: Record<SettingName, { title: string; on: string; off: string }> = {
  publishing_needs_approval: {
    title: 'Publishing an extract',
    on: 'Needs a second person: the person who asks for it cannot approve it',
    off: 'Needs one person',
  },
  inbox_publishes_clean_files: {
    title: 'A file found in the drop folder',
    on: 'Is published by itself when nothing is wrong or odd about it',
    off: 'Waits for a person, whatever it holds',
  },
}

const lookWords: Record<string, string> = {
  [lookFields.name]: 'Council name',
  [lookFields.shortName]: 'Short name',
  [lookFields.brandColour]: 'Brand colour',
  [lookFields.termInCare]: 'Children in care are called',
  [lookFields.contactName]: 'Contact',
  [lookFields.contactEmail]: 'Email address of the contact',
  logo: 'Logo',
}

/** The name under which the lists of a case system stand among the settings. */
export const caseListSetting = 'case_list'

/** A change of a setting, in words: what was set, and to what. `value` is the text on record, `from` the first
 *  month for which it holds, `measure` the measure that it is about. */
export function settingChangeWords(
  setting: string,
  value: string,
  from: string | null = null,
  measure: string | null = null,
): { title: string; said: string } {
  if (setting === caseListSetting)
    return { title: caseListTitle(measure), said: value === '' ? 'Taken away' : value }
  const question = settingNames.find((name) => name === setting)
  if (question !== undefined) {
    const { title, on, off } = settingWords[question]
    return { title, said: value === 'yes' ? on : off }
  }
  const share = shareNames.find((name) => name === setting)
  if (share !== undefined)
    return { title: shareWords[share].title, said: datedShareWords({ from, percent: Number(value) }) }
  return { title: lookWords[setting] ?? setting, said: lookSaid(setting, value) }
}

function lookSaid(setting: string, value: string): string {
  if (value === '') return 'None'
  if (setting === 'logo') return `A new one (SHA-256 ${value.slice(0, 12)})`
  if (setting === lookFields.termInCare && Object.hasOwn(termsInCare, value)) {
    return termsInCare[value as keyof typeof termsInCare].many
  }
  return value
}
