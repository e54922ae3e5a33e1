/** The sums that one period publishes of one KPI: which cells add up to which. */

import type { Kpi } from '../catalogue/kpi.ts'
import { openUnits, unitsAbove } from '../catalogue/tree.ts'
import type { Unit } from '../catalogue/unit.ts'
import type { Figure } from '../figures/figure.ts'
import { partsOf } from '../figures/roll-up-parts.ts'
import { dust, type PartLimits, type Reading } from './amounts.ts'
import type { SumNode } from './ranges.ts'

/** The parts of a figure that decide whether it is hidden. */
export type PublishedCell = Pick<
  Figure,
  'unit' | 'period' | 'origin' | 'state' | 'numerator' | 'denominator'
> & {
  value: number | null
  /** What other measures tell of its counts. */
  within?: PartLimits
}

/** True if a numerator is more than its denominator, so that it is no part of it. */
export function exceedsIn(cells: readonly PublishedCell[]): boolean {
  return cells.some((c) => isCounted(c) && (c.numerator ?? 0) > (c.denominator ?? Number.POSITIVE_INFINITY))
}

function isCounted({ state }: PublishedCell): boolean {
  return state === 'reported' || state === 'no_cases'
}

/** The cells of one period as trees, taken apart in one way: a whole above the parts that its roll-up adds. A cell that is part
 *  of no whole is a tree by itself. Cells without a number are left out. */
export function sumsOf(
  kpi: Kpi,
  cells: readonly PublishedCell[],
  tree: readonly Unit[],
  { amountsOf }: Reading,
): SumNode[] {
  const period = cells[0]?.period
  if (period === undefined) return []
  const open = openUnits(tree, period)
  const cellOf = new Map(cells.map((c) => [c.unit, { ...c, symbol: null }]))
  const supplied = new Set(cells.filter((c) => c.origin === 'supplied').map((c) => c.unit))
  const nodes = new Map<string, SumNode>(
    cells
      .filter(isCounted)
      .map((c) => [
        c.unit,
        { unit: c.unit, ...amountsOf(c), mayHide: saysSomething(c), isApart: false, parent: null, parts: [] },
      ]),
  )
  const leavesOf = new Map<string, string[]>()
  for (const unit of open) {
    if (unit.kind === 'team' || !nodes.has(unit.code)) continue
    const partsWith = (speaking: ReadonlySet<string>) =>
      partsOf(kpi, unit, open, (code) => cellOf.get(code), speaking, period)
        .map((p) => p.unit)
        .filter((p) => p !== unit.code && nodes.has(p))
    // Figures stored before supplied figures became parts are sums of teams: if the parts do not add up, the sum of the
    // teams is tried.
    const parts = partsWith(supplied)
    leavesOf.set(unit.code, isSumOf(nodes, unit.code, parts) ? parts : partsWith(new Set()))
  }
  link(nodes, leavesOf, open)
  return [...nodes.values()].filter((n) => n.parent === null)
}

/** False for kinds of nothing, which are never hidden: a cell without cases says 0 and counts no one. */
export function saysSomething({ state, numerator }: PublishedCell): boolean {
  if (state === 'no_cases') return (numerator ?? 0) > 0
  return state === 'reported' || state === 'without_denominator'
}

function isSumOf(nodes: ReadonlyMap<string, SumNode>, whole: string, parts: readonly string[]): boolean {
  const amounts = nodes.get(whole)?.amounts ?? []
  return amounts.every((amount, i) => {
    const sum = parts.reduce((total, part) => total + (nodes.get(part)?.amounts[i] ?? 0), 0)
    return Math.abs(sum - amount) <= dust
  })
}

/** Puts each node beneath the nearest whole that adds it, then adds up the wholes from the bottom. A service's
 *  supplied figure may differ from its teams' sum. If the council's roll-up adds it, it becomes a part without
 *  parts. */
function link(
  nodes: ReadonlyMap<string, SumNode>,
  leavesOf: ReadonlyMap<string, readonly string[]>,
  units: readonly Unit[],
): void {
  const unitOf = new Map(units.map((u) => [u.code, u]))
  for (const node of nodes.values()) {
    const leaves = leavesOf.get(node.unit)?.length ? (leavesOf.get(node.unit) ?? []) : [node.unit]
    const own = unitOf.get(node.unit)
    for (const { code } of own === undefined ? [] : unitsAbove(units, own).toReversed()) {
      const held = leavesOf.get(code)
      const whole = nodes.get(code)
      if (whole === undefined || held === undefined) continue
      if (!held.includes(node.unit) && !leaves.every((l) => held.includes(l))) continue
      node.parent = whole
      whole.parts.push(node)
      break
    }
  }
  const isAdded = ({ unit, parent }: SumNode) =>
    parent !== null && leavesOf.get(parent.unit)?.includes(unit) === true
  for (const node of nodes.values()) if (node.parent === null) addUp(node, isAdded)
}

function addUp(node: SumNode, isAdded: (node: SumNode) => boolean): void {
  if (node.parts.length === 0) return
  for (const part of node.parts) addUp(part, isAdded)
  const sum = node.amounts.map((_, i) => node.parts.reduce((total, p) => total + (p.amounts[i] ?? 0), 0))
  const differs = sum.some((amount, i) => Math.abs(amount - (node.amounts[i] ?? 0)) > dust)
  if (differs && isAdded(node)) {
    for (const part of node.parts) part.parent = null
    node.parts = []
    return
  }
  // If a whole is not the sum of its parts, the parts do not reveal it, and it needs no guards.
  if (differs) {
    node.guards = []
    node.isApart = true
  }
  node.amounts = sum
}
