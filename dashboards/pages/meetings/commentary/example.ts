import type { Commentary } from '#server/reads/commentary.ts'
import { scorecardAddress } from '../../../addresses.ts'
import {
  exampleFigures,
  exampleFrame,
  exampleKpi,
  risingThenFalling,
  exampleTeam as unit,
} from '../../kit/example-measure.ts'
import { exampleReleased, exampleUnreleased } from '../../kit/example-release.ts'
import { exampleLine } from '../../kit/example-scorecard.ts'
import type { CommentaryView } from './model.ts'

const period = '2019-04'
const line = exampleLine(exampleKpi, exampleFigures(risingThenFalling), unit.code)

const by = { byName: 'Team manager', byId: null, byRole: `Team manager, ${unit.name}` }
const standing: Commentary = {
  id: `${unit.code}/CP04/${period}`,
  unit: unit.code,
  kpi: line.kpi.code,
  period,
  body: 'Visits moved to agency staff who did not yet know the families.\nAll have since been made.',
  ...by,
  recordedAt: new Date('2019-05-16T10:00:00Z'),
  dated: '2019-05-16',
  version: 2,
  release: exampleReleased('commentary'),
  notes: [],
  figuresChanged: { at: '2019-05-10T08:32:00.000Z', dated: '2019-05-10' },
}

const noAnswers = { happened: '', control: '', next: '', when: '' }
const only = (happened: string) => ({ ...noAnswers, happened })

const empty: CommentaryView = {
  frame: exampleFrame,
  unit,
  line,
  period,
  signedOff: null,
  standing: null,
  versions: [],
  before: [],
  releases: null,
  back: {
    from: 'scorecard',
    href: `${scorecardAddress(unit.code, period)}#kpi-${line.kpi.code}`,
    text: 'Back to the scorecard',
  },
  mayAgree: true,
  form: {
    csrfToken: 'secret',
    parts: noAnswers,
    seen: 0,
    fault: null,
    details: [],
    stale: false,
    release: { isTicked: false, advice: null },
  },
}

export const examples: Record<string, CommentaryView> = {
  'nothing said yet': empty,
  'nothing written': { ...empty, form: { ...empty.form, fault: 'Enter what happened' } },
  'a sign of somebody’s details': {
    ...empty,
    form: { ...empty.form, parts: only('Case 104233 was moved.'), details: ['case_number'] },
  },
  'asked about a small number': {
    ...empty,
    form: {
      ...empty.form,
      parts: only('Both brothers moved.'),
      release: { isTicked: true, advice: 'It seems to tell a small number: “both”.' },
    },
  },
  'said before, and of the month before': {
    ...empty,
    standing,
    versions: [
      { ...standing, kind: 'text' },
      { ...standing, kind: 'text', version: 1, body: 'Visits moved to agency staff.' },
    ],
    releases: {
      releasing: { csrfToken: 'secret', back: '/releases' },
      texts: new Set(['commentary 1']),
    },
    before: [{ ...standing, period: '2019-03', body: 'Two social workers left in February.' }],
    form: {
      ...empty.form,
      parts: {
        ...only(standing.body),
        control: 'Who covers for sickness',
        next: 'Give every visit a second visitor',
        when: '28 June',
      },
      seen: 2,
    },
  },
  'somebody saved meanwhile': {
    ...empty,
    standing,
    versions: [{ ...standing, kind: 'text' }],
    form: { ...empty.form, parts: only('Another text.'), seen: 2, stale: true },
  },
  'signed off': {
    ...empty,
    signedOff: 'Final, signed off 17 May 2019',
    standing: {
      ...standing,
      notes: [
        {
          body: 'The list goes out every Friday.',
          ...by,
          recordedAt: new Date('2019-05-20T10:00:00Z'),
          dated: '2019-05-20',
          version: 3,
          release: exampleUnreleased('commentary'),
        },
      ],
      version: 3,
    },
    form: { ...empty.form, seen: 3 },
  },
  'signed off in silence': { ...empty, signedOff: 'Restated since sign-off' },
}
