/** Which scorecard an address names, and why it does not exist if it does not. */
import { dayName, grainOf, monthOf, periodName } from '#domain/time/period.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { scorecardAddress } from '../../../addresses.ts'
import type { PageDeps } from '../../kit/page.ts'
import { type Reading, sameReading } from '../kit/reading.ts'

/** A unit and a month, as written in the address. */
export type ScorecardPlace = { unit: string; period: string }

type Deps = Pick<PageDeps, 'reads' | 'today' | 'refuse'>

/** The address of the last month that is published, or was at the moment asked for. */
export async function loadLatestAddress(
  deps: Deps,
  unit: string,
  reading: Reading,
  ending = '',
): Promise<string> {
  const { latest } = await deps.reads.loadMonthsOf(unit, await deps.today(), reading.moment)
  if (latest === null) throw deps.refuse('not_found', await whyNoMonth(deps, unit, reading))
  return sameReading(`${scorecardAddress(unit, latest)}${ending}`, reading)
}

/** The scorecard of a month, or null if there is none. */
export async function loadFoundScorecard(
  { reads, today }: Deps,
  { unit, period }: ScorecardPlace,
  { moment, tree }: Reading,
): Promise<Scorecard | null> {
  return grainOf(period) === 'monthly' ? reads.loadScorecard(unit, period, await today(), moment, tree) : null
}

/** The scorecard of a month. Refuses, with a sentence, a month without one. */
export async function loadSubject(deps: Deps, place: ScorecardPlace, reading: Reading): Promise<Scorecard> {
  return (await loadFoundScorecard(deps, place, reading)) ?? refuseMonth(deps, place, reading)
}

/** Refuses a month without a scorecard, and names the months that have one. */
export async function refuseMonth(
  { reads, refuse }: Deps,
  { unit, period }: ScorecardPlace,
  { moment }: Reading,
): Promise<never> {
  const months = await reads.loadPublishedMonths(moment)
  const [first, last] = [months[0]?.period, months.at(-1)?.period]
  const are = moment === undefined ? 'are' : 'were then'
  const published =
    first === undefined || last === undefined
      ? nothingPublished({ moment })
      : `Scorecards ${are} published for ${periodName(first)} to ${periodName(last)}, for teams and services open in the month.`
  throw refuse('not_found', `There is no scorecard for ${unit} in ${period}. ${published}`)
}

/** Why a unit has no month at all. */
async function whyNoMonth({ reads, today }: Deps, code: string, reading: Reading): Promise<string> {
  const [tree, months] = await Promise.all([
    today().then((day) => reads.loadUnits(monthOf(day))),
    reads.loadPublishedMonths(reading.moment),
  ])
  const unit = tree.find((u) => u.code === code)
  const first = months[0]?.period
  return unit?.closed == null || first === undefined || unit.closed >= first
    ? nothingPublished(reading)
    : `${unit.name} closed on ${dayName(unit.closed)}, before the first month that is published.`
}

function nothingPublished({ moment }: Pick<Reading, 'moment'>): string {
  return moment === undefined
    ? 'No month has been published yet. The data team publishes the first extract.'
    : 'No month had been published by then.'
}
