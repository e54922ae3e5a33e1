/** What an address of the overview asks for, and which of it does not exist. */
import type { Dimension, Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { MonthArrival } from '#domain/figures/latest-month.ts'
import { periodName } from '#domain/time/period.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import { clipped, isAsked, knownWords, type Refusal, refusedKey, refusedMonth } from '../../kit/refusals.ts'

/** The measure shown if there is nothing to talk about: visits to children in care. */
const usualKpi = 'LC01'

/** More measures than this side by side are wider than a screen. */
export const mostColumns = 12

export type OverviewQuestion = {
  period: string
  kpi: string
  /** Code of the one service asked for; null for all that the reader may see. */
  service: string | null
  dimension: Dimension | null
  /** One measure over months, or many measures in the month. */
  view: 'months' | 'measures'
  onlyConcerning: boolean
  /** Codes of the measures chosen for the view by measure, in catalogue order; empty for those that stand out. */
  columns: string[]
}

/** What an address asks for; the measure is null if it names none. */
export type OverviewAsked = Omit<OverviewQuestion, 'kpi'> & { kpi: string | null }

export type OverviewChoices = {
  /** Published months, earliest first; not empty. */
  months: readonly string[]
  /** The month that opens unless another is asked for. */
  latest: string
  /** How much of later months has arrived. */
  newer: readonly MonthArrival[]
  /** The measures that somebody in scope carries, in catalogue order; not empty. */
  kpis: readonly Kpi[]
  /** The services the reader may see and choose between. */
  services: readonly Unit[]
}

/** The keys of an overview's query. */
export const overviewKeys = {
  period: 'once',
  kpi: 'once',
  service: 'once',
  dimension: 'once',
  view: 'once',
  only: 'once',
  columns: 'often',
} as const

/** Chooses what is shown: what the address asks for, if it exists, otherwise the latest month, unfiltered. `refused` names in words
 * what was asked for and does not exist, `usual` is the measure for a month with nothing to talk about. */
export function questionOf(
  query: Readonly<Record<string, unknown>>,
  { months, latest, kpis, services }: OverviewChoices,
): { question: OverviewAsked; usual: string; refused: Refusal[] } {
  const usual = kpis.find((k) => k.code === usualKpi) ?? kpis.find((k) => k.core) ?? kpis[0]
  const refused: Refusal[] = []
  const asked = (name: string, is: boolean, words: (text: string) => Omit<Refusal, 'key'>) => {
    if (isAsked(query[name]) && !is) refused.push({ key: name, ...words(clipped(query[name])) })
  }
  const period = months.find((m) => m === query.period)
  asked('period', period !== undefined, () =>
    refusedMonth('period', query.period, months, `Showing ${periodName(latest)}, the latest.`),
  )
  const kpi = kpis.find((k) => k.code === upper(query.kpi))
  asked('kpi', kpi !== undefined, (text) => ({
    what: `‘${text}’ is not a monthly measure that these teams carry.`,
    instead: 'Showing the one with most to talk about.',
    is: 'unknown',
    known: knownWords(
      query.kpi,
      kpis.map((k) => k.code),
    ),
  }))
  const service = services.find((s) => s.code === upper(query.service))
  asked('service', service !== undefined, (text) => ({
    what: `The service ‘${text}’ does not exist here.`,
    instead: 'Showing all services.',
    is: 'unknown',
    known: knownWords(
      query.service,
      services.map((s) => s.code),
    ),
  }))
  const dimension = dimensions.find((d) => d === query.dimension)
  asked('dimension', dimension !== undefined, (text) => ({
    what: `There is no question ‘${text}’.`,
    instead: 'Showing every measure.',
    is: 'malformed',
    known: knownWords(query.dimension, dimensions),
  }))
  const view = query.view === 'measures' ? 'measures' : 'months'
  asked('view', query.view === view, (text) => ({
    what: `There is no view ‘${text}’.`,
    instead: 'Showing months.',
    is: 'malformed',
    known: knownWords(query.view, ['months', 'measures']),
  }))
  asked('only', query.only === 'concerning', (text) => ({
    what: `There is no filter ‘only=${text}’.`,
    instead: 'Showing all.',
    is: 'malformed',
    known: 'There is only=concerning.',
  }))
  const { columns, unknown } = columnsOf(query.columns, kpis)
  refused.push(...refusedColumns(columns, unknown))
  for (const name of Object.keys(query)
    .filter((n) => !Object.hasOwn(overviewKeys, n))
    .slice(0, 2))
    refused.push(refusedKey(name))
  return {
    usual: usual?.code ?? usualKpi,
    question: {
      period: period ?? latest,
      kpi: kpi?.code ?? null,
      service: service?.code ?? null,
      dimension: dimension ?? null,
      view,
      onlyConcerning: query.only === 'concerning',
      columns: columns.slice(0, mostColumns),
    },
    refused,
  }
}

const dimensions = Object.keys(dimensionQuestions) as Dimension[]

function refusedColumns(columns: readonly string[], unknown: readonly string[]): Refusal[] {
  const refused: Refusal[] = []
  if (unknown.length > 0)
    refused.push({
      key: 'columns',
      what: `${unknown.join(', ')}: no such monthly measure of these teams.`,
      instead: 'Left out.',
      is: 'unknown',
      known: '',
    })
  if (columns.length > mostColumns)
    refused.push({
      key: 'columns',
      what: `Select ${mostColumns} measures or fewer.`,
      instead: `Showing the first ${mostColumns} of ${columns.length}.`,
      is: 'malformed',
      known: '',
    })
  return refused
}

/** The overview's address for a question. */
export function overviewAddress(question: OverviewQuestion): string {
  const { period, kpi, service, dimension, view, onlyConcerning, columns } = question
  const parts = [
    `period=${period}`,
    `kpi=${kpi}`,
    service === null ? null : `service=${encodeURIComponent(service)}`,
    dimension === null ? null : `dimension=${dimension}`,
    view === 'months' ? null : `view=${view}`,
    onlyConcerning ? 'only=concerning' : null,
    columns.length === 0 ? null : `columns=${columns.join(',')}`,
  ]
  return `/overview?${parts.filter((part) => part !== null).join('&')}`
}

function columnsOf(value: unknown, kpis: readonly Kpi[]): { columns: string[]; unknown: string[] } {
  const asked = new Set(
    [value]
      .flat()
      .flatMap((text) => (typeof text === 'string' ? text.slice(0, 400).toUpperCase().split(',') : []))
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  )
  const columns = kpis.filter((k) => asked.has(k.code)).map((k) => k.code)
  const unknown = [...asked].filter((code) => !columns.includes(code)).slice(0, 3)
  return { columns, unknown: unknown.map((code) => `‘${clipped(code)}’`) }
}

function upper(value: unknown): string | null {
  return typeof value === 'string' ? value.toUpperCase() : null
}
