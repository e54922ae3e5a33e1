import { type Rating, ratings, ratingWords } from '#domain/plan/rating.ts'
import { dayName } from '#domain/time/period.ts'
import { type RatedActions, ratingFinding } from '#domain/wording/chart-finding.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { keyPlaces } from '../picture-key.ts'
import { pointAt } from '../points.ts'
import { chartWidths, type Size, spreadLabels } from '../scale.ts'
import { textWidth } from '../text-width.ts'

/** How many actions had each rating at each date; earliest first. Days are `YYYY-MM-DD`. */
export type RatingHistory = {
  /** "The improvement plan" */
  scope: string
  dates: readonly { date: string; counts: Readonly<Record<Rating, number>> }[]
}

/** Whether the plan is moving: counts, never percentages, because actions come and go. */
export function titledRatingHistory(history: RatingHistory): TitledChart {
  const { scope, dates } = history
  const [first, last] = [dates[0], dates.at(-1)]
  const before = dates.at(-2)
  const title =
    last === undefined
      ? 'No action has been rated'
      : ratingFinding(ratedOf(last), before === undefined ? null : ratedOf(before))
  const latest =
    last === undefined
      ? 'No dates'
      : `Latest ${ratings
          .filter((r) => last.counts[r] > 0)
          .map((r) => `${last.counts[r]} ${ratingWords[r].toLowerCase()}`)
          .join(', ')} on ${dayName(last.date)}`
  return {
    picture: pictureOf('rating-history', ratingHistoryInput(history)),
    narrow: pictureOf('rating-history', ratingHistoryInput(history, 'narrow')),
    title,
    subtitle: `Actions by delivery rating. ${scope}${first === undefined || last === undefined ? '' : `, ${dayName(first.date)} to ${dayName(last.date)}`}`,
    alt: altText({
      type: 'Stacked bars',
      measure: 'actions by delivery rating',
      scope,
      first: first === undefined ? '' : dayName(first.date),
      last: last === undefined ? '' : dayName(last.date),
      finding: title,
      latest,
    }),
    columns: [{ heading: 'Date' }, ...ratings.map((r) => ({ heading: ratingWords[r], numeric: true }))],
    rows: dates
      .map(({ date, counts }) => [dayName(date), ...ratings.map((r) => String(counts[r]))])
      .reverse(),
    records: dates.map(({ date, counts }) => ({ date, ...counts })),
  }
}

function ratedOf({ date, counts }: RatingHistory['dates'][number]): RatedActions {
  const rated = ratings.reduce((sum, rating) => sum + (rating === 'not_rated' ? 0 : counts[rating]), 0)
  return { date, notOnTrack: counts.not_on_track, rated }
}

/** From those not on track, which are compared from one line, to those without a rating. */
const order = [
  'not_on_track',
  'too_early',
  'on_track',
  'completed',
  'not_rated',
] as const satisfies readonly Rating[]
/** The size of the numbers, the height of a bar, and the room that numbers above a bar need, in pixels. */
const [numberSize, barHeight, aboveHeight] = [14, 28, 20]
const layout = {
  wide: { left: 140, right: 12, row: 44 },
  narrow: { left: 8, right: 8, row: 58 },
}

/** The table of ratings, with the numbers that have no room in their bar placed above it. */
export function ratingHistoryInput({ dates }: RatingHistory, size: Size = 'wide'): ChartInput {
  const { left, right, row } = layout[size]
  const width = chartWidths[size] - left - right
  const most = Math.max(1, ...dates.map(({ counts }) => totalOf(counts)))
  const rated = dates.flatMap(({ date, counts }, i) =>
    ratingsOn(date, counts, dates.length - 1 - i, width / most),
  )
  const small = rated.filter((r) => r.count > 0 && !r.fits)
  const rowHeight = row + (small.length > 0 ? aboveHeight : 0)
  const drop = rowHeight / 2 - barHeight / 2 - 4
  const key = keyPlaces(
    order.map((rating) => ({ rating, text: ratingWords[rating] })),
    width + left - 8,
    left - 8,
  )
  return {
    width,
    height: Math.max(1, dates.length) * rowHeight,
    padding: { left, right, top: key.height + 10, bottom: 8 },
    params: { size, most, drop, keyHeight: key.height },
    data: {
      ratings: rated.map(({ middle, ...tidy }) => tidy),
      dates: dates.map(({ date, counts }) => ({ date, text: dateWords(date, counts, size) })),
      above: dates.flatMap(({ date }, i) =>
        spreadLabels(
          small.filter((r) => r.date === date).map((r) => ({ ...r, value: r.middle })),
          gapBetween(small),
          [gapBetween(small) / 2, width - gapBetween(small) / 2],
        ).map(({ count, middle, value }) => ({
          ...{ date, count, middle, at: value },
          top: (i + 0.5) * rowHeight + drop - barHeight / 2,
        })),
      ),
      key: key.rows,
    },
  }
}

function totalOf(counts: Readonly<Record<Rating, number>>): number {
  return ratings.reduce((sum, rating) => sum + counts[rating], 0)
}

/** The rows of one date: whether each number fits into its part of the bar, and beside it the mark of its rating, and where the middle
 * of the part is. */
function ratingsOn(date: string, counts: Readonly<Record<Rating, number>>, row: number, perAction: number) {
  let from = 0
  return order.map((rating) => {
    const count = counts[rating]
    const middle = (from + count / 2) * perAction
    from += count
    const [room, needed] = [count * perAction, numberWidth(count)]
    const [fits, hasGlyph] = [needed + 8 <= room, needed + 36 <= room]
    return { date, rating, count, fits, hasGlyph, middle, point: pointAt(row, ratings.indexOf(rating) + 1) }
  })
}

function numberWidth(count: number): number {
  return textWidth(formatNumber(count), numberSize, true)
}

/** The least distance between the middles of numbers that stand above a bar. */
function gapBetween(small: readonly { count: number }[]): number {
  return Math.max(0, ...small.map(({ count }) => numberWidth(count))) + 5
}

/** The date, and how many of the actions were rated by then. */
function dateWords(date: string, counts: Readonly<Record<Rating, number>>, size: Size): string {
  const rated = `${formatNumber(totalOf(counts) - counts.not_rated)} rated`
  return size === 'narrow' ? `${dayName(date)}: ${rated}` : `${dayName(date)}\n${rated}`
}
