import type { Kpi } from '#domain/catalogue/kpi.ts'
import {
  type ChancePosition,
  isShareOfCases,
  positionAmong,
  type Range,
  rangeLeftOpen,
} from '#domain/figures/chance.ts'
import type { Status } from '#domain/figures/figure.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import type { ShownCell } from '#domain/figures/wholeness.ts'
import { wholeValue } from '#domain/figures/wholeness.ts'
import { periodInSentence } from '#domain/time/period.ts'
import { rangeFinding } from '#domain/wording/chart-finding.ts'
import { extentWords } from '#domain/wording/extent-words.ts'
import {
  formatCell,
  formatFigure,
  formatRemark,
  formatTarget,
  formatValue,
  nothingText,
} from '#domain/wording/format.ts'
import { scalePhrases } from '#domain/wording/scale-words.ts'
import { goodWords, statusWords } from '#domain/wording/words.ts'
import { altText } from '../alt-text.ts'
import { namedRows } from '../named-rows.ts'
import { partsColumns } from '../parts-columns.ts'
import { type ChartInput, type ChartRecord, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { acrossValueParams, type Size, valueAxis } from '../scale.ts'
import { withScale } from '../scale-line.ts'

export type DotTeam = {
  /** Null for a team that this reader may not see by name: several of those form one range. */
  code: string | null
  name: string
  own: boolean
  cell: ShownCell
  status: Status | null
}

/** Teams of one kind in one period, in the organisation's order. */
export type DotPlot = {
  kpi: Pick<
    Kpi,
    'code' | 'name' | 'unit' | 'decimals' | 'good' | 'kind' | 'denominator' | 'mayExceed' | 'minimum'
  >
  /** "Assessment teams" */
  scope: string
  /** What is compared; teams if not given. */
  noun?: 'team' | 'service'
  period: string
  target: number | null
  /** All of them added up, if they can be. */
  together: number | null
  teams: readonly DotTeam[]
}

/** Each team's value with the range that its number of cases allows. It replaces a league table. */
export function titledDotPlot(plot: DotPlot): TitledChart {
  const { kpi, period, scope, teams } = plot
  const own = teams.find((t) => t.own) ?? null
  const others = teams.filter((t) => !t.own)
  const judged = (own === null ? teams : others).flatMap(
    (t) => wholeValue({ value: t.cell.value, status: t.status }) ?? [],
  )
  const title = rangeFinding(
    kpi,
    judged,
    own === null
      ? null
      : {
          name: own.name,
          value: own.cell.value,
          standing: standingOfOwn(plot, own),
          cases: own.cell.denominator,
        },
    period,
    plot.noun,
  )
  const when = periodInSentence(period)
  const named = teams.filter((t) => t.code !== null)
  const unnamed = hiddenRange(plot)
  const ranged = named.some((t) => openRange(kpi, t.cell) !== null)
  return {
    picture: pictureOf('dot-plot', dotPlotInput(plot)),
    narrow: pictureOf('dot-plot', dotPlotInput(plot, 'narrow')),
    isEmpty: isEmpty(plot),
    title,
    subtitle: `${kpi.name}. ${scope}, ${when}${ranged ? '. Bars: likely range (95%)' : ''}`,
    key: named.some((t) => isSmall(kpi, t)) ? 'Hollow circle: small number, not judged.' : null,
    alt: altText({
      type: 'Dot plot',
      measure: kpi.name,
      scope,
      first: when,
      last: when,
      finding: title,
      latest:
        own === null
          ? `Latest ${extent(plot)} in ${when}`
          : `Latest ${own.cell.value === null ? nothingText(kpi, own.cell) : formatFigure(kpi, own.cell)} in ${when}`,
      good: goodWords[kpi.good],
      target: plot.target === null ? null : `Target ${formatTarget(kpi, plot.target)}`,
    }),
    columns: [
      { heading: plot.noun === 'service' ? 'Service' : 'Team' },
      { heading: 'Value', numeric: true },
      { heading: 'Made of', numeric: true },
      ...(ranged ? [{ heading: 'Likely range (95%)', numeric: true }] : []),
      { heading: 'Against target' },
    ],
    rows: [
      ...named.map((t) => teamRow(kpi, t, ranged)),
      ...(unnamed === null
        ? []
        : [[unnamed.words, spread(kpi, unnamed), '–', ...(ranged ? ['–'] : []), '–']]),
    ],
    records: named.map((t) => teamRecord(plot, t)),
  }
}

function teamRow(kpi: DotPlot['kpi'], { name, cell, status }: DotTeam, ranged: boolean): string[] {
  const range = openRange(kpi, cell)
  return [
    name,
    cell.value === null ? nothingText(kpi, cell) : formatCell(kpi, cell),
    formatRemark(kpi, cell) || '–',
    ...(ranged ? [range === null ? '–' : spread(kpi, range)] : []),
    status === null ? '–' : statusWords[status],
  ]
}

function teamRecord({ kpi, period, target }: DotPlot, { code, name, cell, status }: DotTeam): ChartRecord {
  const range = openRange(kpi, cell)
  return {
    unit: code,
    name,
    kpi: kpi.code,
    period,
    state: cell.state,
    numerator: cell.numerator,
    denominator: cell.denominator,
    value: cell.value,
    ...partsColumns(cell),
    rangeLow: range?.low ?? null,
    rangeHigh: range?.high ?? null,
    target,
    status,
  }
}

function standingOfOwn({ kpi, teams }: DotPlot, own: DotTeam): ChancePosition | null {
  return positionAmong(
    kpi,
    own.cell,
    teams.map((t) => t.cell),
  )
}

function openRange(kpi: DotPlot['kpi'], cell: Cell): Range | null {
  if (cell.state !== 'reported' || !isShareOfCases(kpi) || cell.denominator === null) return null
  return rangeLeftOpen(cell.numerator ?? 0, cell.denominator)
}

function extent({ kpi, teams, noun }: DotPlot): string {
  const values = teams.flatMap((t) => t.cell.value ?? [])
  return extentWords(kpi, values, teams.length, noun) ?? 'nothing reported'
}

function spread(kpi: DotPlot['kpi'], { low, high }: Range): string {
  const whole = { ...kpi, decimals: kpi.unit === 'percent' ? 0 : kpi.decimals }
  return `${formatValue(whole, low)} to ${formatValue(whole, high)}`
}

/** True for a figure whose base is below the smallest that is judged: drawn hollow. */
export function isSmall({ minimum }: DotPlot['kpi'], { cell, status }: DotTeam): boolean {
  if (status === 'small_number') return true
  return minimum !== null && cell.state === 'reported' && (cell.denominator ?? minimum) < minimum
}

/** The teams that this reader may not see by name, as one range of their values. */
function hiddenRange({ teams }: DotPlot): (Range & { words: string }) | null {
  const hidden = teams.filter((t) => t.code === null)
  const values = hidden.flatMap((t) => t.cell.value ?? [])
  if (values.length < 2) return null
  return {
    low: Math.min(...values),
    high: Math.max(...values),
    words: `Range of ${values.length} similar teams`,
  }
}

function isEmpty({ teams }: DotPlot): boolean {
  return teams.every(({ cell }) => cell.value === null)
}

export function dotPlotInput(plot: DotPlot, size: Size = 'wide'): ChartInput {
  const { kpi, target, together } = plot
  const rows = dotRows(plot)
  const values = [...rows.flatMap((row) => [row.value, row.low, row.high]), target, together].filter(
    (value) => value !== null,
  )
  const x = valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit)
  const lines = linesAbove(plot)
  const layout = namedRows(
    rows.map(({ name, own, text }) => ({ ...{ name, own, text }, under: null, words: null })),
    size,
  )
  const { width, height } = layout
  const { left, right } = layout.sides
  const input: ChartInput = {
    ...{ width, height },
    padding: { left, right, top: 12 + lines.length * 18, bottom: 30 },
    params: { ...layout.params, ...acrossValueParams(x, kpi.unit, width) },
    data: { rows: rows.map((row, i) => ({ ...row, ...layout.words[i] })), lines },
  }
  return withScale(input, isEmpty(plot) ? [] : scalePhrases(kpi, x.min))
}

