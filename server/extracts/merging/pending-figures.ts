/** Computes the figures that a bulk publication left pending. Works in slices, so that the service can answer
 *  requests in between. The process that published does it or, if that died, the sweep. */
import { setImmediate } from 'node:timers/promises'
import type { Unit } from '#domain/catalogue/unit.ts'
import {
  computeFigures,
  computeRollUps,
  type TeamVerdict,
  teamVerdict,
} from '#domain/figures/compute-figures.ts'
import type { Figure } from '#domain/figures/figure.ts'
import { isReceived, type KpiLedger } from '#domain/figures/kpi-ledger.ts'
import type { Grain } from '#domain/time/period.ts'
import { councilId } from '../../db/council-id.ts'
import { type Db, inTransaction, type Trx } from '../../db/database.ts'
import { holdRecord } from '../../db/record-lock.ts'
import { ledgerKey, loadKpiLedgers } from '../../record/ledger.ts'
import { recordWithheld } from '../../record/withholding.ts'
import { CopyLane, StagedLines } from '../record/staged-lines.ts'
import {
  type CurrentFigure,
  FIGURES_INTO,
  figureLine,
  fingerprint,
  keyOf,
  loadCurrentFigures,
  type Publication,
  teamCounts,
} from './figures.ts'
import { goneFigures } from './gone-figures.ts'
import { isRestated, loadRestatedUnits } from './restated-figures.ts'
import { recordRuleChanges } from './rule-changes.ts'

/** Computes about this many cells of teams before other work gets its turn. */
const SLICE = 2_000

/** Finishes what is pending, with one transaction for each KPI: if the process dies, finished KPIs stay. */
export async function finishFigures(db: Db): Promise<void> {
  while (await inTransaction(db, finishNext));
}

/** Finishes what is pending within this transaction. Each publication begins with it: figures must be stored in the
 *  order of publications, and from the ledger of their own publication. */
export async function finishFiguresFirst(trx: Trx): Promise<void> {
  while (await finishNext(trx));
}

/** Finishes one KPI; false where nothing is pending. */
async function finishNext(trx: Trx): Promise<boolean> {
  const isAny = await trx.selectFrom('pending_figures').select('kpi_code').limit(1).executeTakeFirst()
  if (isAny === undefined) return false
  await holdRecord(trx, councilId)
  const next = await trx
    .selectFrom('pending_figures as p')
    .innerJoin('publication as b', (join) =>
      join.onRef('b.council_id', '=', 'p.council_id').onRef('b.id', '=', 'p.publication_id'),
    )
    .select(['p.kpi_code', 'p.grain', 'p.from_period', 'b.id', 'b.published_at'])
    .where('p.council_id', '=', councilId)
    .orderBy('p.kpi_code')
    .orderBy('p.grain')
    .limit(1)
    .executeTakeFirst()
  if (next === undefined) return false
  const publication = { councilId, id: next.id, publishedAt: next.published_at }
  await recordFollowing(trx, publication, next.kpi_code, next.grain as Grain, next.from_period)
  await trx
    .deleteFrom('pending_figures')
    .where('council_id', '=', councilId)
    .where('kpi_code', '=', next.kpi_code)
    .where('grain', '=', next.grain)
    .execute()
  // Decides of the publication once nothing of it is pending.
  await recordWithheld(trx)
  const isMore = await trx.selectFrom('pending_figures').select('kpi_code').limit(1).executeTakeFirst()
  // The rules across measures are judged last, when no other measure of the publication is left.
  if (isMore === undefined) await recordRuleChanges(trx, publication)
  return true
}

async function recordFollowing(
  trx: Trx,
  publication: Omit<Publication, 'cells'>,
  kpi: string,
  grain: Grain,
  from: string,
): Promise<void> {
  const ledger = (await loadKpiLedgers(trx, { kpis: [kpi] })).get(ledgerKey(kpi, grain))
  if (ledger === undefined) return
  const current = await loadCurrentFigures(trx, [kpi], from)
  const restated = await loadRestatedUnits(trx, publication.id, [kpi], from)
  const lane = new CopyLane(trx)
  const lines = new StagedLines(lane, FIGURES_INTO)
  const verdicts = new Map<string, TeamVerdict>()
  const computed = new Set<string>()
  const store = async (figure: Figure, before: CurrentFigure | undefined, print: string) => {
    const isAnother = isRestated(figure, before, restated, ledger.unitsAt(figure.period))
    if (lines.add(figureLine(figure, print, publication, isAnother))) await lines.send()
  }
  for (const slice of slicesOf(ledger)) {
    for (const figure of computeFigures(slice, from)) {
      verdicts.set(`${figure.unit} ${figure.period}`, teamVerdict(ledger.kpiAt(figure.period), figure))
      computed.add(keyOf(figure))
      const before = current.get(keyOf(figure))
      const print = fingerprint(figure)
      if (before?.fingerprint !== print) await store(figure, before, print)
    }
    await setImmediate()
  }
  const counted: { unit: string; period: string; print: string; variation: object | null }[] = []
  for (const figure of computeRollUps(ledger, from, (team, period) => verdicts.get(`${team} ${period}`))) {
    computed.add(keyOf(figure))
    const before = current.get(keyOf(figure))
    const print = fingerprint(figure)
    if (before?.fingerprint === print) continue
    if (before?.publication !== publication.id) await store(figure, before, print)
    else counted.push({ unit: figure.unit, period: figure.period, print, variation: teamCounts(figure) })
  }
  for (const figure of goneFigures(ledger, computed, { kpi, grain, from }, current.values())) {
    const before = current.get(keyOf(figure))
    const print = fingerprint(figure)
    if (before?.fingerprint !== print) await store(figure, before, print)
  }
  await lines.end()
  for (const { unit, period, print, variation } of counted) {
    await trx
      .updateTable('figure')
      .set({ team_variation: JSON.stringify(variation), fingerprint: print })
      .where('council_id', '=', councilId)
      .where('unit_code', '=', unit)
      .where('kpi_code', '=', kpi)
      .where('period', '=', period)
      .where('publication_id', '=', publication.id)
      .execute()
  }
}

/** The ledger in slices of some teams each. A team's figure does not depend on other teams. */
function* slicesOf(ledger: KpiLedger): Generator<KpiLedger> {
  const trees = new Set(ledger.periods.map((period) => ledger.unitsAt(period)))
  const teams = new Set(
    [...trees].flatMap((tree) => tree.filter((u) => u.kind === 'team').map((u) => u.code)),
  )
  const codes = [...teams]
  const size = Math.max(1, Math.round(SLICE / ledger.periods.length))
  const heard = new Map<string, boolean>()
  const received = (period: string) => {
    const known = heard.get(period) ?? isReceived(ledger, period)
    heard.set(period, known)
    return known
  }
  for (let i = 0; i < codes.length; i += size)
    yield { ...onlyOf(ledger, new Set(codes.slice(i, i + size))), received }
}

/** A ledger of some units alone. */
export function onlyOf(ledger: KpiLedger, codes: ReadonlySet<string>): KpiLedger {
  const parts = new Map<readonly Unit[], readonly Unit[]>()
  return {
    ...ledger,
    unitsAt: (period) => {
      const tree = ledger.unitsAt(period)
      const known = parts.get(tree) ?? tree.filter((unit) => codes.has(unit.code))
      parts.set(tree, known)
      return known
    },
  }
}
