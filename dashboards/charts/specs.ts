/** Every chart's specification, by the name of its folder. A new chart adds one line here. */
import audits from './audits/spec.vl.json' with { type: 'json' }
import baseBars from './base-bars/spec.vl.json' with { type: 'json' }
import benchmark from './benchmark/spec.vl.json' with { type: 'json' }
import beside from './beside/spec.vl.json' with { type: 'json' }
import demandFlow from './demand-flow/spec.vl.json' with { type: 'json' }
import dotPlot from './dot-plot/spec.vl.json' with { type: 'json' }
import freshness from './freshness/spec.vl.json' with { type: 'json' }
import funnel from './funnel/spec.vl.json' with { type: 'json' }
import heatmap from './heatmap/spec.vl.json' with { type: 'json' }
import milestones from './milestones/spec.vl.json' with { type: 'json' }
import ratingHistory from './rating-history/spec.vl.json' with { type: 'json' }
import ratingStrip from './rating-strip/spec.vl.json' with { type: 'json' }
import reallyChanged from './really-changed/spec.vl.json' with { type: 'json' }
import run from './run/spec.vl.json' with { type: 'json' }
import shortfall from './shortfall/spec.vl.json' with { type: 'json' }
import smallMultiples from './small-multiples/spec.vl.json' with { type: 'json' }
import targetBar from './target-bar/spec.vl.json' with { type: 'json' }
import trend from './trend/spec.vl.json' with { type: 'json' }
import yearOnYear from './year-on-year/spec.vl.json' with { type: 'json' }

export const specs = {
  audits,
  'base-bars': baseBars,
  benchmark,
  beside,
  'demand-flow': demandFlow,
  'dot-plot': dotPlot,
  freshness,
  funnel,
  heatmap,
  milestones,
  'rating-history': ratingHistory,
  'rating-strip': ratingStrip,
  'really-changed': reallyChanged,
  run,
  shortfall,
  'small-multiples': smallMultiples,
  'target-bar': targetBar,
  trend,
  'year-on-year': yearOnYear,
} as const satisfies Record<string, object>

export type ChartName = keyof typeof specs

/** The order in which charts are prepared: first those of a measure's page, then all others. */
const firstWanted: readonly ChartName[] = [
  'trend',
  'base-bars',
  'dot-plot',
  'beside',
  'small-multiples',
  'run',
]
export const chartsByUse: readonly ChartName[] = [
  ...firstWanted,
  ...(Object.keys(specs) as ChartName[]).filter((name) => !firstWanted.includes(name)),
]
