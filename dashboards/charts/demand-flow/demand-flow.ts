import type { Conversion } from '#domain/figures/demand-stage.ts'
import { periodInSentence, periodName } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { scalePhrases } from '#domain/wording/scale-words.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { stateText } from '#domain/wording/words.ts'
import type { Demand } from '#server/reads/demand.ts'
import { altText } from '../alt-text.ts'
import { monthRows, monthsParams } from '../months.ts'
import type { ChartInput, ChartRecord, Picture, TitledChart } from '../picture.ts'
import { marksInWords } from '../points.ts'
import { axisRoom, chartWidths, type Size, type ValueAxis, valueAxis, valueParams } from '../scale.ts'
import { withScale } from '../scale-line.ts'
import { linesOf } from '../text-width.ts'
import { withPlacedWords } from '../word-places.ts'

/** How many children or contacts reached each stage, month by month, earliest first, beside what is usual there. */
export type DemandFlow = Demand & { scope: string }

type Stage = DemandFlow['stages'][number]

/** The height of a line of words above a plot. */
const lineHeight = 16

const counted = { unit: 'children_or_items', decimals: 0 } as const

/** Demand as it flows: one line for each stage with its usual range, over the same months, and what of one stage reaches the next. */
export function titledDemandFlow(flow: DemandFlow): TitledChart {
  const { scope, months, stages, finding } = flow
  const [first = '', last = ''] = [months[0], months.at(-1)]
  const latest = stages.flatMap(({ name, points }) => {
    const value = points.at(-1)?.value ?? null
    return value === null ? [] : [`${formatNumber(value)} ${name.toLowerCase()}`]
  })
  return {
    picture: demandFlowPicture(flow),
    narrow: demandFlowPicture(flow, 'narrow'),
    isEmpty: stages.every(({ points }) => points.every(({ value }) => value === null)),
    title: finding,
    subtitle: `From contact to conference, counted each month. ${scope}, ${periodName(first)} to ${periodName(last)}. ${notTheSame}`,
    key: marksInWords(
      stages.flatMap(({ points }) => points),
      stages.some(({ points }) => points.some((p) => p.lower !== null)),
    ),
    alt: altText({
      type: 'Line charts',
      measure: 'demand',
      scope,
      first: periodName(first),
      last: periodName(last),
      finding,
      latest:
        latest.length === 0
          ? `Latest: nothing reported for ${periodName(last)}`
          : `Latest ${latest.join(', ')} in ${periodName(last)}`,
      exceptions: [notTheSame],
    }),
    columns: [
      { heading: 'Month' },
      ...stages.flatMap(({ name, conversion }, i) => [
        { heading: name, numeric: true },
        ...(conversion === null ? [] : [{ heading: `For each 100 ${nameBefore(stages, i)}`, numeric: true }]),
      ]),
    ],
    rows: months
      .map((month, i) => [
        periodName(month),
        ...stages.flatMap((stage, at) => [
          said(stage, i),
          ...(stage.conversion === null ? [] : [hundredths(shareAt(stages, at, i))]),
        ]),
      ])
      .reverse(),
    records: months.flatMap((period, i) =>
      stages.map((stage, at): ChartRecord => recordOf(stage, i, period, shareAt(stages, at, i))),
    ),
  }
}

const notTheSame = 'Stages count the same month, not the same children'

/** The name of the stage before: "referrals". */
function nameBefore(stages: readonly Stage[], at: number): string {
  return (stages[at - 1]?.short ?? '').toLowerCase()
}

function said({ points }: Stage, month: number): string {
  const point = points[month]
  if (point === undefined) return 'No figure'
  if (point.lacking !== null) return point.lacking
  return point.value === null ? stateText(point) : formatNumber(point.value)
}

/** What a stage counts in a month for what the stage before counts; null unless both are whole. */
function shareAt(stages: readonly Stage[], at: number, month: number): Conversion | null {
  const [of, reached] = [stages[at - 1]?.points[month], stages[at]?.points[month]].map((point) =>
    point === undefined || point.status === 'not_whole' ? null : point.value,
  )
  return of == null || reached == null || of === 0 ? null : { reached, of }
}

function hundredths(share: Conversion | null): string {
  return share === null ? '–' : formatNumber((100 * share.reached) / share.of, 0)
}

function recordOf(
  { name, points }: Stage,
  month: number,
  period: string,
  share: Conversion | null,
): ChartRecord {
  const point = points[month]
  return {
    stage: name,
    period,
    value: point?.value ?? null,
    ...{ mean: point?.mean ?? null, lower: point?.lower ?? null, upper: point?.upper ?? null },
    meaning: point?.earlier === true ? null : (point?.meaning ?? null),
    stageBefore: share?.of ?? null,
    percentOfStageBefore: share === null ? null : (100 * share.reached) / share.of,
  }
}

