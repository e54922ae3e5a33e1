import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Signal, Variation } from '#domain/figures/figure.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { addPeriods, periodInSentence, periodName } from '#domain/time/period.ts'
import { changedFinding } from '#domain/wording/chart-finding.ts'
import { formatBase, formatCell, formatFigure, formatValue } from '#domain/wording/format.ts'
import { ownDirection, sharedScaleWords } from '#domain/wording/scale-words.ts'
import { variationWords } from '#domain/wording/words.ts'
import { altText } from '../alt-text.ts'
import { namedRows, type RowWords } from '../named-rows.ts'
import { partsColumns } from '../parts-columns.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { keyPlaces, withKey } from '../picture-key.ts'
import { pointAt } from '../points.ts'
import { acrossValueParams, chartWidths, type Size, valueAxis } from '../scale.ts'
import { withScale } from '../scale-line.ts'

export type ChangedRow = {
  unit: { code: string; name: string }
  kpi: Pick<Kpi, 'code' | 'name' | 'unit' | 'decimals' | 'kind' | 'good' | 'denominator'>
  now: ShownCell
  before: ShownCell | null
  variation: Extract<Variation, 'improving' | 'concerning' | 'unusual'>
  signal: Signal | null
  /** How strong the evidence is; the strongest is drawn first. */
  evidence: number | null
  /** The usual range of this month's figure and its average; null where they are withheld. */
  lower: number | null
  mean: number | null
  upper: number | null
  target: number | null
  /** Why it is news this month, in words. */
  why: string
}

/** What changed beyond normal variation in a period, the strongest signal first. */
export type ReallyChanged = { scope: string; period: string; rows: readonly ChangedRow[] }

/** Percentages are drawn, on one scale; other measures are only in the table. */
export function titledChanges(given: ReallyChanged): TitledChart {
  const { scope, period, rows } = given
  const count = (variation: Variation) => rows.filter((r) => r.variation === variation).length
  const title = changedFinding(count('improving'), count('concerning'), count('unusual'))
  const [before, now] = [periodName(addPeriods(period, -1)), periodName(period)]
  const first = rows[0]
  return {
    picture: pictureOf('really-changed', reallyChangedInput(given)),
    narrow: pictureOf('really-changed', reallyChangedInput(given, 'narrow')),
    title,
    subtitle: `Measures that changed beyond normal variation. ${scope}, ${before} to ${now}`,
    key: null,
    alt: altText({
      type: 'Chart of usual ranges',
      measure: 'measures that really changed',
      scope,
      first: before,
      last: now,
      finding: title,
      latest:
        first === undefined
          ? `Latest nothing in ${periodInSentence(period)}`
          : `Latest ${first.unit.name}, ${first.kpi.name}: ${formatFigure(first.kpi, first.now)} in ${periodInSentence(period)}`,
    }),
    columns: [
      { heading: 'Team and measure' },
      { heading: 'Change' },
      { heading: before, numeric: true },
      { heading: now, numeric: true },
      { heading: 'Usual range', numeric: true },
      { heading: 'Average', numeric: true },
      { heading: 'Target', numeric: true },
      { heading: 'Why' },
    ],
    rows: rows.map((r) => [
      `${r.unit.name}: ${r.kpi.name}`,
      variationWords[r.variation],
      r.before === null ? '–' : formatFigure(r.kpi, r.before),
      formatFigure(r.kpi, r.now),
      rangeWords(r),
      r.mean === null ? '–' : formatValue(r.kpi, r.mean),
      r.target === null ? '–' : formatValue(r.kpi, r.target),
      r.why,
    ]),
    records: rows.map((r) => ({
      unit: r.unit.code,
      name: r.unit.name,
      kpi: r.kpi.code,
      measure: r.kpi.name,
      period,
      numerator: r.now.numerator,
      denominator: r.now.denominator,
      value: r.now.value,
      ...partsColumns(r.now),
      previous: r.before?.value ?? null,
      ...{ lower: r.lower, mean: r.mean, upper: r.upper, target: r.target },
      variation: r.variation,
      signal: r.signal,
    })),
  }
}

