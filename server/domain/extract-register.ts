/** What an extract is checked against, and its rows as text. */
import type { Grain, KpiKind } from './kpi.ts'
import { lastMonth } from './period.ts'
import type { UnitKind } from './unit.ts'

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

/** A row as received: its cells by column, '' where the file has no such column. */
export type RowText = { sheet: string | null; row: number } & Record<ExtractColumn, string>

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
}

/** What a KPI is in a period's last month, or as it is now. */
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

/** What a KPI was called in a period, or is called now. */
export function kpiName(kpi: RegisteredKpi | undefined, period: string | null): string {
  return (kpi && definitionFor(kpi, period)?.name) ?? kpi?.code ?? ''
}
