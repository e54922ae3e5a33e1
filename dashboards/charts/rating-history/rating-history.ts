import { type Rating, ratings, ratingWords } from '#domain/plan/rating.ts'
import { dayName } from '#domain/time/period.ts'
import { type RatedActions, ratingFinding } from '#domain/wording/chart-finding.ts'
import { palette, ratingColours } from '../../palette.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { middleOf } from '../rows.ts'
import { chartWidths, type Size } from '../scale.ts'

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

/** Glyphs on their own fills: a light cut on a dark fill, ink on a light one. */
const glyphs: Record<Rating, { fill: string; stroke: string; text: string }> = {
  completed: { fill: palette.paper, stroke: palette.paper, text: palette.paper },
  on_track: { fill: palette.ink, stroke: palette.ink, text: palette.ink },
  too_early: { fill: palette.ink, stroke: palette.ink, text: palette.ink },
  not_on_track: { fill: palette.paper, stroke: palette.paper, text: palette.paper },
  not_rated: { fill: palette.paper, stroke: palette.lineGrey, text: palette.ink },
}

export function ratingHistoryInput({ dates }: RatingHistory, size: Size = 'wide'): ChartInput {
  const narrow = size === 'narrow'
  const left = narrow ? 8 : 144
  const padding = { left, right: 8, top: narrow ? 76 : 40, bottom: 8 }
  const width = chartWidths[size] - padding.left - padding.right
  const rowHeight = narrow ? 56 : 40
  const rows = Math.max(1, dates.length)
  const total = Math.max(1, ...dates.map(({ counts }) => ratings.reduce((sum, r) => sum + counts[r], 0)))
  const perPixel = total / width
  const segments = dates.flatMap(({ counts }, row) => segmentsOf(counts, row, dates.length, narrow))
  const legend = legendOf(narrow).map(({ rating, left, up }) => ({
    rating,
    at: left * perPixel,
    wordAt: (left + 12) * perPixel,
    down: up / rowHeight,
  }))
  return {
    width,
    height: rows * rowHeight,
    padding,
    params: { xMin: 0, xMax: total, yMin: -rows, yMax: 0 },
    data: {
      segments,
      glyphs: [
        ...segments.flatMap((s) => glyphOf(s, perPixel)),
        ...legend.map(({ rating, at, down }) => ({
          ...{ at, down, rating, area: 120 },
          fill: rating === 'not_rated' ? palette.paper : ratingColours[rating],
          stroke: rating === 'not_rated' ? palette.lineGrey : palette.ink,
        })),
      ],
      labels: [
        ...segments.flatMap((s) => countLabel(s, perPixel)),
        ...dates.map(({ date }, row) => dateLabel(date, row, narrow)),
        ...legend.map(({ rating, wordAt, down }) => ({
          ...plain,
          ...{ at: wordAt, down, text: ratingWords[rating], align: 'left' },
        })),
      ],
    },
  }
}

type Segment = {
  point: string
  rating: Rating
  count: number
  from: number
  to: number
  top: number
  bottom: number
  middle: number
}

/** The ratings of one date, side by side along its row. */
function segmentsOf(
  counts: Readonly<Record<Rating, number>>,
  row: number,
  rows: number,
  narrow: boolean,
): Segment[] {
  const half = narrow ? 0.28 : 0.36
  const middle = middleOf(row) - (narrow ? 0.16 : 0)
  let from = 0
  return ratings.flatMap((rating, i) => {
    const count = counts[rating]
    if (count === 0) return []
    const to = from + count
    const point = pointAt(rows - 1 - row, i + 1)
    const segment = { point, rating, count, from, to, top: middle + half, bottom: middle - half, middle }
    from = to
    return [segment]
  })
}

/** The glyph of a segment, if it has room. */
function glyphOf({ from, middle, rating, count }: Segment, perPixel: number): object[] {
  if (count / perPixel <= 48) return []
  return [{ at: from + 15 * perPixel, down: middle, rating, ...glyphs[rating], area: 90 }]
}

const plain = { dx: 0, dy: 0, colour: palette.ink, weight: 'normal' }

/** How many actions a segment stands for, beside its glyph; none if there is no room. */
function countLabel({ from, to, middle, rating, count }: Segment, perPixel: number): object[] {
  const room = count / perPixel
  if (count < 2 || room <= 20) return []
  return [
    {
      ...{ at: (from + to) / 2, down: middle, dx: room > 48 ? 8 : 0, dy: 0, align: 'center' },
      ...{ text: String(count), weight: 'bold', colour: glyphs[rating].text },
    },
  ]
}

function dateLabel(date: string, row: number, narrow: boolean): object {
  const place = narrow
    ? { down: middleOf(row) + 0.34, dx: 0, align: 'left' }
    : { down: middleOf(row), dx: -12, align: 'right' }
  return { ...plain, at: 0, text: dayName(date), ...place }
}

/** The position of each rating's mark and word above the bars, in pixels from their left and up. */
function legendOf(narrow: boolean): { rating: Rating; left: number; up: number }[] {
  const perLine = narrow ? 2 : ratings.length
  const letters = narrow ? null : 7.2
  let left = 8
  return ratings.map((rating, i) => {
    if (letters === null)
      return { rating, left: 8 + (i % perLine) * 194, up: 60 - Math.floor(i / perLine) * 22 }
    const placed = { rating, left, up: 22 }
    left += ratingWords[rating].length * letters + 40
    return placed
  })
}
