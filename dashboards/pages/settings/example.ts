import { exampleFrame } from '../example-measure.ts'
import type { SettingsView } from './view.ts'

const asItCame: SettingsView = {
  frame: exampleFrame,
  settings: { publishing_needs_approval: false, inbox_publishes_clean_files: true },
  history: [],
  csrfToken: 'secret',
  saved: false,
}

export const examples: Record<string, SettingsView> = {
  'as the service came': asItCame,
  'changed and saved': {
    ...asItCame,
    settings: { publishing_needs_approval: true, inbox_publishes_clean_files: false },
    history: [
      {
        setting: 'inbox_publishes_clean_files',
        value: false,
        by: 'Administrator',
        at: new Date('2019-06-10T08:31:00Z'),
      },
      {
        setting: 'publishing_needs_approval',
        value: true,
        by: 'Administrator',
        at: new Date('2019-06-03T09:00:00Z'),
      },
    ],
    saved: true,
  },
  'read by somebody who may not change it': { ...asItCame, csrfToken: null },
}
