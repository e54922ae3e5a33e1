/** How far the data can be trusted: what came when, what was corrected since, and what each measure lacks. */

import { isCollected, type Kpi } from '#domain/catalogue/kpi.ts'
import type { NeverCell, StoppedFigure } from '#domain/extracts/return-completeness.ts'
import { dueCells } from '#domain/extracts/template.ts'
import { addMonths, grainOf, lastMonth, monthOf } from '#domain/time/period.ts'
import { holdsIn } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'
import { type CatalogueHistory, loadCatalogueHistory } from '../record/catalogue.ts'
import { loadRestatedCells } from '../record/restated-cells.ts'
import { loadReturns } from '../record/returns.ts'
import { loadUnits } from '../record/units.ts'
import { loadCompleteness } from './completeness.ts'
import { loadReturnMonths, type MonthReturn } from './return-months.ts'
import { loadRuleQuality, type RuleQuality } from './rule-quality.ts'
import { loadStoppedFigures } from './weekly-figures.ts'

/** A return of one month, with how many of its figures have been changed since they were first published. */
export type ReturnQuality = MonthReturn & { restated: number }

export type KpiQuality = {
  kpi: Pick<Kpi, 'code' | 'name'>
  returnName: string
  ownerRole: string
  /** Teams whose figure for the month is missing, and those of them that sent a blank row. */
  expected: number
  missing: string[]
  /** Teams whose figure will not come, with the reason. */
  never: NeverCell[]
  /** Weekly figures of it that have stopped and are late. */
  stopped: StoppedFigure[]
  /** The first month of the current definition; null if it never changed. */
  definedSince: string | null
  issues: { note: string; unit: string | null; from: string; to: string | null }[]
}

export type DataQuality = {
  day: string
  /** Latest first; each with the returns that were due for it. */
  months: { period: string; returns: ReturnQuality[] }[]
  /** The latest month for which a return was due by now; null before the first. */
  period: string | null
  kpis: KpiQuality[]
  /** Teams whose scorecard of that month lacks figures, with how many figures and of which returns. */
  waiting: { unit: string; missing: number; returns: string[] }[]
  files: { received: number; rejected: number; problems: number; warningsAccepted: number }
  /** Where measures do not agree with each other, and where they did not before. */
  rules: RuleQuality
}

/** The quality of the data on a day, over the last `months` complete months. */
export async function loadDataQuality(db: ReadSource, day: string, months: number): Promise<DataQuality> {
  const catalogue = await loadCatalogueHistory(db)
  const [standing, restated, returns, stopped] = await Promise.all([
    loadReturnMonths(db, day, months),
    loadRestated(db, addMonths(monthOf(day), -months), catalogue),
    loadReturns(db),
    loadStoppedFigures(db, day),
  ])
  const period = standing.find((m) => m.returns.some((r) => r.dueOn < day))?.period ?? null
  const month = period ?? monthOf(day)
  const stoppedOf = (code: string) => stopped.filter(({ kpi }) => kpi.code === code)
  // A retired measure is included while earlier weekly figures of it are late.
  const kpis = catalogue.in(month).filter((k) => isCollected(k, month) || stoppedOf(k.code).length > 0)
  const [teams, issues, files, rules] = await Promise.all([
    loadUnits(db, month),
    loadIssues(db, month),
    loadFiles(db, addMonths(monthOf(day), -months)),
    loadRuleQuality(db),
  ])
  const complete = period === null ? [] : await loadCompleteness(db, { teams, kpis, period, day })
  const never = complete.flatMap((r) => r.never)
  const missing = complete.flatMap((r) => r.missing.map((m) => ({ ...m, returnName: r.name })))
  const due = period === null ? [] : dueCells(kpis, teams, period)
  return {
    day,
    months: standing.map(({ period: of, returns: given }) => ({
      period: of,
      returns: given.map((r) => ({ ...r, restated: restated.get(`${r.code} ${of}`) ?? 0 })),
    })),
    period,
    kpis: kpis.map((kpi) => {
      const from = returns.find((r) => r.code === kpi.returnCode)
      return {
        kpi: { code: kpi.code, name: kpi.name },
        returnName: from?.name ?? kpi.returnCode,
        ownerRole: from?.ownerRole ?? '',
        expected: due.filter((c) => c.kpi.code === kpi.code).length,
        missing: missing.filter((m) => m.kpi === kpi.name).map((m) => m.unit),
        never: never.filter((n) => n.kpi === kpi.name),
        stopped: stoppedOf(kpi.code),
        definedSince: catalogue.changesOf(kpi.code).findLast((change) => change <= month) ?? null,
        issues: issues.filter((i) => i.kpi === kpi.code),
      }
    }),
    waiting: [...Map.groupBy(missing, (m) => m.unit)].map(([unit, lacks]) => ({
      unit,
      missing: lacks.length,
      returns: [...new Set(lacks.map((m) => m.returnName))],
    })),
    files,
    rules,
  }
}

/** How many figures were changed after their first publication, by "return month". A figure that went back to its first value
 * counts, because two values were published. A change by a file that was taken back does not count. */
async function loadRestated(
  db: ReadSource,
  from: string,
  catalogue: CatalogueHistory,
): Promise<Map<string, number>> {
  const cells = await loadRestatedCells(db, { from })
  const counts = new Map<string, number>()
  for (const { kpi, period } of cells) {
    if (grainOf(period) === 'weekly') continue
    const month = lastMonth(period)
    const code = catalogue.in(month).find((k) => k.code === kpi)?.returnCode
    const key = `${code} ${month}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** The known issues of a measure in a month. */
async function loadIssues(db: ReadSource, month: string) {
  return db
    .selectFrom('known_issue')
    .select(['kpi_code as kpi', 'unit_code as unit', 'note', 'valid_from as from', 'valid_to as to'])
    .where('council_id', '=', councilId)
    .where(holdsIn(month))
    .orderBy('id')
    .execute()
}

/** The files received since a month, and what was found in them. */
async function loadFiles(db: ReadSource, from: string): Promise<DataQuality['files']> {
  const row = await db
    .selectFrom('extract')
    .select((e) => [
      e.fn.countAll<number>().as('received'),
      e.fn.countAll<number>().filterWhere('status', '=', 'rejected').as('rejected'),
      e.fn.sum<number | null>('problem_count').as('problems'),
      e.fn
        .sum<number | null>(e('warning_count', '-', e.ref('informing_count')))
        .filterWhere('status', '=', 'published')
        .as('warnings'),
    ])
    .where('council_id', '=', councilId)
    .where('received_at', '>=', new Date(`${from}-01T00:00:00Z`))
    .executeTakeFirstOrThrow()
  return {
    received: Number(row.received),
    rejected: Number(row.rejected),
    problems: Number(row.problems ?? 0),
    warningsAccepted: Number(row.warnings ?? 0),
  }
}
