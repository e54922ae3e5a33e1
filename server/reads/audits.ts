import { isCollected } from '#domain/catalogue/kpi.ts'
import { periodName } from '#domain/time/period.ts'
import type { ReadSource } from '../db/database.ts'
import { loadKpis } from '../record/catalogue.ts'
import { loadFigures } from '../record/figures.ts'

/** Results of audits and sampling in a unit, theme by theme, with counts; null if there is no figure. */
export type AuditResults = {
  period: string
  /** "the three months to April 2019" */
  window: string
  rows: { name: string; code: string; met: number | null; total: number | null }[]
}

/** The quality measures, counted over three months of audits because one month has too few. Null if the unit has none of them. */
export async function loadAudits(
  db: ReadSource,
  { unit, period }: { unit: string; period: string },
): Promise<AuditResults | null> {
  const kpis = (await loadKpis(db, period)).filter(
    (k) =>
      isCollected(k, period) &&
      k.kind === 'ratio' &&
      k.dimension === 'quality' &&
      k.basis === 'rolling_3_months',
  )
  const figures = await loadFigures(db, {
    units: [unit],
    kpis: kpis.map((k) => k.code),
    periods: [period],
    brief: true,
  })
  const rows = kpis.flatMap(({ code, name }) => {
    const figure = figures.find((f) => f.kpi === code)
    if (figure === undefined || figure.state === 'not_applicable') return []
    return [{ name, code, met: figure.numerator, total: figure.denominator }]
  })
  return rows.length === 0 ? null : { period, window: `the three months to ${periodName(period)}`, rows }
}
