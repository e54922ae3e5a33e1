import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type Milestones, titledMilestoneChart } from './milestones.ts'

export function examples(): Record<string, Picture> {
  const given = example as Milestones
  const { picture, narrow = picture } = titledMilestoneChart(given)
  return { wide: picture, narrow, none: titledMilestoneChart({ ...given, milestones: [] }).picture }
}
