/** Secondary suppression: hides as many more cells as it takes until no sum gives a small count away. */
import { dust, type Guard, largestSmall } from './amounts.ts'

/** A published cell in the sums of one period: a whole above its parts, or a part. */
export type SumNode = {
  unit: string
  amounts: readonly number[]
  /** Its small quantities. Empty if it has parts that do not add up to it. */
  guards: readonly Guard[]
  /** False for a cell without cases: it is shown even if its unit is hidden. */
  mayHide: boolean
  parent: SumNode | null
  parts: SumNode[]
}

/** What a reader who knows every published cell can conclude about a hidden amount. */
type Range = { low: number; high: number }
/** The ranges of every node, one for each of its amounts. */
type Ranges = Map<SumNode, readonly Range[]>

/**
 * The units to hide, the same in every tree: those in `small`, and as many more as keep their small quantities
 * unknown. A small quantity is safe if each value from 1 to 5 remains possible: its range, derived from all published
 * sums and from amounts never being negative, begins at 1 or below and ends at 5 or above. Fewest and smallest units
 * are hidden first, among equals the first in the tree's order, so that the same units are hidden from month to
 * month.
 */
export function protect(roots: readonly SumNode[], small: ReadonlySet<string>): Set<string> {
  const hidden = new Set(small)
  for (const root of roots) {
    const nodes = nodesUnder(root)
    for (let tries = 0; tries <= nodes.length; tries++) {
      const ranges = rangesOf(root, hidden)
      const exposed = nodes.find((n) => isHidden(n, hidden) && !isSafe(n, ranges))
      if (exposed === undefined) break
      for (const unit of companionsOf(exposed, root, nodes, hidden)) hidden.add(unit)
    }
  }
  return hidden
}

function isHidden(node: SumNode, hidden: ReadonlySet<string>): boolean {
  return node.mayHide && hidden.has(node.unit)
}

function nodesUnder(node: SumNode): SumNode[] {
  return [node, ...node.parts.flatMap(nodesUnder)]
}

/** The units to hide together with an exposed one: the cheapest set that makes it safe, else the set that helps
 *  most. Hiding its whole line up to the top and everything beneath it always makes it safe. */
function companionsOf(
  exposed: SumNode,
  root: SumNode,
  nodes: readonly SumNode[],
  hidden: ReadonlySet<string>,
): string[] {
  const line = lineOf(exposed)
  const everything = [...line, ...nodesUnder(exposed)]
  const options = nodes
    .filter((n) => n.parts.length === 0 && n !== exposed && n.mayHide)
    .map((leaf) => ring(exposed, leaf))
  const judged = [...options, everything].map((option) => {
    const added = [...new Set(option)].filter((n) => !hidden.has(n.unit))
    const trial = new Set([...hidden, ...added.map((n) => n.unit)])
    const ranges = rangesOf(root, trial)
    return {
      units: added.map((n) => n.unit),
      safe: isSafe(exposed, ranges),
      help: helpOf(exposed, ranges),
      cost: added.reduce((sum, n) => sum + costOf(n), 0),
    }
  })
  const useful = judged.filter((o) => o.units.length > 0)
  const safe = useful.filter((o) => o.safe).sort((a, b) => a.cost - b.cost)
  return safe[0]?.units ?? useful.sort((a, b) => b.help - a.help || a.cost - b.cost)[0]?.units ?? []
}

/** From a unit up to the top, both included. */
function lineOf(node: SumNode): SumNode[] {
  return node.parent === null ? [node] : [node, ...lineOf(node.parent)]
}

/** Two units and all above each, up to below the whole they share: hidden together, none of them follows from a sum. */
function ring(one: SumNode, other: SumNode): SumNode[] {
  const [lineOfOne, lineOfOther] = [lineOf(one), lineOf(other)]
  return [
    ...lineOfOne.filter((n) => !lineOfOther.includes(n)),
    ...lineOfOther.filter((n) => !lineOfOne.includes(n)),
  ]
}

/** The cost of hiding a cell: 1 for a team, 1.5 for a team whose amounts are all 0, more for a service, and the top last. */
function costOf(node: SumNode): number {
  if (node.parts.length === 0) return node.amounts.every((a) => a === 0) ? 1.5 : 1
  return nodesUnder(node).length + (node.parent === null ? 1000 : 0)
}

function isSafe(node: SumNode, ranges: Ranges): boolean {
  return node.guards.every((guard) => {
    const { low, high } = rangeOf(guard, ranges.get(node) ?? [])
    return low <= 1 + dust && high >= largestSmall - dust
  })
}

/** How far a node is towards being safe: larger is nearer. */
function helpOf(node: SumNode, ranges: Ranges): number {
  return node.guards.reduce((sum, guard) => {
    const { low, high } = rangeOf(guard, ranges.get(node) ?? [])
    return sum + Math.min(Math.max(high, 0), largestSmall) - Math.min(Math.max(low, 1), largestSmall)
  }, 0)
}

function rangeOf(guard: Guard, ranges: readonly Range[]): Range {
  const total = { low: 0, high: 0 }
  guard.forEach((part, i) => {
    const { low, high } = ranges[i] ?? { low: 0, high: 0 }
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

/** The exact range of every amount. The sums form a tree, so one pass upwards and one downwards find everything
 *  that follows from them. */
function rangesOf(root: SumNode, hidden: ReadonlySet<string>): Ranges {
  const beneath: Ranges = new Map()
  const known: Ranges = new Map()
  const rise = (node: SumNode): readonly Range[] => {
    const parts = node.parts.map(rise)
    const ranges = node.amounts.map((amount, i): Range => {
      if (!isHidden(node, hidden)) return { low: amount, high: amount }
      if (node.parts.length === 0) return { low: 0, high: Number.POSITIVE_INFINITY }
      return sumOf(parts.map((p) => p[i] ?? { low: 0, high: 0 }))
    })
    beneath.set(node, ranges)
    return ranges
  }
  const descend = (node: SumNode, own: readonly Range[]): void => {
    known.set(node, own)
    const parts = node.parts.map((p) => beneath.get(p) ?? [])
    const sums = own.map((_, i) => parts.map((p) => p[i] ?? { low: 0, high: 0 }))
    node.parts.forEach((part, at) => {
      const ranges = (beneath.get(part) ?? []).map((range, i): Range => {
        const others = sumOf((sums[i] ?? []).filter((_, j) => j !== at))
        const whole = own[i] ?? { low: 0, high: 0 }
        return {
          low: Math.max(range.low, whole.low - others.high),
          high: Math.min(range.high, whole.high - others.low),
        }
      })
      descend(part, ranges)
    })
  }
  descend(root, rise(root))
  return known
}

function sumOf(ranges: readonly Range[]): Range {
  return ranges.reduce((sum, r) => ({ low: sum.low + r.low, high: sum.high + r.high }), { low: 0, high: 0 })
}
