/** Figures that are known not to come: a person said so of a return, or a known issue says so of a measure. */

import { isCountedBy, type Kpi } from '#domain/catalogue/kpi.ts'
import { ancestorsOf, teamsOf, type Unit } from '#domain/catalogue/unit.ts'
import { absenceSentences } from '#domain/extracts/completeness.ts'
import type { NeverComing } from '#domain/extracts/return-completeness.ts'
import { isExpected } from '#domain/figures/wholeness.ts'
import { unreleasedReason } from '#domain/suppression/released-text.ts'
import { grainOf, lastMonth } from '#domain/time/period.ts'
import { asOf } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadSentWeeks } from './arrivals.ts'
import { loadWords } from './text-releases.ts'
import { loadUnits } from './units.ts'

/** A person's statement about a unit's part of a return. */
export type Absence = {
  returnCode: string
  /** A month; or a week, from which on weekly figures will not come until some do. */
  period: string
  unit: string
  /** How many statements were made about it. */
  version: number
  /** False if it was withdrawn. */
  isAbsent: boolean
  reason: string
  by: string
  /** The author's id; null if it is not known. */
  byId: number | null
  role: string
  at: Date
  /** The day that it is of. */
  dated: string
}

export type AbsenceQuery = { returnCode?: string; period?: string; unit?: string; asAt?: Date | undefined }

/** Every statement, the earliest first. None for an outside audience, which is shown no returns. */
export async function loadAbsenceLines(db: ReadSource, query: AbsenceQuery = {}): Promise<Absence[]> {
  const { returnCode, period, unit, asAt } = query
  if (db.audience === 'outside') return []
  return absenceLines(db, { returnCode, period, unit, asAt })
}

async function absenceLines(
  db: ReadSource,
  { returnCode, period, unit, asAt }: AbsenceQuery,
): Promise<Absence[]> {
  const rows = await db
    .selectFrom('return_absence')
    .selectAll()
    .where('council_id', '=', councilId)
    .$if(returnCode !== undefined, (q) => q.where('return_code', '=', returnCode as string))
    .$if(period !== undefined, (q) => q.where('period', '=', period as string))
    .$if(unit !== undefined, (q) => q.where('unit_code', '=', unit as string))
    .where(asOf(asAt, 'recorded_at'))
    .orderBy('recorded_at')
    .orderBy('version')
    .execute()
  return rows.map((row) => ({
    returnCode: row.return_code,
    period: row.period,
    unit: row.unit_code,
    version: row.version,
    isAbsent: row.is_absent,
    // No page shows an outside audience why figures of a return do not come, so these reasons are not released.
    reason: db.audience === 'outside' ? unreleasedReason : row.reason,
    by: row.by_name,
    byId: row.by_id,
    role: row.by_role,
    at: row.recorded_at,
    dated: row.dated,
  }))
}

/** The last statement of each, including withdrawn ones. */
export function lastLines(lines: readonly Absence[]): Absence[] {
  return [...new Map(lines.map((line) => [`${line.returnCode} ${line.period} ${line.unit}`, line])).values()]
}

/** A cell to ask about; `period` is the figure's period. */
export type AskedCell = { unit: Unit; kpi: { code: string; returnCode: string }; period: string }

/** Why a missing figure will not come; null if nobody said so and no issue is known. */
export type NeverComingIn = (cell: AskedCell, tree: readonly Unit[]) => NeverComing | null

/** The statement that holds for a missing cell; null if nobody made one. */
export type AbsenceIn = (cell: AskedCell, tree: readonly Unit[]) => Absence | null

/** Returns a function that finds the statement that holds for a missing cell, as far as recorded at `asAt`. */
export async function loadAbsenceIn(db: ReadSource, asAt?: Date): Promise<AbsenceIn> {
  const absences = lastLines(await absenceLines(db, { asAt })).filter(({ isAbsent }) => isAbsent)
  const weeksSent = await loadWeeksSince(db, absences, asAt)
  return ({ unit, kpi, period }, tree) =>
    absences.findLast(
      (a) =>
        a.returnCode === kpi.returnCode &&
        isWithin(unit, a.unit, tree) &&
        isHeldIn(a.period, period, weeksSent.get(`${unit.code} ${kpi.code}`) ?? []),
    ) ?? null
}

/** True for a unit itself, and for one beneath it. */
function isWithin(unit: Unit, code: string, tree: readonly Unit[]): boolean {
  return code === unit.code || ancestorsOf(unit, tree).some((u) => u.code === code)
}

