import { periodInSentence } from '#domain/time/period.ts'
import { formatNumber, formatValue } from '#domain/wording/format.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { rowFrame } from '../rows.ts'
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
  const names = rows.map((r) => r.name)
  const { width, height, padding } = rowFrame(names, size, { top: 8, bottom: 8, right: 130 })
  return {
    ...{ width, height, padding },
    params: { size, names, leastDrawn },
    data: { rows: rows.map((row) => ({ ...row, words: endWords(row) })) },
  }
}

/** The result in words, beside the bar or in its place. */
function endWords({ met, total }: Audits['rows'][number]): string {
  if (met === null || total === null) return 'no figure'
  if (total === 0) return 'nothing audited'
  const counted = `${formatNumber(met)} of ${formatNumber(total)}`
  return total < leastDrawn ? `${counted} cases: too few for a share` : counted
}
