import type { ActivityLine } from '#server/reads/activity.ts'
import { exampleFrame } from '../../kit/example-measure.ts'
import type { ActivityView } from './model.ts'

const line: ActivityLine = {
  id: 12,
  at: new Date('2019-06-10T13:02:00Z'),
  who: { kind: 'person', id: 7, name: 'Jo Bell' },
  ...{ what: 'scorecard.submitted', deed: 'submitted a month', unit: 'HP-S1' },
  ...{ on: 'month 2019-04', about: 'April 2019', times: 1 },
  ...{ channel: 'session', network: '192.0.2.7', origin: 'signed in, from 192.0.2.7', why: null },
}

const asked = { who: '', what: '', unit: '', from: '', to: '' }
const none: ActivityView = {
  frame: exampleFrame,
  lines: [],
  asked,
  choices: { authors: [], kinds: [{ kind: 'scorecard.submitted', deed: 'submitted a month' }] },
  units: [{ code: 'HP-S1', name: 'Help and Protection South 1' }],
  digest: null,
  retention: { months: 72, version: 0, keptFor: 72, shorterFrom: null },
  csrfToken: null,
  sentRetention: null,
  older: null,
  newest: null,
}

export const examples: Record<string, ActivityView> = {
  none,
  'a shorter time that waits, for who may change it': {
    ...none,
    retention: { months: 24, version: 2, keptFor: 72, shorterFrom: new Date('2019-07-10T09:00:00Z') },
    csrfToken: 'secret',
  },
  'a time that was refused': {
    ...none,
    csrfToken: 'secret',
    sentRetention: {
      typed: { months: '6', reason: '' },
      fault: 'Lines are kept for at least 12 months, and at most 1,200.',
    },
  },
  'people, programs and the service itself': {
    ...none,
    choices: { ...none.choices, authors: [{ id: 7, kind: 'person', name: 'Jo Bell' }] },
    lines: [
      line,
      {
        ...line,
        id: 11,
        who: { kind: 'token', id: 9, name: 'Power BI' },
        ...{
          what: 'file.exported',
          deed: 'took a file',
          unit: null,
          on: '/overview.csv',
          about: '/overview.csv',
        },
        ...{ channel: 'token', origin: 'by token, from 192.0.2.7' },
      },
      {
        ...line,
        id: 10,
        ...{ what: 'access.refused', deed: 'was refused', on: 'GET /units/:unit', about: 'GET /units/:unit' },
        times: 37,
      },
      {
        ...line,
        id: 9,
        who: { kind: 'unknown', id: null, name: 'Not known' },
        ...{ what: 'session.failed', deed: 'could not sign in', unit: null, on: null, about: null },
        ...{ channel: 'sign_in', origin: 'at sign-in, from 192.0.2.9' },
      },
      {
        ...line,
        id: 8,
        who: { kind: 'seed', id: 1, name: 'Data team' },
        ...{
          what: 'extract.reverted',
          deed: 'took back a file',
          unit: null,
          on: 'extract 3',
          about: 'file 3',
        },
        ...{ channel: 'command_line', network: null, origin: 'on the command line', why: 'The wrong month' },
      },
    ],
    digest: {
      day: '2019-06-09',
      lines: 41,
      sha256: '5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef',
    },
    older: '/activity?before=8',
  },
  'a choice that nothing fits, on a later page': {
    ...none,
    asked: { ...asked, unit: 'HP-S1', from: '2019-06-01', to: '2019-06-02' },
    newest: '/activity?unit=HP-S1&from=2019-06-01&to=2019-06-02',
  },
}
