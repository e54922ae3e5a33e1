/** What must be true of the ledger whatever went wrong. The database itself is queried and not the code that wrote to it. */
import { isDeepStrictEqual } from 'node:util'
import { type RawBuilder, sql } from 'kysely'
import { computeFigures } from '#domain/figures/compute-figures.ts'
import type { Figure } from '#domain/figures/figure.ts'
import type { Db, Trx } from '#server/db/database.ts'
import { loadKpiLedgers } from '#server/record/ledger.ts'

/** A file whose sender was told that it is safely stored. */
export type Acknowledged = { id: number; content: string | Buffer }

export type Fault = { is: 'lost' | 'doubled' | 'partial' | 'wrong'; what: string }

/** Every rule that is broken; empty if all hold. Call it once the sweep has nothing more to do. */
export async function faultsIn(db: Db | Trx, acknowledged: readonly Acknowledged[] = []): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const [is, sentence, query] of rules) {
    const { rows } = await query.execute(db)
    faults.push(...rows.slice(0, 5).map(({ what }) => ({ is, what: `${sentence}: ${what}` })))
  }
  return [...faults, ...(await lost(db, acknowledged)), ...(await wrongFigures(db))]
}

/** Each rule with the query that finds what breaks it. */
const rules: readonly [is: Fault['is'], sentence: string, query: RawBuilder<{ what: string }>][] = [
  [
    'lost',
    'the bytes of a file are not whole',
    sql`
      select e.id || ' ' || e.filename as what from extract e
      left join lateral (
        select string_agg(c.bytes, ''::bytea order by c.position) as bytes, count(*) as pieces,
          max(c.position) + 1 as places
        from extract_chunk c where c.council_id = e.council_id and c.extract_id = e.id
      ) c on true
      where (e.byte_count <> coalesce(length(c.bytes), 0) or c.pieces <> coalesce(c.places, 0)
          or e.sha256 <> encode(sha256(coalesce(c.bytes, '')), 'hex'))
        and not exists (select from extract_problem p where p.council_id = e.council_id
          and p.extract_id = e.id and p.code = 'child_level_data')`,
  ],
  [
    'lost',
    'a file is left where nobody takes it up',
    sql`
      select id || ' ' || status as what from extract where status in ('received', 'checking')
        or (status = 'ready' and publish_when_clean and warning_count = 0)`,
  ],
  [
    'partial',
    'an extract does not hold the rows it counts',
    sql`
      select e.id || ': ' || count(r.extract_id) || ' of ' || e.accepted_count as what from extract e
      left join extract_row r on r.council_id = e.council_id and r.extract_id = e.id
      group by e.council_id, e.id having count(r.extract_id) <>
        case when e.status = 'rejected' then 0 else e.accepted_count end`,
  ],
  [
    'partial',
    'an extract does not hold the problems and warnings it counts',
    sql`
      select e.id || ': ' || count(p.extract_id) as what from extract e
      left join extract_problem p on p.council_id = e.council_id and p.extract_id = e.id
      group by e.council_id, e.id having count(p.extract_id) <> e.problem_count + e.warning_count`,
  ],
  [
    'doubled',
    'an extract says another thing than its publications',
    sql`
      select e.id || ' ' || e.status || ' ' || coalesce(string_agg(p.kind, ' ' order by p.id), 'unpublished') as what
      from extract e left join publication p on p.council_id = e.council_id and p.extract_id = e.id
      group by e.council_id, e.id having coalesce(string_agg(p.kind, ' ' order by p.id), '') <>
        case e.status when 'published' then 'publish' when 'reverted' then 'publish revert' else '' end
        or (e.published_at is not null) <> (e.status in ('published', 'reverted'))`,
  ],
  [
    'partial',
    'a publication does not hold the cells it counts',
    sql`
      select p.id || ' ' || p.kind || ': ' || count(m.version) || ' of ' || p.new_count + p.changed_count as what
      from publication p left join measurement m on m.council_id = p.council_id and m.publication_id = p.id
      group by p.council_id, p.id having count(m.version) <> p.new_count + p.changed_count`,
  ],
  [
    'partial',
    'a publication does not answer for every row of its extract',
    sql`
      select p.id as what from publication p join extract e on e.council_id = p.council_id and e.id = p.extract_id
      where p.new_count + p.changed_count + p.unchanged_count <> e.row_count`,
  ],
  [
    'doubled',
    'a cell has two versions of one publication',
    sql`
      select unit_code || ' ' || kpi_code || ' ' || period || ' of ' || publication_id as what from measurement
      group by unit_code, kpi_code, period, publication_id having count(*) > 1`,
  ],
  [
    'lost',
    'the versions of a cell have a hole',
    sql`
      select unit_code || ' ' || kpi_code || ' ' || period as what from measurement
      group by unit_code, kpi_code, period having max(version) <> count(*) or min(version) <> 1`,
  ],
  [
    'doubled',
    'a cell has a version that says what the one before it said',
    sql`
      select m.unit_code || ' ' || m.kpi_code || ' ' || m.period || ' version ' || m.version as what
      from measurement m join publication p on p.council_id = m.council_id and p.id = m.publication_id
      join measurement b on b.council_id = m.council_id and b.unit_code = m.unit_code and b.kpi_code = m.kpi_code
        and b.period = m.period and b.version = m.version - 1
      where p.kind = 'publish' and (m.state, m.numerator, m.denominator, m.value, m.symbol, m.as_at)
        is not distinct from (b.state, b.numerator, b.denominator, b.value, b.symbol, b.as_at)`,
  ],
  [
    'partial',
    'a row is not what the ledger said once it was published',
    sql`
      select p.id || ' ' || r.unit_code || ' ' || r.kpi_code || ' ' || r.period as what
      from publication p
      join extract_row r on r.council_id = p.council_id and r.extract_id = p.extract_id
      left join lateral (
        select * from measurement m where m.council_id = r.council_id and m.unit_code = r.unit_code
          and m.kpi_code = r.kpi_code and m.period = r.period and m.publication_id <= p.id
        order by m.version desc limit 1
      ) m on true
      where p.kind = 'publish' and (r.state, r.numerator, r.denominator, r.value, r.symbol)
        is distinct from (m.state, m.numerator, m.denominator, m.value, m.symbol)`,
  ],
  [
    'partial',
    'a cell is of no publication, extract, unit or KPI',
    sql`
      select m.unit_code || ' ' || m.kpi_code || ' ' || m.period as what from measurement m
      left join publication p on p.council_id = m.council_id and p.id = m.publication_id
      left join extract e on e.council_id = m.council_id and e.id = m.extract_id
      left join unit u on u.council_id = m.council_id and u.code = m.unit_code
      left join kpi k on k.council_id = m.council_id and k.code = m.kpi_code
      where p.id is null or e.id is null or u.code is null or k.code is null`,
  ],
  [
    'partial',
    'a publication has no receipt, or a receipt no publication',
    sql`
      select coalesce(p.id, r.publication_id) as what from publication p
      full join receipt r on r.council_id = p.council_id and r.publication_id = p.id
      where (p.id is null or r.publication_id is null) and coalesce(p.kind, '') not in ('rebase', 'rebase_withdrawn')`,
  ],
  [
    'lost',
    'verdicts are left where nobody works them out',
    sql`select kpi_code as what from pending_figures`,
  ],
  [
    'partial',
    'a figure is of no publication',
    sql`
      select f.unit_code || ' ' || f.kpi_code || ' ' || f.period as what from figure f
      where not exists (select from publication p where p.council_id = f.council_id and p.id = f.publication_id)`,
  ],
]

