/** A year of a small council as files really come: in parts, late, wrong and taken back, restated, with one team that closes and
 * one that stops sending. What is read on each of eight days is kept. */
import { dueDay } from '#domain/time/calendar.ts'
import { addDays, addPeriods, lastDay } from '#domain/time/period.ts'
import { SmallCouncil } from './council.ts'
import {
  careTeams,
  everyTeam,
  firstMonths,
  helpTeams,
  type Return,
  returnOf,
  type SentRow,
  type Team,
  weekOf,
} from './council-files.ts'
import { type Day, readDay } from './surfaces.ts'

export const days = [
  '2019-04-05',
  '2019-05-13',
  '2019-06-10',
  '2019-07-16',
  '2019-08-20',
  '2019-11-12',
  '2020-01-16',
  '2020-04-16',
] as const
export type DayName = (typeof days)[number]

export type Year = { council: SmallCouncil; read: Record<DayName, Day> }

const everyone = (...without: Team[]) => everyTeam.filter((team) => !without.includes(team))

/** Plays the year, from 1 April 2019 to 16 April 2020. */
export async function playYear(): Promise<Year> {
  const council = await SmallCouncil.found()
  const read = {} as Record<DayName, Day>
  const look = async (day: DayName) => {
    council.at(day, '11:00')
    read[day] = await readDay(council, 'HP-N1')
  }
  await untilMarch(council)
  await look('2019-04-05')
  await marchIsWholeAndAgreed(council)
  await aprilWithoutCareSouth(council)
  await look('2019-05-13')
  await aprilIsWhole(council)
  await mayIsWrongAndTakenBack(council)
  await look('2019-06-10')
  await mayAndJune(council)
  await marchIsRestated(council)
  await look('2019-07-16')
  await weeksThatStop(council)
  await send(council, '2019-07')
  await look('2019-08-20')
  for (const month of ['2019-08', '2019-09']) await send(council, month)
  await sendCase(council, '2019-10')
  await look('2019-11-12')
  // The workforce return of October never comes, nor does anything for November and December from North 2.
  for (const month of ['2019-11', '2019-12']) await send(council, month, everyone('HP-N2'))
  await look('2020-01-16')
  await northTwoComesLate(council)
  for (const month of ['2020-01', '2020-02', '2020-03']) await send(council, month)
  await look('2020-04-16')
  return { council, read }
}

/** A return on its due day. */
async function sendOn(
  council: SmallCouncil,
  day: string,
  name: string,
  rows: readonly SentRow[],
): Promise<number> {
  council.at(day)
  return council.publish(`${name}.csv`, rows)
}

const sendCase = (council: SmallCouncil, month: string, teams: readonly Team[] = everyTeam) =>
  sendOn(council, dueDay(month, 6), `${month}-case`, returnOf('case', month, teams))

/** Both returns of a month, each on its due day. */
async function send(council: SmallCouncil, month: string, teams: readonly Team[] = everyTeam): Promise<void> {
  await sendCase(council, month, teams)
  await sendOn(council, dueDay(month, 10), `${month}-workforce`, returnOf('workforce', month, teams))
}

async function untilMarch(council: SmallCouncil): Promise<void> {
  const both: Return[] = ['case', 'workforce']
  const history = firstMonths(14).flatMap((month) => both.flatMap((of) => returnOf(of, month, everyTeam)))
  await sendOn(council, '2019-04-01', 'history', history)
  await sendOn(council, '2019-04-04', 'march-help', returnOf('case', '2019-03', helpTeams))
}

async function marchIsWholeAndAgreed(council: SmallCouncil): Promise<void> {
  await sendOn(council, '2019-04-08', 'march-care', returnOf('case', '2019-03', careTeams))
  await sendOn(council, '2019-04-12', 'march-workforce', returnOf('workforce', '2019-03', everyTeam))
  council.at('2019-04-15')
  await council.signOff('submitted', 'team_manager', 'HP-N1', 'HP-N1', '2019-03')
  council.at('2019-04-16')
  await council.signOff('agreed', 'head_of_service', 'HPC', 'HP-N1', '2019-03')
}

async function aprilWithoutCareSouth(council: SmallCouncil): Promise<void> {
  await sendOn(council, '2019-05-08', 'april', returnOf('case', '2019-04', everyone('CIC-S')))
}

async function aprilIsWhole(council: SmallCouncil): Promise<void> {
  await sendOn(council, '2019-05-15', 'april-workforce', returnOf('workforce', '2019-04', everyTeam))
  await sendOn(council, '2019-05-20', 'april-care-south', returnOf('case', '2019-04', ['CIC-S']))
}

/** Half of everything is missing from the file, which is taken back three days later. */
async function mayIsWrongAndTakenBack(council: SmallCouncil): Promise<void> {
  const rows = returnOf('case', '2019-05', everyTeam).map(
    (row): SentRow => ({ ...row, figures: [Math.floor(row.figures[0] / 2), row.figures[1]] }),
  )
  const wrong = await sendOn(council, '2019-06-07', 'may-wrong', rows)
  council.at('2019-06-10', '07:00')
  await council.takeBack(wrong, 'Half the visits were missing')
}

/** May comes a day late. */
async function mayAndJune(council: SmallCouncil): Promise<void> {
  await sendOn(council, '2019-06-11', 'may', returnOf('case', '2019-05', everyTeam))
  await council.publish('may-workforce.csv', returnOf('workforce', '2019-05', everyTeam))
  await send(council, '2019-06')
}

/** Two visits of North 1 in March were recorded late, after the month was signed off. */
async function marchIsRestated(council: SmallCouncil): Promise<void> {
  const rows = returnOf('case', '2019-03', ['HP-N1'])
    .filter(({ measure }) => measure === 'CP04')
    .map((row): SentRow => ({ ...row, figures: [row.figures[0] + 2, row.figures[1]] }))
  council.at('2019-07-15')
  await council.publish('march-restated.csv', rows, 'Visits were written up late')
}

/** Eight weeks of management oversight, each on the day after its week, and none after the week of 22 July. */
async function weeksThatStop(council: SmallCouncil): Promise<void> {
  let week = '2019-W23'
  for (let sent = 0; sent < 8; sent++, week = addPeriods(week, 1))
    await sendOn(council, addDays(lastDay(week), 1), week, weekOf(week, lastDay(week).slice(0, 7)))
}

async function northTwoComesLate(council: SmallCouncil): Promise<void> {
  const rows = ['2019-11', '2019-12'].flatMap((month) => [
    ...returnOf('case', month, ['HP-N2']),
    ...returnOf('workforce', month, ['HP-N2']),
  ])
  await sendOn(council, '2020-02-03', 'north-2-late', rows)
}
