/** What an address of the comparison asks for, and what of it there is not. */
import type { Kpi } from '#domain/kpi.ts'
import { periodName } from '#domain/period.ts'
import type { Unit } from '#domain/unit.ts'

/** The measure shown unless another is asked for: visits to children in care. */
const usualKpi = 'LC01'
/** More than this cannot be told apart side by side. */
export const mostChosen = 4

export type CompareQuestion = {
  period: string
  kpi: Kpi
  /** Codes of the units chosen, in the tree's order; none for all that carry the measure. */
  chosen: string[]
  /** The one type of team of which all are shown, where no units were chosen; null for every type. */
  all: string | null
  /** More were chosen than can be told apart: they are kept, and nothing is shown. */
  tooMany: boolean
  refused: string[]
}

/**
 * Chooses month, measure and units: those asked for, where they exist; `refused` says in words what was asked for and is
 * not there.
 * @param months published months, earliest first; not empty
 * @param kpis the measures that somebody in scope carries, in catalogue order; not empty
 * @param units the units the asker may compare
 */
export function questionOf(
  query: Readonly<Record<string, unknown>>,
  months: readonly string[],
  kpis: readonly Kpi[],
  units: readonly Unit[],
): CompareQuestion {
  const latest = months.at(-1) ?? ''
  const refused: string[] = []
  const period = months.find((m) => m === query.to)
  if (isAsked(query.to) && period === undefined)
    refused.push(
      `‘${clipped(query.to)}’ is not a published month. Showing ${periodName(latest)}, the latest.`,
    )
  const code = typeof query.kpi === 'string' ? query.kpi.toUpperCase() : null
  const asked = kpis.find((k) => k.code === code)
  const kpi = asked ?? kpis.find((k) => k.code === usualKpi) ?? kpis.find((k) => k.core) ?? kpis[0]
  if (kpi === undefined) throw new Error('There is no measure to compare')
  if (isAsked(query.kpi) && asked === undefined)
    refused.push(
      `‘${clipped(query.kpi)}’ is not a monthly measure that these teams carry. Showing ${kpi.name}.`,
    )
  const codes = new Set(
    [query.units]
      .flat()
      .flatMap((text) => (typeof text === 'string' ? text.slice(0, 200).toUpperCase().split(',') : []))
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  )
  const chosen = units.filter((u) => codes.has(u.code)).map((u) => u.code)
  const unknown = [...codes].filter((c) => !chosen.includes(c))
  if (unknown.length > 0) {
    const named = unknown
      .slice(0, 3)
      .map((c) => `‘${clipped(c)}’`)
      .join(', ')
    refused.push(`${named} ${unknown.length === 1 ? 'is' : 'are'} not among the teams you can compare.`)
  }
  const types = new Set(units.flatMap((u) => u.teamType ?? []))
  const type = typeof query.all === 'string' ? query.all.toUpperCase() : ''
  if (isAsked(query.all) && !types.has(type))
    refused.push(`There are no teams of a type ‘${clipped(query.all)}’ here. Showing every type.`)
  for (const name of Object.keys(query)
    .filter((n) => !known.includes(n))
    .slice(0, 2))
    refused.push(`There is no filter ‘${clipped(name)}’. It is left out.`)
  return {
    period: period ?? latest,
    kpi,
    chosen,
    all: chosen.length === 0 && types.has(type) ? type : null,
    tooMany: chosen.length > mostChosen,
    refused,
  }
}

/** `type` is asked of the charts alone. */
const known = ['kpi', 'units', 'to', 'all', 'type']

function isAsked(value: unknown): boolean {
  return value !== undefined && value !== ''
}

function clipped(value: unknown): string {
  const text = String(value)
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`
}
