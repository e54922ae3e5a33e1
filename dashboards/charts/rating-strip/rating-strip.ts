import { type Rating, ratingWords } from '#domain/plan/rating.ts'
import { ratingRunFinding } from '#domain/plan/rating-history.ts'
import { dayName } from '#domain/time/period.ts'
import type { ChartInput, TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { chartWidths, type Size } from '../scale.ts'
import { specifiedChart } from '../specified-chart.ts'

/** The ratings of one action, earliest first. Days are `YYYY-MM-DD`. */
export type RatingStrip = {
  /** "R8.4 Complete first and later health assessments" */
  action: string
  ratings: readonly { date: string; rating: Rating; reason: string; by: string }[]
}

/** At most this many are drawn: the latest. */
const drawnMost = 6

/** One action over time: each rating, and since when it applies. */
export function titledStrip(strip: RatingStrip): TitledChart {
  const { action, ratings } = strip
  const days = ratings.map(({ date }) => dayName(date))
  const [first, last] = [days[0] ?? 'no date', days.at(-1) ?? 'no date']
  return specifiedChart('rating-strip', {
    title: ratingRunFinding(ratings),
    ...{ scope: action, first, last },
    words: { days: days.length === 0 ? '' : first === last ? `, ${first}` : `, ${first} to ${last}` },
    rows: ratings.map((r) => ({
      ...r,
      state: ratingWords[r.rating],
      said: ratingWords[r.rating].toLowerCase(),
    })),
    drawn: (size) => ratingStripInput(strip, size),
  })
}

export function ratingStripInput({ ratings }: RatingStrip, size: Size = 'wide'): ChartInput {
  const narrow = size === 'narrow'
  const drawn = ratings.slice(-drawnMost)
  const count = Math.max(1, drawn.length)
  return {
    width: narrow ? chartWidths.narrow - 16 : count * 150,
    height: narrow ? count * 46 : 92,
    padding: { left: 8, right: 8, top: 8, bottom: 8 },
    params: { size },
    data: {
      ratings: drawn.map(({ date, rating }, i) => {
        const isNew = drawn[i - 1]?.rating !== rating
        const words = ratingWords[rating]
        return {
          ...{ date, day: dayName(date), rating, point: pointAt(drawn.length - 1 - i) },
          words: narrow ? words : isNew ? lines(words) : 'as before',
        }
      }),
    },
  }
}

/** A rating's words in lines of at most a step's width. */
function lines(words: string): string[] {
  if (words.length <= 16) return [words]
  const middle = words.indexOf(' ', words.length / 2 - 2)
  return [words.slice(0, middle), words.slice(middle + 1)]
}