/** One part for each stage, one above another; the months are beneath the last. */
export function demandFlowPicture(flow: DemandFlow, size: Size = 'wide'): Picture {
  const axes = flow.stages.map(axisOf)
  // The months of every stage are above those of the next.
  const left = Math.max(0, ...axes.map(axisRoom))
  return {
    parts: flow.stages.map(({ name }, i) => ({
      chart: 'demand-flow',
      input: stageInput(flow, i, { size, left, y: axes[i] as ValueAxis }),
      title: name,
    })),
  }
}

/** An axis near the values and what is usual, with few lines: the plots are low. */
function axisOf({ points }: Stage): ValueAxis {
  const values = points.flatMap((p) => [p.value, p.mean, p.lower, p.upper]).filter((v) => v !== null)
  const axis = valueAxis(values.length === 0 ? [0, 1] : values, counted.unit)
  // No one is counted in parts.
  if (axis.step < 1) {
    const [min, max] = [Math.floor(axis.min), Math.max(1, Math.ceil(axis.max))]
    return { min, max, step: 1, ticks: [min, max], labels: [String(min), String(max)] }
  }
  return axis.ticks.length <= 4 ? axis : { ...axis, step: axis.step * 2 }
}

function stageInput(
  { months, stages }: DemandFlow,
  at: number,
  { size, left, y }: { size: Size; left: number; y: ValueAxis },
): ChartInput {
  const stage = stages[at] as Stage
  const narrow = size === 'narrow'
  const longest = Math.max(1, ...stages.map(({ points }) => formatNumber(points.at(-1)?.value ?? 0).length))
  // The value stands at the end of its line, in brackets if a team is missing.
  const right = Math.max(narrow ? 50 : 76, longest * 8 + 20)
  const conversion =
    stage.conversion === null
      ? []
      : conversionWords(stages, at, size)
          .split('\n')
          .flatMap((words) => linesOf(words, chartWidths[size] - 4, 13))
  const lines = conversion.length
  const width = chartWidths[size] - left - right
  const isLast = at === stages.length - 1
  const rows = monthRows(
    counted,
    stage.points.map((point) => ({ ...point, target: null })),
    columnOf(stages, at),
  )
  const { grain, ticks } = monthsParams(months, width)
  const input: ChartInput = {
    width,
    height: 84,
    padding: { left, right, top: 10, bottom: isLast ? 30 : 14 },
    params: { grain, ticks: isLast ? ticks : [], ...valueParams(y, counted.unit), size },
    data: { months: withPlacedWords(rows, { width, height: 84, right, y, size }) },
  }
  const isEmpty = stage.points.every(({ value }) => value === null)
  const phrases = scalePhrases({ ...counted, good: 'neither' }, y.min, stage.points.at(-1))
  const scaled = withScale(input, isEmpty ? [] : phrases)
  const { top } = scaled.padding
  return {
    ...scaled,
    padding: { ...scaled.padding, top: top + lines * lineHeight },
    data: {
      ...scaled.data,
      conversions:
        stage.conversion === null
          ? []
          : [{ text: conversion.join('\n'), left, top: 14 - top - lines * lineHeight }],
    },
  }
}

/** A stage's column in the table: a share stands beside each but the first. */
function columnOf(stages: readonly Stage[], at: number): number {
  return (
    1 + stages.slice(0, at).reduce((columns, { conversion }) => columns + (conversion === null ? 1 : 2), 0)
  )
}

/** "436 for 1,527 contacts (29%); 28% over the 13 months". */
function conversionWords(stages: readonly Stage[], at: number, size: Size): string {
  const { now, together } = stages[at]?.conversion ?? { now: null, together: null }
  const percent = ({ reached, of }: Conversion) => `${formatNumber((100 * reached) / of, 0)}%`
  const before = nameBefore(stages, at)
  const month = stages[at]?.points.at(-1)?.period ?? ''
  const current =
    now === null
      ? `No share of ${before} for ${periodInSentence(month)}`
      : `${formatNumber(now.reached)} for ${formatNumber(now.of)} ${before} (${percent(now)})`
  if (together === null) return current
  const months = wordFor(together.months, 'month', `${together.months} months`)
  return `${current}${size === 'narrow' ? '\n' : '; '}${percent(together)} over the ${months} with both counts`
}
