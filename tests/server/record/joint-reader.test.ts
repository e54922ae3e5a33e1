/** The demonstration against a reader outside who keeps everything that was ever given of it. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import { withheldCell } from '#domain/suppression/suppression.ts'
import { addPeriods, grainOf, lastMonth } from '#domain/time/period.ts'
import type { Db } from '#server/db/database.ts'
import { loadCatalogueHistory } from '#server/record/catalogue.ts'
import { loadFigures, type StoredFigure } from '#server/record/figures.ts'
import { readOutside } from '#server/record/suppression.ts'
import { loadUnitHistory } from '#server/record/units.ts'
import { testDatabase } from '../../support/database.ts'
import { concludeFrom, type ReadCell, type Reading } from '../../support/joint-reader.ts'
import { partOf } from '../../support/run-size.ts'
import { isTold } from '../../support/solve-facts.ts'
import { some } from '../../support/some.ts'

let db: Db
let given: StoredFigure[]
beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  given = await loadFigures(readOutside(db), {})
}, 60_000)

type Version = ReadCell & {
  period: string
  publication: number
  withheld: number | null
  from: number | null
  to: number | null
  bandNumerator: number | null
  bandDenominator: number | null
}

function loadVersions(): Promise<Version[]> {
  return sql<Version>`
    select f.kpi_code as kpi, f.unit_code as unit, f.period, f.publication_id as publication, f.origin, f.state, f.numerator,
      f.denominator, w.publication_id as withheld, w.band_from as "from", w.band_to as "to",
      w.band_numerator as "bandNumerator", w.band_denominator as "bandDenominator"
    from figure f
    left join withheld_cell w on w.council_id = f.council_id and w.kpi_code = f.kpi_code and w.unit_code = f.unit_code
      and w.period = f.period
    order by f.publication_id, f.unit_code`
    .execute(db)
    .then(({ rows }) => rows)
}

/** What a reader was given of these cells, after each publication that touched them. */
function readingsOf(rows: readonly Version[]): Reading[] {
  const current = new Map<string, Version>()
  return [...Map.groupBy(rows, (r) => r.publication)].map(([publication, own]) => {
    for (const row of own) current.set(`${row.kpi} ${row.unit}`, row)
    const truth = [...current.values()]
    return { truth, given: truth.map((row) => outside(row, publication)) }
  })
}

function outside(row: Version, publication: number): ReadCell {
  if (row.withheld === null || row.withheld > publication || row.state !== 'reported') return row
  const { from, to, bandNumerator: numerator, bandDenominator: denominator } = row
  return {
    ...row,
    ...withheldCell(row, from === null || to === null ? null : { from, to, numerator, denominator }),
  }
}

describe('a reader who keeps all that was given of the demonstration', () => {
  it('solves no small number, and rules out none of 1 to 5', async () => {
    const rows = await loadVersions()
    const [catalogue, tree] = [await loadCatalogueHistory(db), await loadUnitHistory(db)]
    const baseOf = (kpi: Kpi) => kpi.sharesBase?.base ?? kpi.code
    const kpisIn = (period: string) => new Map(catalogue.in(lastMonth(period)).map((k) => [k.code, k]))
    const all = [...new Set(rows.map((r) => r.period))].sort()
    const looked = { small: 0, several: 0 }
    for (const period of partOf(all, 9, all.indexOf('2019-02'))) {
      const kpis = kpisIn(period)
      const own = rows.filter((r) => r.period === period && kpis.has(r.kpi))
      for (const cells of Map.groupBy(own, (r) => baseOf(kpis.get(r.kpi) as Kpi)).values()) {
        if (cells.some((c) => c.denominator !== null && (c.numerator ?? 0) > c.denominator)) continue
        const readings = readingsOf(cells)
        if (readings.length > 1) looked.several++
        const { conclusions } = concludeFrom(readings, {
          kpis: [...new Set(cells.map((c) => c.kpi))].map((code) => kpis.get(code) as Kpi),
          units: tree.in(lastMonth(period)),
        })
        looked.small += conclusions.length
        expect(conclusions.filter(isTold), `${period} ${cells[0]?.kpi}`).toEqual([])
      }
    }
    expect(looked.small).toBeGreaterThan(500)
    expect(looked.several).toBeGreaterThan(0)
  }, 120_000)

  it('has no average over a hidden point, and no sum of three months with one, to subtract the others from', () => {
    const hidden = new Set(
      given.filter((f) => f.state === 'suppressed').map((f) => `${f.unit} ${f.kpi} ${f.period}`),
    )
    const periodsOf = Map.groupBy(given, (f) => `${f.unit} ${f.kpi} ${grainOf(f.period)}`)
    const isHidden = (f: StoredFigure, period: string) => hidden.has(`${f.unit} ${f.kpi} ${period}`)
    const averaged = given.filter((f) => f.analysis.phases.some((p) => p.mean !== null))
    for (const figure of partOf(averaged, 20)) {
      const points = periodsOf.get(`${figure.unit} ${figure.kpi} ${grainOf(figure.period)}`) ?? []
      const told = figure.analysis.phases.filter((p) => p.mean !== null)
      const among = points.filter((f) => told.some((p) => p.from <= f.period && f.period <= p.to))
      expect(among.filter((f) => isHidden(f, f.period))).toEqual([])
    }
    for (const figure of some(given.filter((f) => f.judgedOn === 'three_months')))
      expect([0, -1, -2].filter((n) => isHidden(figure, addPeriods(figure.period, n)))).toEqual([])
  })
})
