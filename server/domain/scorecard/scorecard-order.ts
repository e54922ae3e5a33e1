/** Filters and sorts the rows of a scorecard, if the reader asks for something other than the meeting's order. */

import type { Dimension, Kpi, KpiUnit } from '../catalogue/kpi.ts'
import type { Figure, Status, Variation } from '../figures/figure.ts'
import { plural } from '../wording/plural.ts'
import { countedStatusWords, dimensionQuestions, variationWords } from '../wording/words.ts'
import { type CountedStatus, countedStatus, isCountedAs } from './scorecard-counts.ts'

/** The parts of a row used to filter and sort it. */
export type OrderedRow = {
  kpi: Pick<Kpi, 'code' | 'name' | 'order' | 'dimension' | 'subject' | 'unit'>
  figure: Pick<Figure, 'state' | 'value' | 'status' | 'variation' | 'gap'>
  actions: readonly { ref: string; live: boolean }[]
}

/** The orders that a reader may ask for. Order by value begins anew for each kind of unit, since counts and
 *  percentages do not compare. Nothing is ever ordered by the difference of two months. */
export const sortKeys = ['measure', 'value', 'status', 'gap', 'variation', 'actions'] as const
export type SortKey = (typeof sortKeys)[number]

/** What a reader asked to see of a scorecard. */
export type RowFilter = {
  /** The question that a measure answers. */
  dimension: Dimension | null
  status: CountedStatus | null
  /** `none` is every measure whose change is not judged, those too early to tell included. */
  variation: Variation | null
  sort: SortKey | null
}

export const noFilter: RowFilter = { dimension: null, status: null, variation: null, sort: null }

/** The three questions that every subject is asked. */
export const askedDimensions = ['delivery', 'quality', 'difference'] as const

/** The order in which a scorecard puts its questions. */
export const dimensionsFirst: readonly Dimension[] = [...askedDimensions, 'context']

/** Statuses in the order of the filter's choices and of sorted rows. */
export const statusesFirst: readonly Status[] = [
  'missed',
  'close',
  'met',
  'small_number',
  'not_whole',
  'no_data',
  'no_target',
]
/** The same with those that nothing could be judged of, in the order of the filter's choices. */
export const countedStatusesFirst: readonly CountedStatus[] = [...statusesFirst, 'none']
/** Variations in the same two orders. */
export const variationsFirst: readonly Variation[] = [
  'concerning',
  'slipping_back',
  'unusual',
  'recovering',
  'improving',
  'no_real_change',
  'too_early',
  'none',
]

/** Reads the filter from an address. `unknown` names each part without a meaning; these are ignored. */
export function filterOf(asked: {
  dimension?: unknown
  status?: unknown
  variation?: unknown
  sort?: unknown
}): { filter: RowFilter; unknown: string[] } {
  const unknown: string[] = []
  const choose = <T extends string>(value: unknown, known: readonly T[], name: string): T | null => {
    if (value === undefined || value === '') return null
    const found = known.find((k) => k === value)
    if (found === undefined) unknown.push(name)
    return found ?? null
  }
  const filter: RowFilter = {
    dimension: choose(asked.dimension, dimensionsFirst, 'question'),
    status: choose(asked.status, countedStatusesFirst, 'status'),
    variation: choose(asked.variation, variationsFirst, 'variation'),
    sort: choose(asked.sort, sortKeys, 'sort'),
  }
  return { filter, unknown }
}

/** The rows that pass a filter, in the meeting's order or the one asked for; ties are in catalogue order. Their number is that of
 *  `countsOf`. */
export function chosenRows<Row extends OrderedRow>(rows: readonly Row[], filter: RowFilter): Row[] {
  const left = fittingRows(rows, filter)
  const { sort } = filter
  return sort === null ? left : left.toSorted((a, b) => compare[sort](a, b) || a.kpi.order - b.kpi.order)
}

const compare: Record<SortKey, (a: OrderedRow, b: OrderedRow) => number> = {
  measure: (a, b) => a.kpi.name.localeCompare(b.kpi.name, 'en-GB'),
  value: (a, b) => unitsFirst.indexOf(a.kpi.unit) - unitsFirst.indexOf(b.kpi.unit) || byValue(a, b),
  status: (a, b) => statusRank(a) - statusRank(b) || gapOf(b) - gapOf(a),
  gap: (a, b) => gapOf(b) - gapOf(a),
  variation: (a, b) =>
    variationsFirst.indexOf(a.figure.variation) - variationsFirst.indexOf(b.figure.variation),
  // Measures without a live action come first.
  actions: (a, b) => liveOf(a) - liveOf(b) || statusRank(a) - statusRank(b),
}

function fittingRows<Row extends OrderedRow>(rows: readonly Row[], filter: RowFilter): Row[] {
  return rows.filter(
    ({ kpi, figure }) =>
      (filter.dimension === null || kpi.dimension === filter.dimension) &&
      (filter.status === null || countedStatus(figure) === filter.status) &&
      (filter.variation === null || isCountedAs(figure, filter.variation)),
  )
}

/** The kinds of unit, in the order used to sort rows by value. */
export const unitsFirst: readonly KpiUnit[] = [
  'percent',
  'working_days',
  'children_per_fte',
  'children_or_items',
]

/** Highest value first, rows without a value last. */
function byValue({ figure: a }: OrderedRow, { figure: b }: OrderedRow): number {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
  return b.value - a.value
}

function statusRank({ figure }: OrderedRow): number {
  return figure.status === null ? statusesFirst.length : statusesFirst.indexOf(figure.status)
}

function gapOf({ figure }: OrderedRow): number {
  return figure.gap ?? 0
}

function liveOf({ actions }: OrderedRow): number {
  return actions.filter((a) => a.live).length
}

/** "4 of 35 measures: missed and concerning." */
export function resultWords(rows: readonly OrderedRow[], shown: readonly OrderedRow[], filter: RowFilter) {
  const asked = [
    filter.status === null ? null : countedStatusWords[filter.status].toLowerCase(),
    filter.variation === null ? null : variationWords[filter.variation].toLowerCase(),
  ].filter((words) => words !== null)
  const measures = `${shown.length} of ${plural(rows.length, 'measure')}`
  const { dimension } = filter
  if (dimension !== null) {
    const under = `${measures} under “${dimensionQuestions[dimension]}”`
    return asked.length === 0 ? `${under}.` : `${under}: ${asked.join(' and ')}.`
  }
  if (asked.length === 0) return `${plural(rows.length, 'measure')}.`
  return `${measures}: ${asked.join(' and ')}.`
}

/** For each question, the subjects that have a target under another question and no measure under this one, in
 *  catalogue order. A gap is shown, never filled in. */
export function subjectGaps(
  rows: readonly {
    kpi: Pick<Kpi, 'dimension' | 'subject' | 'order'>
    figure: Pick<Figure, 'target'>
  }[],
): Record<(typeof askedDimensions)[number], string[]> {
  const ordered = rows.toSorted((a, b) => a.kpi.order - b.kpi.order)
  const asks = (dimension: Dimension) => (askedDimensions as readonly Dimension[]).includes(dimension)
  const subjects = [
    ...new Set(
      ordered.flatMap(({ kpi, figure }) =>
        figure.target !== null && asks(kpi.dimension) ? [kpi.subject] : [],
      ),
    ),
  ]
  const missing = (dimension: Dimension) =>
    subjects.filter((s) => !rows.some(({ kpi }) => kpi.subject === s && kpi.dimension === dimension))
  return {
    delivery: missing('delivery'),
    quality: missing('quality'),
    difference: missing('difference'),
  }
}
