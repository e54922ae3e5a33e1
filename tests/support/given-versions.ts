/** Every version of every figure of a database, and what of it was given outside with its publication. */
import { sql } from 'kysely'
import type { Figure } from '#domain/figures/figure.ts'
import type { Withheld } from '#domain/suppression/decide-withheld.ts'
import { type Suppression, suppressionOf, withhold } from '#domain/suppression/suppression.ts'
import { lastMonth } from '#domain/time/period.ts'
import type { Db } from '#server/db/database.ts'
import { loadUnitHistory } from '#server/record/units.ts'
import type { GivenVersion } from './reader-over-time.ts'

/** The versions in the order of publication, of all KPIs or of some. */
export async function loadGivenVersions(
  db: Db,
  kpis: readonly string[] | null = null,
): Promise<GivenVersion[]> {
  const [figures, suppressedAt] = [await loadVersions(db, kpis), await loadSuppressedAt(db)]
  return figures.map(({ publication, ...truth }) => ({
    publication,
    truth,
    given: withhold(truth, suppressedAt(truth.kpi, publication)),
  }))
}

type Version = Figure & { publication: number }

async function loadVersions(db: Db, kpis: readonly string[] | null): Promise<Version[]> {
  const { rows } = await sql<Version & { teams: Record<string, number> | null }>`
    select publication_id as publication, kpi_code as kpi, unit_code as unit, period, origin, state, numerator, denominator,
      value, symbol, coverage, left_out as "leftOut", computed, target, floor, status, gap, judged_on as "judgedOn",
      judged_numerator as "judgedNumerator", judged_denominator as "judgedDenominator", affected, variation, assurance,
      analysis, team_variation as teams
    from figure ${kpis === null ? sql`` : sql`where kpi_code = any(${kpis}::text[])`}
    order by publication_id, kpi_code, period, unit_code`.execute(db)
  return rows.map(({ teams, ...figure }) => {
    if (teams === null) return { ...figure, teamVariation: null }
    const { short, ...teamVariation } = teams
    return short === undefined
      ? { ...figure, teamVariation }
      : { ...figure, teamVariation, teamsShort: short }
  })
}

/** What was hidden of a KPI with a publication. */
async function loadSuppressedAt(db: Db): Promise<(kpi: string, publication: number) => Suppression> {
  const { rows: withheld } = await sql<
    Withheld & { publication: number; from: number | null; to: number | null } & Record<
        'n' | 'd',
        number | null
      >
  >`
    select kpi_code as kpi, unit_code as unit, period, publication_id as publication, band_from as "from", band_to as "to",
      band_numerator as n, band_denominator as d
    from withheld_cell`.execute(db)
  const { rows: lasts } = await sql<{ kpi: string; publication: number; last: string }>`
    select kpi_code as kpi, publication_id as publication, max(period) as last from figure group by 1, 2`.execute(
    db,
  )
  const byKpi = Map.groupBy(withheld, (w) => w.kpi)
  const lastsOf = Map.groupBy(lasts, (l) => l.kpi)
  const tree = await loadUnitHistory(db)
  const found = new Map<string, Suppression>()
  return (kpi, publication) => {
    const key = `${kpi} ${publication}`
    const known = found.get(key)
    if (known !== undefined) return known
    const own = (byKpi.get(kpi) ?? []).filter((w) => w.publication <= publication)
    const cells = own.map(({ from, to, n, d, ...place }): Withheld => {
      const band = from === null || to === null ? null : { from, to, numerator: n, denominator: d }
      return { ...place, band }
    })
    const periods = (lastsOf.get(kpi) ?? []).filter((l) => l.publication <= publication).map((l) => l.last)
    const last = periods.reduce((max, period) => (period > max ? period : max), '')
    const suppression = suppressionOf(cells, (period) => tree.in(lastMonth(period)), last)
    found.set(key, suppression)
    return suppression
  }
}
