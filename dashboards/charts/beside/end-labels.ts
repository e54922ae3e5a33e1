/** The names of lines: at the right end of each or, on a phone, above the plot. A piece of the line stands before each name. */
import { formatValue } from '#domain/wording/format.ts'
import { spreadLabels, type ValueAxis } from '../scale.ts'
import { type Beside, type LineName, latestOf, shortWords } from './lines.ts'

export const plotHeight = 240
export const lineHeight = 18
/** Pixels of line before a name. */
export const pieceLength = 30

/** `at` is where a name stands on the value axis, and `above` in which line above the plot, counted up from it. */
export type EndLabel = { line: LineName | 'target'; at: number; above: number; text: string }

/** The name and last value of each line. */
export function endLabels({ kpi, lines, yearly, targets }: Beside): EndLabel[] {
  const label = (line: EndLabel['line'], at: number | null, words: string) =>
    at === null ? [] : [{ line, at, text: `${words} ${formatValue(kpi, at)}` }]
  const labels = [
    ...lines.flatMap((line) => label(line.name, line.points.at(-1)?.value ?? null, shortWords[line.name])),
    ...yearly.flatMap((line) => {
      const known = latestOf(line)
      return label(line.name, known?.value ?? null, `${shortWords[line.name]} ${known?.year}:`)
    }),
    ...label('target', targets.at(-1) ?? null, 'Target'),
  ]
  return labels.map((found, i) => ({ ...found, above: labels.length - i }))
}

/** Labels at the right ends of their lines, moved apart. */
export function spreadOnPlot(labels: readonly EndLabel[], y: ValueAxis): EndLabel[] {
  return spreadLabels(
    labels.map((label) => ({ ...label, value: label.at })),
    (lineHeight * (y.max - y.min)) / plotHeight,
    [y.min, y.max],
  ).map(({ value, ...label }) => ({ ...label, at: value }))
}