/** Returns a function that says whether a missing cell will never come, as far as recorded at `asAt`. */
export async function loadNeverComing(db: ReadSource, asAt?: Date): Promise<NeverComingIn> {
  const [absenceIn, words, issues] = await Promise.all([
    loadAbsenceIn(db, asAt),
    loadWords(db, 'known_issue'),
    db
      .selectFrom('known_issue')
      .select(['id', 'kpi_code as kpi', 'unit_code as unit', 'note', 'valid_from as from', 'valid_to as to'])
      .where('council_id', '=', councilId)
      .where(asOf(asAt, 'recorded_at'))
      .orderBy('id')
      .execute(),
  ])
  return (cell, tree) => {
    const { unit, kpi, period } = cell
    const absence = absenceIn(cell, tree)
    if (absence !== null) return { why: absence.reason, by: absence.by, on: absence.dated }
    const month = lastMonth(period)
    const issue = issues.find(
      ({ kpi: code, unit: of, from, to }) =>
        code === kpi.code &&
        from <= month &&
        (to === null || month <= to) &&
        (of === null || isWithin(unit, of, tree)),
    )
    return issue === undefined ? null : { why: words(issue.id, issue.note), by: null, on: null }
  }
}

/** Why figures will not come, in people's sentences: a team's own, and for a roll-up those of the teams it lacks. Empty for a
 * figure that lacks nothing. `units` is the tree it is read on. */
export function absencesBehind(
  neverComing: NeverComingIn,
  { kpi, unit, units, figure }: { kpi: Kpi; unit: Unit; units: readonly Unit[]; figure: ShownFigure },
): string[] {
  const isUnheard = figure.state === 'not_reported'
  const lacking =
    unit.kind === 'team'
      ? isUnheard
        ? [unit]
        : []
      : isUnheard
        ? teamsOf(unit, units).filter((t) => isCountedBy(kpi, t))
        : units.filter((u) => figure.leftOut?.units.includes(u.code) === true)
  return absenceSentences(
    lacking.flatMap((u) => {
      const never = neverComing({ unit: u, kpi, period: figure.period }, units)
      if (never === null || never.by === null) return []
      return { ...never, unit: u.code === unit.code ? null : u.name }
    }),
  )
}

/** The same for one figure, on the tree of a month; none for an outside audience. */
export async function loadAbsencesBehind(
  db: ReadSource,
  asked: { kpi: Kpi; unit: Unit; figure: ShownFigure },
  month: string,
  asAt?: Date,
): Promise<string[]> {
  if (db.audience === 'outside') return []
  const [neverComing, units] = await Promise.all([loadNeverComing(db, asAt), loadUnits(db, month, asAt)])
  return absencesBehind(neverComing, { ...asked, units })
}

/** True if it is known that no figure of a measure will come for a period: a team's own, or that of any team a roll-up adds. */
export async function loadIsNeverComing(
  db: ReadSource,
  { kpi, unit, period }: { kpi: Kpi; unit: Unit; period: string },
  asAt?: Date,
): Promise<boolean> {
  const [neverComing, units] = await Promise.all([
    loadNeverComing(db, asAt),
    loadUnits(db, lastMonth(period), asAt),
  ])
  const sends =
    unit.kind === 'team'
      ? [unit]
      : teamsOf(unit, units).filter((team) => isCountedBy(kpi, team) && isExpected(kpi, team, period))
  return sends.length > 0 && sends.every((team) => neverComing({ unit: team, kpi, period }, units) !== null)
}

type ShownFigure = { state: string; period: string; leftOut: { units: readonly string[] } | null }

/** A statement about returns that a search found. */
export type FoundAbsence = Pick<Absence, 'returnCode' | 'period' | 'unit' | 'reason' | 'by' | 'at' | 'dated'>

/** Current statements about returns, made by a day, with every word in their reason or author; the latest first. None for an
 * outside audience, because whether a search finds a word would reveal hidden text. */
export async function loadFoundAbsences(
  db: ReadSource,
  { words, day, limit }: { words: readonly string[]; day: string; limit: number },
): Promise<FoundAbsence[]> {
  if (words.length === 0) return []
  const holds = ({ reason, by }: Absence) => {
    const text = `${reason} ${by}`.toLowerCase().replaceAll('’', "'")
    return words.every((word) => text.includes(word.toLowerCase().replaceAll('’', "'")))
  }
  return lastLines(await loadAbsenceLines(db))
    .filter((line) => line.isAbsent && line.dated <= day && holds(line))
    .reverse()
    .slice(0, limit)
}

/** A statement about a month covers the month and the quarter that ends with it; one about a week covers that week and later
 * ones until one comes. */
function isHeldIn(said: string, period: string, weeksSent: readonly string[]): boolean {
  if (grainOf(said) !== grainOf(period) && (grainOf(said) === 'weekly' || grainOf(period) === 'weekly'))
    return false
  if (grainOf(period) === 'weekly')
    return said <= period && !weeksSent.some((week) => said <= week && week <= period)
  return lastMonth(period) === said
}

/** The weeks that came after any of these statements about a week, by "unit kpi". */
async function loadWeeksSince(
  db: ReadSource,
  absences: readonly Absence[],
  asAt: Date | undefined,
): Promise<ReadonlyMap<string, string[]>> {
  const [from] = absences
    .map(({ period }) => period)
    .filter((period) => grainOf(period) === 'weekly')
    .sort()
  if (from === undefined) return new Map()
  const sent = await loadSentWeeks(db, { from, asAt })
  return new Map(sent.map(({ unit, kpi, weeks }) => [`${unit} ${kpi}`, weeks]))
}
