import { dayName } from '#domain/time/period.ts'
import { ratingFinding } from '#domain/wording/chart-finding.ts'
import { type Rating, ratings, ratingWords } from '#domain/wording/words.ts'
import { palette, ratingColours } from '../../palette.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { middleOf } from '../rows.ts'
import { chartWidths, type Size } from '../scale.ts'

/** How many actions carried each rating, at each date; earliest first. Days are `YYYY-MM-DD`. */
export type RatingHistory = {
  /** "The improvement plan" */
  scope: string
  dates: readonly { date: string; counts: Readonly<Record<Rating, number>> }[]
}

/** Whether the plan is moving: counts, never percentages, since actions come and go. */
export function titledRatingHistory(history: RatingHistory): TitledChart {
  const { scope, dates } = history
  const [first, last] = [dates[0], dates.at(-1)]
  const before = dates.at(-2)
  const title = ratingFinding(
    last?.counts.not_on_track ?? 0,
    before === undefined ? null : { count: before.counts.not_on_track, date: before.date },
  )
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

/** Glyphs on their own fills: a light cut on a dark fill, ink on a light one. */
const glyphs: Record<Rating, { fill: string; stroke: string; text: string }> = {
  completed: { fill: '#FFFFFF', stroke: '#FFFFFF', text: '#FFFFFF' },
  on_track: { fill: palette.ink, stroke: palette.ink, text: palette.ink },
  too_early: { fill: palette.ink, stroke: palette.ink, text: palette.ink },
  not_on_track: { fill: '#FFFFFF', stroke: '#FFFFFF', text: '#FFFFFF' },
  not_rated: { fill: '#FFFFFF', stroke: palette.lineGrey, text: palette.ink },
}

export function ratingHistoryInput({ dates }: RatingHistory, size: Size = 'wide'): ChartInput {
  const narrow = size === 'narrow'
  const left = narrow ? 8 : 144
  const padding = { left, right: 8, top: narrow ? 76 : 40, bottom: 8 }
  const width = chartWidths[size] - padding.left - padding.right
  const rowHeight = narrow ? 56 : 40
  const total = Math.max(1, ...dates.map(({ counts }) => ratings.reduce((sum, r) => sum + counts[r], 0)))
  const perPixel = total / width
  const half = narrow ? 0.28 : 0.36
  const segments = dates.flatMap(({ counts }, row) => {
    let from = 0
    const middle = middleOf(row) - (narrow ? 0.16 : 0)
    return ratings.flatMap((rating) => {
      const count = counts[rating]
      if (count === 0) return []
      const segment = {
        point: pointAt(dates.length - 1 - row, ratings.indexOf(rating) + 1),
        rating,
        count,
        from,
        to: from + count,
        top: middle + half,
        bottom: middle - half,
        middle,
      }
      from += count
      return [segment]
    })
  })
  const room = (s: (typeof segments)[number]) => s.count / perPixel
  const plain = { dx: 0, dy: 0, colour: palette.ink as string, weight: 'normal' }
  return {
    width,
    height: Math.max(1, dates.length) * rowHeight,
    padding,
    params: { xMin: 0, xMax: total, yMin: -Math.max(1, dates.length), yMax: 0 },
    data: {
      segments,
      glyphs: [
        ...segments
          .filter((s) => room(s) > 48)
          .map((s) => ({
            at: s.from + 15 * perPixel,
            down: s.middle,
            rating: s.rating,
            ...glyphs[s.rating],
            area: 90,
          })),
        ...legendOf(narrow).map((l) => ({
          at: l.left * perPixel,
          down: l.up / rowHeight,
          rating: l.rating,
          fill: l.rating === 'not_rated' ? '#FFFFFF' : ratingColours[l.rating],
          stroke: l.rating === 'not_rated' ? palette.lineGrey : palette.ink,
          area: 120,
        })),
      ],
      labels: [
        ...segments
          .filter((s) => s.count >= 2 && room(s) > 20)
          .map((s) => ({
            ...plain,
            at: (s.from + s.to) / 2,
            down: s.middle,
            dx: room(s) > 48 ? 8 : 0,
            text: String(s.count),
            align: 'center',
            weight: 'bold',
            colour: glyphs[s.rating].text,
          })),
        ...dates.map(({ date }, row) => ({
          ...plain,
          at: 0,
          down: middleOf(row) + (narrow ? 0.34 : 0),
          dx: narrow ? 0 : -12,
          text: dayName(date),
          align: narrow ? 'left' : 'right',
        })),
        ...legendOf(narrow).map((l) => ({
          ...plain,
          at: (l.left + 12) * perPixel,
          down: l.up / rowHeight,
          text: ratingWords[l.rating],
          align: 'left',
        })),
      ],
    },
  }
}

/** Where each rating's mark and word stand above the bars, in pixels from their left and up. */
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
