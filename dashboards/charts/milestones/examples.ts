import { stages } from '#domain/plan/rating.ts'
import { addMonths } from '#domain/time/period.ts'
import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type Milestones, titledMilestoneChart } from './milestones.ts'

const given = example as Milestones
const [one] = given.milestones

export function examples(): Record<string, Picture> {
  return {
    ...bothSizes('milestones', given),
    none: titledMilestoneChart({ ...given, milestones: [] }).picture,
    'one of no stated stage': titledMilestoneChart(plan(1, () => ({ stage: 'unspecified', due: '2019-06' })))
      .picture,
    ...bothSizes(
      'long overdue',
      plan(12, (i) => ({ due: addMonths('2019-05', -i * 4) })),
    ),
    ...bothSizes(
      'a plan of 200, most in one month',
      plan(200, (i) => ({
        stage: stages[i % 3] ?? 'output',
        due: i % 5 === 0 ? addMonths('2019-03', i % 10) : '2019-09',
        originalDue: i % 7 === 0 ? '2019-02' : '2019-09',
        metOn: i % 11 === 0 ? '2019-05-01' : null,
      })),
    ),
  }
}

function bothSizes(name: string, milestones: Milestones): Record<string, Picture> {
  const { picture, narrow = picture } = titledMilestoneChart(milestones)
  return { [name]: picture, [`${name}, narrow`]: narrow }
}

function plan(count: number, of: (i: number) => Partial<Milestones['milestones'][number]>): Milestones {
  if (one === undefined) throw new Error('The example has no milestone')
  const milestones = Array.from({ length: count }, (_, i) => ({
    ...{ ...one, metOn: null, movedBecause: null, action: `R${i}.1`, id: `R${i}.1output` },
    ...of(i),
  }))
  return { ...given, milestones: milestones.map((m) => ({ ...m, originalDue: m.originalDue ?? m.due })) }
}
