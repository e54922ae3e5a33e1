import type { UnitChanges } from '#server/reads/changes.ts'
import { csvOf } from '../../exports/csv.ts'

/** The changed figures as CSV: one row each, before and after at full precision, columns named as the API names them. */
export function changesCsv(unit: string, { changes }: UnitChanges): string {
  return csvOf(
    changes.map(({ kpi, period, before, after, publishedAt, publishedBy, reason, extract }) => ({
      unit,
      kpi: kpi.code,
      name: kpi.name,
      period,
      stateBefore: before?.state ?? null,
      numeratorBefore: before?.numerator ?? null,
      denominatorBefore: before?.denominator ?? null,
      valueBefore: before?.value ?? null,
      statusBefore: before?.status ?? null,
      variationBefore: before?.variation ?? null,
      state: after.state,
      numerator: after.numerator,
      denominator: after.denominator,
      value: after.value,
      status: after.status,
      variation: after.variation,
      publishedAt: publishedAt.toISOString(),
      publishedBy,
      reason,
      extract: extract?.id ?? null,
    })),
  )
}
