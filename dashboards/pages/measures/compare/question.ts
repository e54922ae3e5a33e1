/** What an address of the comparison asks for, and which of it does not exist. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import { periodName } from '#domain/time/period.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { clipped, isAsked, knownWords, type Refusal, refusedKey, refusedMonth } from '../../kit/refusals.ts'

/** The measure shown unless another is asked for: visits to children in care. */
const usualKpi = 'LC01'
/** More units than this cannot be told apart side by side. */
export const mostChosen = 4

export type CompareQuestion = {
  period: string
  kpi: Kpi
  /** Codes of the units chosen, in the tree's order; empty for all that carry the measure. */
  chosen: string[]
  /** The type of team if no units were chosen and all teams of one type are shown; null for every type. */
  all: string | null
  /** More units were chosen than can be told apart: the choice is kept, and nothing is shown. */
  tooMany: boolean
  refused: Refusal[]
}

/**
 * Chooses month, measure and units: the requested ones if they exist. `refused` names in words what was requested and does
 * not exist.
 * @param months published months, earliest first; not empty
 * @param latest the month to open if none is requested
 * @param kpis the measures of the units in scope, in catalogue order; not empty
 * @param units the units the reader may compare
 */
export function questionOf(
  query: Readonly<Record<string, unknown>>,
  months: readonly string[],
  latest: string,
  kpis: readonly Kpi[],
  units: readonly Unit[],
): CompareQuestion {
  const refused: Refusal[] = []
  const period = months.find((m) => m === query.to)
  if (isAsked(query.to) && period === undefined)
    refused.push(refusedMonth('to', query.to, months, `Showing ${periodName(latest)}, the latest.`))
  const code = typeof query.kpi === 'string' ? query.kpi.toUpperCase() : null
  const asked = kpis.find((k) => k.code === code)
  const kpi = asked ?? kpis.find((k) => k.code === usualKpi) ?? kpis.find((k) => k.core) ?? kpis[0]
  if (kpi === undefined) throw new Error('There is no measure to compare')
  if (isAsked(query.kpi) && asked === undefined)
    refused.push({
      key: 'kpi',
      what: `‘${clipped(query.kpi)}’ is not a monthly measure that these teams carry.`,
      instead: `Showing ${kpi.name}.`,
      is: 'unknown',
      known: knownWords(
        query.kpi,
        kpis.map((k) => k.code),
      ),
    })
  const { chosen, unknown } = chosenOf(query.units, units)
  if (unknown !== null) refused.push(unknown)
  const types = new Set(units.flatMap((u) => u.teamType ?? []))
  const type = typeof query.all === 'string' ? query.all.toUpperCase() : ''
  if (isAsked(query.all) && !types.has(type))
    refused.push({
      key: 'all',
      what: `There are no teams of a type ‘${clipped(query.all)}’ here.`,
      instead: 'Showing every type.',
      is: 'unknown',
      known: knownWords(query.all, [...types]),
    })
  for (const name of Object.keys(query)
    .filter((n) => !Object.hasOwn(compareKeys, n))
    .slice(0, 2))
    refused.push(refusedKey(name))
  return {
    period: period ?? latest,
    kpi,
    chosen,
    all: chosen.length === 0 && types.has(type) ? type : null,
    tooMany: chosen.length > mostChosen,
    refused,
  }
}

/** The units asked for that exist, in the tree's order, and those that do not. */
function chosenOf(asked: unknown, units: readonly Unit[]): { chosen: string[]; unknown: Refusal | null } {
  const codes = new Set(
    [asked]
      .flat()
      .flatMap((text) => (typeof text === 'string' ? text.slice(0, 200).toUpperCase().split(',') : []))
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  )
  const chosen = units.filter((u) => codes.has(u.code)).map((u) => u.code)
  const unknown = [...codes].filter((c) => !chosen.includes(c))
  if (unknown.length === 0) return { chosen, unknown: null }
  const named = unknown
    .slice(0, 3)
    .map((c) => `‘${clipped(c)}’`)
    .join(', ')
  return {
    chosen,
    unknown: {
      key: 'units',
      what: `${named} ${wordFor(unknown.length, 'is', 'are')} not among the ${units[0]?.kind === 'service' ? 'services' : 'teams'} you can compare.`,
      instead: chosen.length === 0 ? 'Showing all of them.' : 'Left out.',
      is: 'unknown',
      known: knownWords(
        unknown[0],
        units.map((u) => u.code),
      ),
    },
  }
}

/** The keys of a comparison's query. `type` chooses a section of the page and is used only for the charts. */
export const compareKeys = { kpi: 'once', units: 'often', to: 'once', all: 'once', type: 'once' } as const
