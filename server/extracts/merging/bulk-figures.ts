/** The figures of a publication with very many cells. Those of services and the council are stored with it, those
 *  of its teams right after it, so that values are published at once and teams' verdicts follow. */
import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { computeFigures, computeRollUps } from '#domain/figures/compute-figures.ts'
import type { Figure } from '#domain/figures/figure.ts'
import type { KpiLedger } from '#domain/figures/kpi-ledger.ts'
import { pooledUnits } from '#domain/figures/spc/persistence.ts'
import type { Grain } from '#domain/time/period.ts'
import { councilId } from '../../db/council-id.ts'
import { afterCommit, type Trx } from '../../db/database.ts'
import { loadStoredFigures, type StoredFigure } from '../../record/figures.ts'
import { ledgerKey, loadKpiLedgers, loadRules, type Rules } from '../../record/ledger.ts'
import { loadSummedLedgers, type TeamShare } from '../../record/summed-ledger.ts'
import { CopyLane, StagedLines } from '../record/staged-lines.ts'
import {
  earliestTouched,
  FIGURES_INTO,
  figureLine,
  fingerprint,
  keyOf,
  loadCurrentFigures,
  type Publication,
} from './figures.ts'
import { goneFigures } from './gone-figures.ts'
import { finishFigures, onlyOf } from './pending-figures.ts'
import { withPersistence } from './persistence.ts'
import { isRestated, loadRestatedUnits, nothingRestated, type RestatedUnits } from './restated-figures.ts'

/**
 * Stores the figures of services and the council, without the count of improving teams. Also stores those of teams
 * that sign months off, since a signed-off month must not change unnoticed. The rest is recorded as pending and
 * begins once the publication is committed. `shares` are the sums over its teams, if known. Returns how many figures
 * were stored, and for how many KPIs more will follow.
 */
export async function recordFiguresInBulk(
  trx: Trx,
  publication: Publication,
  shares?: readonly TeamShare[],
): Promise<{ figures: number; pending: number }> {
  const touched = [...earliestTouched(publication.cells).values()]
  const kpis = [...new Set(touched.map((t) => t.kpi))]
  const from = touched.map((t) => t.from).sort()[0] ?? ''
  const rules = await loadRules(trx)
  const ledgers = await loadSummedLedgers(trx, publication.cells, rules, shares)
  for (const { kpi, grain } of touched) {
    const whole = ledgers.get(ledgerKey(kpi, grain))
    if (whole === undefined) continue
    const teams = () => loadPooledTeams(trx, kpi, grain, { whole, rules })
    ledgers.set(ledgerKey(kpi, grain), await withPersistence(trx, kpi, whole, publication, teams))
  }
  const above = await loadRollUps(trx, kpis, from)
  const restated =
    above.size === 0 ? nothingRestated : await loadRestatedUnits(trx, publication.id, kpis, from)
  const lane = new CopyLane(trx)
  const lines = new StagedLines(lane, FIGURES_INTO)
  let figures = 0
  const store = async (figure: Figure, isAnother: boolean) => {
    figures++
    if (lines.add(figureLine(figure, fingerprint(figure), publication, isAnother))) await lines.send()
  }
  for (const { kpi, grain, from: first } of touched) {
    const ledger = ledgers.get(ledgerKey(kpi, grain))
    if (ledger === undefined) continue
    const computed = computeRollUps(ledger, first, null)
    const known = new Set(computed.map(keyOf))
    const gone = goneFigures(ledger, known, { kpi, grain, from: first }, above.values())
    for (const figure of [...computed, ...gone]) {
      const before = above.get(keyOf(figure))
      if (before === undefined || !saysTheSame(before, figure))
        await store(figure, isRestated(figure, before, restated, ledger.unitsAt(figure.period)))
    }
    await setImmediate()
  }
  await lane.free()
  for (const { figure, isAnother } of await signedOffFigures(trx, touched, { rules, ledgers, restated }))
    await store(figure, isAnother)
  await lines.end()
  await recordPending(trx, publication.id, touched)
  // If this fails or its process dies, the sweep finishes it.
  afterCommit(trx, (db) => void finishFigures(db).catch(() => undefined))
  return { figures, pending: kpis.length }
}

