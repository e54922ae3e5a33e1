/** Digits that a figure may have. Digits beyond these are rounding errors of binary fractions. */
const DIGITS = 15

/** The median of some values: of an even number, the mean of the middle two; null without values. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [below, above] = [sorted[half - 1], sorted[half]]
  if (above === undefined) return null
  return sorted.length % 2 === 1 || below === undefined
    ? above
    : Number(((below + above) / 2).toPrecision(DIGITS))
}