async function lost(db: Db | Trx, acknowledged: readonly Acknowledged[]): Promise<Fault[]> {
  const stored = await sql<{ id: number; bytes: Buffer }>`
    select extract_id as id, string_agg(bytes, ''::bytea order by position) as bytes from extract_chunk
    where extract_id = any(${acknowledged.map(({ id }) => id)}::bigint[]) group by extract_id`.execute(db)
  const bytesOf = new Map(stored.rows.map(({ id, bytes }) => [id, bytes]))
  return acknowledged
    .filter(({ id, content }) => !bytesOf.get(id)?.equals(Buffer.from(content)))
    .map(({ id }) => ({ is: 'lost', what: `an acknowledged file is lost: ${id}` }))
}

type Said = Record<string, unknown>

/** The figures that differ from what the rules make of the ledger as it is. */
async function wrongFigures(db: Db | Trx): Promise<Fault[]> {
  const codes = await db.selectFrom('measurement').select('kpi_code').distinct().execute()
  const kpis = codes.map(({ kpi_code }) => kpi_code)
  if (kpis.length === 0) return []
  const computed = new Map<string, Said>()
  for (const ledger of (await loadKpiLedgers(db, { kpis })).values())
    for (const figure of computeFigures(ledger, '')) computed.set(keyOf(figure), saidBy(figure))
  const stored = new Map((await loadFigures(db)).map((figure) => [keyOf(figure), saidBy(figure)]))
  return [...new Set([...computed.keys(), ...stored.keys()])]
    .filter((key) => !isDeepStrictEqual(computed.get(key), stored.get(key)))
    .slice(0, 5)
    .map((key) => ({ is: 'wrong', what: `a figure is not what the ledger gives: ${key}` }))
}