type Touched = { kpi: string; grain: Grain; from: string }

/** The ledger of the teams that a KPI's persistence is estimated from. */
async function loadPooledTeams(
  trx: Trx,
  kpi: string,
  grain: Grain,
  { whole, rules }: { whole: KpiLedger; rules: Rules },
): Promise<KpiLedger> {
  const { teamShares: _, ...ledger } = whole
  const own = await loadKpiLedgers(trx, { kpis: [kpi], units: pooledUnits(ledger) }, rules)
  return { ...ledger, cell: own.get(ledgerKey(kpi, grain))?.cell ?? (() => undefined) }
}

/** The current figures of services and the council, by key. */
async function loadRollUps(
  trx: Trx,
  kpis: readonly string[],
  from: string,
): Promise<Map<string, StoredFigure>> {
  const units = await trx.selectFrom('unit').select('code').where('kind', '<>', 'team').execute()
  const figures = await loadStoredFigures(trx, { units: units.map(({ code }) => code), kpis, from })
  return new Map(figures.map((figure) => [keyOf(figure), figure]))
}

/** Whether two figures are equal, apart from the counts of teams. */
function saysTheSame(stored: StoredFigure, figure: Figure): boolean {
  const { publicationId: _id, publishedAt: _at, restated: _restated, ...said } = stored
  const plain: Figure = JSON.parse(JSON.stringify({ ...figure, affected: Math.round(figure.affected) }))
  const uncounted = { teamVariation: null, teamsShort: null }
  return isDeepStrictEqual({ ...said, ...uncounted }, { ...plain, ...uncounted })
}

/** The figures that change of teams that ever took a step to sign a month off. */
async function signedOffFigures(
  trx: Trx,
  touched: readonly Touched[],
  {
    rules,
    ledgers,
    restated,
  }: { rules: Rules; ledgers: ReadonlyMap<string, KpiLedger>; restated: RestatedUnits },
): Promise<{ figure: Figure; isAnother: boolean }[]> {
  const signing = await trx.selectFrom('scorecard_sign_off').select('unit_code').distinct().execute()
  const teams = signing.map(({ unit_code }) => unit_code)
  if (teams.length === 0) return []
  const kpis = [...new Set(touched.map((t) => t.kpi))]
  const own = await loadKpiLedgers(trx, { kpis, units: teams }, rules)
  const from = touched.map((t) => t.from).sort()[0] ?? ''
  const current = await loadCurrentFigures(trx, kpis, from, teams)
  const found: { figure: Figure; isAnother: boolean }[] = []
  for (const { kpi, grain, from: first } of touched) {
    const whole = ledgers.get(ledgerKey(kpi, grain))
    if (whole === undefined) continue
    const { teamShares: _, ...ledger } = whole
    const { cell = () => undefined } = own.get(ledgerKey(kpi, grain)) ?? {}
    const computed = computeFigures(onlyOf({ ...ledger, cell }, new Set(teams)), first)
    const known = new Set(computed.map(keyOf))
    const gone = goneFigures({ cell }, known, { kpi, grain, from: first }, current.values())
    for (const figure of [...computed, ...gone]) {
      const before = current.get(keyOf(figure))
      if (before?.fingerprint !== fingerprint(figure)) {
        found.push({ figure, isAnother: isRestated(figure, before, restated, whole.unitsAt(figure.period)) })
      }
    }
    await setImmediate()
  }
  return found
}

async function recordPending(trx: Trx, publication: number, touched: readonly Touched[]): Promise<void> {
  await trx
    .insertInto('pending_figures')
    .values(
      touched.map(({ kpi, grain, from }) => ({
        council_id: councilId,
        kpi_code: kpi,
        grain,
        from_period: from,
        publication_id: publication,
      })),
    )
    .execute()
}