/** A row for each team, and one for those that this reader may not see by name. */
function dotRows(plot: DotPlot) {
  const { kpi, target, together } = plot
  const lines = { target, together }
  const named = plot.teams.filter((t) => t.code !== null)
  const hidden = hiddenRange(plot)
  const rows = named.map((team, i) => {
    const { name, own, cell } = team
    const range = openRange(kpi, cell)
    return {
      ...{ name, own, state: cell.state as string, value: cell.value },
      ...{ low: range?.low ?? null, high: range?.high ?? null, ...lines },
      kind: isSmall(kpi, team) ? 'small' : own ? 'own' : 'other',
      text: endWords(kpi, team),
      point: pointAt(i),
    }
  })
  if (hidden === null) return rows
  const { low, high, words: name } = hidden
  return [
    ...rows,
    {
      ...{ name, own: false, state: 'reported', value: null, low, high, ...lines },
      ...{ kind: 'unnamed', text: spread(kpi, hidden), point: '' },
    },
  ]
}

function endWords(kpi: DotPlot['kpi'], { cell }: DotTeam): string {
  if (cell.value === null) return nothingText(kpi, cell).toLowerCase()
  return formatFigure(kpi, cell)
}

/** The names of the lines across the rows, above them. */
function linesAbove({ kpi, target, together }: DotPlot): { line: string; value: number; text: string }[] {
  const named = (line: string, value: number | null, words: string) =>
    value === null ? [] : [{ line, value, text: `${words} ${formatValue(kpi, value)}` }]
  return [...named('together', together, 'Together'), ...named('target', target, 'Target')]
}
