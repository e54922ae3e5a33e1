import milestones from '#dashboards/charts/milestones/example.json' with { type: 'json' }
import { type Milestones, titledMilestoneChart } from '#dashboards/charts/milestones/milestones.ts'
import ratingHistory from '#dashboards/charts/rating-history/example.json' with { type: 'json' }
import { type RatingHistory, titledRatingHistory } from '#dashboards/charts/rating-history/rating-history.ts'
import ratingStrip from '#dashboards/charts/rating-strip/example.json' with { type: 'json' }
import { type RatingStrip, titledStrip } from '#dashboards/charts/rating-strip/rating-strip.ts'
import { bothOf, byLarger, type Edges, many } from './edge-figures.ts'

/** Charts of the improvement plan at the edges of their data. */
export const planEdges = {
  milestones: () => {
    const given = milestones as Milestones
    const drawn = (list: Milestones['milestones']) =>
      bothOf(titledMilestoneChart({ ...given, milestones: list }))
    const [one] = given.milestones
    if (one === undefined) throw new Error('The example has no milestone')
    const dues = ['2009-01', '2018-12', '2019-03', given.day.slice(0, 7), '2019-10']
    return {
      'one each': dues.flatMap((due) => drawn([{ ...one, due, originalDue: due }])),
      '1,000 in a month': drawn(
        Array.from({ length: 1_000 }, (_, i) => ({ ...one, action: `R${i}`, id: `R${i}` })),
      ),
    }
  },
  'rating-history': () => {
    const given = ratingHistory as RatingHistory
    const [one] = given.dates
    if (one === undefined) throw new Error('The example has no date')
    const dated = (counts: Partial<typeof one.counts>, i: number) => ({
      date: `${2019 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-03`,
      counts: { not_rated: 0, not_on_track: 0, too_early: 0, on_track: 0, completed: 0, ...counts },
    })
    const drawn = (list: RatingHistory['dates']) => bothOf(titledRatingHistory({ ...given, dates: list }))
    return {
      ...byLarger(given, (larger) => bothOf(titledRatingHistory(larger))),
      'all zero': drawn([dated({}, 0)]),
      'one each': drawn(
        (['not_rated', 'not_on_track', 'too_early', 'on_track', 'completed'] as const).map((rating, i) =>
          dated({ [rating]: 1 }, i),
        ),
      ),
      'very many beside one': drawn([
        dated({ not_on_track: 1, too_early: 1, on_track: 1_234_567, completed: 1, not_rated: 1 }, 1),
        dated({ not_on_track: 1_234, too_early: 5_678, on_track: 9_123, completed: 4_567 }, 2),
      ]),
      '25 dates': drawn(Array.from({ length: 25 }, (_, i) => dated({ on_track: i, completed: 25 - i }, i))),
    }
  },
  'rating-strip': () => {
    const given = ratingStrip as RatingStrip
    return {
      '25 ratings': bothOf(titledStrip({ ...given, ratings: many(given.ratings, (one) => one) })),
      'one each': given.ratings.flatMap((one) => bothOf(titledStrip({ ...given, ratings: [one] }))),
    }
  },
} as const satisfies Edges
