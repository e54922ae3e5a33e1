/** The sums that one period publishes of one KPI: which cells add up to which. */
import { partsOf } from '../compute-figures.ts'
import type { Figure } from '../figure.ts'
import type { Kpi } from '../kpi.ts'
import { ancestorsOf, isOpenIn, type Unit } from '../unit.ts'
import { amountsOf, dust } from './amounts.ts'
import type { SumNode } from './protect.ts'

/** What of a figure decides whether it is given. */
export type PublishedCell = Pick<
  Figure,
  'unit' | 'period' | 'origin' | 'state' | 'numerator' | 'denominator'
> & { value: number | null }

/** The cells of one period as trees, each from its top: a whole above the parts that its roll-up adds. A cell that adds
 *  to nothing is a tree of its own. Cells without a number are in none. */
export function sumsOf(kpi: Kpi, cells: readonly PublishedCell[], tree: readonly Unit[]): SumNode[] {
  const period = cells[0]?.period
  if (period === undefined) return []
  const open = tree.filter((u) => isOpenIn(u, period))
  const cellOf = new Map(cells.map((c) => [c.unit, { ...c, symbol: null }]))
  const supplied = new Set(cells.filter((c) => c.origin === 'supplied').map((c) => c.unit))
  const counted = cells.filter((c) => c.state === 'reported' || c.state === 'no_cases')
  const exceeds =
    kpi.mayExceed || counted.some((c) => (c.numerator ?? 0) > (c.denominator ?? Number.POSITIVE_INFINITY))
  const nodes = new Map<string, SumNode>(
    counted.map((c) => {
      const { amounts, guards } = amountsOf(kpi.kind, exceeds, c)
      return [c.unit, { unit: c.unit, amounts, guards, mayHide: saysSomething(c), parent: null, parts: [] }]
    }),
  )
  const leavesOf = new Map<string, string[]>()
  for (const unit of open) {
    if (unit.kind === 'team' || !nodes.has(unit.code)) continue
    const parts = partsOf(kpi, unit, open, (code) => cellOf.get(code), supplied, period).map((p) => p.unit)
    leavesOf.set(
      unit.code,
      parts.filter((p) => p !== unit.code && nodes.has(p)),
    )
  }
  link(nodes, leavesOf, open)
  return [...nodes.values()].filter((n) => n.parent === null)
}

/** False for kinds of nothing, which stay as they are: a cell without cases says 0, and nobody is counted in it. */
export function saysSomething({ state, numerator }: PublishedCell): boolean {
  if (state === 'no_cases') return (numerator ?? 0) > 0
  return state === 'reported' || state === 'without_denominator'
}

/** Puts each node beneath the nearest whole that adds it, the topmost first, then adds up the wholes from beneath: what
 *  is supplied for a service may differ from its teams' sum, and it is the sum that the council's holds. */
function link(
  nodes: ReadonlyMap<string, SumNode>,
  leavesOf: ReadonlyMap<string, readonly string[]>,
  units: readonly Unit[],
): void {
  const unitOf = new Map(units.map((u) => [u.code, u]))
  for (const node of nodes.values()) {
    const leaves = leavesOf.get(node.unit)?.length ? (leavesOf.get(node.unit) ?? []) : [node.unit]
    const own = unitOf.get(node.unit)
    for (const { code } of own === undefined ? [] : ancestorsOf(own, units).reverse()) {
      const held = leavesOf.get(code)
      const whole = nodes.get(code)
      if (whole === undefined || held === undefined || !leaves.every((l) => held.includes(l))) continue
      node.parent = whole
      whole.parts.push(node)
      break
    }
  }
  for (const node of nodes.values()) if (node.parent === null) addUp(node)
}

function addUp(node: SumNode): void {
  if (node.parts.length === 0) return
  node.parts.forEach(addUp)
  const sum = node.amounts.map((_, i) => node.parts.reduce((total, p) => total + (p.amounts[i] ?? 0), 0))
  // A whole that is not its parts' sum is told by none of them: it only has to be hidden itself.
  if (sum.some((amount, i) => Math.abs(amount - (node.amounts[i] ?? 0)) > dust)) node.guards = []
  node.amounts = sum
}
