import { type Rating, ratingWords } from '#domain/plan/rating.ts'
import { ratingRunFinding } from '#domain/plan/rating-history.ts'
import { dayName } from '#domain/time/period.ts'
import type { ChartInput, TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { chartWidths, type Size } from '../scale.ts'
import { specifiedChart } from '../specified-chart.ts'
import { linesOf } from '../text-width.ts'

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

const [padding, mostStep, textSize, lineHeight] = [8, 150, 14, 17]

/** The marks in a row, as wide as a page at most, or on a phone beneath each other. */
export function ratingStripInput({ ratings }: RatingStrip, size: Size = 'wide'): ChartInput {
  const narrow = size === 'narrow'
  const drawn = ratings.slice(-drawnMost)
  const count = Math.max(1, drawn.length)
  const whole = chartWidths[size] - 2 * padding
  const step = narrow ? whole : Math.min(mostStep, whole / count)
  const room = step - (narrow ? 36 : 8)
  const rows = drawn.map(({ date, rating }, i) => {
    const isNew = drawn[i - 1]?.rating !== rating
    const words = isNew || narrow ? ratingWords[rating] : 'as before'
    return {
      ...{ date, rating, point: pointAt(drawn.length - 1 - i) },
      day: linesOf(dayName(date), room, textSize),
      words: linesOf(words, room, textSize, isNew),
    }
  })
  const dayLines = Math.max(1, ...rows.map(({ day }) => day.length))
  const wordLines = Math.max(1, ...rows.map(({ words }) => words.length))
  return {
    width: narrow ? whole : count * step,
    height: narrow ? count * 46 : 40 + lineHeight * (dayLines + wordLines),
    padding: { left: padding, right: padding, top: padding, bottom: padding },
    params: { size, dayLines },
    data: { ratings: rows },
  }
}
