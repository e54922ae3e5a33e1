/** Reads what the page of one baseline shows. */
import { baselineRole } from '#domain/meetings/baseline-authority.ts'
import { monthOf } from '#domain/time/period.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import type { BaselineView, WithdrawalForm } from './model.ts'

/** A baseline of a measure of a unit. */
export type BaselinePlace = { unit: string; kpi: string; id: number }

/** Everything that the page shows to this reader; `typed` is a form that was sent and not saved. */
export async function loadView(
  request: PageRequest,
  { reads, frame, today, may, refuse }: PageDeps,
  { unit: code, kpi, id }: BaselinePlace,
  typed: Omit<WithdrawalForm, 'csrfToken'> | null,
): Promise<BaselineView> {
  const day = await today()
  const [surround, units, ...found] = await Promise.all([
    frame(request),
    reads.loadUnits(monthOf(day)),
    ...(['monthly', 'weekly', 'quarterly'] as const).map((grain) =>
      reads.loadSeries({ unit: code, kpi, grain }),
    ),
  ])
  const unit = units.find((u) => u.code === code)
  const series = found.find((s) => s?.baselines.some((b) => b.id === id)) ?? null
  const baseline = series?.baselines.find((b) => b.id === id)
  if (unit === undefined || series === null || baseline === undefined)
    throw refuse('not_found', `The series of ${kpi} for ${code} has no baseline of this number.`)
  const sets =
    baselineRole(surround.person?.grants ?? [], unit, units) !== null && may(request, 'baselines.write')
  const seen = series.baselineVersion
  const fresh = { reason: '', seen, fault: null, details: [], stale: false }
  return {
    frame: surround,
    series,
    baseline,
    form:
      sets && baseline.withdrawal === null
        ? { csrfToken: surround.actor?.csrfToken ?? '', ...(typed ?? fresh) }
        : null,
  }
}
