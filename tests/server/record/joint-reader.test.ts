/**
 * The demonstration against a reader outside who keeps everything that was ever given of it, in one system of equations. What an
 * outside reader can get, and what each answer is to that reader (`tests/support/joint-reader.ts`, `reader-over-time.ts`):
 *
 * | Answer | What it is |
 * |---|---|
 * | value, numerator, denominator, symbol, exclusions of a figure given (pages, files, CSV, Arrow, API, charts, alt texts) | equations |
 * | sums of teams to services and the council, with each publication | equations |
 * | figures of a base that measures share | equations |
 * | a figure that did not change between publications: arrivals, restatements, what is taken back | the same unknown |
 * | the sum of three months that a figure is judged on (`judgedNumerator`, `judgedDenominator`) | equations |
 * | the financial year so far of a scorecard and a series (`yearToDate`): added up from the months given to that reader alone | equations |
 * | the last whole figure beside one that is not whole | equations |
 * | mean by the NHS package (`method=nhs`), level by the spoken rule | equations, where any point is not given |
 * | lower and upper limits, near limits, usual range | none is given over a hidden point: asserted |
 * | weeks of a month, the week that ends with it, measures among others (`seeds/rules`) | equations or inequalities |
 * | bands, in whatever words | inequalities |
 * | windows of twelve and of three months | with one hidden the unit's whole series is: asserted |
 * | status, gap, "k of n met", "each one counts" | follow from the figure's own counts, which are given with it |
 * | variation, assurance, findings, signals, order by evidence, "about n by chance", headline, counts of rows, movers | drawn from
 *   figures that are given whole, over phases without a hidden point; withheld figures are counted as not known |
 * | how the teams beneath changed, and how many fell short | not given if a team beneath was ever hidden: asserted |
 * | months met of the last 13 | within a phase without a hidden point |
 * | benchmarks of other places, targets, dates, names, completeness of returns | nothing: no count of this council |
 * | commentary, decisions, evidence, progress, search | released text only |
 * | versions, moments, lineage, changes, news, disagreements, files and their receipts, `prove` | not given outside |
 */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '#domain/figures/figure.ts'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import { addPeriods, lastMonth } from '#domain/time/period.ts'
import type { Db } from '#server/db/database.ts'
import { loadCatalogueHistory } from '#server/record/catalogue.ts'
import { loadMeasureRules } from '#server/record/measure-rules.ts'
import { loadUnitHistory } from '#server/record/units.ts'
import { testDatabase } from '../../support/database.ts'
import { loadGivenVersions } from '../../support/given-versions.ts'
import {
  concludeFromEverything,
  type GivenVersion,
  type OutsideRules,
} from '../../support/reader-over-time.ts'
import { bySize } from '../../support/run-size.ts'
import { isTold } from '../../support/solve-facts.ts'
import { some } from '../../support/some.ts'

let db: Db
let rules: OutsideRules
let versions: GivenVersion[]

/** Measures that tell of each other, and one that is judged on three months; in CI half of all; in the soak every one. */
const few = ['CP01', 'CP02', 'CP06', 'CP07', 'AS01', 'AS03', 'AS04', 'AS05', 'QA01', 'CP08', 'QA02']

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  const [catalogue, tree] = [await loadCatalogueHistory(db), await loadUnitHistory(db)]
  rules = {
    kpisIn: remembered((period) => catalogue.in(lastMonth(period))),
    unitsIn: remembered((period) => tree.in(lastMonth(period))),
    measureRules: await loadMeasureRules(db),
  }
  const codes = some(catalogue.in('9999-12').map((k) => k.code))
  const half = [...few, ...codes.filter((code, i) => i % 2 === 0 && !few.includes(code))]
  versions = await loadGivenVersions(db, bySize({ part: few, wide: half, whole: codes }))
}, 240_000)

function remembered<T>(find: (period: string) => T): (period: string) => T {
  const known = new Map<string, T>()
  return (period) => {
    const found = known.get(period) ?? find(period)
    known.set(period, found)
    return found
  }
}

