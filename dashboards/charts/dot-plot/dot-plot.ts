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
import {
  formatCell,
  formatFigure,
  formatRemark,
  formatTarget,
  formatValue,
  nothingText,
} from '#domain/wording/format.ts'
import { goodWords, statusWords } from '#domain/wording/words.ts'
import { palette } from '../../palette.ts'
import { altText } from '../alt-text.ts'
import { partsColumns } from '../parts-columns.ts'
import { type ChartInput, type ChartRecord, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { downRows, endLabel, type Label, middleOf, nameLabel, rowFrame, rowLines, rowPlot } from '../rows.ts'
import { acrossParams, type Size, valueAxis } from '../scale.ts'

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
    own === null ? null : { name: own.name, value: own.cell.value, standing: standingOfOwn(plot, own) },
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
    title,
    subtitle: `${kpi.name}. ${scope}, ${when}${ranged ? '. Lines: what the number of cases leaves open, 95 times in 100' : ''}`,
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
      ...(ranged ? [{ heading: 'Range left open', numeric: true }] : []),
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

function extent({ kpi, teams }: DotPlot): string {
  const values = teams.flatMap((t) => t.cell.value ?? [])
  if (values.length === 0) return 'nothing reported'
  return `${formatValue(kpi, Math.min(...values))} to ${formatValue(kpi, Math.max(...values))} across ${values.length} of ${teams.length}`
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

export function dotPlotInput(plot: DotPlot, size: Size = 'wide'): ChartInput {
  const { kpi, target, together } = plot
  const named = plot.teams.filter((t) => t.code !== null)
  const hidden = hiddenRange(plot)
  const ranges = named.map((t) => openRange(kpi, t.cell))
  const values = [
    ...named.map((t) => t.cell.value),
    ...ranges.flatMap((r) => (r === null ? [] : [r.low, r.high])),
    hidden?.low ?? null,
    hidden?.high ?? null,
    target,
    together,
  ].filter((v) => v !== null)
  const x = valueAxis(values.length === 0 ? [0, 1] : values, kpi.unit)
  const narrow = size === 'narrow'
  const names = [...named.map((t) => t.name), ...(hidden === null ? [] : [hidden.words])]
  const marks = linesAbove(plot)
  const longest = Math.max(8, ...named.map((t) => endWords(kpi, t, narrow).length))
  const frame = rowFrame(names, size, {
    top: (narrow ? 22 : 12) + marks.length * 18,
    bottom: 30,
    right: Math.ceil(longest * 7.2) + 26,
  })
  const rows = names.length
  return {
    ...rowPlot(frame, rows, acrossParams(x, size)),
    data: {
      rows: rowLines(rows, x.min, x.max),
      spans: hidden === null ? [] : [spanOf(hidden, rows - 1)],
      targets: target === null ? [] : downRows(frame, rows, { value: target }),
      together: together === null ? [] : downRows(frame, rows, { value: together }),
      ranges: rangeRows(named, ranges, false),
      ownRanges: rangeRows(named, ranges, true),
      dots: named.flatMap((t, i) => dotOf(kpi, t, i)),
      labels: [
        ...names.map((name, i) => nameLabel(frame, i, x.min, name, named[i]?.own === true)),
        ...named.map((t, i) => endLabel(frame, i, x.max, endWords(kpi, t, narrow))),
        ...(hidden === null ? [] : [endLabel(frame, rows - 1, x.max, spread(kpi, hidden))]),
        ...marks.map((mark, i) => lineLabel(mark, i, x, narrow)),
      ],
    },
  }
}

/** The range of the unnamed teams, along its row. */
function spanOf({ low, high }: Range, row: number): object {
  return { from: low, to: high, top: middleOf(row) + 0.16, bottom: middleOf(row) - 0.16 }
}

/** The dot of a team's value; none where it has no value. */
function dotOf(kpi: DotPlot['kpi'], team: DotTeam, row: number): object[] {
  const { value } = team.cell
  if (value === null) return []
  const kind = isSmall(kpi, team) ? 'small' : team.own ? 'own' : 'other'
  return [{ point: pointAt(row), value, down: middleOf(row), kind, area: team.own ? 150 : 90 }]
}

function endWords(kpi: DotPlot['kpi'], { name, cell }: DotTeam, narrow: boolean): string {
  if (cell.value === null) return nothingText(kpi, cell).toLowerCase()
  return narrow && name.length > 24 ? formatCell(kpi, cell) : formatFigure(kpi, cell)
}

function rangeRows(teams: readonly DotTeam[], ranges: readonly (Range | null)[], own: boolean): object[] {
  return teams.flatMap((t, i) => {
    const range = ranges[i] ?? null
    return range === null || t.own !== own ? [] : [{ from: range.low, to: range.high, down: middleOf(i) }]
  })
}

type LineAbove = { value: number; text: string; colour: string }

/** The names of the lines across the rows, above them. */
function linesAbove({ kpi, target, together }: DotPlot): LineAbove[] {
  return [
    ...(together === null
      ? []
      : [
          {
            value: together,
            text: `Together ${formatValue(kpi, together)}`,
            colour: palette.ink,
          },
        ]),
    ...(target === null
      ? []
      : [{ value: target, text: `Target ${formatValue(kpi, target)}`, colour: palette.target }]),
  ]
}

/** Each on its own line, with its text away from the nearer edge. */
function lineLabel(
  { value, text, colour }: LineAbove,
  i: number,
  x: { min: number; max: number },
  narrow: boolean,
): Label {
  const right = (value - x.min) / (x.max - x.min || 1) > 0.55
  return {
    at: value,
    down: 0,
    text,
    align: right ? 'right' : 'left',
    dx: right ? 4 : -4,
    dy: (narrow ? -22 : -12) - i * 18,
    colour,
    weight: 'normal',
  }
}
