/** The names of lines: at the right end of each or, on a phone, above the plot with a piece of the line before them. */
import { formatValue } from '#domain/wording/format.ts'
import { lineColours, palette } from '../../palette.ts'
import { type Axis, type PlotLabel, type Size, spreadLabels } from '../scale.ts'
import { type Beside, type LineName, latestOf, shortWords } from './lines.ts'

export const plotHeight = 240
export const lineHeight = 18
/** Pixels of line before a name. */
export const pieceLength = 30

type EndLabel = PlotLabel & { series: LineName | 'target' }

/** The name and last value of each line, at its right end. */
export function endLabels({ kpi, lines, yearly, targets }: Beside): EndLabel[] {
  const count = lines[0]?.points.length ?? 0
  const place = { at: count - 0.5, align: 'left', dx: 8, dy: 0 }
  const label = (
    series: EndLabel['series'],
    value: number | null,
    words: string,
    colour: string,
    weight = 'normal',
  ) =>
    value === null
      ? []
      : [{ ...place, series, value, text: `${words} ${formatValue(kpi, value)}`, colour, weight }]
  return [
    ...lines.flatMap((line, i) =>
      label(
        line.name,
        line.points.at(-1)?.value ?? null,
        shortWords[line.name],
        i === 0 ? lineColours.unit : palette.ink,
        i === 0 ? 'bold' : 'normal',
      ),
    ),
    ...yearly.flatMap((line) => {
      const known = latestOf(line)
      return known === null
        ? []
        : label(line.name, known.value, `${shortWords[line.name]} ${known.year}:`, palette.ink)
    }),
    ...label('target', targets.at(-1) ?? null, 'Target', palette.target),
  ]
}

/** Each name with a piece of its line before it: at the right end or, on a phone, above the plot. */
export function keyed(
  ends: readonly EndLabel[],
  y: Axis,
  { count, width }: { count: number; width: number },
  size: Size,
) {
  const unit = count / width
  const placed =
    size === 'narrow'
      ? ends.map((label, i) => ({ ...label, at: -0.5, value: keyRow(ends.length - i, y) }))
      : spreadLabels(ends, (lineHeight * (y.max - y.min)) / plotHeight, [y.min, y.max])
  return placed.map((label) => ({
    label: { ...label, at: label.at + pieceLength * unit, dx: 14 },
    piece: {
      from: label.at + 8 * unit,
      to: label.at + (pieceLength + 8) * unit,
      value: label.value,
      series: label.series,
    },
  }))
}

/** The height of a row above the plot, counted up from it, as a value on the axis. */
function keyRow(row: number, y: Axis): number {
  return y.max + ((row - 0.2) * lineHeight * (y.max - y.min)) / plotHeight
}
