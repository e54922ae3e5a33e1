import { periodName } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { palette } from '../../palette.ts'
import { altText } from '../alt-text.ts'
import type { ChartInput, Picture, TitledChart } from '../picture.ts'
import { lineRuns, pointAt, stretches } from '../points.ts'
import { chartWidths, periodAxis, type Size, valueAxis } from '../scale.ts'

/** How many children or contacts reached each stage, month by month, earliest first. */
export type DemandFlow = {
  scope: string
  months: readonly string[]
  /** The finding on the first stage, the only one that is judged for change. */
  finding: string
  /** In the order in which a child reaches them. */
  stages: readonly {
    name: string
    values: readonly (number | null)[]
    /** For each month, the count that is not whole and therefore not among the values: "35 from 4 of 7 teams". */
    lacking?: readonly (string | null)[]
  }[]
}

/** Demand as it flows: one line for each stage, starting at zero, over the same months. */
export function titledDemandFlow(flow: DemandFlow): TitledChart {
  const { scope, months, stages } = flow
  const [first = '', last = ''] = [months[0], months.at(-1)]
  const latest = stages
    .flatMap(({ name, values }) => {
      const value = values.at(-1)
      return value == null ? [] : [`${formatNumber(value)} ${name.toLowerCase()}`]
    })
    .join(', ')
  return {
    picture: demandFlowPicture(flow),
    narrow: demandFlowPicture(flow, 'narrow'),
    title: flow.finding.replace(/\.$/, ''),
    subtitle: `From contact to conference, counted each month. ${scope}, ${periodName(first)} to ${periodName(last)}. Only the first is judged for change`,
    alt: altText({
      type: 'Line charts',
      measure: 'demand',
      scope,
      first: periodName(first),
      last: periodName(last),
      finding: flow.finding,
      latest:
        latest === ''
          ? `Latest: nothing reported for ${periodName(last)}`
          : `Latest ${latest} in ${periodName(last)}`,
    }),
    columns: [{ heading: 'Month' }, ...stages.map(({ name }) => ({ heading: name, numeric: true }))],
    rows: months
      .map((month, i) => [
        periodName(month),
        ...stages.map(({ values, lacking }) => said(values[i] ?? null, lacking?.[i])),
      ])
      .reverse(),
    records: months.flatMap((period, i) =>
      stages.map(({ name, values }) => ({ stage: name, period, value: values[i] ?? null })),
    ),
  }
}

function said(value: number | null, lacking: string | null = null): string {
  return value === null ? (lacking ?? 'No figure') : formatNumber(value)
}

/** One part for each stage, one above another; the months are beneath the last. */
export function demandFlowPicture(flow: DemandFlow, size: Size = 'wide'): Picture {
  return {
    parts: flow.stages.map(({ name }, i) => ({
      chart: 'demand-flow',
      input: stageInput(flow, i, size),
      title: name,
    })),
  }
}

function stageInput({ months, stages }: DemandFlow, stage: number, size: Size): ChartInput {
  const axes = stages.map(({ values }) =>
    valueAxis([0, ...values.filter((v) => v !== null), 1], 'children_or_items'),
  )
  const y = axes[stage] as (typeof axes)[number]
  const values = (stages[stage]?.values ?? []).map((value) => ({ value }))
  // The months of every stage are above those of the next.
  const left = Math.max(...axes.flatMap(({ labels }) => labels.map((label) => label.length))) * 8 + 14
  const right = size === 'narrow' ? 48 : 70
  const width = chartWidths[size] - left - right
  const isLast = stage === stages.length - 1
  const x = periodAxis(months, width)
  const end = values.at(-1)?.value ?? null
  const ends = [y.ticks[0] ?? 0, y.ticks.at(-1) ?? y.max]
  return {
    width,
    height: 72,
    padding: { left, right, top: 8, bottom: isLast ? 30 : 12 },
    params: {
      xMin: x.min,
      xMax: x.max,
      xTicks: isLast ? x.ticks : [],
      xLabels: isLast ? x.labels : [],
      yMax: y.max,
      yTicks: ends,
      yLabels: ends.map((tick) => y.labels[y.ticks.indexOf(tick)] ?? formatNumber(tick)),
    },
    data: {
      gaps: stretches(values, (p) => (p.value === null ? 'gap' : null)).map(({ from, to }) => ({
        from,
        to,
        low: 0,
        high: y.max,
      })),
      line: lineRuns(values),
      points: values.flatMap(({ value }, at) =>
        value === null ? [] : [{ at, value, point: pointAt(values.length - 1 - at, stage + 1) }],
      ),
      labels:
        end === null
          ? []
          : [
              {
                at: values.length - 1,
                value: end,
                dx: 12,
                dy: 0,
                align: 'left',
                weight: 'bold',
                colour: palette.ink,
                text: formatNumber(end),
              },
            ],
    },
  }
}
