import { formatNumber } from '#domain/wording/format.ts'
import type { Picture } from '../picture.ts'
import example from './example.json' with { type: 'json' }
import { type TargetBar, type TargetBars, titledTargetBars } from './target-bar.ts'

const bars = example as TargetBars
const [one] = bars.rows

export function examples(): Record<string, Picture> {
  return {
    ...bothSizes('four short', bars.rows),
    nothing: titledTargetBars({ ...bars, rows: [] }).picture,
    ...bothSizes('0, all, and beyond the scale', [
      row(0, { value: 0, numerator: 0, denominator: 812_345 }, { gap: 731_111, previous: 130 }),
      row(1, { value: 100, numerator: 31, denominator: 31 }, { target: 0, floor: 5, gap: 31, previous: -4 }),
    ]),
    ...bothSizes(
      '25 with long names',
      Array.from({ length: 25 }, (_, i) =>
        row(i, { value: 40 + i, numerator: 40 + i, denominator: 100 }, { gap: 90 - 40 - i }),
      ),
    ),
    'all alike': titledTargetBars({
      ...bars,
      rows: [0, 1, 2].map((i) => row(i, { value: 80, numerator: 8, denominator: 10 }, { gap: 1 })),
    }).picture,
  }
}

function bothSizes(name: string, rows: readonly TargetBar[]): Record<string, Picture> {
  const { picture, narrow = picture } = titledTargetBars({ ...bars, rows })
  return { [name]: picture, [`${name}, narrow`]: narrow }
}

function row(i: number, counted: Partial<TargetBar['cell']>, own: Partial<TargetBar>): TargetBar {
  if (one === undefined) throw new Error('The example has no bar')
  return {
    ...{ ...one, status: 'missed', ...own },
    kpi: {
      ...one.kpi,
      code: `XX${i}`,
      name: `${'Visits to children whose plan was begun in the last '.repeat((i % 3) + 1)}${i} days`,
    },
    cell: { ...one.cell, ...counted },
    short: `${formatNumber(own.gap ?? 0)} more children to meet target`,
  }
}
