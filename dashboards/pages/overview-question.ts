/** What an address of the overview asks for, and what of it there is not. */
import type { Dimension, Kpi } from '#domain/kpi.ts'
import { periodName } from '#domain/period.ts'
import type { Unit } from '#domain/unit.ts'
import { dimensionQuestions } from '#domain/words.ts'

/** The measure shown unless another is asked for: visits to children in care. */
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
  /** Codes of the measures chosen for the view by measure, in catalogue order; none for those that stand out. */
  columns: string[]
}

export type OverviewChoices = {
  /** Published months, earliest first; not empty. */
  months: readonly string[]
  /** The measures that somebody in scope carries, in catalogue order; not empty. */
  kpis: readonly Kpi[]
  /** The services the reader may see and choose between. */
  services: readonly Unit[]
}

const known = ['period', 'kpi', 'service', 'dimension', 'view', 'only', 'columns']

/** Chooses what is shown: what is asked for, where it exists, else the latest month and the usual measure, unfiltered;
 *  `refused` says in words what was asked for and is not there. */
export function questionOf(
  query: Readonly<Record<string, unknown>>,
  { months, kpis, services }: OverviewChoices,
): { question: OverviewQuestion; refused: string[] } {
  const latest = months.at(-1) ?? ''
  const usual = kpis.find((k) => k.code === usualKpi) ?? kpis.find((k) => k.core) ?? kpis[0]
  const refused: string[] = []
  const asked = (name: string, is: boolean, words: (text: string) => string) => {
    const value = query[name]
    if (value !== undefined && value !== '' && !is) refused.push(words(clipped(value)))
  }
  const period = months.find((m) => m === query.period)
  asked(
    'period',
    period !== undefined,
    (text) => `‘${text}’ is not a published month. Showing ${periodName(latest)}, the latest.`,
  )
  const kpi = kpis.find((k) => k.code === upper(query.kpi))
  asked(
    'kpi',
    kpi !== undefined,
    (text) => `‘${text}’ is not a monthly measure that these teams carry. Showing ${usual?.name}.`,
  )
  const service = services.find((s) => s.code === upper(query.service))
  asked(
    'service',
    service !== undefined,
    (text) => `The service ‘${text}’ does not exist here. Showing all services.`,
  )
  const dimension = (Object.keys(dimensionQuestions) as Dimension[]).find((d) => d === query.dimension)
  asked(
    'dimension',
    dimension !== undefined,
    (text) => `There is no question ‘${text}’. Showing every measure.`,
  )
  const view = query.view === 'measures' ? 'measures' : 'months'
  asked('view', query.view === view, (text) => `There is no view ‘${text}’. Showing months.`)
  asked('only', query.only === 'concerning', (text) => `There is no filter ‘only=${text}’. Showing all.`)
  const { columns, unknown } = columnsOf(query.columns, kpis)
  if (unknown.length > 0)
    refused.push(`${unknown.join(', ')}: no such monthly measure of these teams. Left out.`)
  if (columns.length > mostColumns)
    refused.push(
      `Select ${mostColumns} measures or fewer. Showing the first ${mostColumns} of ${columns.length}.`,
    )
  for (const name of Object.keys(query)
    .filter((n) => !known.includes(n))
    .slice(0, 2))
    refused.push(`There is no filter ‘${clipped(name)}’. It is left out.`)
  return {
    question: {
      period: period ?? latest,
      kpi: kpi?.code ?? usual?.code ?? usualKpi,
      service: service?.code ?? null,
      dimension: dimension ?? null,
      view,
      onlyConcerning: query.only === 'concerning',
      columns: columns.slice(0, mostColumns),
    },
    refused,
  }
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

function clipped(value: unknown): string {
  const text = String(value)
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`
}
