/** The delivery ratings of a plan's action and the stages of its milestones, with their words. A rating describes an
 *  action, never a KPI: `statusWords` are the words of a KPI against its target. */

export const ratings = ['completed', 'on_track', 'too_early', 'not_on_track', 'not_rated'] as const
export type Rating = (typeof ratings)[number]
export const ratingWords: Record<Rating, string> = {
  completed: 'Completed',
  on_track: 'On track',
  too_early: 'Too early to show impact',
  not_on_track: 'Not on track',
  not_rated: 'Not rated',
}

export const stages = ['output', 'team_impact', 'outcome', 'unspecified'] as const
export type Stage = (typeof stages)[number]
export const stageWords: Record<Stage, string> = {
  output: 'Introduced',
  team_impact: 'Impact at team level',
  outcome: 'Improved outcomes',
  unspecified: 'Stage not stated',
}
