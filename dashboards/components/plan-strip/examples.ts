import { html } from 'hono/html'
import type { Contradiction, PlanStrip } from '#server/reads/plan-strip.ts'
import { examplesOf } from '../example.ts'
import { exampleFigure, exampleMeasure } from '../example-figure.ts'
import { contradictionTable, planStrip } from './plan-strip.ts'

const counts = { completed: 3, on_track: 41, too_early: 17, not_on_track: 10, not_rated: 4 }
const unit = { code: 'RIDGE', name: 'Ridgeshire' }
const contradiction: Contradiction = {
  ref: 'R6.1',
  summary: 'Senior managers monitor visits with the scorecards.',
  rating: 'on_track',
  kpi: exampleMeasure,
  figure: exampleFigure,
}

type Both = PlanStrip & { unit: typeof unit }

export const examples = examplesOf((plan: Both) => html`${planStrip(plan)}${contradictionTable(plan)}`, {
  'since the last board': {
    counts,
    unseen: 0,
    before: { date: '2019-04-03', counts: { ...counts, not_on_track: 12, too_early: 15 } },
    contradictions: [contradiction, { ...contradiction, ref: 'R1.10', rating: 'completed' }],
    unit,
  },
  'before a second board, and in agreement': { counts, before: null, contradictions: [], unseen: 0, unit },
  'to a reader from whom measures are withheld': {
    counts,
    before: null,
    contradictions: [contradiction],
    unseen: 20,
    unit,
  },
})
