/** Which returns are in, due and late. */
import { sql } from 'kysely'
import { dueDay } from '#domain/calendar.ts'
import { type ReturnState, returnStateOf } from '#domain/extract-status.ts'
import { dueCells } from '#domain/extract-template.ts'
import { londonDay } from '#domain/moment.ts'
import { addMonths, dayNumber, monthsFrom, quarterOf } from '#domain/period.ts'
import type { ReadSource } from '../db/database.ts'
import { loadCatalogueHistory } from './catalogue.ts'
import { loadCouncil } from './council.ts'
import { loadUnitHistory } from './units.ts'

export type DataReturn = {
  code: string
  name: string
  ownerRole: string
  source: string
  dueWorkingDay: number
}

/** The returns, in the order they fall due. */
export async function loadReturns(db: ReadSource): Promise<DataReturn[]> {
  return db
    .selectFrom('data_return')
    .select(['code', 'name', 'owner_role as ownerRole', 'source', 'due_working_day as dueWorkingDay'])
    .where('council_id', '=', 1)
    .orderBy('due_working_day')
    .orderBy('name')
    .execute()
}

/** One return for one month. Figures are cells: a team's KPI for the month, or for the quarter that ends with it. */
export type ReturnStanding = DataReturn & {
  period: string
  dueOn: string
  expected: number
  received: number
  /** The day in London on which the first of its figures came; null where none has. */
  receivedOn: string | null
  state: ReturnState
  /** Days past the due day: of the first figures where some came, else of the day asked about. */
  daysLate: number
}

export type ReturnMonth = { period: string; returns: ReturnStanding[] }

/** How each return stands on a day for the last `months` months that have ended, latest first; a quarterly return stands
 *  only with the month that ends its quarter. History is never late: months before the first scorecard are left out, and so is
 *  what was due before the council sent its first file and never came. */
export async function loadReturnMonths(db: ReadSource, day: string, months: number): Promise<ReturnMonth[]> {
  const council = await loadCouncil(db)
  const last = addMonths(day.slice(0, 7), -1)
  const first = council?.firstScorecard ?? ''
  const periods = monthsFrom(addMonths(last, 1 - months), last).filter((period) => period >= first)
  const [began, returns, catalogue, tree, cells] = await Promise.all([
    loadFirstDay(db),
    loadReturns(db),
    loadCatalogueHistory(db),
    loadUnitHistory(db),
    loadReceivedCells(db, [...periods, ...new Set(periods.map(quarterOf))]),
  ])
  const all = periods.reverse().map((period) => {
    const due = dueCells(catalogue.in(period), tree.in(period), period)
    return {
      period,
      returns: returns.flatMap((given): ReturnStanding[] => {
        const dueOn = dueDay(period, given.dueWorkingDay)
        const own = due.filter(({ kpi }) => kpi.returnCode === given.code)
        if (own.length === 0) return []
        const came = own.flatMap(
          ({ team, kpi, period: of }) => cells.get(`${team.code} ${kpi.code} ${of}`) ?? [],
        )
        const isHistory = dueOn < (began ?? day)
        if (isHistory && came.length === 0) return []
        const standing = { dueOn, expected: own.length, received: came.length }
        // No real file comes after today; a demonstration lives on one day, and is sent files on any.
        const receivedOn = came.reduce<string | null>((a, b) => {
          const on = b < day ? b : day
          return a === null || on < a ? on : a
        }, null)
        const daysLate = isHistory ? 0 : Math.max(0, dayNumber(receivedOn ?? day) - dayNumber(dueOn))
        return [{ ...given, period, ...standing, receivedOn, state: returnStateOf(standing, day), daysLate }]
      }),
    }
  })
  return all.filter(({ returns: standing }) => standing.length > 0)
}

/** The day in London on which the first file was received; null before that. */
export async function loadFirstDay(db: ReadSource): Promise<string | null> {
  const { first } = await db
    .selectFrom('extract')
    .where('council_id', '=', 1)
    .select((e) => e.fn.min('received_at').as('first'))
    .executeTakeFirstOrThrow()
  return first === null ? null : londonDay(first.toISOString())
}

/** The day each cell of these periods first came, by "unit kpi period". What a file said that was taken back since has not
 *  come: a cell that is sent again came on its new day. */
export async function loadReceivedCells(
  db: ReadSource,
  periods: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('measurement as m')
    .innerJoin('extract as x', (j) =>
      j.onRef('x.council_id', '=', 'm.council_id').onRef('x.id', '=', 'm.extract_id'),
    )
    .select(['m.unit_code', 'm.kpi_code', 'm.period'])
    .select(sql<string>`to_char(min(x.received_at) at time zone 'Europe/London', 'YYYY-MM-DD')`.as('day'))
    .where('m.council_id', '=', 1)
    .where('m.period', 'in', [...periods, ''])
    .where('m.taken_back', '=', false)
    .where('x.status', '<>', 'reverted')
    .groupBy(['m.unit_code', 'm.kpi_code', 'm.period'])
    .execute()
  return new Map(rows.map((r) => [`${r.unit_code} ${r.kpi_code} ${r.period}`, r.day]))
}

/** The cells of these periods that were taken back, with nothing before them, by "unit kpi period". */
export async function loadTakenBack(
  db: ReadSource,
  periods: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom((e) =>
      e
        .selectFrom('measurement')
        .distinctOn(['unit_code', 'kpi_code', 'period'])
        .select(['unit_code', 'kpi_code', 'period', 'taken_back'])
        .where('council_id', '=', 1)
        .where('version', '>', 1)
        .where('period', 'in', [...periods, ''])
        .orderBy('unit_code')
        .orderBy('kpi_code')
        .orderBy('period')
        .orderBy('version', 'desc')
        .as('latest'),
    )
    .select(['unit_code', 'kpi_code', 'period'])
    .where('taken_back', '=', true)
    .execute()
  return new Set(rows.map((r) => `${r.unit_code} ${r.kpi_code} ${r.period}`))
}
