/** Records which rules across measures a publication broke, and which it mended. */
import { sql } from 'kysely'
import type { RuleChange } from '#domain/figures/rule-history.ts'
import type { Trx } from '#server/db/database.ts'
import {
  loadCarriers,
  loadKnownColumns,
  loadMeasureRules,
  loadRuleCells,
} from '#server/record/measure-rules.ts'
import { councilId } from '../../db/council-id.ts'
import { type Comparison, compareMeasures, type LoadBeside } from '../record/compare-measures.ts'
import { FigureIndex, type IndexedCell } from '../record/figure-index.ts'

/** The units of a publication are compared so many at a time. */
const SLICE = 200

export type RulePublication = { id: number; publishedAt: Date }

/** The cells on record that a comparison needs besides those it is given. */
export function recordBeside(trx: Trx): LoadBeside {
  return async (columns, units) => loadRuleCells(trx, await loadKnownColumns(trx, columns), units)
}

/** Compares the cells to which a publication gave a version, and records each rule that is broken, mended or no longer judged. */
export async function recordRuleChanges(trx: Trx, publication: RulePublication): Promise<void> {
  const rules = await loadMeasureRules(trx)
  if (rules.length === 0) return
  const units = await loadUnits(trx, publication.id)
  const isCarried = await loadCarriers(trx)
  for (let i = 0; i < units.length; i += SLICE) {
    const slice = units.slice(i, i + SLICE)
    const index = new FigureIndex(slice, rules)
    for (const cell of await loadPublished(trx, publication.id, index.kpis, slice)) index.keep(cell)
    const compared = await compareMeasures(index, rules, { isCarried, loadBeside: recordBeside(trx) })
    await recordChanges(trx, compared, slice, () => publication)
  }
}

/** Adds a line for each rule of these units whose state or sums differ from its last line. */
export async function recordChanges(
  trx: Trx,
  { disagreements, judged, isTouched }: Comparison,
  units: readonly string[],
  publicationOf: (change: { rule: string; period: string }) => RulePublication,
): Promise<void> {
  const before = await loadBroken(trx, units)
  const lastOf = new Map(before.map((line) => [keyOf(line), line]))
  const changes: Omit<RuleChange, 'publication'>[] = []
  const broken = new Set<string>()
  for (const { resolved, unit, left, right } of disagreements) {
    const change = {
      rule: resolved.rule.code,
      unit,
      period: resolved.period,
      state: 'broken' as const,
      left,
      right,
    }
    broken.add(keyOf(change))
    const last = lastOf.get(keyOf(change))
    if (last === undefined || last.left !== left || last.right !== right) changes.push(change)
  }
  for (const { rule, unit, period } of before) {
    if (broken.has(keyOf({ rule, unit, period })) || !isTouched(rule, unit, period)) continue
    const found = judged(rule, unit, period)
    changes.push(
      found === null
        ? { rule, unit, period, state: 'not_judged', left: null, right: null }
        : { rule, unit, period, state: 'mended', left: found.left, right: found.right },
    )
  }
  if (changes.length === 0) return
  const lines = changes.map(({ rule, unit, period, state, left, right }) => {
    const { id, publishedAt } = publicationOf({ rule, period })
    return { rule, unit, period, state, left, right, id, at: publishedAt }
  })
  await sql`
    insert into rule_change (council_id, rule_code, unit_code, period, publication_id, published_at, state, left_sum, right_sum)
    select ${councilId}::integer, rule, unit, period, id, at, state, "left", "right" from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as l (rule text, unit text, period text, id bigint, at timestamptz, state text, "left" numeric, "right" numeric)
    on conflict do nothing`.execute(trx)
}

/** The rules of some units that are broken at present. */
async function loadBroken(
  trx: Trx,
  units: readonly string[],
): Promise<Omit<RuleChange, 'publication' | 'state'>[]> {
  const { rows } = await sql<Omit<RuleChange, 'publication'>>`
    select distinct on (rule_code, unit_code, period) rule_code as rule, unit_code as unit, period, state,
      left_sum as left, right_sum as right
    from rule_change where council_id = ${councilId} and unit_code = any(${units}::text[])
    order by rule_code, unit_code, period, publication_id desc`.execute(trx)
  return rows.filter(({ state }) => state === 'broken')
}

function keyOf({ rule, unit, period }: { rule: string; unit: string; period: string }): string {
  return `${rule} ${unit} ${period}`
}

async function loadUnits(trx: Trx, publication: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('measurement')
    .select('unit_code')
    .distinct()
    .where('council_id', '=', councilId)
    .where('publication_id', '=', publication)
    .execute()
  return rows.map(({ unit_code }) => unit_code).sort()
}

/** The cells of a publication that rules speak of. Their figures come as one text for each measure and period, which is read
 *  several times faster than a row for each. */
async function loadPublished(
  trx: Trx,
  publication: number,
  kpis: readonly string[],
  units: readonly string[],
): Promise<IndexedCell[]> {
  const { rows } = await sql<{ kpi: string; period: string; cells: string }>`
    select kpi_code as kpi, period, string_agg(concat_ws(' ', unit_code, state, coalesce(numerator::text, '-'),
      coalesce(denominator::text, '-'), coalesce(as_at::text, '-')), ',') as cells
    from measurement where council_id = ${councilId} and publication_id = ${publication}
      and kpi_code = any(${kpis}::text[]) and unit_code = any(${units}::text[])
    group by 1, 2`.execute(trx)
  return rows.flatMap(({ kpi, period, cells }) =>
    cells.split(',').map((text) => {
      const [unit = '', state = '', numerator = '-', denominator = '-', asAt = '-'] = text.split(' ')
      return {
        unit,
        kpi,
        period,
        state: state as IndexedCell['state'],
        numerator: numerator === '-' ? null : Number(numerator),
        denominator: denominator === '-' ? null : Number(denominator),
        asAt: asAt === '-' ? null : asAt,
        sheet: null,
        row: 0,
      }
    }),
  )
}
