import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Status } from '#domain/figures/figure.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { addPeriods, periodInSentence, periodName } from '#domain/time/period.ts'
import { targetFinding } from '#domain/wording/chart-finding.ts'
import {
  formatBase,
  formatCell,
  formatFigure,
  formatTarget,
  formatValue,
  nothingText,
} from '#domain/wording/format.ts'
import { ownDirection, sharedScaleWords } from '#domain/wording/scale-words.ts'
import { partsWords } from '#domain/wording/wholeness-words.ts'
import { statusWords } from '#domain/wording/words.ts'
import { altText } from '../alt-text.ts'
import { namedRows, type RowWords } from '../named-rows.ts'
import { partsColumns } from '../parts-columns.ts'
import { type ChartInput, type Picture, pictureOf, type TitledChart } from '../picture.ts'
import { keyPlaces, withKey } from '../picture-key.ts'
import { pointAt } from '../points.ts'
import { chartWidths, type Size } from '../scale.ts'
import { withScale } from '../scale-line.ts'

export type TargetBar = {
  kpi: Pick<Kpi, 'code' | 'name' | 'unit' | 'decimals' | 'kind' | 'good' | 'denominator'>
  cell: ShownCell
  /** Last month's value. */
  previous: number | null
  target: number
  floor: number | null
  status: Status | null
  /** How many more would have met the target, and the same in words; null where that cannot be said. */
  gap: number | null
  short: string | null
}

/** One unit's percentages in one period, each beside its target. They are drawn in the order of what they lack. */
export type TargetBars = {
  scope: string
  period: string
  rows: readonly TargetBar[]
  /** All measures with a target, of which the rows may be some; the rows' own if not given. */
  among?: readonly (Status | null)[]
}

/** How far each measure is from its target now: always from 0, with the number beside it. */
export function titledTargetBars(bars: TargetBars): TitledChart {
  const { scope, period, rows } = bars
  const when = periodInSentence(period)
  const before = periodName(addPeriods(period, -1))
  const title = targetFinding(bars.among ?? rows.map((r) => r.status), period)
  const first = rows[0]
  return {
    picture: barsInParts(targetBarInput(bars)),
    narrow: barsInParts(targetBarInput(bars, 'narrow')),
    title,
    subtitle: `Core measures against target. ${scope}, ${when}`,
    key: null,
    alt: altText({
      type: 'Target bars',
      measure: 'core measures',
      scope,
      first: when,
      last: when,
      finding: title,
      latest:
        first === undefined
          ? `Latest nothing in ${when}`
          : `Latest ${first.kpi.name}: ${valueWords(first)} in ${when}`,
      target: first === undefined ? null : `Target ${formatTarget(first.kpi, first.target)}`,
    }),
    columns: [
      { heading: 'Measure' },
      { heading: periodName(period), numeric: true },
      { heading: 'Target', numeric: true },
      { heading: 'Floor', numeric: true },
      { heading: 'Against target' },
      { heading: 'Would have met it' },
      { heading: before, numeric: true },
    ],
    rows: rows.map((r) => [
      r.kpi.name,
      valueWords(r),
      formatTarget(r.kpi, r.target),
      r.floor === null ? '–' : formatValue(r.kpi, r.floor),
      r.status === null ? '–' : statusWords[r.status],
      r.short ?? '–',
      r.previous === null ? '–' : formatValue(r.kpi, r.previous),
    ]),
    records: rows.map((r) => ({
      kpi: r.kpi.code,
      measure: r.kpi.name,
      period,
      state: r.cell.state,
      numerator: r.cell.numerator,
      denominator: r.cell.denominator,
      value: r.cell.value,
      ...partsColumns(r.cell),
      target: r.target,
      floor: r.floor,
      status: r.status,
      gap: r.gap,
      previous: r.previous,
    })),
  }
}

function valueWords({ kpi, cell }: TargetBar): string {
  return cell.value === null ? nothingText(kpi, cell) : formatFigure(kpi, cell)
}

/** The table of measures with their words in lines, and the key of what is drawn. */
export function targetBarInput({ period, rows }: TargetBars, size: Size = 'wide'): ChartInput {
  const layout = namedRows(
    rows.map((row) => wordsOf(row, rows, size)),
    size,
  )
  const key = keyPlaces(keyOf(rows, period), chartWidths[size] - 10, layout.sides.left)
  const none = rows.length === 0
  const input: ChartInput = {
    ...{ width: layout.width, height: layout.height },
    padding: { ...layout.sides, top: none ? 10 : 12, bottom: none ? 10 : 34 },
    params: layout.params,
    data: {
      measures: rows.map(({ kpi, cell, previous, target, floor, status, gap }, i) => ({
        ...{ kpi: kpi.code, value: cell.value, previous, target, floor, status, gap },
        ...layout.words[i],
        point: pointAt(i),
      })),
    },
  }
  const scale = sharedScaleWords(
    rows.map(({ kpi }) => kpi),
    0,
  )
  return withKey(withScale(input, none ? [] : [scale]), key)
}

/** As many bars as a sheet of paper holds beneath a heading. */
const together = 8

/** The bars in parts, between which paper may break: those that lack the most in the first, with the key. */
function barsInParts(input: ChartInput): Picture {
  const {
    measures = [],
    key = [],
    scale = [],
  } = input.data as Record<string, { gap: number | null; rowHeight: number }[]>
  if (measures.length <= together) return pictureOf('target-bar', input)
  const sorted = measures.toSorted((a, b) => (b.gap ?? 0) - (a.gap ?? 0))
  const parts = Array.from({ length: Math.ceil(sorted.length / together) }, (_, i) => {
    const some = sorted.slice(i * together, (i + 1) * together)
    const padding = i === 0 ? input.padding : { ...input.padding, top: 8 }
    const data = { measures: some, key: i === 0 ? key : [], scale: i === 0 ? scale : [] }
    return {
      chart: 'target-bar' as const,
      input: { ...input, height: some.reduce((sum, { rowHeight }) => sum + rowHeight, 0), padding, data },
    }
  })
  return { parts, breaks: true }
}

/** "78.6% (184 of 234)" and under it "27 more children to meet target"; on a phone the counts are under it too. */
function wordsOf({ kpi, cell, status, short }: TargetBar, among: readonly TargetBar[], size: Size): RowWords {
  const { name } = kpi
  const under = ownDirection(
    kpi,
    among.map((row) => row.kpi),
  )
  if (cell.value === null) return { name, under, text: '–', words: nothingText(kpi, cell).toLowerCase() }
  const [value, base] = [formatCell(kpi, cell), formatBase(kpi, cell)]
  const isBeside = size === 'wide' && base !== ''
  const said = short ?? (status === null ? null : statusWords[status].toLowerCase())
  const words = [isBeside ? null : base, partsWords(cell), said].filter(Boolean).join('; ')
  return {
    name,
    under,
    text: isBeside ? `${value} (${base})` : value,
    words: words === '' ? null : words,
  }
}

/** The meaning of what is drawn, and of nothing else. */
function keyOf(rows: readonly TargetBar[], period: string): { kind: string; text: string }[] {
  const has = (test: (row: TargetBar) => boolean, kind: string, text: string) =>
    rows.some(test) ? [{ kind, text }] : []
  return [
    ...has((r) => r.cell.value !== null, 'value', `${periodName(period)}, from 0`),
    ...has(() => true, 'target', 'Target'),
    ...has((r) => r.floor !== null, 'floor', 'Between target and floor'),
    ...has((r) => r.previous !== null, 'before', periodName(addPeriods(period, -1))),
  ]
}
