/**
 * What follows from several publications of one period. A reader who keeps them all may subtract one from another, and knows
 * which figures did not change. A quantity is safe if there are other figures, equal to the published ones wherever something
 * was given in any publication, in which it takes its other values.
 */
import { dust, type Guard } from './amounts.ts'
import { nodesUnder, type SumNode } from './ranges.ts'

/** The sums as one publication left them, and what of them was hidden. */
export type SumState = { nodes: ReadonlyMap<string, SumNode>; isHidden: (unit: string) => boolean }

/** One unit's figures that are raised or lowered together: in these states. */
type Move = { unit: string; states: ReadonlySet<number>; by: number }

/** The number of units that are tried as the ones to move, and against each of them: the nearest first. */
const tried = { movers: 12, partners: 40 }

/** Whether a guarded quantity of a unit in a state can be anything that its guard asks for, and something else. */
export function canBeAnother(states: readonly SumState[], at: number, node: SumNode, guard: Guard): boolean {
  const value = guard.of.reduce((sum, part, i) => sum + part * (node.amounts[i] ?? 0), 0)
  const can = (to: number) => Math.abs(to - value) <= dust || canMove(states, at, node, guard, to - value)
  return can(guard.high) && can(guard.low) && (can(guard.high + 1) || can(guard.low - 1))
}

function canMove(states: readonly SumState[], at: number, node: SumNode, guard: Guard, by: number): boolean {
  const hidden = states[at]?.isHidden ?? (() => false)
  const movers = nodesUnder(node).filter((n) => n.parts.length === 0 && isHiddenUpTo(n, node, hidden))
  const units = new Set(
    states.flatMap((s) => [...s.nodes.values()].filter((n) => n.parts.length === 0).map((n) => n.unit)),
  )
  const near = (unit: string) =>
    states.some((s) => s.nodes.get(unit)?.parent?.unit === node.parent?.unit) ? 0 : 1
  const partners = [...units].sort((a, b) => near(a) - near(b)).slice(0, tried.partners)
  const beneath = new Set(nodesUnder(node).map((n) => n.unit))
  for (const { unit } of movers.slice(0, tried.movers)) {
    for (const own of spansOf(states, at, unit)) {
      const move = { unit, states: own, by }
      if (holds(states, [move], guard)) return true
      for (const partner of partners) {
        for (const span of [...spansOf(states, at, partner), withinSpan(states, partner, own)]) {
          // A partner beneath the same whole, in this state, would leave it as it is.
          if (span.size === 0 || (beneath.has(partner) && span.has(at))) continue
          if (holds(states, [move, { unit: partner, states: span, by: -by }], guard)) return true
        }
      }
    }
  }
  return false
}

function isHiddenUpTo(leaf: SumNode, top: SumNode, isHidden: (unit: string) => boolean): boolean {
  for (let node: SumNode | null = leaf; node !== null; node = node.parent) {
    if (!isHidden(node.unit)) return false
    if (node === top) return true
  }
  return false
}

/** The states in which a unit's figures may move together: those with the same figures as here, or all. */
function spansOf(states: readonly SumState[], at: number, unit: string): Set<number>[] {
  const here = states[at]?.nodes.get(unit)
  const all = new Set(states.flatMap((s, i) => (s.nodes.has(unit) ? [i] : [])))
  if (here === undefined) return [all]
  const same = new Set([...all].filter((i) => isSame(states[i]?.nodes.get(unit), here)))
  return same.size === all.size ? [all] : [same, all]
}

/** The states of those of a unit's figures that are current in no state but these. */
function withinSpan(states: readonly SumState[], unit: string, span: ReadonlySet<number>): Set<number> {
  const own = states.flatMap((s, i) => (s.nodes.has(unit) ? [i] : []))
  return new Set(
    own.filter((i) =>
      own.every((j) => span.has(j) || !isSame(states[i]?.nodes.get(unit), states[j]?.nodes.get(unit))),
    ),
  )
}

function isSame(one: SumNode | undefined, other: SumNode | undefined): boolean {
  return one?.amounts.every((a, i) => Math.abs(a - (other?.amounts[i] ?? Number.NaN)) <= dust) ?? false
}

/** Whether nothing that was ever given would differ. */
function holds(states: readonly SumState[], moves: readonly Move[], guard: Guard): boolean {
  return states.every(({ nodes, isHidden }, i) => {
    const net = new Map<SumNode, number>()
    for (const { unit, by } of moves.filter((m) => m.states.has(i)))
      for (let node = nodes.get(unit) ?? null; node !== null; node = node.parent)
        net.set(node, (net.get(node) ?? 0) + by)
    return [...net].every(
      ([node, by]) =>
        Math.abs(by) <= dust || (node.mayHide && isHidden(node.unit) && hasRoom(node, guard, by)),
    )
  })
}

/** Whether a cell's guarded quantity can be so much more or less. */
function hasRoom({ amounts, limits }: SumNode, { of }: Guard, by: number): boolean {
  const room = of.reduce((sum, part, i) => {
    const [amount, limit] = [amounts[i] ?? 0, limits[i]]
    if (part <= 0 || limit === undefined) return sum
    return sum + (by > 0 ? limit.high - amount : amount - limit.low)
  }, 0)
  return room >= Math.abs(by) - dust
}
