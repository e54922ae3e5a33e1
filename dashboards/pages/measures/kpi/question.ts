import { type ComparatorName, comparators, mostComparators } from '#domain/catalogue/comparators.ts'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Grain } from '#domain/time/period.ts'
import { addPeriods, grainOf, lastDay, weekOf } from '#domain/time/period.ts'
import { clipped, isAsked, knownWords, type Refusal } from '../../kit/refusals.ts'

/** The number of last periods shown; null for all of them. */
export type Span = (typeof spans)[number]
export const spans = [13, 24, null] as const
/** The number of periods that the page shows unless its address says another; a file gives all of them. */
export const spanOfPage: Span = 24
/** The word in an address for all periods. */
const allPeriods = 'all'

/** A span as an address says it. */
export function spanInAddress(span: Span): string {
  return span === null ? allPeriods : String(span)
}

/** The rule whose limits and words are shown: the NHS package's, or the service's own if null. */
export type Method = (typeof methods)[number] | null
const methods = ['nhs'] as const

/** What the address asks for: a period, a grain, a span, a method and comparators, or none of them. */
export type KpiQuestion = {
  to: string | null
  grain: Grain | null
  span: Span
  method: Method
  /** Comparators in their own order; null if nobody chose, so that the usual ones are shown. */
  chosen: ComparatorName[] | null
}

const commonKeys = { to: 'once', grain: 'once', span: 'once', asAt: 'once', tree: 'once' } as const
/** The query keys of the files of a series, and of its charts, which also take the unit and the measure. Only what shows limits
 * takes a method. */
export const seriesKeys = { ...commonKeys, method: 'once' } as const
export const chartKeys = { unit: 'once', kpi: 'once', ...commonKeys } as const
export const trendKeys = { ...chartKeys, method: 'once' } as const
export const besideKeys = { ...chartKeys, with: 'often', chosen: 'once' } as const

const grains = ['monthly', 'weekly', 'quarterly'] as const satisfies readonly Grain[]

/** Reads the query. A value that is not a period, grain, span or comparator is left out and named. `usualSpan` holds where nobody
 * chose a span. */
export function askedOf(
  query: {
    to?: unknown
    grain?: unknown
    span?: unknown
    method?: unknown
    with?: unknown
    chosen?: unknown
  },
  usualSpan: Span,
): KpiQuestion & { refused: Refusal[] } {
  const { to, grain, span, method } = query
  const foundSpan = spans.find((s) => spanInAddress(s) === span)
  const refused: Refusal[] = []
  const malformed = (key: string, value: unknown, is: boolean, words: Pick<Refusal, 'instead' | 'known'>) => {
    if (isAsked(value) && !is)
      refused.push({ key, what: `‘${clipped(value)}’ is not a ${nouns[key]}.`, is: 'malformed', ...words })
  }
  // A form without a tick sends no names, so `chosen` shows that somebody chose.
  const isChosen = query.with !== undefined || query.chosen !== undefined
  const named = isChosen ? [query.with].flat() : null
  malformed('to', to, typeof to === 'string' && grainOf(to) !== null, {
    instead: 'Showing the latest.',
    known: 'Write a month 2019-04, a week 2019-W17 or a quarter 2019-Q1.',
  })
  malformed(
    'grain',
    grain,
    grains.some((g) => g === grain),
    {
      instead: 'It is left out.',
      known: knownWords(grain, grains),
    },
  )
  malformed('span', span, foundSpan !== undefined, {
    instead: 'It is left out.',
    known: knownWords(span, spans.map(spanInAddress)),
  })
  malformed(
    'method',
    method,
    methods.some((m) => m === method),
    {
      instead: 'Showing what the service says.',
      known: knownWords(method, methods),
    },
  )
  for (const name of named ?? [])
    malformed(
      'with',
      name,
      comparators.some((c) => c === name),
      {
        instead: 'It is left out.',
        known: knownWords(name, comparators),
      },
    )
  return {
    refused,
    to: typeof to === 'string' && grainOf(to) !== null ? to : null,
    grain: grains.find((g) => g === grain) ?? null,
    span: foundSpan === undefined ? usualSpan : foundSpan,
    method: methods.find((m) => m === method) ?? null,
    chosen: named === null ? null : comparators.filter((name) => named.includes(name)),
  }
}

const nouns: Record<string, string> = {
  to: 'period',
  grain: 'kind of period',
  span: 'number of periods that is offered',
  method: 'method',
  with: 'comparator',
}

/** True if more were chosen than can be told apart. */
export function choseTooMany({ chosen }: Pick<KpiQuestion, 'chosen'>): boolean {
  return chosen !== null && chosen.length > mostComparators
}

/** The grain to show: the one asked for, or the period's own, if the KPI has it; otherwise months, otherwise its first grain. */
export function grainShown(
  kpi: Pick<Kpi, 'grains'>,
  { to, grain }: Pick<KpiQuestion, 'to' | 'grain'>,
): Grain {
  const wanted = grain ?? (to === null ? null : grainOf(to))
  if (wanted !== null && kpi.grains.includes(wanted)) return wanted
  return kpi.grains.includes('monthly') ? 'monthly' : (kpi.grains[0] ?? 'monthly')
}

/** The last week that ended on or before a day. */
export function lastWeekBy(day: string): string {
  const week = weekOf(day)
  return lastDay(week) <= day ? week : addPeriods(week, -1)
}
