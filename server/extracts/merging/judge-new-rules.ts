/** Compares the whole record by rules across measures that came after its figures. */
import type { MeasureRule } from '#domain/catalogue/measure-rule.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { lockRecord } from '#server/db/record-lock.ts'
import {
  type IsCarried,
  loadCarriers,
  loadMeasureRules,
  loadRuleCells,
} from '#server/record/measure-rules.ts'
import { councilId } from '../../db/council-id.ts'
import { columnsOf, compareMeasures } from '../record/compare-measures.ts'
import { FigureIndex } from '../record/figure-index.ts'
import { finishFiguresFirst } from './pending-figures.ts'
import { recordChanges } from './rule-changes.ts'

/**
 * Compares the whole record by the rules that came after its figures, and records what is broken under the publication that
 * brought the latest of the figures. Returns the number of new rules.
 */
export async function judgeNewRules(db: Db): Promise<number> {
  if ((await loadMeasureRules(db, { isNew: true })).length === 0) return 0
  return inTransaction(db, async (trx) => {
    const at = await lockRecord(trx, councilId)
    await finishFiguresFirst(trx)
    const rules = await loadMeasureRules(trx, { isNew: true })
    const units = await trx.selectFrom('unit').select('code').where('council_id', '=', councilId).execute()
    const isCarried = await loadCarriers(trx)
    for (const { code } of units) await recordUnit(trx, code, rules, isCarried)
    await trx
      .updateTable('measure_rule')
      .set({ judged_at: at })
      .where('council_id', '=', councilId)
      .where('judged_at', 'is', null)
      .execute()
    return rules.length
  })
}

/** Compares every figure of a unit by some rules. */
async function recordUnit(
  trx: Trx,
  unit: string,
  rules: readonly MeasureRule[],
  isCarried: IsCarried,
): Promise<void> {
  const index = new FigureIndex([unit], rules)
  const columns = await loadColumnsOf(trx, unit, index.kpis)
  const publications = new Map<string, number>()
  for (const cell of await loadRuleCells(trx, columns, [unit])) {
    index.keep({ ...cell, sheet: null, row: 0 })
    publications.set(`${cell.kpi} ${cell.period}`, cell.publication)
  }
  const compared = await compareMeasures(index, rules, { isCarried, loadBeside: async () => [] })
  const ids = new Map(
    compared.disagreements.map(({ resolved }) => [
      `${resolved.rule.code} ${resolved.period}`,
      Math.max(...columnsOf(resolved).map(({ kpi, period }) => publications.get(`${kpi} ${period}`) ?? 0)),
    ]),
  )
  const moments = await loadMoments(trx, [...new Set(ids.values())])
  await recordChanges(trx, compared, [unit], ({ rule, period }) => {
    const id = ids.get(`${rule} ${period}`) ?? 0
    return { id, publishedAt: moments.get(id) ?? new Date(0) }
  })
}

async function loadColumnsOf(trx: Trx, unit: string, kpis: readonly string[]) {
  return trx
    .selectFrom('measurement')
    .select(['kpi_code as kpi', 'period'])
    .distinct()
    .where('council_id', '=', councilId)
    .where('unit_code', '=', unit)
    .where('kpi_code', 'in', [...kpis, ''])
    .execute()
}

async function loadMoments(trx: Trx, ids: readonly number[]): Promise<Map<number, Date>> {
  const rows = await trx
    .selectFrom('publication')
    .select(['id', 'published_at'])
    .where('council_id', '=', councilId)
    .where('id', 'in', [...ids, 0])
    .execute()
  return new Map(rows.map(({ id, published_at }) => [id, published_at]))
}
