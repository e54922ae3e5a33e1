import { exampleFrame, exampleKpi, exampleTeam } from '../../kit/example-measure.ts'
import type { ChecksView } from './model.ts'

export const examples: Record<string, ChecksView> = {
  'a milestone overdue and a measure that nobody answers': {
    frame: exampleFrame,
    checks: [
      {
        kind: 'milestone_overdue',
        action: 'R1.4',
        kpi: null,
        unit: null,
        period: null,
        since: '2019-02-28',
        message:
          '“Impact at team level” was due in February 2019 and is 102 days overdue. Nothing is recorded as meeting it.',
      },
      {
        kind: 'worsening_without_action',
        action: null,
        kpi: 'CP04',
        unit: 'HP-S1',
        period: '2019-04',
        since: '2019-03',
        message:
          'CP visits in timescale is worse than usual, and no action is linked. The latest figure is for April 2019.',
      },
    ],
    actions: [
      { ref: 'R1.4', summary: 'Strengthen the alert and escalation routes.', leads: ['SMT'], rating: null },
    ],
    kpis: [exampleKpi],
    unseen: 0,
    units: [exampleTeam],
  },
  'nothing to ask': { frame: exampleFrame, checks: [], actions: [], kpis: [], units: [], unseen: 0 },
}
