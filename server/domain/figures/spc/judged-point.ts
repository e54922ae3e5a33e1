/** A unit's figure of one period as the rules of a series take it. */

import type { Kpi } from '../../catalogue/kpi.ts'
import type { Cell } from '../measurement.ts'
import { isBelowMinimum } from '../status.ts'
import type { SeriesPoint } from './analyse.ts'

/** The point of a cell; a gap without one. A figure that is not whole breaks runs, as a missing one does. */
export function judgedPoint(
  kpi: Pick<Kpi, 'kind' | 'denominator' | 'minimum'>,
  period: string,
  cell: Pick<Cell, 'state' | 'value' | 'numerator' | 'denominator'> | undefined,
  isWhole = true,
): SeriesPoint {
  if (cell === undefined) return { period, value: null }
  const { state, numerator, denominator } = cell
  return {
    period,
    value: state === 'reported' && isWhole ? cell.value : null,
    numerator,
    denominator,
    small: isBelowMinimum(kpi, denominator),
    isPart: !isWhole && state === 'reported',
  }
}
