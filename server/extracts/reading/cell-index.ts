import type { ExtractRegister } from '#domain/extracts/register.ts'
import type { CellName } from '#domain/extracts/row.ts'

export type Place = { sheet: string | null; row: number }

/** A sheet has no more rows than this. */
const ROWS = 2 ** 20

/**
 * The cells of the ledger that a file has named, and where it did so first: four bytes for each unit of a
 * measure in a period, so that a million take as little memory as their places.
 */
export class CellIndex {
  readonly #units: ReadonlyMap<string, number>
  readonly #kpis: ReadonlyMap<string, number>
  readonly #unitCodes: readonly string[]
  readonly #kpiCodes: readonly string[]
  readonly #periods = new Map<string, (Uint32Array | undefined)[]>()
  readonly #sheets: (string | null)[] = []

  constructor({ units, kpis }: ExtractRegister) {
    this.#unitCodes = codesOf(units)
    this.#kpiCodes = codesOf(kpis)
    this.#units = new Map(this.#unitCodes.map((code, i) => [code, i]))
    this.#kpis = new Map(this.#kpiCodes.map((code, i) => [code, i]))
  }

  /** The periods of the cells named so far, in order. */
  get periods(): string[] {
    return [...this.#periods.keys()].sort()
  }

  /** The cells of a period named so far, by KPI. */
  *in(period: string): Generator<CellName> {
    for (const [k, rows] of (this.#periods.get(period) ?? []).entries()) {
      for (const [u, row] of (rows ?? []).entries()) {
        if (row > 0) yield { unit: this.#unitCodes[u] ?? '', kpi: this.#kpiCodes[k] ?? '', period }
      }
    }
  }

  has({ unit, kpi, period }: CellName): boolean {
    const rows = this.#periods.get(period)?.[this.#kpis.get(kpi) ?? -1]
    return (rows?.[this.#units.get(unit) ?? -1] ?? 0) > 0
  }

  /**
   * Returns the place where the cell was named before. If this is the first time, stores the place and returns null.
   */
  seenAt({ unit, kpi, period }: CellName, { sheet, row }: Place): Place | null {
    const rows = this.#rowsOf(period, this.#kpis.get(kpi) ?? 0)
    const at = this.#units.get(unit) ?? 0
    const first = rows[at] ?? 0
    if (first === 0) {
      rows[at] = sheet === null ? row : this.#sheetNumber(sheet) * ROWS + row
      return null
    }
    // Text has one table, and may have more rows than a sheet.
    if (this.#sheets.length === 0) return { sheet: null, row: first }
    return { sheet: this.#sheets[Math.floor((first - 1) / ROWS)] ?? null, row: ((first - 1) % ROWS) + 1 }
  }

  /** The first row of each cell of a measure in a period, by unit; 0 if the cell was not named yet. */
  #rowsOf(period: string, kpi: number): Uint32Array {
    let measures = this.#periods.get(period)
    if (measures === undefined) {
      measures = []
      this.#periods.set(period, measures)
    }
    measures[kpi] ??= new Uint32Array(this.#units.size)
    return measures[kpi]
  }

  #sheetNumber(sheet: string): number {
    const known = this.#sheets.lastIndexOf(sheet)
    return known === -1 ? this.#sheets.push(sheet) - 1 : known
  }
}

function codesOf(known: ReadonlyMap<string, { code: string }>): string[] {
  return [...new Set([...known.values()].map(({ code }) => code))]
}
