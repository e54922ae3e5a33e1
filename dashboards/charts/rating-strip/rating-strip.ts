import { type Rating, ratingWords } from '#domain/plan/rating.ts'
import { ratingRunFinding } from '#domain/plan/rating-history.ts'
import { dayName } from '#domain/time/period.ts'
import { palette, ratingColours } from '../../palette.ts'
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
  const padding = { left: 8, right: 8, top: 8, bottom: 8 }
  const step = narrow ? 46 : 150
  const plain = { dx: 0, dy: 0, align: 'left', colour: palette.ink as string, weight: 'normal' }
  const placed = drawn.map((r, i) => ({
    ...r,
    i,
    at: narrow ? 0 : i,
    down: narrow ? -i : 0,
    point: pointAt(drawn.length - 1 - i),
    isNew: i === 0 || drawn[i - 1]?.rating !== r.rating,
  }))
  return {
    width: narrow ? chartWidths.narrow - 16 : count * step - 16,
    height: narrow ? count * step : 92,
    padding,
    params: narrow
      ? { xMin: -0.06, xMax: 1, yMin: -count + 0.5, yMax: 0.5 }
      : { xMin: -0.07, xMax: count - 0.07, yMin: -1.25, yMax: 0.3 },
    data: {
      lines: placed.slice(1).map(({ at, down, i }) => {
        const before = placed[i - 1]
        return { from: before?.at ?? at, to: at, down: before?.down ?? down, until: down }
      }),
      glyphs: placed.map(({ at, down, rating, point }) => ({
        point,
        at,
        down,
        rating,
        fill: rating === 'not_rated' ? palette.paper : ratingColours[rating],
        stroke: rating === 'not_rated' ? palette.lineGrey : palette.ink,
        area: 190,
      })),
      labels: placed.flatMap(({ at, down, rating, date, isNew }) => {
        const weight = isNew ? 'bold' : 'normal'
        if (narrow)
          return [
            { ...plain, at, down, dx: 18, dy: -8, text: dayName(date) },
            { ...plain, at, down, dx: 18, dy: 9, weight, text: ratingWords[rating] },
          ]
        const words = isNew ? lines(ratingWords[rating]) : ['as before']
        return [
          { ...plain, at, down, dx: -8, dy: 24, text: dayName(date) },
          ...words.map((text, line) => ({ ...plain, at, down, dx: -8, dy: 42 + line * 16, weight, text })),
        ]
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
