import { notAdded } from '#domain/figures/wholeness.ts'
import { examplesOf } from '../example.ts'
import { heatmapTable } from './heatmap-table.ts'

const percent = { unit: 'percent', decimals: 0, kind: 'ratio', good: 'higher' } as const
const nothing = { numerator: null, denominator: null, value: null, symbol: null, ...notAdded }

export const examples = examplesOf(heatmapTable, {
  'against target': {
    caption: 'Visits on time by team and month',
    kpi: percent,
    rowHeading: 'Team',
    colourBy: 'target',
    columns: [{ text: 'Mar 2019' }, { text: 'Apr 2019', href: '?period=2019-04' }],
    rows: [
      {
        name: 'South',
        href: '/units/S',
        cells: [
          {
            ...nothing,
            state: 'reported',
            numerator: 76,
            denominator: 100,
            value: 76,
            target: 90,
            status: 'missed',
            href: '/k',
          },
          {
            ...nothing,
            state: 'reported',
            numerator: 90,
            denominator: 100,
            value: 90,
            target: 90,
            status: 'met',
          },
        ],
      },
      {
        name: 'Central',
        cells: [
          {
            ...nothing,
            state: 'reported',
            numerator: 3,
            denominator: 4,
            value: 75,
            target: 90,
            status: 'small_number',
          },
          { ...nothing, state: 'not_reported', target: 90, status: 'no_data' },
        ],
      },
    ],
  },
  'by variation': {
    caption: 'Measures by team',
    captionSize: 'hidden',
    kpi: percent,
    rowHeading: 'Team',
    summary: [{ name: 'South', href: '/units/S', said: 'Caseload 16.8: improving' }],
    colourBy: 'variation',
    columns: [{ text: 'Caseload' }, { text: 'Visits' }, { text: 'Contacts' }],
    rows: [
      {
        name: 'South',
        cells: [
          {
            ...nothing,
            state: 'reported',
            numerator: 302.5,
            denominator: 18,
            value: 16.8,
            target: null,
            status: null,
            variation: 'improving',
            rising: false,
            kpi: { unit: 'children_per_fte', decimals: 1, kind: 'mean', good: 'lower' },
          },
          {
            ...nothing,
            state: 'reported',
            numerator: 80,
            denominator: 100,
            value: 80,
            target: 90,
            status: 'missed',
            variation: 'no_real_change',
          },
          { ...nothing, state: 'suppressed', symbol: 'c', target: null, status: null },
        ],
      },
      {
        name: 'Court',
        cells: [
          {
            ...nothing,
            state: 'reported',
            value: 71,
            numerator: 71,
            denominator: 100,
            target: 90,
            status: 'missed',
            variation: 'concerning',
            rising: false,
          },
          { ...nothing, state: 'not_applicable', target: null, status: null, isAbsent: true },
          {
            ...nothing,
            state: 'reported',
            value: 60,
            numerator: 3,
            denominator: 5,
            target: 90,
            status: 'small_number',
            variation: 'none',
          },
        ],
      },
    ],
  },
})
