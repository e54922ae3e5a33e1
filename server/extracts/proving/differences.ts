/** Compares the replayed record with the stored one, version by version. */
import { isDeepStrictEqual } from 'node:util'
import { type RawBuilder, sql } from 'kysely'
import { judgementVersion } from '#domain/figures/wholeness.ts'
import { lastMonth } from '#domain/time/period.ts'
import type { Trx } from '#server/db/database.ts'
import { councilId } from '../../db/council-id.ts'
import type { RealRecord } from './shadow-record.ts'

/** One part of a figure or a cell: as it is stored, and as it was computed again. */
export type DifferingPart = { what: string; stored: unknown; recomputed: unknown }

/** A stored version that is not what its extracts give. `version` is set for a cell of the ledger only. */
export type Difference = {
  of: 'figure' | 'cell'
  unit: string
  kpi: string
  period: string
  publication: number
  differs: DifferingPart[]
}

/** What is compared of a KPI: how many versions, those that differ, and the verdicts that were left. */
export type Compared = { figures: number; cells: number; differences: Difference[]; olderVerdicts: number }

/** The parts of a figure that its method decides. A later method would give others, so those of an earlier one stay. */
const JUDGED = ['variation', 'assurance', 'analysis', 'team_variation', 'left_out', 'fingerprint']
/** The parts that name a version and are compared as its place. */
const PLACE = ['council_id', 'unit_code', 'kpi_code', 'period', 'publication_id']
/** The database itself takes it from the analysis, which is compared. */
const TAKEN = 'brief'

/** From this version of the rules on a figure names the one that judged it; before, it counts as the version before. */
const NAMED_FROM = 4

/** Whether a figure's verdict is of an earlier method. One that was taken back has none. */
const isOlder = sql`coalesce((analysis ->> 'judgedBy')::integer, ${NAMED_FROM - 1}) < ${judgementVersion}
  and analysis -> 'takenBack' is null`

/** Which stored versions are compared: those of the periods from a month on, up to the last publication replayed. */
export type Scope = { from: string | null; last: number }

/** Compares a KPI's figures and the cells of its ledger. */
export async function compareKpi(
  trx: Trx,
  real: RealRecord,
  kpi: string,
  { from, last }: Scope,
): Promise<Compared> {
  const periods = (await loadPeriods(trx, real, kpi)).filter(
    (period) => from === null || lastMonth(period) >= from,
  )
  const asked = sql`council_id = ${councilId} and kpi_code = ${kpi} and period = any(${periods}::text[])
    and publication_id <= ${last}`
  const figures = await compareFigures(trx, real, asked)
  const cells = await compareCells(trx, real, asked)
  return {
    figures: figures.compared,
    cells: cells.compared,
    olderVerdicts: figures.olderVerdicts,
    differences: [...figures.differences, ...cells.differences].map((found) => ({ ...found, kpi })),
  }
}

/** The KPIs that have a figure or a cell, stored or replayed. */
export async function loadComparedKpis(trx: Trx, { schema }: RealRecord): Promise<string[]> {
  const { rows } = await sql<{ kpi: string }>`
    select kpi_code as kpi from ${sql.id(schema, 'figure')} where council_id = ${councilId}
    union select kpi_code from ${sql.id(schema, 'measurement')} where council_id = ${councilId}
    union select kpi_code from measurement order by kpi`.execute(trx)
  return rows.map(({ kpi }) => kpi)
}

async function loadPeriods(trx: Trx, { schema }: RealRecord, kpi: string): Promise<string[]> {
  const { rows } = await sql<{ period: string }>`
    select period from ${sql.id(schema, 'figure')} where council_id = ${councilId} and kpi_code = ${kpi}
    union select period from ${sql.id(schema, 'measurement')} where council_id = ${councilId} and kpi_code = ${kpi}
    union select period from measurement where council_id = ${councilId} and kpi_code = ${kpi}`.execute(trx)
  return rows.map(({ period }) => period)
}