type Saying = Pick<
  Figure,
  'unit' | 'kpi' | 'period' | 'state' | 'numerator' | 'denominator' | 'value' | 'symbol' | 'target'
> &
  Pick<Figure, 'status' | 'gap' | 'variation' | 'assurance' | 'coverage' | 'analysis'>

/** The latest version of each figure; one whose cells were all taken back is not shown anywhere. */
async function loadFigures(db: Db | Trx): Promise<Saying[]> {
  const { rows } = await sql<Saying>`
    select * from (select distinct on (unit_code, kpi_code, period) unit_code as unit, kpi_code as kpi, period, state, numerator,
      denominator, value, symbol, target, status, gap, variation, assurance, coverage, analysis
    from figure order by unit_code, kpi_code, period, publication_id desc) latest
    where analysis -> 'takenBack' is null`.execute(db)
  return rows
}

function keyOf({ unit, kpi, period }: Saying): string {
  return `${unit} ${kpi} ${period}`
}

/** As the database returns it: without what JSON does not write. */
function saidBy(figure: Saying): Said {
  const { state, numerator, denominator, value, symbol, target, status, gap, variation, assurance } = figure
  const { coverage, analysis } = JSON.parse(JSON.stringify(figure))
  return {
    state,
    numerator,
    denominator,
    value,
    symbol,
    target,
    status,
    gap,
    variation,
    assurance,
    coverage,
    analysis,
  }
}

/** Everything that a reader of the ledger can see, without numbers and moments: equal for two ledgers with the same history. */
export async function recordOf(db: Db | Trx): Promise<unknown> {
  const ask = async (query: RawBuilder<unknown>) => (await query.execute(db)).rows
  return {
    extracts: await ask(sql`
      select filename, sha256, status, channel, row_count, accepted_count, problem_count, warning_count, published_by,
        requested_by, approved_by, cancelled_by, publish_at, reason
      from extract order by sha256, id`),
    ledger: await ask(sql`
      select m.unit_code, m.kpi_code, m.period, m.version, m.state, m.numerator, m.denominator, m.value, m.symbol,
        m.as_at, m.note, m.row_number, m.published_by, m.reason, e.sha256, p.kind
      from measurement m join extract e on e.council_id = m.council_id and e.id = m.extract_id
      join publication p on p.council_id = m.council_id and p.id = m.publication_id
      order by m.unit_code, m.kpi_code, m.period, m.version`),
    figures: (await loadFigures(db)).map((figure) => ({ key: keyOf(figure), ...saidBy(figure) })),
  }
}
