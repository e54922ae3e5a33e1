import { type Rating, ratingWords } from '#domain/plan/rating.ts'
import { ratingRunFinding } from '#domain/plan/rating-history.ts'
import { dayName } from '#domain/time/period.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { chartWidths, type Size } from '../scale.ts'

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
  const [first, last] = [ratings[0], ratings.at(-1)]
  const title = ratingRunFinding(ratings)
  const days =
    first === undefined || last === undefined
      ? ''
      : `, ${first === last ? dayName(first.date) : `${dayName(first.date)} to ${dayName(last.date)}`}`
  return {
    picture: pictureOf('rating-strip', ratingStripInput(strip)),
    narrow: pictureOf('rating-strip', ratingStripInput(strip, 'narrow')),
    title,
    subtitle: `How delivery was rated${days}. ${action}`,
    alt: altText({
      type: 'Strip',
      measure: 'how delivery was rated',
      scope: action,
      first: first === undefined ? 'no date' : dayName(first.date),
      last: last === undefined ? 'no date' : dayName(last.date),
      finding: title,
      latest:
        last === undefined
          ? 'Latest: not rated'
          : `Latest ${ratingWords[last.rating].toLowerCase()} on ${dayName(last.date)}`,
    }),
    columns: [{ heading: 'Date' }, { heading: 'Rating' }, { heading: 'Why' }, { heading: 'By' }],
    rows: ratings.map((r) => [dayName(r.date), ratingWords[r.rating], r.reason, r.by]).reverse(),
    records: ratings.map(({ date, rating, reason, by }) => ({ date, rating, reason, by })),
  }
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