type Said = Record<string, unknown>
type FoundRow = {
  unit: string
  period: string
  publication: number
  stored: Said | null
  again: Said | null
  /** The parts that were not compared. */
  left: string[]
}
type Found = Omit<Difference, 'kpi'>

/**
 * Compares, at each version on either side, the figure that was current with that publication. A method that judges
 * otherwise stores other versions, so a version on one side only is no difference by itself.
 */
async function compareFigures(trx: Trx, { schema }: RealRecord, asked: RawBuilder<unknown>) {
  const stored = sql.id(schema, 'figure')
  const said = (table: RawBuilder<unknown>) => sql`
    select c.publication_id as at, ${isOlder} as is_older, to_jsonb(c) - ${[...PLACE, TAKEN]}::text[] as figure from ${table} c
    where c.council_id = ${councilId} and c.kpi_code = k.kpi_code and c.unit_code = k.unit_code and c.period = k.period
      and c.publication_id <= k.publication_id
    order by c.publication_id desc limit 1`
  const { rows: counted } = await sql<{ figures: number; older: number }>`
    select count(*)::integer as figures, (count(*) filter (where ${isOlder}))::integer as older
    from ${stored} where ${asked}`.execute(trx)
  const { rows } = await sql<FoundRow>`
    select k.unit_code as unit, k.period, k.publication_id as publication, s.figure as stored, a.figure as again,
      l.parts as left
    from (
      select unit_code, kpi_code, period, publication_id from ${stored} where ${asked}
      union select unit_code, kpi_code, period, publication_id from figure where ${asked}
    ) k
    left join lateral (${said(stored)}) s on true
    left join lateral (${said(sql`figure`)}) a on true
    cross join lateral (select
      case when s.is_older then ${JUDGED}::text[] else '{}' end
      || case when s.at is distinct from a.at then '{published_at}'::text[] else '{}' end as parts) l
    where (s.figure - l.parts) is distinct from (a.figure - l.parts)
    order by k.publication_id, k.period, k.unit_code`.execute(trx)
  const { figures = 0, older = 0 } = counted[0] ?? {}
  return {
    compared: figures,
    olderVerdicts: older,
    differences: rows.map((row) => differenceOf('figure', row)),
  }
}

async function compareCells(trx: Trx, { schema }: RealRecord, asked: RawBuilder<unknown>) {
  const stored = sql.id(schema, 'measurement')
  const said = (table: RawBuilder<unknown>) => sql`
    select unit_code, period, version, publication_id, to_jsonb(m) - ${PLACE}::text[] as cell
    from ${table} m where ${asked}`
  const { rows: counted } = await sql<{ cells: number }>`
    select count(*)::integer as cells from ${stored} where ${asked}`.execute(trx)
  const { rows } = await sql<FoundRow>`
    select unit_code as unit, period, publication_id as publication, s.cell as stored,
      a.cell as again, '{}'::text[] as left
    from (${said(stored)}) s
    full join (${said(sql`measurement`)}) a using (unit_code, period, version, publication_id)
    where s.cell is distinct from a.cell
    order by publication_id, period, unit_code`.execute(trx)
  return {
    compared: counted[0]?.cells ?? 0,
    differences: rows.map((row) => differenceOf('cell', row)),
  }
}

function differenceOf(of: Found['of'], row: FoundRow): Found {
  const { unit, period, publication, stored, again, left } = row
  const place = { of, unit, period, publication }
  if (stored === null || again === null) {
    const [is, was] = [stored === null ? 'missing' : 'there', again === null ? 'missing' : 'there']
    return { ...place, differs: [{ what: `the ${of} itself`, stored: is, recomputed: was }] }
  }
  const parts = Object.keys({ ...stored, ...again }).filter(
    (key) => !left.includes(key) && !isDeepStrictEqual(stored[key], again[key]),
  )
  return {
    ...place,
    differs: parts.map((key) => ({
      what: key.replaceAll('_', ' '),
      stored: stored[key],
      recomputed: again[key],
    })),
  }
}
