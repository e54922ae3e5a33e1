/** Small examples of the domain's values, which tests vary. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Unit } from '#domain/catalogue/unit.ts'
import type { Analysis, Coverage, Figure } from '#domain/figures/figure.ts'
import { type Cell, cellOf } from '#domain/figures/measurement.ts'
import { noAnalysis, type SeriesPoint } from '#domain/figures/spc/analyse.ts'
import type { ScorecardRow } from '#domain/scorecard/scorecard.ts'

/** A monthly ratio, good when higher, counted by team type H&P, judged from a denominator of 10. */
export function aKpi(over: Partial<Kpi> = {}): Kpi {
  return {
    code: 'AS01',
    name: 'Assessments in 45 days',
    kind: 'ratio',
    basis: 'flow',
    unit: 'percent',
    good: 'higher',
    dimension: 'delivery',
    numerator: 'assessments in time',
    denominator: 'assessments',
    clock: null,
    minimum: 10,
    mayExceed: false,
    decimals: 1,
    grains: ['monthly'],
    teamTypes: ['H&P'],
    countedBy: ['H&P'],
    core: true,
    subject: 'assessments',
    returnCode: 'assessment_and_oversight',
    order: 10,
    benchmark: null,
    source: '',
    note: '',
    sharesBase: null,
    eachOneCounts: null,
    screenLimits: true,
    lastMonth: null,
    ...over,
  }
}

export function ratioCell(numerator: number, denominator: number): Cell {
  return cellOf('ratio', { numerator, denominator, value: null, symbol: null })
}

export function countCell(numerator: number): Cell {
  return cellOf('count', { numerator, denominator: null, value: null, symbol: null })
}

export function valueOnlyCell(value: number): Cell {
  return cellOf('ratio', { numerator: null, denominator: null, value, symbol: null })
}

/** An analysis with full limits and no flag, for tests to vary. */
export function anAnalysis(over: Partial<Analysis> = {}): Analysis {
  return { ...noAnalysis, points: 13, limits: 'full', mean: 80, lower: 70, upper: 90, ...over }
}

/** A judged figure of April 2019: 45 of 50, target 90, met. */
export function aFigure(over: Partial<Figure> = {}): Figure {
  return {
    ...ratioCell(45, 50),
    target: 90,
    floor: 80,
    status: 'met',
    gap: null,
    judgedOn: 'month',
    judgedNumerator: 45,
    judgedDenominator: 50,
    affected: 5,
    unit: 'HP-S1',
    kpi: 'AS01',
    period: '2019-04',
    origin: 'team',
    coverage: null,
    leftOut: null,
    computed: null,
    variation: 'no_real_change',
    assurance: 'hit_or_miss',
    analysis: anAnalysis(),
    teamVariation: null,
    ...over,
  }
}

/** A scorecard row with nothing remarkable. */
export function aRow(
  over: { kpi?: Partial<Kpi>; figure?: Partial<Figure> } & Partial<Omit<ScorecardRow, 'kpi' | 'figure'>> = {},
): ScorecardRow {
  const { kpi, figure, ...rest } = over
  return {
    kpi: aKpi(kpi),
    figure: aFigure({ kpi: kpi?.code ?? 'AS01', ...figure }),
    statuses: ['met', 'met', 'met'],
    due: true,
    hasLiveAction: true,
    stalled: 'no action is linked',
    ...rest,
  }
}

/** An H&P team of service HPC, open from 2015. */
export function aTeam(code: string, over: Partial<Unit> = {}): Unit {
  return {
    code,
    name: code,
    kind: 'team',
    parent: 'HPC',
    teamType: 'H&P',
    opened: '2015-04-01',
    closed: null,
    predecessors: [],
    position: 0,
    ...over,
  }
}

export function aService(code: string, over: Partial<Unit> = {}): Unit {
  return { ...aTeam(code), kind: 'service', parent: 'RIDGE', teamType: null, ...over }
}

export const council: Unit = { ...aTeam('RIDGE'), kind: 'council', parent: null, teamType: null }

/** A monthly series from January 2015. */
export function monthlySeries(values: readonly (number | null)[]): SeriesPoint[] {
  return values.map((value, i) => ({ period: monthAt(i), value }))
}

/** The month `index` months after January 2015. */
export function monthAt(index: number): string {
  return `${2015 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** What a roll-up of two teams added and left out, for tests to vary. */
export function aCoverage(over: Partial<Coverage> = {}): Coverage {
  return {
    expected: 2,
    added: 2,
    noCases: 0,
    notReported: 0,
    suppressed: 0,
    withoutDenominator: 0,
    notApplicable: 0,
    ...over,
  }
}
