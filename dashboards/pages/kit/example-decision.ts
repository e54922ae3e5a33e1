import type { Decision } from '#server/reads/links.ts'
import { exampleTeam } from './example-measure.ts'
import { exampleUnreleased } from './example-release.ts'

/** A made-up, open agreed action of a made-up team, for the examples of pages. */
export const exampleDecision: Decision = {
  id: 3,
  unit: exampleTeam.code,
  kpi: 'CP04',
  action: 'R1.1',
  period: '2019-03',
  decidedOn: '2019-04-18',
  decidedBy: 'Head of service',
  byRole: 'Head of service, Help, Protection and Court',
  body: 'List on Friday every visit that falls due in the week ahead.',
  ownerRole: 'Team manager',
  dueOn: '2019-05-03',
  state: 'open',
  outcome: null,
  saidOn: null,
  saidBy: null,
  saidById: null,
  doneOn: null,
  version: 0,
  release: exampleUnreleased('decision'),
  outcomeRelease: null,
}
