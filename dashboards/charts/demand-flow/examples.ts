import type { Picture } from '../picture.ts'
import { type DemandFlow, titledDemandFlow } from './demand-flow.ts'
import example from './example.json' with { type: 'json' }

export function examples(): Record<string, Picture> {
  const flow = example as DemandFlow
  const { picture, narrow = picture } = titledDemandFlow(flow)
  const none = flow.stages.map((s) => ({ ...s, values: s.values.map(() => null) }))
  return {
    wide: picture,
    narrow,
    'one stage': titledDemandFlow({ ...flow, stages: flow.stages.slice(0, 1) }).picture,
    'nothing reported': titledDemandFlow({ ...flow, stages: none }).picture,
  }
}