/** "76.2% to 93.6%", a percentage within 0 to 100. */
function rangeWords({ kpi, lower, upper }: ChangedRow): string {
  if (lower === null || upper === null) return '–'
  const shown = (value: number) => (kpi.unit === 'percent' ? Math.min(100, Math.max(0, value)) : value)
  return `${formatValue(kpi, shown(lower))} to ${formatValue(kpi, shown(upper))}`
}

const keyWords = {
  improving: 'Better than usual',
  concerning: 'Worse than usual',
  unusual: 'Unusual',
} as const

/** The table of changes with their words in lines, and the key of what is drawn. */
export function reallyChangedInput({ period, rows }: ReallyChanged, size: Size = 'wide'): ChartInput {
  const drawn = rows.filter((r) => r.kpi.unit === 'percent' && r.now.value !== null)
  // The picture is in the order of evidence, which its specification sorts by.
  const layout = namedRows(
    drawn.map((row) => wordsOf(row, drawn, size)),
    size,
  )
  const key = keyPlaces(keyOf(drawn, period), chartWidths[size] - 10, layout.sides.left)
  const values = drawn.flatMap(drawnValues)
  const x = valueAxis(values.length === 0 ? [0, 1] : values, 'percent')
  const input: ChartInput = {
    ...{ width: layout.width, height: layout.height },
    padding: {
      ...layout.sides,
      top: drawn.length === 0 ? 10 : 12,
      bottom: drawn.length === 0 ? 10 : 34,
    },
    params: { ...layout.params, ...acrossValueParams(x, 'percent', layout.width) },
    data: {
      changes: drawn.map((row, i) => ({
        ...{ unit: row.unit.code, kpi: row.kpi.code, variation: row.variation, evidence: row.evidence },
        ...{ value: row.now.value, previous: row.before?.value ?? null, target: row.target },
        ...{ lower: row.lower, mean: row.mean, upper: row.upper },
        ...layout.words[i],
        point: pointAt(rows.indexOf(row)),
      })),
    },
  }
  const scale = sharedScaleWords(
    drawn.map(({ kpi }) => kpi),
    x.min,
  )
  return withKey(withScale(input, drawn.length === 0 ? [] : [scale]), key)
}

/** Every value that is drawn of a change; a usual range never leaves 0 to 100. */
function drawnValues({ now, before, target, lower, mean, upper }: ChangedRow): number[] {
  const limits = [lower, mean, upper].flatMap((limit) =>
    limit === null ? [] : [Math.min(100, Math.max(0, limit))],
  )
  return [now.value, before?.value ?? null, target, ...limits].filter((value) => value !== null)
}

/** The full names; "77% (87 of 113)" and under it "worse than usual, was 93.5%". */
function wordsOf(
  { unit, kpi, variation, before, now }: ChangedRow,
  among: readonly ChangedRow[],
  size: Size,
): RowWords {
  const was = before?.value == null ? '' : `, was ${formatValue(kpi, before.value)}`
  const [value, base] = [formatCell(kpi, now), formatBase(kpi, now)]
  return {
    ...{
      name: kpi.name,
      under: [
        unit.name,
        ownDirection(
          kpi,
          among.map((row) => row.kpi),
        ),
      ]
        .filter(Boolean)
        .join('; '),
      text: size === 'wide' && base !== '' ? `${value} (${base})` : value,
    },
    words: `${keyWords[variation].toLowerCase()}${was}`,
  }
}

/** The meaning of what is drawn, and of nothing else. */
function keyOf(drawn: readonly ChangedRow[], period: string): { kind: string; text: string }[] {
  const has = (test: (row: ChangedRow) => boolean, kind: string, text: string) =>
    drawn.some(test) ? [{ kind, text }] : []
  return [
    ...has((r) => r.lower !== null && r.upper !== null, 'range', 'Usual range'),
    ...has((r) => r.mean !== null, 'average', 'Average'),
    ...has((r) => r.target !== null, 'target', 'Target'),
    ...has((r) => r.before !== null, 'before', periodName(addPeriods(period, -1))),
    ...(['improving', 'concerning', 'unusual'] as const).flatMap((variation) =>
      has((r) => r.variation === variation, variation, keyWords[variation]),
    ),
  ]
}
