/** What audits and sampling found, as the rows of its chart. */
import { periodInSentence } from '#domain/time/period.ts'
import { formatNumber, formatValue } from '#domain/wording/format.ts'
import type { AuditResults } from '#server/reads/audits.ts'
import type { TitledChart } from '../../../charts/picture.ts'
import type { ChartRow } from '../../../charts/row-conditions.ts'
import { specifiedChart } from '../../../charts/specified-chart.ts'

/** No bar is drawn for fewer audits than this, because a share of six looks more certain than six cases are. */
const leastDrawn = 10

/** What was audited and what met the standard, with counts. So few audits never make a trend. */
export function titledAudits(scope: string, { rows, period, window }: AuditResults): TitledChart {
  const first = rows.find(({ met, total }) => met !== null && total !== null && total > 0)
  const when = periodInSentence(period)
  return specifiedChart('audits', {
    title:
      first === undefined
        ? `Nothing was audited in ${window}`
        : `${first.name} in ${formatNumber(first.met ?? 0)} of ${formatNumber(first.total ?? 0)}`,
    ...{ scope, first: when, last: when },
    words: { window },
    params: { leastDrawn },
    rows: rows.map((row) => ({ ...row, period, ...resultOf(row) })),
  })
}

/** The result in words: beside its bar, or in the place of one. */
function resultOf({ met, total }: AuditResults['rows'][number]): ChartRow {
  if (met === null || total === null)
    return { notMet: null, share: null, counted: null, instead: 'no figure' }
  const result = { notMet: total - met, counted: null }
  const of = `${formatNumber(met)} of ${formatNumber(total)}`
  if (total === 0) return { ...result, share: `${of} cases`, instead: 'nothing audited' }
  if (total < leastDrawn)
    return { ...result, share: `${of} cases`, instead: `${of} cases: too few for a share` }
  const share = formatValue({ unit: 'percent', decimals: 0 }, (100 * met) / total)
  return { ...result, share, counted: of, instead: null }
}
