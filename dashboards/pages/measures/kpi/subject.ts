/** The subject of a measure's page and of each of its charts: the measure and its series as asked for. */
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { dayReadOn } from '#domain/time/moment.ts'
import type { Grain } from '#domain/time/period.ts'
import {
  grainOf,
  lastDay,
  lastMonth,
  lastQuarter,
  monthOf,
  periodInSentence,
  periodName,
} from '#domain/time/period.ts'
import type { Series } from '#server/reads/series.ts'
import type { PageDeps } from '../../kit/page.ts'
import { clipped, knownWords, type Refusal } from '../../kit/refusals.ts'
import { type Reading, readingOf } from '../kit/reading.ts'
import { askedOf, grainShown, type KpiQuestion, lastWeekBy, type Span } from './question.ts'

export type KpiQuery = {
  to?: unknown
  grain?: unknown
  span?: unknown
  method?: unknown
  with?: unknown
  chosen?: unknown
  asAt?: unknown
  tree?: unknown
}

export type Subject = {
  asked: KpiQuestion
  /** What was asked for and does not exist: a page names it and shows something else, a file is refused. */
  refused: Refusal[]
  reading: Reading
  /** The month that the unit's pages open on. */
  latest: string
  /** The day used for judging. */
  day: string
  /** The month whose tree is used to recast a roll-up. */
  recastOn: string | undefined
  month: string
  kpi: Kpi
  grain: Grain
  series: Series
  /** Loads the same measure in a grain, for the unit asked for unless another is given. */
  load: (grain: Grain, unit?: string) => Promise<Series | null>
}

/** Refuses, with a sentence, a measure that does not exist or has nothing published. `usualSpan` is how far back it goes unless the
 * query says. */
export async function loadSubject(
  { reads, today, refuse }: Pick<PageDeps, 'reads' | 'today' | 'refuse'>,
  asks: { unit: string; kpi: string; query: KpiQuery; usualSpan: Span },
): Promise<Subject> {
  const { unit, query } = asks
  const reading = readingOf(query, refuse)
  const { moment } = reading
  const day = dayReadOn(await today(), moment?.toISOString() ?? null)
  const recastOn = reading.tree === 'today' ? monthOf(day) : undefined
  const { refused, ...asked } = askedOf(query, asks.usualSpan)
  const code = asks.kpi.toUpperCase()
  const [opened, [own]] = await Promise.all([
    reads.loadMonthsOf(unit, day, moment),
    reads.loadLatestCells({ units: [unit], kpis: [code], asAt: moment }),
  ])
  const published = opened.months.map((m) => m.period)
  const latest = opened.latest ?? monthOf(day)
  // A measure is shown at its own latest period with a figure, so a month that is only starting to arrive, or is late, does not
  // hide one.
  const period = asked.to ?? own?.period ?? latest
  const month = lastMonth(period)
  const kpis = await reads.loadKpis(month, moment)
  const kpi = kpis.find((k) => k.code === code)
  if (kpi === undefined)
    throw refuse(
      'not_found',
      `There is no measure ‘${clipped(asks.kpi)}’. ${knownWords(
        asks.kpi,
        kpis.map((k) => k.code),
      )} The glossary at /help/kpis lists them all.`,
    )
  const grain = grainShown(kpi, asked)
  // An older month shows the last week that ended in it, because a week of June beside November's figures would mislead.
  const week = lastWeekBy(asked.to !== null && month < latest ? lastDay(month) : day)
  const upTo = (of: Grain) => {
    if (grainOf(period) === of) return period
    if (of === 'weekly') return week
    return of === 'quarterly' ? lastQuarter(month) : month
  }
  const load = (of: Grain, shown = unit) =>
    reads.loadSeries({
      unit: shown,
      kpi: kpi.code,
      grain: of,
      calculatedAt: upTo(of),
      asAt: moment,
      recastOn,
      method: asked.method ?? undefined,
    })
  const series = await load(grain)
  if (series === null)
    throw refuse(
      'not_found',
      `Nothing ${moment === undefined ? 'has' : 'had then'} been published for ${kpi.name} at ${unit} up to ${periodName(period)}.`,
    )
  refused.push(...refusedPeriod(asked, { kpi, grain, series, published }))
  return { asked, refused, reading, latest, day, recastOn, month, kpi, grain, series, load }
}

/** The period or the grain asked for, if the series shown does not have it. A month may also be asked of weeks and quarters:
 * they answer with those that ended by the end of that month. */
function refusedPeriod(
  { to, grain: asked }: KpiQuestion,
  { kpi, grain, series, published }: Pick<Subject, 'kpi' | 'grain' | 'series'> & { published: string[] },
): Refusal[] {
  const { period: last } = series.last
  const instead = `Showing ${periodName(last)}.`
  const known = `There is ${kpi.grains.join(', ')}.`
  const has = (of: Grain | null) => of !== null && kpi.grains.includes(of)
  if (asked !== null && !has(asked))
    return [{ key: 'grain', what: `${kpi.code} is not ${asked}.`, instead, is: 'unknown', known }]
  if (to === null) return []
  const of = grainOf(to)
  if (of !== 'monthly' && !has(of))
    return [{ key: 'to', what: `${kpi.code} is not ${of}.`, instead, is: 'unknown', known }]
  if (of === grain ? last === to : of !== 'monthly' || published.includes(to)) return []
  const what = `Nothing is published of ${kpi.name} for ${series.unit.name} in ${periodInSentence(to)}.`
  return [{ key: 'to', what, instead, is: 'unknown', known: `The last by then is ${last}.` }]
}
