/** Secondary suppression: hides as many more cells as it takes until nothing that is given tells a small count. */
import type { Guard } from './amounts.ts'
import { canBeAnother, type SumState } from './other-worlds.ts'
import { isUnknown, nodesUnder, openness, type Ranges, rangesOf, type SumNode } from './ranges.ts'

/** The cells of one KPI and period in one reading, as sums. */
export type Question = {
  /** The places of `hidden` in all of which a unit must be, so that its cell is unknown. */
  slots: readonly string[]
  /** True for a place in which the unit has no number. */
  isSilent: (slot: string, unit: string) => boolean
  roots: readonly SumNode[]
  /** The sums as earlier publications of the period gave them. */
  past: readonly SumState[]
}

/** The units that are hidden, by place: a KPI's period, or its whole series. */
export type Hidden = Map<string, Set<string>>

/**
 * The hidden units, with those added that keep small quantities unknown. A quantity is safe if each value from 1 to 5 remains possible, and another,
 * to a reader who knows every figure that is or was given, every sum, and that nothing is negative. Fewest and smallest units
 * are hidden first, among equals the first in the tree's order, so that the same units are hidden from month to month. Hiding
 * a cell never makes another one known, so each question is settled by itself.
 */
export function protect(questions: readonly Question[], primary: Hidden): Hidden {
  const hidden: Hidden = new Map(primary)
  for (const question of questions) {
    const limit = question.roots.flatMap(nodesUnder).length
    for (let tries = 0; tries <= limit; tries++) {
      const exposed = exposedIn(question, hidden)
      if (exposed === null) break
      const units = companionsOf(exposed, question, hidden)
      if (units.length === 0) break
      addTo(hidden, question, units)
    }
  }
  return hidden
}

/** The first cell of which something small is known; null if there is none. */
export function exposedIn(question: Question, hidden: Hidden): SumNode | null {
  if (question.past.length > 0) return exposedOverTime(question, hidden)
  const isHidden = hiddenIn(question, hidden)
  for (const root of question.roots) {
    const nodes = nodesUnder(root)
    if (!nodes.some((n) => n.guards.length > 0)) continue
    const ranges = rangesOf(root, isHidden)
    const exposed = nodes.find((n) => !isSafe(n, ranges))
    if (exposed !== undefined) return exposed
  }
  return null
}

function exposedOverTime(question: Question, hidden: Hidden): SumNode | null {
  const states = statesOf(question, hidden)
  for (const [at, { nodes }] of states.entries())
    for (const node of nodes.values())
      if (node.guards.some((guard) => !canBeAnother(states, at, node, guard))) return node
  return null
}

function statesOf({ past, roots, slots, isSilent }: Question, hidden: Hidden): SumState[] {
  const nodes = new Map(roots.flatMap(nodesUnder).map((n) => [n.unit, n]))
  return [
    ...past,
    { nodes, isHidden: (unit) => slots.every((s) => isSilent(s, unit) || hidden.get(s)?.has(unit) === true) },
  ]
}

function hiddenIn({ slots, isSilent }: Question, hidden: Hidden) {
  return (node: SumNode) =>
    node.mayHide &&
    slots.every((slot) => hidden.get(slot)?.has(node.unit) === true || isSilent(slot, node.unit))
}

function addTo(hidden: Hidden, { slots }: Question, units: readonly string[]): void {
  for (const slot of slots) hidden.set(slot, new Set([...(hidden.get(slot) ?? []), ...units]))
}

/** The units to hide together with an exposed one: the cheapest set that makes it safe, else the set that helps
 *  most. Hiding its whole line up to the top and everything beneath it makes it safe. */
function companionsOf(exposed: SumNode, question: Question, hidden: Hidden): string[] {
  const isHidden = hiddenIn(question, hidden)
  const nodes = question.roots.flatMap(nodesUnder)
  const known = new Map(nodes.map((n) => [n.unit, n]))
  // An earlier publication may tell of a unit that has no figure now: the line above it is what can still be hidden.
  const line = lineOf(known.get(exposed.unit) ?? exposed).flatMap((n) => known.get(n.unit) ?? [])
  const everything = [...line, ...nodesUnder(exposed).flatMap((n) => known.get(n.unit) ?? [])]
  const leaves = nodes.filter((n) => n.parts.length === 0 && n.unit !== exposed.unit && n.mayHide)
  const options = [...leaves.map((leaf) => ring(line, lineOf(leaf))), everything, nodes]
    .map((option) => [...new Set(option)].filter((n) => n.mayHide && !isHidden(n)))
    .filter((added) => added.length > 0)
    .map((added) => ({ units: added.map((n) => n.unit), cost: added.reduce((sum, n) => sum + costOf(n), 0) }))
    .sort((a, b) => a.cost - b.cost)
  let best: { units: string[]; help: number } | null = null
  for (const { units } of options) {
    const trial: Hidden = new Map(hidden)
    addTo(trial, question, units)
    const help = helpOf(exposed, question, trial)
    if (help === Number.POSITIVE_INFINITY) return units
    const isBetter = best === null || help > best.help || (question.past.length > 0 && help === best.help)
    if (isBetter) best = { units, help }
  }
  return best?.units ?? []
}

/** How near a cell is to being safe: without end if it is. */
function helpOf(exposed: SumNode, question: Question, hidden: Hidden): number {
  if (question.past.length > 0) {
    const states = statesOf(question, hidden)
    const at = states.findIndex(({ nodes }) => nodes.get(exposed.unit) === exposed)
    return exposed.guards.every((g) => canBeAnother(states, at, exposed, g)) ? Number.POSITIVE_INFINITY : 0
  }
  const root = lineOf(exposed).at(-1) ?? exposed
  const ranges = rangesOf(root, hiddenIn(question, hidden))
  if (isSafe(exposed, ranges)) return Number.POSITIVE_INFINITY
  return exposed.guards.reduce((sum, guard) => sum + openness(guard, ranges.get(exposed) ?? []), 0)
}

function isSafe(node: SumNode, ranges: Ranges): boolean {
  return node.guards.every((guard: Guard) => isUnknown(guard, ranges.get(node) ?? []))
}

/** From a unit up to the top, both included. */
function lineOf(node: SumNode): SumNode[] {
  return node.parent === null ? [node] : [node, ...lineOf(node.parent)]
}

/** Two lines up to below the whole they share: hidden together, none of them follows from a sum. */
function ring(one: readonly SumNode[], other: readonly SumNode[]): SumNode[] {
  return [...one.filter((n) => !other.includes(n)), ...other.filter((n) => !one.includes(n))]
}

/** The cost of hiding a cell: 1 for a team, 1.5 for a team whose amounts are all 0, more for a service, and the top last. */
function costOf(node: SumNode): number {
  if (node.parts.length === 0) return node.amounts.every((a) => a === 0) ? 1.5 : 1
  return nodesUnder(node).length + (node.parent === null ? 1000 : 0)
}
