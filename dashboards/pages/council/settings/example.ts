import { exampleFrame } from '../../kit/example-measure.ts'
import type { SettingsView } from './model.ts'

const months = { first: '2019-07', last: '2021-06' }

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
  versions: { publishing_needs_approval: 0, inbox_publishes_clean_files: 0 },
  history: [],
  shares: {
    left_out_limit: { set: [], inForce: { from: null, percent: 25 }, months, version: 0 },
    opening_share: { set: [], inForce: { from: null, percent: 50 }, months, version: 0 },
    false_discovery_limit: { set: [], inForce: { from: null, percent: 10 }, months, version: 0 },
  },
  sentShare: null,
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
        setting: 'left_out_limit',
        value: '30',
        from: '2019-07',
        measure: null,
        reason: 'Agreed with the senior managers',
        by: 'Administrator',
        at: new Date('2019-06-11T09:00:00Z'),
        dated: '2019-06-11',
      },
      {
        setting: 'case_list',
        value: 'report 14, https://cases.ridgeshire.example/reports/14',
        from: null,
        measure: 'CP04',
        reason: null,
        by: 'Administrator',
        at: new Date('2019-06-10T09:15:00Z'),
        dated: '2019-06-10',
      },
      {
        setting: 'brand_colour',
        value: '#12436D',
        from: null,
        measure: null,
        reason: null,
        by: 'Administrator',
        at: new Date('2019-06-10T08:31:00Z'),
        dated: '2019-06-10',
      },
      {
        setting: 'publishing_needs_approval',
        value: 'yes',
        from: null,
        measure: null,
        reason: null,
        by: 'Administrator',
        at: new Date('2019-06-03T09:00:00Z'),
        dated: '2019-06-03',
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
  'a share tried, and one refused': {
    ...asItCame,
    sentShare: {
      name: 'opening_share',
      typed: { percent: '180', from: '2019-07', reason: '' },
      errors: {
        percent: 'Enter a whole number from 1 to 100',
        reason: 'Say why, for those who read the figures later',
      },
      tried: {
        said: 'It changes no figure and no verdict.',
        opens: [{ unit: 'HP-S1', name: 'Help and Protection South 1', before: '2019-05', after: '2019-04' }],
      },
    },
  },
  'read by somebody who may not change it': { ...asItCame, csrfToken: null },
}
