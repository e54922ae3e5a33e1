import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import { type OpenMonth, openMonthOf, signOffOf } from '#domain/scorecard/sign-off.ts'
import { lastQuarter } from '#domain/time/period.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { loadPublishedMonths } from '../record/periods.ts'
import { loadSignOffs } from '../record/sign-offs.ts'

/** A team's month that is not signed off, and its next step. */
export type TeamOpenMonth = OpenMonth & { unit: string; period: string }

/** Every month of these teams that has figures and is not signed off, oldest first, then in the order of the teams. Months in
 * which a team was closed, or without any publication for it, are left out. */
export async function loadOpenMonths(db: ReadSource, teams: readonly Unit[]): Promise<TeamOpenMonth[]> {
  const codes = teams.filter((t) => t.kind === 'team').map((t) => t.code)
  if (codes.length === 0) return []
  const [months, steps] = await Promise.all([
    loadPublishedMonths(db).then((published) => published.map((m) => m.period)),
    loadLastSteps(db, codes),
  ])
  const published = await loadLastChanges(db, codes, months)
  const open: TeamOpenMonth[] = []
  for (const period of months) {
    const unsettled = teams.filter((team) => {
      const last = steps.get(`${team.code} ${period}`)
      const changed = lastOf(published, team.code, period)
      if (!isOpenIn(team, period) || changed === null) return false
      return last === undefined || last.step !== 'agreed' || changed > last.at
    })
    const [begun, untouched] = [
      unsettled.filter((t) => steps.has(`${t.code} ${period}`)),
      new Set(unsettled.filter((t) => !steps.has(`${t.code} ${period}`)).map((t) => t.code)),
    ]
    const signOffs = await loadSignOffs(
      db,
      begun.map((t) => t.code),
      period,
    )
    for (const { code } of unsettled) {
      const signOff = untouched.has(code) ? nobodyBegan(lastOf(published, code, period)) : signOffs.get(code)
      const waits = signOff === undefined ? null : openMonthOf(signOff)
      if (waits !== null) open.push({ ...waits, unit: code, period })
    }
  }
  return open
}

/** A month with figures in which nobody has taken a step. */
function nobodyBegan(changedAt: Date | null) {
  return { ...signOffOf([], []), changedAt: changedAt?.toISOString() ?? null }
}

type LastStep = { step: string; at: Date }

async function loadLastSteps(db: ReadSource, units: readonly string[]): Promise<Map<string, LastStep>> {
  const rows = await db
    .selectFrom('scorecard_sign_off')
    .distinctOn(['unit_code', 'period'])
    .select(['unit_code as unit', 'period', 'step', 'taken_at as at'])
    .where('council_id', '=', councilId)
    .where('unit_code', 'in', ['', ...units])
    .orderBy('unit_code')
    .orderBy('period')
    .orderBy('position', 'desc')
    .execute()
  return new Map(rows.map((r) => [`${r.unit} ${r.period}`, { step: r.step, at: r.at }]))
}

/** When figures with a value were last stored, by unit and period. */
async function loadLastChanges(
  db: ReadSource,
  units: readonly string[],
  months: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('figure')
    .select((e) => ['unit_code as unit', 'period', e.fn.max<Date>('published_at').as('at')])
    .where('council_id', '=', councilId)
    .where('unit_code', 'in', ['', ...units])
    .where('period', 'in', ['', ...months, ...new Set(months.map(lastQuarter))])
    .where('state', '<>', 'not_reported')
    .groupBy(['unit_code', 'period'])
    .execute()
  return new Map(rows.map((r) => [`${r.unit} ${r.period}`, r.at]))
}

/** The later of the month's own moment and its quarter's; null if the month itself has no value. */
function lastOf(changes: ReadonlyMap<string, Date>, unit: string, period: string): Date | null {
  const own = changes.get(`${unit} ${period}`)
  if (own === undefined) return null
  const quarter = changes.get(`${unit} ${lastQuarter(period)}`)
  return quarter !== undefined && quarter > own ? quarter : own
}
