import { periodInSentence } from '#domain/time/period.ts'
import { formatNumber, formatValue } from '#domain/wording/format.ts'
import { lineColours, palette } from '../../palette.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import { middleOf, nameLabel, type RowFrame, rowFrame, rowPlot } from '../rows.ts'
import type { Size } from '../scale.ts'

/** Audits by theme or by team: how many there were, and how many met the standard. */
export type Audits = {
  scope: string
  period: string
  /** "the three months to April 2019" */
  window: string
  /** In the organisation's order, or the catalogue's. */
  rows: readonly { name: string; code: string; met: number | null; total: number | null }[]
}

/** No bar is drawn for fewer audits than this, because a share of six looks more certain than six cases are. */
export const leastDrawn = 10

/** What was audited and what met the standard, with counts. So few audits never make a trend. */
export function titledAuditResults(audits: Audits): TitledChart {
  const { scope, window, rows, period } = audits
  const known = rows.flatMap(({ name, met, total }) =>
    met === null || total === null || total === 0 ? [] : [{ name, met, total }],
  )
  const first = known[0]
  const title =
    first === undefined
      ? `Nothing was audited in ${window}`
      : `${first.name} in ${formatNumber(first.met)} of ${formatNumber(first.total)}`
  const when = periodInSentence(period)
  return {
    picture: pictureOf('audits', auditsInput(audits)),
    narrow: pictureOf('audits', auditsInput(audits, 'narrow')),
    title,
    subtitle: `What audits and sampling found, in ${window}. ${scope}`,
    key: 'Filled: met the standard. Outline: did not.',
    alt: altText({
      type: 'Stacked bars',
      measure: 'audits that met the standard',
      scope,
      first: when,
      last: when,
      finding: title,
      latest: `Latest ${known.length === 0 ? 'nothing audited' : known.map((r) => `${r.name.toLowerCase()} ${r.met} of ${r.total}`).join(', ')}`,
    }),
    columns: [
      { heading: 'What was audited' },
      { heading: 'Met', numeric: true },
      { heading: 'Not met', numeric: true },
      { heading: 'Audited', numeric: true },
      { heading: 'Share', numeric: true },
    ],
    rows: rows.map(({ name, met, total }) =>
      met === null || total === null
        ? [name, '–', '–', 'No figure', '–']
        : [
            name,
            formatNumber(met),
            formatNumber(total - met),
            formatNumber(total),
            total < leastDrawn
              ? `${formatNumber(met)} of ${formatNumber(total)} cases`
              : formatValue({ unit: 'percent', decimals: 0 }, (100 * met) / total),
          ],
    ),
    records: rows.map(({ name, code, met, total }) => ({ kpi: code, name, period, met, total })),
  }
}

export function auditsInput({ rows }: Audits, size: Size = 'wide'): ChartInput {
  const narrow = size === 'narrow'
  const names = rows.map((r) => r.name)
  const frame = rowFrame(names, size, { top: 8, bottom: 8, right: 130 })
  const half = narrow ? 0.2 : 0.32
  const placed = rows.map((r, i) => ({ ...r, i, middle: middleOf(i) - (narrow ? 0.14 : 0) }))
  const drawn = placed.flatMap((r) =>
    r.met === null || r.total === null || r.total < leastDrawn ? [] : [{ ...r, met: r.met, total: r.total }],
  )
  return {
    ...rowPlot(frame, rows.length),
    data: {
      bars: drawn.flatMap(({ met, total, middle, i }) => {
        const share = met / total
        const side = { top: middle + half, bottom: middle - half }
        return [
          ...(met === 0
            ? []
            : [{ ...side, from: 0, to: share, fill: lineColours.unit, point: pointAt(i, 1) }]),
          ...(met === total
            ? []
            : [{ ...side, from: share, to: 1, fill: palette.paper, point: pointAt(i, 2) }]),
        ]
      }),
      labels: [
        ...names.map((name, i) => nameLabel(frame, i, 0, name)),
        ...drawn.flatMap(countLabels),
        ...placed.map((row) => endLabelOf(frame, row, { hasBar: drawn.some((d) => d.i === row.i) })),
      ],
    },
  }
}

/** The counts within a bar, if each has room. */
function countLabels({ met, total, middle }: { met: number; total: number; middle: number }) {
  const [share, rest] = [met / total, 1 - met / total]
  return [
    { at: share / 2, count: met, share, colour: palette.paper },
    { at: (1 + share) / 2, count: total - met, share: rest, colour: palette.ink as string },
  ]
    .filter((part) => part.count >= 2 && part.share > 0.06)
    .map(({ at, count, colour }) => ({
      ...{ dx: 0, dy: 0, weight: 'bold', align: 'center' },
      ...{ at, down: middle, colour, text: formatNumber(count) },
    }))
}

/** The result beside the bar. Without a bar the words take its place. */
function endLabelOf(
  frame: RowFrame,
  row: Audits['rows'][number] & { i: number; middle: number },
  { hasBar }: { hasBar: boolean },
) {
  const narrow = frame.size === 'narrow'
  const words = { dx: 0, dy: 0, weight: 'normal', colour: palette.ink, text: endWords(row) }
  if (!hasBar) return { ...words, at: 0, down: row.middle, dx: narrow ? -6 : 4, align: 'left' }
  return narrow
    ? { ...words, at: 1, down: middleOf(row.i), dx: 10, dy: -frame.lift, align: 'right' }
    : { ...words, at: 1, down: row.middle, dx: 12, align: 'left' }
}

function endWords({ met, total }: Audits['rows'][number]): string {
  if (met === null || total === null) return 'no figure'
  if (total === 0) return 'nothing audited'
  const counted = `${formatNumber(met)} of ${formatNumber(total)}`
  return total < leastDrawn ? `${counted} cases: too few for a share` : counted
}
