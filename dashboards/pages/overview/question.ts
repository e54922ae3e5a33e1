/** What an address of the overview asks for, and what of it there is not. */

import type { Kpi } from '#domain/kpi.ts'
import { periodName } from '#domain/period.ts'

/** The measure shown unless another is asked for: visits to children in care. */
const usualKpi = 'LC01'

export type OverviewQuestion = { period: string; kpi: string; refused: string[] }

/**
 * Chooses month and measure: those asked for, where they exist, else the latest month and the usual measure; `refused`
 * says in words what was asked for and is not there.
 * @param months published months, earliest first; not empty
 * @param kpis the measures that somebody in scope carries, in catalogue order; not empty
 */
export function questionOf(
  query: Readonly<Record<string, unknown>>,
  months: readonly string[],
  kpis: readonly Kpi[],
): OverviewQuestion {
  const latest = months.at(-1) ?? ''
  const usual = kpis.find((k) => k.code === usualKpi) ?? kpis.find((k) => k.core) ?? kpis[0]
  const period = months.find((m) => m === query.period)
  const code = typeof query.kpi === 'string' ? query.kpi.toUpperCase() : null
  const kpi = kpis.find((k) => k.code === code)
  const refused = []
  if (isAsked(query.period) && period === undefined)
    refused.push(
      `‘${clipped(query.period)}’ is not a published month. Showing ${periodName(latest)}, the latest.`,
    )
  if (isAsked(query.kpi) && kpi === undefined)
    refused.push(
      `‘${clipped(query.kpi)}’ is not a monthly measure that these teams carry. Showing ${usual?.name}.`,
    )
  for (const name of Object.keys(query)
    .filter((n) => n !== 'period' && n !== 'kpi')
    .slice(0, 2))
    refused.push(`There is no filter ‘${clipped(name)}’. It is left out.`)
  return { period: period ?? latest, kpi: kpi?.code ?? usual?.code ?? usualKpi, refused }
}

function isAsked(value: unknown): boolean {
  return value !== undefined && value !== ''
}

function clipped(value: unknown): string {
  const text = String(value)
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`
}
