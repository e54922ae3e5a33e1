import type { ChartInput } from '../picture.ts'

const plotHeight = 52

/** The counts behind a percentage, beneath the chart that shows it and on its axis of months: the numerator filled, the
 * denominator outlined. */
export function baseBarsInput({ width, padding, params = {}, data }: Omit<ChartInput, 'height'>): ChartInput {
  return {
    ...{ width, height: plotHeight, padding: { ...padding, top: 30, bottom: 10 } },
    params: { size: params.size ?? 'wide', wordsLeft: params.size === 'narrow' ? 4 - padding.left : 0 },
    data: { months: data.months ?? [] },
  }
}
