/** The files that the demonstration council's data team received, each on its own day. */
import { dueDay } from '#domain/time/calendar.ts'
import { addPeriods, monthsFrom } from '#domain/time/period.ts'
import { readCatalogue } from '../catalogue.ts'
import type { Catalogue } from '../schemas.ts'
import {
  atLondon,
  awaitedMonth,
  dayAfterWeek,
  firstMonth,
  firstScorecard,
  firstWeek,
  lastHistoryMonth,
  lastMonth,
  latestWeek,
} from './calendar.ts'
import { monthRows, type Row, weekRows } from './rows.ts'

/** A file, when it came and when it was published, and who did both; moments are RFC 3339 instants. */
export type DemoExtract = {
  filename: string
  content: string
  receivedAt: string
  receivedBy: string
  publishedAt: string
  publishedBy: string
  reason: string | null
  acceptWarnings: boolean
}

/** The return that came late, six days after it was due. */
const late = { month: '2019-01', dueWorkingDay: 6, day: '2019-02-14' }

/** Visits found to have been made in February, once late recording was corrected: the KPIs and teams affected. */
const restated = { month: '2019-02', day: '2019-06-03', kpis: ['CP04', 'CN02'] }

/** The name in the files of each return, by the working day on which the return is due. */
const deliveries = [
  { dueWorkingDay: 6, name: 'case-system', by: 'Data team' },
  { dueWorkingDay: 7, name: 'court-reviewing-early-help', by: 'Data team' },
  { dueWorkingDay: 10, name: 'quality-workforce-local', by: 'Data team' },
] as const

/** Every file, in order of publication. Pure: always the same files, byte for byte. */
export function demoExtracts(catalogue: Catalogue = readCatalogue()): DemoExtract[] {
  const months = monthsFrom(firstScorecard, lastMonth).flatMap((month) =>
    deliveries.map((delivery) => monthlyExtract(catalogue, month, delivery)),
  )
  const extracts = [
    historyExtract(catalogue),
    ...months,
    ...weeklyExtracts(catalogue),
    restatement(catalogue),
  ]
  return extracts.sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : a.publishedAt > b.publishedAt ? 1 : 0))
}

/** The case-system return of the awaited month, from which the samples on the upload page are made. */
export function awaitedContent(catalogue: Catalogue = readCatalogue()): string {
  return tidy(monthRows(catalogue, awaitedMonth, 6))
}

function historyExtract(catalogue: Catalogue): DemoExtract {
  const rows = monthsFrom(firstMonth, lastHistoryMonth).flatMap((month) =>
    asFirstKnown(monthRows(catalogue, month, null)),
  )
  return extract(`history-${firstMonth}-to-${lastHistoryMonth}.csv`, rows, '2018-11-12', {
    reason: 'History loaded when team scorecards were introduced',
  })
}

function monthlyExtract(
  catalogue: Catalogue,
  month: string,
  { dueWorkingDay, name, by }: (typeof deliveries)[number],
): DemoExtract {
  const isLate = month === late.month && dueWorkingDay === late.dueWorkingDay
  const day = isLate ? late.day : dueDay(month, dueWorkingDay)
  const rows = asFirstKnown(monthRows(catalogue, month, dueWorkingDay))
  return extract(`${month}-${name}.csv`, rows, day, {
    by,
    reason: isLate ? 'Six days late: the case system was being upgraded' : null,
  })
}

function weeklyExtracts(catalogue: Catalogue): DemoExtract[] {
  const weeks: string[] = []
  for (let week = firstWeek; week <= latestWeek; week = addPeriods(week, 1)) weeks.push(week)
  return weeks.map((week) =>
    extract(`${week}-oversight.csv`, weekRows(catalogue, week), dayAfterWeek(week), {
      times: ['08:45', '09:10'],
    }),
  )
}

function restatement(catalogue: Catalogue): DemoExtract {
  const rows = monthRows(catalogue, restated.month, 6).filter((row) => restated.kpis.includes(row.kpi))
  return extract(`${restated.month}-visits-restated.csv`, rows, restated.day, {
    times: ['14:20', '15:05'],
    reason: 'Visits made in February but written up late are now counted',
  })
}

/** February as first published in March: visits that were made but not yet recorded are missing. */
function asFirstKnown(rows: Row[]): Row[] {
  return rows.map((row) => {
    if (row.period !== restated.month || !restated.kpis.includes(row.kpi)) return row
    const { numerator, denominator } = row.figures
    if (typeof numerator !== 'number' || typeof denominator !== 'number') return row
    const unwritten = Math.min(numerator, Math.round(denominator * 0.06))
    return { ...row, figures: { ...row.figures, numerator: numerator - unwritten } }
  })
}

function extract(
  filename: string,
  rows: readonly Row[],
  day: string,
  more: { by?: string; reason?: string | null; times?: [string, string] },
): DemoExtract {
  const [received, published] = more.times ?? ['10:05', '11:40']
  return {
    filename,
    content: tidy(rows),
    receivedAt: atLondon(day, received),
    receivedBy: more.by ?? 'Data team',
    publishedAt: atLondon(day, published),
    publishedBy: 'Data team',
    reason: more.reason ?? null,
    acceptWarnings: true,
  }
}

const header = 'team_code,kpi_code,period,numerator,denominator,value,as_at,note'

function tidy(rows: readonly Row[]): string {
  const lines = rows.map(({ team, kpi, period, figures, asAt, note }) =>
    [team, kpi, period, figures.numerator, figures.denominator, figures.value, asAt, note]
      .map((field) => field ?? '')
      .join(','),
  )
  return `${[header, ...lines].join('\n')}\n`
}
