import { conversionOf } from '#domain/figures/demand-stage.ts'
import type { Picture } from '../picture.ts'
import { type DemandFlow, titledDemandFlow } from './demand-flow.ts'
import example from './example.json' with { type: 'json' }

type Stage = DemandFlow['stages'][number]
type Point = Stage['points'][number]

/** The example with each stage's points changed. */
function changed(flow: DemandFlow, change: (point: Point, i: number) => Partial<Point>): DemandFlow {
  const stages = flow.stages.map((stage) => ({
    ...stage,
    points: stage.points.map((point, i) => ({ ...point, ...change(point, i) })),
  }))
  const values = stages.map(({ points }) =>
    points.map(({ value, status }) => (status === null ? value : null)),
  )
  return {
    ...flow,
    stages: stages.map((stage, i) => ({
      ...stage,
      conversion: i === 0 ? null : conversionOf(values[i - 1] ?? [], values[i] ?? []),
    })),
  }
}

const bare = { mean: null, lower: null, upper: null, meaning: null, earlier: false }

export function examples(): Record<string, Picture> {
  // TypeScript types the words in JSON as any string; the states are those of figures.
  const flow = example as DemandFlow
  const { picture, narrow = picture } = titledDemandFlow(flow)
  const scaled = (factor: number) =>
    changed(flow, ({ value, mean, lower, upper }) => ({
      ...{ value: times(value, factor), mean: times(mean, factor) },
      ...{ lower: times(lower, factor), upper: times(upper, factor) },
    }))
  return {
    wide: picture,
    narrow,
    'one stage': titledDemandFlow({ ...flow, stages: flow.stages.slice(0, 1) }).picture,
    'too early for a usual range': titledDemandFlow(changed(flow, () => bare)).picture,
    'a team is missing in the last month': titledDemandFlow(
      changed(flow, ({ value }, i) =>
        i === 12 ? { status: 'not_whole', lacking: `${value} from 4 of 7 teams`, meaning: null } : {},
      ),
    ).picture,
    'none at all': titledDemandFlow(changed(flow, () => ({ ...bare, value: 0 }))).picture,
    'very many': titledDemandFlow(scaled(1000)).picture,
    'very many, narrow': titledDemandFlow(scaled(1000)).narrow ?? picture,
    'nothing reported': titledDemandFlow(
      changed(flow, () => ({ ...bare, value: null, state: 'not_reported' })),
    ).picture,
  }
}

function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor
}
