import type { ReleasableText } from '#server/reads/written-texts.ts'
import { exampleFrame, exampleTeam } from '../../kit/example-measure.ts'
import { exampleReleased, exampleUnreleased } from '../../kit/example-release.ts'
import type { ReleasesView } from './model.ts'

const said: ReleasableText = {
  release: exampleReleased('commentary'),
  text: 'The list goes out every Friday.',
  unit: exampleTeam.code,
  kpi: 'CP04',
  action: null,
  by: 'Team manager',
  byRole: `Team manager, ${exampleTeam.name}`,
  at: new Date('2019-05-16T10:00:00Z'),
  version: 1,
}
const progress: ReleasableText = {
  ...said,
  release: exampleUnreleased('progress'),
  text: 'Both brothers of a family were seen.',
  ...{ unit: null, kpi: null, action: 'R1.2', by: 'HoS Quality Standards and Performance', byRole: '' },
  version: 0,
}

const view: ReleasesView = {
  frame: exampleFrame,
  question: { kind: null, released: null, action: null, asAt: null },
  texts: [said, progress, { ...progress, release: exampleUnreleased('known_issue'), action: null, by: '' }],
  found: 3,
  all: { texts: 3, released: 1 },
  unitNames: new Map([[exampleTeam.code, exampleTeam.name]]),
  kpiNames: new Map([['CP04', 'CP visits in timescale']]),
  back: '/releases',
  csrfToken: 'secret',
}

export const examples: Record<string, ReleasesView> = {
  'released and not': view,
  'more than are shown': { ...view, found: 140, all: { texts: 256, released: 200 } },
  'of an action and a kind, none found': {
    ...view,
    question: { kind: 'evidence', released: false, action: 'R1.2', asAt: null },
    texts: [],
    found: 0,
  },
  'at an earlier moment': { ...view, question: { ...view.question, asAt: '2019-05-31' } },
  'nothing to release': { ...view, texts: [], found: 0, all: { texts: 0, released: 0 } },
}
