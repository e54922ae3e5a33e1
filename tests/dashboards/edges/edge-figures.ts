/** What figures and names can be at the edges of a chart's data. */
import type { Picture, TitledChart } from '#dashboards/charts/picture.ts'
import { catalogue } from '../../support/catalogue.ts'

export type Pictures = Readonly<Record<string, Picture | readonly Picture[]>>
/** Some charts at their edges, by name. */
export type Edges = Readonly<Record<string, () => Pictures>>

const longestFirst = (names: readonly string[]) => [...names].sort((a, b) => b.length - a.length)
/** The longest first. */
export const kpiNames = longestFirst(catalogue.kpis.map(({ name }) => name))
export const unitNames = longestFirst(catalogue.units.map(({ name }) => name))
export const [longKpi = '', longUnit = ''] = [kpiNames[0], unitNames[0]]
export const longCouncil =
  'Royal Borough of Upper Wychwood and the Isle of Harbour Metropolitan District Council'
export const longService =
  'Children with Disabilities, Complex Health Needs, Leaving Care and Unaccompanied Asylum Seekers'

/** Item `i` of a list that is begun again at its end. */
export function at<T>(list: readonly T[], i: number): T {
  const found = list[i % list.length]
  if (found === undefined) throw new Error('The list is empty')
  return found
}

/** 25 of whatever an example has some of. */
export function many<T>(list: readonly T[], change: (one: T, i: number) => T): T[] {
  return Array.from({ length: 25 }, (_, i) => change(at(list, i), i))
}

type Counted = {
  state: 'reported' | 'not_reported' | 'suppressed' | 'no_cases'
  value: number | null
  numerator: number | null
  denominator: number | null
  symbol: string | null
  /** The figure is of few cases. */
  status?: 'small_number' | null
}
const shown = (value: number, numerator: number, denominator: number): Counted => ({
  ...{ state: 'reported', value, numerator, denominator, symbol: null },
})
const hidden = (state: Counted['state'], symbol: string | null = null): Counted => ({
  ...{ state, value: null, numerator: null, denominator: null, symbol },
})

/** What a figure can be, by its place in a list. */
const percentages = {
  'all zero': () => shown(0, 0, 50),
  'all at 100%': () => shown(100, 1_234_567, 1_234_567),
  gaps: (i) => (i % 3 === 1 ? hidden(at(['not_reported', 'no_cases'] as const, i)) : shown(60 + i, 6, 10)),
  'nothing at the end': (i) => (i > 1 ? hidden('not_reported') : shown(82.4, 82, 100)),
  suppressed: (i) => (i % 2 === 0 ? hidden('suppressed', 'c') : shown(71.3, 71, 100)),
  'all suppressed': () => hidden('suppressed', 'c'),
  'very small': (i) => shown(0.1 * (i % 2), i % 2, 1_000),
  'small numbers': (i) => ({ ...shown(i % 2 === 0 ? 100 : 0, 3, 3), status: 'small_number' }),
} as const satisfies Record<string, (i: number) => Counted>
const counts = {
  'none at all': () => shown(0, 0, 1),
  'very many': (i) => shown(1_234_567 - i * 7_654, 1_234_567, 1),
  'one and very many': (i) => shown(i % 2 === 0 ? 1 : 1_234_567, 1, 1),
  'parts of one': () => shown(0.1, 1, 10),
} as const satisfies Record<string, (i: number) => Counted>

const figures = { ...percentages, ...counts }
export const figureEdges = Object.entries(figures).map(([name, of]) => ({
  name,
  of: of as (i: number) => Counted,
  kpi: Object.hasOwn(percentages, name)
    ? ({ unit: 'percent', kind: 'ratio', decimals: 1 } as const)
    : ({ unit: 'children_or_items', kind: 'count', decimals: name === 'parts of one' ? 1 : 0 } as const),
}))
export function byEdge(
  drawn: (edge: (typeof figureEdges)[number]) => readonly Picture[] | Picture,
): Pictures {
  return Object.fromEntries(figureEdges.map((edge) => [edge.name, drawn(edge)]))
}

/** How many times as large the numbers of an example are drawn: an axis that has room for those of the example alone is found out. */
const largerBy = [10, 1_000, 100_000]
/** Numbers that say how something is counted, and not how much there is. */
const notAmounts = new Set(['decimals', 'minimum', 'year', 'months'])
/** What stays as it is where a share of larger numbers is drawn. */
const ofShares = new Set(['kpi', 'value', 'together', 'target'])

/** An example with larger numbers. A percentage cannot be larger, so that its measure counts instead; or it stays the share that it is,
 * of larger numbers. */
export function byLarger<Given>(
  given: Given,
  drawn: (larger: Given) => readonly Picture[] | Picture,
  { shares = false } = {},
): Pictures {
  return Object.fromEntries(
    // Every number is still a number, and every other value as it was.
    largerBy.map((times) => [`numbers × ${times}`, drawn(larger(given, times, shares) as Given)]),
  )
}

function larger(given: unknown, times: number, shares: boolean): unknown {
  if (typeof given === 'number') return given * times
  if (Array.isArray(given)) return given.map((one: unknown) => larger(one, times, shares))
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(
    Object.entries(given).map(([field, value]: [string, unknown]) => {
      if (notAmounts.has(field) || (shares && ofShares.has(field))) return [field, value]
      if (field === 'kpi') return [field, { ...(value as object), ...counting }]
      return [field, larger(value, times, shares)]
    }),
  )
}

const counting = { unit: 'children_or_items', kind: 'count', decimals: 0 } as const

export function bothOf({ picture, narrow }: TitledChart): Picture[] {
  return narrow === undefined ? [picture] : [picture, narrow]
}
