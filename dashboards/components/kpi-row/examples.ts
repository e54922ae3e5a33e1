import type { Analysis } from '#domain/figures/figure.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import { examplesOf } from '../example.ts'
import { type KpiRowFigure, kpiRow } from './kpi-row.ts'

const analysis: Analysis = {
  phases: [],
  flags: [],
  points: 26,
  limits: 'full',
  mean: 90,
  lower: 84,
  upper: 96,
  signal: 'shift',
  meaning: 'improving',
  rising: true,
  since: '2018-11',
}

const visits: KpiRowFigure = {
  period: '2019-04',
  state: 'reported',
  value: 93,
  numerator: 372,
  denominator: 400,
  symbol: null,
  ...notAdded,
  status: 'met',
  variation: 'improving',
  analysis,
  judgedOn: 'month',
  judgedNumerator: null,
  judgedDenominator: null,
  restated: false,
}

const kpi = {
  name: 'Visits to children in care in timescale',
  unit: 'percent',
  decimals: 1,
  kind: 'ratio',
  lastMonth: null,
} as const

export const examples = examplesOf(kpiRow, {
  'improving and met': {
    kpi,
    href: '/units/RIDGE/kpis/LC01?to=2019-04',
    figure: visits,
    period: '2019-04',
  },
  'of another period, restated': {
    kpi,
    href: '/units/RIDGE/kpis/FB01?to=2019-Q1',
    figure: { ...visits, period: '2019-Q1', status: 'no_target', variation: 'none', restated: true },
    period: '2019-04',
  },
  'judged on three months': {
    kpi,
    href: '/units/CIC-N/kpis/LC06?to=2019-04',
    figure: {
      ...visits,
      value: 42.857,
      numerator: 3,
      denominator: 7,
      status: 'missed',
      variation: 'none',
      judgedOn: 'three_months',
      judgedNumerator: 12,
      judgedDenominator: 21,
    },
    period: '2019-04',
  },
  'not whole: judged by the last whole month': {
    kpi,
    href: '/units/RIDGE/kpis/LC01?to=2019-04',
    figure: {
      ...visits,
      origin: 'computed',
      coverage: {
        ...{ expected: 6, added: 4, noCases: 0, notApplicable: 0 },
        ...{ notReported: 2, suppressed: 0, withoutDenominator: 0 },
      },
      leftOut: {
        of: 'team',
        units: ['CIC-N', 'CIC-C'],
        share: 0.35,
        lastWhole: {
          ...visits,
          ...{ target: 90, floor: 80, gap: null, affected: 28, assurance: 'hit_or_miss' },
          period: '2019-03',
          variation: 'concerning',
        },
      },
      status: 'not_whole',
      variation: 'none',
    },
    period: '2019-04',
  },
  suppressed: {
    kpi,
    href: '/units/RIDGE/kpis/LC01?to=2019-04',
    figure: {
      ...visits,
      state: 'suppressed',
      value: null,
      numerator: null,
      denominator: null,
      symbol: 'c',
      status: null,
      variation: 'none',
    },
    period: '2019-04',
  },
  retired: { kpi: { ...kpi, lastMonth: '2019-01' }, href: null, figure: null, period: '2019-04' },
  'nothing published': { kpi, href: null, figure: null, period: null },
})
