import { exampleFrame } from '../example-measure.ts'
import type { SettingsView } from './view.ts'

const asItCame: SettingsView = {
  frame: exampleFrame,
  settings: { publishing_needs_approval: false, inbox_publishes_clean_files: true },
  typed: {
    name: 'Ridgeshire County Council (demonstration)',
    shortName: '',
    brandColour: '',
    termInCare: 'children_in_care',
    contactName: '',
    contactEmail: '',
  },
  errors: {},
  history: [],
  csrfToken: 'secret',
  saved: false,
}

const typed = {
  name: 'Ridgeshire County Council',
  shortName: 'Ridgeshire',
  brandColour: '#12436D',
  termInCare: 'looked_after_children',
  contactName: 'Performance team',
  contactEmail: 'performance@ridgeshire.gov.uk',
}

export const examples: Record<string, SettingsView> = {
  'as the service came': asItCame,
  'changed and saved': {
    ...asItCame,
    frame: {
      ...exampleFrame,
      council: { ...exampleFrame.council, logo: '/assets/council-logo?v=0a1b2c3d' },
    },
    settings: { publishing_needs_approval: true, inbox_publishes_clean_files: false },
    typed,
    history: [
      {
        setting: 'brand_colour',
        value: '#12436D',
        by: 'Administrator',
        at: new Date('2019-06-10T08:31:00Z'),
      },
      {
        setting: 'publishing_needs_approval',
        value: 'yes',
        by: 'Administrator',
        at: new Date('2019-06-03T09:00:00Z'),
      },
    ],
    saved: true,
  },
  'a colour too light and a logo with a script': {
    ...asItCame,
    typed: { ...typed, brandColour: '#FFDD00' },
    errors: {
      brandColour:
        'Brand colour #FFDD00 has a contrast of 1.3 to 1 with white and must have at least 4.5 to 1. Use a darker shade: #857300 is the nearest',
      logo: 'The logo holds a script. Save it without, or as a PNG',
    },
  },
  'read by somebody who may not change it': { ...asItCame, csrfToken: null },
}
