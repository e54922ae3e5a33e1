import { formatNumber } from '#domain/wording/format.ts'
import type { ChartInput } from '../picture.ts'

const plotHeight = 52

type Counted = { numerator: number | null; denominator: number | null }

/** The counts behind a percentage, on the x axis of the chart above: the numerator filled, the denominator outlined. */
export function baseBarsInput(
  points: readonly Counted[],
  above: Pick<ChartInput, 'width' | 'padding'>,
): ChartInput {
  const most = Math.max(1, ...points.map((p) => p.denominator ?? 0))
  const last = points.at(-1)
  const words = 'Filled: counted. Outline: out of how many.'
  const labels = [{ at: -0.5, value: most, text: words, dx: 0, dy: -14 }]
  if (last?.denominator != null && last.denominator > 0 && above.padding.right > 60) {
    labels.push({
      at: points.length - 0.5,
      value: most / 2,
      text: `${formatNumber(last.numerator ?? 0, 1)} of ${formatNumber(last.denominator, 1)}`,
      dx: 8,
      dy: 0,
    })
  }
  return {
    width: above.width,
    height: plotHeight,
    padding: { ...above.padding, top: 30, bottom: 10 },
    params: {
      xMin: -0.5,
      xMax: points.length - 0.5,
      yMax: most,
      yTicks: [0, most],
      yLabels: ['0', formatNumber(most, 1)],
    },
    data: {
      bars: points.flatMap((p, i) =>
        p.denominator === null || p.denominator === 0
          ? []
          : [
              {
                from: i - 0.34,
                to: i + 0.34,
                zero: 0,
                numerator: p.numerator ?? 0,
                denominator: p.denominator,
              },
            ],
      ),
      labels,
    },
  }
}
