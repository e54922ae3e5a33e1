import { type FigurePart, type MeasureRule, termsOf } from '#domain/catalogue/measure-rule.ts'
import type { State } from '#domain/figures/measurement.ts'
import type { RuleCell } from '#domain/figures/rule-judgement.ts'

/** A cell with its place in its file. */
export type IndexedCell = RuleCell & {
  unit: string
  kpi: string
  period: string
  sheet: string | null
  row: number
}

/** The figures of a measure in a period, by the place of the unit. */
type Column = {
  rows: Uint32Array
  /** 0 if the cell is absent, 1 if it has no counts, 2 if it has. */
  states: Uint8Array
  parts: Partial<Record<FigurePart, Float64Array>>
}

/**
 * The figures of a file or a publication of which rules across measures speak. A figure takes about 13 bytes, so that hundreds
 * of thousands can be kept while a file is read.
 */
export class FigureIndex {
  readonly #most: number
  readonly #units: ReadonlyMap<string, number>
  readonly #codes: readonly string[]
  readonly #parts = new Map<string, Set<FigurePart>>()
  readonly #columns = new Map<string, Map<string, Column>>()
  readonly #asAt = new Map<string, string>()
  readonly #sheets = new Map<string, string>()
  #places = 0

  /** `most` is the number of places above which nothing is kept: `isTooLarge` is then true. */
  constructor(units: Iterable<string>, rules: readonly MeasureRule[], most = Number.POSITIVE_INFINITY) {
    this.#most = most
    this.#codes = [...new Set(units)]
    this.#units = new Map(this.#codes.map((code, i) => [code, i]))
    for (const { kpi, part } of rules.flatMap(termsOf))
      this.#parts.set(kpi, (this.#parts.get(kpi) ?? new Set<FigurePart>()).add(part))
  }

  /** The measures of the rules. */
  get kpis(): string[] {
    return [...this.#parts.keys()]
  }

  get isTooLarge(): boolean {
    return this.#places > this.#most
  }

  /** The measures and periods of the cells kept so far. */
  *columns(): Generator<{ kpi: string; period: string }> {
    for (const [kpi, periods] of this.#columns) for (const period of periods.keys()) yield { kpi, period }
  }

  /** Keeps a cell, if a rule speaks of its measure. */
  keep(cell: IndexedCell): void {
    const parts = this.#parts.get(cell.kpi)
    const unit = this.#units.get(cell.unit)
    if (parts === undefined || unit === undefined || this.isTooLarge) return
    const column = this.#columnOf(cell.kpi, cell.period, parts)
    if (column === null) return
    column.rows[unit] = cell.row
    column.states[unit] = cell.state === 'reported' || cell.state === 'no_cases' ? 2 : 1
    for (const part of parts) (column.parts[part] as Float64Array)[unit] = cell[part] ?? Number.NaN
    const { asAt, sheet } = cell
    if (asAt !== null) this.#asAt.set(keyOf(cell), asAt)
    if (sheet !== null) this.#sheets.set(keyOf(cell), sheet)
  }

  get units(): readonly string[] {
    return this.#codes
  }

  /** Those of some units that have a cell of one of these columns. */
  unitsWith(columns: readonly { kpi: string; period: string }[], units: readonly string[]): string[] {
    const found = columns.flatMap(({ kpi, period }) => this.#columns.get(kpi)?.get(period) ?? [])
    return units.filter((unit) => {
      const at = this.#units.get(unit)
      return at !== undefined && found.some(({ states }) => (states[at] ?? 0) > 0)
    })
  }

  has(unit: string, { kpi, period }: { kpi: string; period: string }): boolean {
    const at = this.#units.get(unit)
    return at !== undefined && (this.#columns.get(kpi)?.get(period)?.states[at] ?? 0) > 0
  }

  /** A cell, or undefined if it is not here. */
  cell(unit: string, kpi: string, period: string): IndexedCell | undefined {
    const column = this.#columns.get(kpi)?.get(period)
    const at = this.#units.get(unit)
    if (column === undefined || at === undefined || column.states[at] === 0) return undefined
    const state: State = column.states[at] === 2 ? 'reported' : 'not_reported'
    const key = this.#asAt.size + this.#sheets.size === 0 ? '' : keyOf({ unit, kpi, period })
    return {
      unit,
      kpi,
      period,
      state,
      numerator: figureAt(column.parts.numerator, at),
      denominator: figureAt(column.parts.denominator, at),
      asAt: this.#asAt.get(key) ?? null,
      sheet: this.#sheets.get(key) ?? null,
      row: column.rows[at] ?? 0,
    }
  }

  #columnOf(kpi: string, period: string, parts: ReadonlySet<FigurePart>): Column | null {
    const periods = this.#columns.get(kpi) ?? new Map<string, Column>()
    this.#columns.set(kpi, periods)
    const known = periods.get(period)
    if (known !== undefined) return known
    const size = this.#codes.length
    this.#places += size
    if (this.isTooLarge) {
      this.#columns.clear()
      this.#asAt.clear()
      this.#sheets.clear()
      return null
    }
    const column: Column = { rows: new Uint32Array(size), states: new Uint8Array(size), parts: {} }
    for (const part of parts) column.parts[part] = new Float64Array(size)
    periods.set(period, column)
    return column
  }
}

function keyOf({ unit, kpi, period }: { unit: string; kpi: string; period: string }): string {
  return `${unit} ${kpi} ${period}`
}

function figureAt(figures: Float64Array | undefined, at: number): number | null {
  const figure = figures?.[at] ?? Number.NaN
  return Number.isNaN(figure) ? null : figure
}
