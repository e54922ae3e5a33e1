/** The register that an extract is checked against, and the type of its rows as text. */

import { isCollected, type KpiKind } from '../catalogue/kpi.ts'
import type { MeasureRule } from '../catalogue/measure-rule.ts'
import type { UnitKind } from '../catalogue/unit.ts'
import type { Grain } from '../time/period.ts'
import { lastMonth } from '../time/period.ts'
import { trimSpaces } from './figure-text.ts'
import type { nearestText } from './nearest-text.ts'

/** The columns a tidy extract may have, in the order we write them. */
export const extractColumns = [
  'team_code',
  'kpi_code',
  'period',
  'numerator',
  'denominator',
  'value',
  'as_at',
  'note',
] as const
export type ExtractColumn = (typeof extractColumns)[number]

/** One cell of the ledger as text, by our columns; '' if the file has no such column. */
export type RowText = {
  sheet: string | null
  row: number
  /** The file's own heading of a column, if it differs from our name: a wide table's `AS01_n` is a numerator. */
  headings?: Partial<Record<ExtractColumn, string>>
  /** The text in the file's cell, if a layout translated it: `92%` became 92, a name became a code. */
  typed?: Partial<Record<ExtractColumn, string>>
  /** Numbers that a workbook shows as dates, by the column of the figure: the date is the text. */
  shownAsDates?: Partial<Record<ExtractColumn, string>>
  /** Columns whose cell is blank because it is merged with another. */
  merged?: ReadonlySet<ExtractColumn>
  /** The code above a blank one, which the blank may repeat. */
  above?: Partial<Record<ExtractColumn, string>>
  /**
   * True if the table has a place for every measure. A blank for a measure that the team does not carry then means
   * nothing.
   */
  isPlace?: boolean
} & Record<ExtractColumn, string>

export type RegisteredUnit = {
  code: string
  name: string
  kind: UnitKind
  teamType: string | null
  opened: string
  closed: string | null
}

export type RegisteredKpi = {
  code: string
  kind: KpiKind
  grains: readonly Grain[]
  teamTypes: readonly string[]
  returnCode: string
  /** What it was called and whether a numerator may exceed its denominator, from and to a month. */
  definitions: readonly { from: string; to: string | null; name: string; mayExceed: boolean }[]
}

/** What an extract is checked against. `today` is the day in London, `YYYY-MM-DD`. */
export type ExtractRegister = {
  units: ReadonlyMap<string, RegisteredUnit>
  kpis: ReadonlyMap<string, RegisteredKpi>
  today: string
  /** The rules across measures that the figures are to keep. */
  rules?: readonly MeasureRule[]
  /** Finds the unit or KPI to offer for an unknown code, if the caller replaces the usual search. */
  nearest?: { unit: typeof nearestText; kpi: typeof nearestText }
}

/** The place of a row's text in the file, under the file's own heading. */
export function placeOf(
  { sheet, row, headings }: RowText,
  column: ExtractColumn,
): { sheet: string | null; row: number; column: string } {
  return { sheet, row, column: headings?.[column] ?? column }
}

/** A short text by which a person recognises the row: "HP-S1 CP04: 50 of 52". */
export function rowInWords(text: RowText): string {
  const [numerator, denominator, value] = [text.numerator, text.denominator, text.value].map(trimSpaces)
  const counts = [numerator, denominator].filter((each) => each !== '').join(' of ')
  const figures = counts !== '' ? counts : value !== '' ? value : 'no figure'
  return `${trimSpaces(text.team_code)} ${trimSpaces(text.kpi_code)}: ${figures}`
}

/** A file's codes that a person mapped to ours, by their column. */
export type CodeMap = {
  team_code?: Readonly<Record<string, string>>
  kpi_code?: Readonly<Record<string, string>>
}

/** The register, extended by a file's own codes as a person mapped them. The file's rows stay unchanged. */
export function withCodes(register: ExtractRegister, codes: CodeMap): ExtractRegister {
  return {
    ...register,
    units: withNames(register.units, codes.team_code ?? {}),
    kpis: withNames(register.kpis, codes.kpi_code ?? {}),
  }
}

function withNames<T>(known: ReadonlyMap<string, T>, codes: Readonly<Record<string, string>>) {
  const named = new Map(known)
  for (const [theirs, ours] of Object.entries(codes)) {
    const meant = known.get(ours)
    // One of our codes always means itself, even if it was mapped.
    if (meant !== undefined && !known.has(asCode(theirs))) named.set(asCode(theirs), meant)
  }
  return named
}

/** A code in the form in which it is looked up: compatibility characters folded, outer spaces removed, upper case. */
export function asCode(text: string): string {
  return trimSpaces(text.normalize('NFKC')).toUpperCase()
}

/** A KPI's definition in a period's last month; the current one if there is none. */
export function definitionFor(
  kpi: RegisteredKpi,
  period: string | null,
): RegisteredKpi['definitions'][number] | undefined {
  const month = period === null ? null : lastMonth(period)
  const inForce = kpi.definitions.find(
    ({ from, to }) => month !== null && from <= month && (to === null || month <= to),
  )
  return inForce ?? kpi.definitions.at(-1)
}

/** The last month that a KPI is collected for; null while it is not retired. */
export function lastMonthOf({ definitions }: RegisteredKpi): string | null {
  return definitions.at(-1)?.to ?? null
}

/** Whether a KPI is still collected in a period: true for one that the register does not know. */
export function isCollectedIn(kpi: RegisteredKpi | undefined, period: string): boolean {
  return kpi === undefined || isCollected({ lastMonth: lastMonthOf(kpi) }, lastMonth(period))
}

/** What a KPI was called in a period, or is called now. */
export function kpiName(kpi: RegisteredKpi | undefined, period: string | null): string {
  return (kpi && definitionFor(kpi, period)?.name) ?? kpi?.code ?? ''
}
