/** What a measure's page, and each of its charts, is about: the measure and its series as they were asked for. */
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
import { clipped, knownWords, type Refused } from '../../kit/refused.ts'
import { type Reading, readingOf } from '../kit/reading.ts'
import { type Asked, askedOf, grainShown, lastWeekBy } from './question.ts'

export type KpiQuery = {
  to?: unknown
  grain?: unknown
  span?: unknown
  with?: unknown
  chosen?: unknown
  asAt?: unknown
  tree?: unknown
}

export type Subject = {
  asked: Asked
  /** What was asked for and there is not: a page shows something else and says so, a file is refused. */
  refused: Refused[]
  reading: Reading
  /** The month that the unit's pages open on. */
  latest: string
  /** The day that is judged on. */
  day: string
  /** The month whose tree recasts a roll-up. */
  recastOn: string | undefined
  month: string
  kpi: Kpi
  grain: Grain
  series: Series
  /** The same measure by a grain and of a unit, the one asked for unless given. */
  load: (grain: Grain, unit?: string) => Promise<Series | null>
}

/** Refuses with a sentence a measure that there is not, and one of which nothing was published. */
export async function loadSubject(
  { reads, today, refuse }: Pick<PageDeps, 'reads' | 'today' | 'refuse'>,
  asks: { unit: string; kpi: string; query: KpiQuery },
): Promise<Subject> {
  const { unit, query } = asks
  const reading = readingOf(query, refuse)
  const { moment } = reading
  const day = dayReadOn(await today(), moment?.toISOString() ?? null)
  const recastOn = reading.tree === 'today' ? monthOf(day) : undefined
  const { refused, ...asked } = askedOf(query)
  const code = asks.kpi.toUpperCase()
  const [opened, [own]] = await Promise.all([
    reads.loadMonthsOf(unit, day, moment),
    reads.loadLatestCells({ units: [unit], kpis: [code], asAt: moment }),
  ])
  const published = opened.months.map((m) => m.period)
  const latest = opened.latest ?? monthOf(day)
  // A measure is shown at its own latest period with a figure: a month that begins to come in, or is late, hides none.
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
  // An older month shows the last week that ended in it: a week of June beside November's figures misleads.
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

/** The period or the grain asked for, where the series shown is not of it. A month is asked of weeks and quarters too: theirs
 *  are those that ended by it. */
function refusedPeriod(
  { to, grain: asked }: Asked,
  { kpi, grain, series, published }: Pick<Subject, 'kpi' | 'grain' | 'series'> & { published: string[] },
): Refused[] {
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
