/** Reads what a measure is judged by, who reports it, and what is known about the figure shown. */
import { targetFor } from '#domain/catalogue/kpi.ts'
import { awaitedPeriod, awaitedWords } from '#domain/figures/awaited-period.ts'
import { lastMonth, monthOf } from '#domain/time/period.ts'
import { todaysRule } from '#domain/wording/todays-rule.ts'
import type { PageDeps } from '../../kit/page.ts'
import type { KpiView } from './model.ts'
import type { Subject } from './subject.ts'

export type Definition = Pick<
  KpiView,
  | 'rule'
  | 'targets'
  | 'changes'
  | 'retirement'
  | 'dataReturn'
  | 'caseList'
  | 'knownIssues'
  | 'neverComing'
  | 'awaited'
>

/** As it was at the moment that the page is read at. Only the rule that differs today is today's. */
export async function loadDefinition(
  { reads }: Pick<PageDeps, 'reads'>,
  subject: Subject,
): Promise<Definition> {
  const { day, month, kpi, series } = subject
  const { moment } = subject.reading
  const { unit, last } = series
  const thisMonth = monthOf(day)
  const period = awaitedIn(subject)
  const [targets, kpisToday, catalogue, retirement, returns, caseLists, issues, neverComing, isNeverComing] =
    await Promise.all([
      reads.loadTargets(moment),
      reads.loadKpis(thisMonth, moment),
      reads.loadCatalogueHistory(moment),
      reads.loadRetirement(kpi.code, thisMonth, moment),
      reads.loadReturns(),
      reads.loadCaseLists(moment),
      reads.loadKnownIssues(month, moment),
      reads.loadAbsencesBehind({ kpi, unit, figure: last }, month, moment),
      period !== null && reads.loadIsNeverComing({ kpi, unit, period }, moment),
    ])
  const dataReturn = returns.find((r) => r.code === kpi.returnCode) ?? null
  const today = {
    kpi: kpisToday.find((k) => k.code === kpi.code) ?? kpi,
    target: targetFor(targets, kpi.code, thisMonth),
  }
  return {
    rule: todaysRule(kpi, today, last),
    targets: targets.filter((t) => t.kpi === kpi.code),
    changes: catalogue.changesOf(kpi.code),
    retirement,
    dataReturn,
    caseList: caseLists.get(kpi.code) ?? null,
    knownIssues: issues
      .filter((i) => i.kpi === kpi.code && (i.unit === null || i.unit === unit.code))
      .map((i) => i.note),
    neverComing,
    awaited:
      period === null || isNeverComing ? null : awaitedWords({ period, last: last.period }, dataReturn, day),
  }
}

/** The period of the month that the unit's pages open on, if it has not arrived for this measure; null if an older month was
 * asked for. */
function awaitedIn({ asked, kpi, series, grain, latest }: Subject): string | null {
  if (asked.to !== null && lastMonth(asked.to) < latest) return null
  return awaitedPeriod(kpi, series.unit, { grain, last: series.last.period, latest })
}