describe('a reader who keeps all that was given of the demonstration', () => {
  it('solves no small number in one system of equations, and rules out none of 1 to 5', () => {
    const { conclusions, tally } = concludeFromEverything(versions, rules)
    expect(conclusions.filter(isTold)).toEqual([])
    expect(conclusions.length).toBeGreaterThan(1_000)
    const kinds = [
      'cells and their sums',
      'bands',
      'averages by the NHS package',
      'levels of the spoken rule',
      'sums of three months',
      'years so far',
      'CP02-WITHIN-CP01',
      'CP07-WITHIN-CP06',
    ]
    for (const kind of some(kinds)) expect(tally.get(kind)?.used ?? 0, kind).toBeGreaterThan(20)
    // What the reader knows of calculations is true of every figure.
    for (const kind of some(kinds.slice(0, 6))) expect(tally.get(kind)?.broken, kind).toBe(0)
  }, 300_000)

  it('is given no limit over a hidden point, and no sum of three months with one', () => {
    const looked = { phases: 0, sums: 0, hidden: [] as string[] }
    const hiddenAt = new Map<string, number>()
    for (const { publication, truth, given } of versions) {
      const place = placeOf(truth, truth.period)
      if (given.state === 'suppressed' && !hiddenAt.has(place)) hiddenAt.set(place, publication)
    }
    const isHidden = ({ truth, publication }: GivenVersion, period: string) =>
      (hiddenAt.get(placeOf(truth, period)) ?? Number.POSITIVE_INFINITY) <= publication
    for (const version of some(versions)) {
      const { given } = version
      for (const { from, to } of limitedPhases(given.analysis)) {
        looked.phases++
        for (let at = from; at <= to; at = addPeriods(at, 1))
          if (isHidden(version, at)) looked.hidden.push(`${placeOf(given, given.period)} over ${at}`)
      }
      if (given.judgedOn !== 'three_months') continue
      looked.sums++
      const months = [0, -1, -2].map((n) => addPeriods(given.period, n))
      for (const at of months)
        if (isHidden(version, at)) looked.hidden.push(`${placeOf(given, given.period)} with ${at}`)
    }
    expect(looked.hidden).toEqual([])
    expect(looked.phases).toBeGreaterThan(500)
    expect(looked.sums).toBeGreaterThan(20)
  })

  it('is given no figure of a rolling series after one of it was hidden, and no count of teams above', () => {
    const looked = { rolling: 0, wholes: 0, given: [] as string[] }
    const kpiOf = new Map(rules.kpisIn('2019-04').map((k) => [k.code, k]))
    const last = new Map(versions.map((v) => [placeOf(v.truth, v.truth.period), v]))
    for (const own of some(Map.groupBy(versions, (v) => `${v.truth.kpi} ${v.truth.unit}`).values())) {
      const kpi = kpiOf.get(own[0]?.truth.kpi ?? '')
      const since = own.find((v) => v.given.state === 'suppressed')?.publication
      if (kpi === undefined || !isRolling(kpi.basis) || since === undefined) continue
      looked.rolling++
      const later = own.filter((v) => v.publication >= since && v.given.state === 'reported')
      looked.given.push(...later.map((v) => placeOf(v.truth, v.truth.period)))
    }
    const hidden = new Set(hiddenOf(versions).map((v) => placeOf(v.truth, v.truth.period)))
    const isBeneath = (unit: string, whole: string, period: string): boolean => {
      const parent = rules.unitsIn(period).find((u) => u.code === unit)?.parent ?? null
      return parent !== null && (parent === whole || isBeneath(parent, whole, period))
    }
    for (const { truth, given } of some(last.values())) {
      if (given.teamVariation === null) continue
      looked.wholes++
      const teams = rules.unitsIn(truth.period).filter((u) => isBeneath(u.code, truth.unit, truth.period))
      for (const { code } of teams)
        if (hidden.has(`${truth.kpi} ${code} ${truth.period}`))
          looked.given.push(`${placeOf(truth, truth.period)} over ${code}`)
    }
    expect(looked.given).toEqual([])
    expect(looked.rolling).toBeGreaterThan(5)
    expect(looked.wholes).toBeGreaterThan(20)
  })
})

function hiddenOf(all: readonly GivenVersion[]): GivenVersion[] {
  return all.filter((v) => v.given.state === 'suppressed' && v.truth.state !== 'suppressed')
}

function placeOf({ kpi, unit }: { kpi: string; unit: string }, period: string): string {
  return `${kpi} ${unit} ${period}`
}

/** The phases of both rules that a figure is given with limits or an average of. */
function limitedPhases({ phases, nhs }: Analysis) {
  return [...phases, ...(nhs?.phases ?? [])].filter(
    (p) => p.mean !== null || p.lower !== null || p.upper !== null,
  )
}
