import type { BaselineOrder } from '#server/extracts/publishing/baseline.ts'

/** A baseline that the senior management team sets, for tests to vary. */
export function baselineOrder(
  over: Pick<BaselineOrder, 'unit' | 'kpi' | 'from'> & Partial<BaselineOrder>,
): BaselineOrder {
  return {
    reason: 'A new way of working',
    cause: null,
    by: { id: null, name: 'SMT', grants: [{ role: 'smt', unit: 'RIDGE' }] },
    seen: null,
    accepted: false,
    isTrial: false,
    today: '2019-06-10',
    ...over,
  }
}
