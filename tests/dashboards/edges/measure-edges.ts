import audits from '#dashboards/charts/audits/example.json' with { type: 'json' }
import freshness from '#dashboards/charts/freshness/example.json' with { type: 'json' }
import { titledFreshness } from '#dashboards/charts/freshness/freshness.ts'
import reallyChanged from '#dashboards/charts/really-changed/example.json' with { type: 'json' }
import { type ReallyChanged, titledChanges } from '#dashboards/charts/really-changed/really-changed.ts'
import { specifiedChart } from '#dashboards/charts/specified-chart.ts'
import { exampleRows } from '#dashboards/charts/specified-examples.ts'
import targetBar from '#dashboards/charts/target-bar/example.json' with { type: 'json' }
import { type TargetBars, titledTargetBars } from '#dashboards/charts/target-bar/target-bar.ts'
import { notAdded } from '#domain/figures/wholeness.ts'
import {
  at,
  bothOf,
  byEdge,
  byLarger,
  type Edges,
  kpiNames,
  longService,
  many,
  unitNames,
} from './edge-figures.ts'

// The words of an example are typed as any string where JSON is read: each is checked by the tests of its own chart.

/** Charts of several measures or returns at the edges of their data. */
export const measureEdges = {
  'really-changed': () => {
    const given = reallyChanged as unknown as ReallyChanged
    const drawn = (change: (i: number) => Partial<ReallyChanged['rows'][number]>) =>
      bothOf(
        titledChanges({
          ...given,
          rows: many(given.rows, (row, i) => ({
            ...row,
            unit: { code: `T${i}`, name: at(unitNames, i) },
            kpi: { ...row.kpi, name: at(kpiNames, i), unit: 'percent' },
            ...change(i),
          })),
        }),
      )
    return {
      ...byEdge(({ of }) =>
        drawn((i) => {
          const { status: _, ...cell } = of(i)
          const value = Math.min(100, cell.value ?? 50)
          const figure = { ...cell, value: cell.value === null ? null : value, ...notAdded }
          return { now: figure, before: figure, lower: value, mean: value, upper: value, target: value }
        }),
      ),
      ...byLarger(given, (larger) => bothOf(titledChanges(larger))),
    }
  },
  'target-bar': () => {
    const given = targetBar as TargetBars
    return {
      ...byLarger(given, (larger) => bothOf(titledTargetBars(larger))),
      ...byEdge(({ of }) =>
        bothOf(
          titledTargetBars({
            ...given,
            rows: many(given.rows, (row, i) => {
              const { status = row.status, ...cell } = of(i)
              return {
                ...{ ...row, kpi: { ...row.kpi, name: at(kpiNames, i) }, status },
                cell: { ...cell, ...notAdded },
                ...{ previous: cell.value, target: cell.value ?? 0, floor: cell.value },
                short: '1,234,567 more children at the end of the month would have met the target',
              }
            }),
          }),
        ),
      ),
    }
  },
  audits: () => {
    const given = exampleRows('audits', audits)
    const drawn = (met: number | null, total: number | null, name = (i: number) => at(kpiNames, i)) =>
      bothOf(
        specifiedChart('audits', {
          ...given,
          rows: many(given.rows, (row, i) => ({
            ...{
              ...row,
              name: name(i),
              met,
              total,
              notMet: met === null || total === null ? null : total - met,
            },
            ...(met === null || total === null ? {} : { counted: `${met} of ${total}` }),
          })),
        }),
      )
    return {
      ...byLarger(given.rows, (rows) => bothOf(specifiedChart('audits', { ...given, rows }))),
      'none of many': drawn(0, 1_234_567),
      'all of many': drawn(1_234_567, 1_234_567),
      'one of many': drawn(1, 1_234_567),
      'half of a few': drawn(5, 10),
      'long names': drawn(1_234, 1_234_567, () => longService),
    }
  },
  freshness: () => {
    const { rows } = freshness
    const [last] = rows.slice(-1).map(({ period }) => period)
    return {
      ...byLarger(freshness, (larger) => bothOf(titledFreshness(larger))),
      '25 with long names': titledFreshness({
        ...freshness,
        rows: Array.from({ length: 25 }, (_, i) =>
          rows
            .filter(({ code }) => code === rows[0]?.code)
            .map((row) => ({ ...row, code: `R${i}`, name: `${at(kpiNames, i)} ${i}` })),
        ).flat(),
      }).picture,
      'one month': bothOf(titledFreshness({ ...freshness, rows: rows.filter((r) => r.period === last) })),
      'very late': bothOf(
        titledFreshness({
          ...freshness,
          rows: rows.map((row) => ({ ...row, came: 'not in, 3700 late', late: true, restated: 1_234_567 })),
        }),
      ),
    }
  },
} as const satisfies Edges
