/** What a measure's page, and each of its charts, is about: the measure and its series as they were asked for. */
import type { Grain, Kpi } from '#domain/kpi.ts'
import { dayReadOn } from '#domain/moment.ts'
import { grainOf, lastDay, lastMonth, periodName } from '#domain/period.ts'
import type { Series } from '#server/reads/series.ts'
import type { PageDeps } from '../page.ts'
import { type Reading, readingOf } from '../reading.ts'
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
  reading: Reading
  /** The latest published month. */
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
  const recastOn = reading.tree === 'today' ? day.slice(0, 7) : undefined
  const asked = askedOf(query)
  const latest = (await reads.loadPublishedMonths(moment)).at(-1)?.period ?? day.slice(0, 7)
  const period = asked.to ?? latest
  const month = lastMonth(period)
  const kpi = (await reads.loadKpis(month, moment)).find((k) => k.code === asks.kpi.toUpperCase())
  if (kpi === undefined)
    throw refuse('not_found', `There is no measure ${asks.kpi}. The glossary at /help lists them all.`)
  const grain = grainShown(kpi, asked)
  // An older month shows the last week that ended in it: a week of June beside November's figures misleads.
  const week = lastWeekBy(month < latest ? lastDay(month) : day)
  const upTo = (of: Grain) => (grainOf(period) === of ? period : of === 'weekly' ? week : undefined)
  const load = (of: Grain, code = unit) =>
    reads.loadSeries({
      unit: code,
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
  return { asked, reading, latest, day, recastOn, month, kpi, grain, series, load }
}
