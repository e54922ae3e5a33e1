/** What follows from the sums of one publication: the exact range of every hidden amount. */
import { dust, type Guard, type Range } from './amounts.ts'

/** A published cell in the sums of one period: a whole above its parts, or a part. */
export type SumNode = {
  unit: string
  amounts: readonly number[]
  /** What the reader knows of each amount if the cell is hidden. */
  limits: readonly Range[]
  /** Its small quantities. Empty if it has parts that do not add up to it. */
  guards: readonly Guard[]
  /** True if its parts do not add up to it: nothing that is told of it tells of them. */
  isApart: boolean
  /** False for a cell without cases: it is shown even if its unit is hidden. */
  mayHide: boolean
  parent: SumNode | null
  parts: SumNode[]
}

/** The ranges of every node, one for each of its amounts. */
export type Ranges = Map<SumNode, readonly Range[]>

/** A node and all beneath it. */
export function nodesUnder(node: SumNode): SumNode[] {
  return [node, ...node.parts.flatMap(nodesUnder)]
}

/** The exact range of every amount. The sums form a tree, so one pass upwards and one downwards find everything
 *  that follows from them and from the limits. */
export function rangesOf(root: SumNode, isHidden: (node: SumNode) => boolean): Ranges {
  const beneath: Ranges = new Map()
  /** What each part adds to its whole. */
  const adding: Ranges = new Map()
  const known: Ranges = new Map()
  const rise = (node: SumNode): readonly Range[] => {
    const parts = node.parts.map(rise)
    const ranges = node.amounts.map((amount, i): Range => {
      if (!isHidden(node)) return { low: amount, high: amount }
      const own = node.limits[i] ?? nothingKnown
      if (node.parts.length === 0) return own
      const sum = sumOf(parts.map((p) => p[i] ?? nothing))
      return node.isApart ? sum : within(sum, own)
    })
    beneath.set(node, ranges)
    const adds = ranges.map(({ low, high, added = high }) => ({ low, high: added }))
    adding.set(node, adds)
    return adds
  }
  const descend = (node: SumNode, own: readonly Range[]): void => {
    known.set(node, own)
    const sums = own.map((_, i) => sumOf(node.parts.map((p) => adding.get(p)?.[i] ?? nothing)))
    const endless = own.map((_, i) => node.parts.filter((p) => adding.get(p)?.[i]?.high === endlessly).length)
    const bounded = own.map((_, i) =>
      sumOf(
        node.parts.flatMap((p) =>
          adding.get(p)?.[i]?.high === endlessly ? [] : (adding.get(p)?.[i] ?? nothing),
        ),
      ),
    )
    for (const part of node.parts) {
      const ranges = (beneath.get(part) ?? []).map((range, i): Range => {
        const whole = own[i] ?? nothing
        const adds = adding.get(part)?.[i] ?? range
        const isEndless = adds.high === endlessly
        const othersAreEndless = (endless[i] ?? 0) > (isEndless ? 1 : 0)
        const others = {
          low: (sums[i] ?? nothing).low - adds.low,
          high: othersAreEndless ? endlessly : (bounded[i] ?? nothing).high - (isEndless ? 0 : adds.high),
        }
        return within(range, { low: whole.low - others.high, high: whole.high - others.low })
      })
      descend(part, ranges)
    }
  }
  rise(root)
  descend(root, beneath.get(root) ?? [])
  return known
}

/** Whether a guarded quantity can still be anything that its guard asks for, and something else: it is not known to be small. */
export function isUnknown(guard: Guard, ranges: readonly Range[]): boolean {
  const { low, high } = rangeOf(guard.of, ranges)
  const isOpen = low <= guard.low + dust && high >= guard.high - dust
  return isOpen && (low <= guard.low - 1 + dust || high >= guard.high + 1 - dust)
}

/** How much of what the guard asks for remains possible: larger is nearer to being unknown. */
export function openness(guard: Guard, ranges: readonly Range[]): number {
  const { low, high } = rangeOf(guard.of, ranges)
  const clamp = (n: number) => Math.min(Math.max(n, guard.low - 1), guard.high + 1)
  return clamp(high) - clamp(low)
}

const nothing: Range = { low: 0, high: 0 }
const endlessly = Number.POSITIVE_INFINITY
const nothingKnown: Range = { low: 0, high: endlessly }

function within(a: Range, b: Range): Range {
  return { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) }
}

function rangeOf(of: readonly number[], ranges: readonly Range[]): Range {
  const total = { low: 0, high: 0 }
  of.forEach((part, i) => {
    const { low, high } = ranges[i] ?? nothing
    if (part > 0) {
      total.low += low
      total.high += high
    } else if (part < 0) {
      total.low -= high
      total.high -= low
    }
  })
  return total
}

function sumOf(ranges: readonly Range[]): Range {
  return ranges.reduce((sum, r) => ({ low: sum.low + r.low, high: sum.high + r.high }), { low: 0, high: 0 })
}
