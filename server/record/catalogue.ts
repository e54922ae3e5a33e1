import { isDeepStrictEqual } from 'node:util'
import type { Basis, Dimension, Good, Kpi, KpiKind, KpiPart, KpiUnit, Target } from '#domain/catalogue/kpi.ts'
import { inTermOf, type TermInCare } from '#domain/council/council-look.ts'
import type { Grain } from '#domain/time/period.ts'
import { inForce } from '../db/as-of.ts'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

/** The KPIs with their definitions for a month, in catalogue order. `asAt` reads them as recorded then. */
export async function loadKpis(db: ReadSource, month: string, asAt?: Date): Promise<Kpi[]> {
  return (await loadCatalogueHistory(db, asAt)).in(month)
}

/** Every definition, loaded once: the catalogue of any month, the months at which a KPI's definition changed, and the last month
 * it was defined for (null while that is open). */
export type CatalogueHistory = {
  in: (month: string) => Kpi[]
  changesOf: (kpi: string) => string[]
  endOf: (kpi: string) => string | null
}

/** Reads every definition, as recorded at `asAt` (now if not given). */
export async function loadCatalogueHistory(db: ReadSource, asAt?: Date): Promise<CatalogueHistory> {
  const definitions = Map.groupBy(await loadDefinitions(db, asAt), (definition) => definition.code)
  const months = new Map<string, Kpi[]>()
  return {
    in(month) {
      const kpis =
        months.get(month) ?? [...definitions.values()].flatMap((known) => kpiIn(known, month) ?? [])
      months.set(month, kpis)
      return kpis
    },
    changesOf: (kpi) => changesOf(definitions.get(kpi) ?? []),
    endOf: (kpi) => definitions.get(kpi)?.at(-1)?.valid_to ?? null,
  }
}

/** The definitions in catalogue order, in the council's own words for children in care. */
async function loadDefinitions(db: ReadSource, asAt: Date | undefined) {
  const recorded = await db
    .selectFrom('kpi')
    .innerJoin('kpi_definition as d', (j) =>
      j.onRef('d.council_id', '=', 'kpi.council_id').onRef('d.kpi_code', '=', 'kpi.code'),
    )
    .leftJoin('council', 'council.council_id', 'kpi.council_id')
    .selectAll('kpi')
    .select([
      'council.term_in_care',
      'd.valid_from',
      'd.valid_to',
      'd.name',
      'd.numerator',
      'd.denominator',
      'd.clock',
      'd.good',
      'd.dimension',
      'd.minimum',
      'd.may_exceed',
      'd.decimals',
      'd.each_one_counts',
      'd.screen_limits',
      'd.source',
      'd.note',
    ])
    .where(inForce(asAt, 'd'))
    .orderBy('kpi.position')
    .orderBy('d.valid_from')
    .execute()
  return recorded.map((row) => {
    const said = (text: string) => inTermOf(text, (row.term_in_care ?? 'children_in_care') as TermInCare)
    const { name, numerator, denominator, note, each_one_counts } = row
    return {
      ...row,
      name: said(name),
      numerator: said(numerator),
      denominator: denominator === null ? null : said(denominator),
      note: said(note),
      each_one_counts: each_one_counts === null ? null : said(each_one_counts),
    }
  })
}

type Definition = Awaited<ReturnType<typeof loadDefinitions>>[number]

/** The months in which another definition begins. That each one counts from a month on changes how it is judged and not
 *  what is counted, so nothing starts anew. */
function changesOf(known: readonly Definition[]): string[] {
  const counted = ({ valid_from: _from, valid_to: _to, each_one_counts: _words, ...rest }: Definition) => rest
  return known.flatMap((definition, i) => {
    const before = known[i - 1]
    return before === undefined || isDeepStrictEqual(counted(before), counted(definition))
      ? []
      : [definition.valid_from]
  })
}

/** A measure by its definition in a month: by its last definition once that has ended, by its first before that began. */
function kpiIn(known: readonly Definition[], month: string): Kpi | null {
  const row = known.findLast((d) => d.valid_from <= month) ?? known[0]
  if (row === undefined) return null
  return {
    code: row.code,
    name: row.name,
    kind: row.kind as KpiKind,
    basis: row.basis as Basis,
    unit: row.unit as KpiUnit,
    good: row.good as Good,
    dimension: row.dimension as Dimension,
    numerator: row.numerator,
    denominator: row.denominator,
    clock: row.clock,
    minimum: row.minimum,
    mayExceed: row.may_exceed,
    decimals: row.decimals,
    eachOneCounts: row.each_one_counts,
    grains: row.grains as Grain[],
    teamTypes: row.team_types,
    countedBy: row.counted_by,
    core: row.core,
    subject: row.subject,
    returnCode: row.return_code,
    order: row.position,
    benchmark: row.benchmark,
    source: row.source,
    note: row.note,
    sharesBase:
      row.shares_base === null || row.shares_base_part === null
        ? null
        : { part: row.shares_base_part as KpiPart, base: row.shares_base },
    screenLimits: row.screen_limits,
    lastMonth: known.at(-1)?.valid_to ?? null,
  }
}

/** Every target with the months it covers, as recorded at `asAt` (now if not given). */
export async function loadTargets(db: ReadSource, asAt?: Date): Promise<Target[]> {
  const rows = await db
    .selectFrom('kpi_target')
    .select(['kpi_code', 'valid_from', 'valid_to', 'target', 'floor', 'source'])
    .where(inForce(asAt))
    .orderBy('kpi_code')
    .orderBy('valid_from')
    .execute()
  return rows.map((r) => ({
    kpi: r.kpi_code,
    from: r.valid_from,
    to: r.valid_to,
    target: Number(r.target),
    floor: r.floor === null ? null : Number(r.floor),
    source: r.source,
  }))
}

/** The last month a measure was collected for, and its successor. */
export type Retirement = { after: string; successor: { code: string; name: string } | null }

/** Returns it if the measure's last definition ended before the month; null while it is collected. */
export async function loadRetirement(
  db: ReadSource,
  kpi: string,
  month: string,
  asAt?: Date,
): Promise<Retirement | null> {
  const catalogue = await loadCatalogueHistory(db, asAt)
  const after = catalogue.endOf(kpi)
  if (after === null || after >= month) return null
  const row = await db
    .selectFrom('kpi')
    .select('successor')
    .where('council_id', '=', councilId)
    .where('code', '=', kpi)
    .executeTakeFirst()
  const successor = catalogue.in(month).find((k) => k.code === row?.successor)
  return { after, successor: successor === undefined ? null : { code: successor.code, name: successor.name } }
}
