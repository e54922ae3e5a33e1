/** How often a measure met its target lately: a count of the months on record, which predicts nothing. */

import type { Kpi } from '../catalogue/kpi.ts'
import { addPeriods } from '../time/period.ts'
import type { Figure } from './figure.ts'
import type { Cell } from './measurement.ts'
import { dust, fullPoints } from './spc/limits.ts'
import { bestValue } from './spc/met-record.ts'

/** What a count of months needs of each of them. */
export type JudgedMonth = Pick<Cell, 'state' | 'value' | 'numerator' | 'denominator'> &
  Pick<Figure, 'period' | 'target' | 'status' | 'judgedOn'>

/** Of the last 13 periods, those judged by their own figure against the target then in force, and how many met it. */
export type TargetRecord = {
  met: number
  judged: number
  /** The first of the judged periods that met target without a break up to the last; null if the last did not. */
  metSince: string | null
}

/** The target record of a figure. A period without a judgement of its own, or judged on three months, counts neither way.
 * @param earlier the periods before it, in any order, as far as they were counted alike */
export function targetRecordOf(figure: JudgedMonth, earlier: readonly JudgedMonth[]): TargetRecord {
  const months = new Map([...earlier, figure].map((m) => [m.period, m]))
  const at = (back: number) => months.get(addPeriods(figure.period, -back))
  const judged = lastPeriods.flatMap((back) => {
    const month = at(back)
    return month === undefined || !isJudgedAlone(month) ? [] : [month]
  })
  let back = 0
  while (back < months.size && isMet(at(back))) back++
  return {
    met: judged.filter(isMet).length,
    judged: judged.length,
    metSince: back === 0 ? null : addPeriods(figure.period, 1 - back),
  }
}

/** True if each of the last 13 periods had the best value there is, with a target that it met. */
export function isAlwaysBest(
  kpi: Pick<Kpi, 'kind' | 'good' | 'mayExceed'>,
  figure: JudgedMonth,
  earlier: readonly JudgedMonth[],
): boolean {
  const best = bestValue(kpi)
  const months = new Map([...earlier, figure].map((m) => [m.period, m]))
  return (
    best !== null &&
    lastPeriods.every((back) => {
      const month = months.get(addPeriods(figure.period, -back))
      if (month?.state !== 'reported' || month.status === 'not_whole') return false
      return month.value !== null && month.target !== null && Math.abs(month.value - best) <= dust
    })
  )
}

const lastPeriods = Array.from({ length: fullPoints }, (_, back) => back)

function isJudgedAlone({ target, status, judgedOn }: JudgedMonth): boolean {
  if (target === null || judgedOn !== 'month') return false
  return status === 'met' || status === 'close' || status === 'missed'
}

function isMet(month: JudgedMonth | undefined): boolean {
  return month !== undefined && isJudgedAlone(month) && month.status === 'met'
}
