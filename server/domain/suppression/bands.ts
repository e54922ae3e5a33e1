/** Bands: what is told of a withheld figure, so that good performance is not what vanishes outside the service. */
import type { Kpi } from '../catalogue/kpi.ts'
import type { Band, Cell } from '../figures/measurement.ts'
import { bothOf, dust, largestSmall, partOf, type Range, smallPartsOf } from './amounts.ts'
import { exposedIn, type Hidden, type Question } from './protect.ts'
import { nodesUnder, type SumNode } from './ranges.ts'
import type { PublishedCell } from './sums.ts'

/** A withheld cell, and the bands that may be told of it, from the narrowest on. */
export type Candidate = { kpi: string; unit: string; bands: readonly Band[] }

/** What must stay unknown, and what a reader knows of a unit's amounts if a band is told of its cell in a KPI. */
export type BandQuestion = {
  question: Question
  limitsOf: (unit: string, kpi: string, band: Band) => readonly Range[] | null
}

const lowest = [99, 98, 95, 90, 85, 80, 75, 70, 60, 50]
const widths = [largestSmall, 10, 15, 20, 30, 50]

/**
 * The bands that may be told of a withheld cell, from the narrowest on; none if it must vanish. A small number on the good side
 * has those that leave it each value from 1 to 5, even beside a known base: "95% or more" of 100 or more. A small number on the
 * other side, or beneath the line, has none. A cell that is withheld only because it would tell another one has a band around
 * its value.
 */
export function possibleBands(kpi: Pick<Kpi, 'kind' | 'good'>, cell: PublishedCell): Band[] {
  if (cell.state !== 'reported' || cell.value === null) return []
  const small = smallPartsOf(kpi, cell)
  if (small.length === 0) return around(kpi, cell.value)
  const side = kpi.good === 'higher' ? 'rest' : kpi.good === 'lower' ? 'numerator' : null
  if (side === null || small.length > 1 || small[0] !== side) return []
  if (kpi.kind === 'count' || kpi.kind === 'stock') return widths.map((to) => ({ from: 0, to }))
  if (kpi.kind !== 'ratio') return []
  const base = partOf(cell, 'denominator')
  return lowest
    .filter((share) => (base * (100 - share)) / 100 >= largestSmall - dust)
    .map((share) => (side === 'rest' ? { from: share, to: 100 } : { from: 0, to: 100 - share }))
}

function around({ kind }: Pick<Kpi, 'kind'>, value: number): Band[] {
  if (kind === 'median' || kind === 'mean') return []
  const most = kind === 'ratio' && value <= 100 ? 100 : Number.POSITIVE_INFINITY
  return widths.map((width) => ({
    from: Math.max(0, Math.floor((value - width) / 5) * 5),
    to: Math.min(most, Math.ceil((value + width) / 5) * 5),
  }))
}

/** What a band tells of a cell's numerator to a reader who knows the base. */
export function numeratorWithin(kpi: Pick<Kpi, 'kind'>, cell: PublishedCell, { from, to }: Band): Range {
  if (kpi.kind !== 'ratio') return { low: from, high: to }
  const base = partOf(cell, 'denominator')
  const [low, high] = [(base * from) / 100, (base * to) / 100]
  if (!Number.isInteger(base)) return { low, high }
  return { low: Math.ceil(low - dust), high: Math.floor(high + dust) }
}

/** A band, and the figure that it was decided for: of another one it is not told. */
export type DecidedBand = Band & Pick<Cell, 'numerator' | 'denominator'>

/** True for the figure that a band was decided for. */
export function isToldOf(
  band: DecidedBand,
  { numerator, denominator }: Pick<Cell, 'numerator' | 'denominator'>,
): boolean {
  return band.numerator === numerator && band.denominator === denominator
}

/**
 * The narrowest bands with which nothing small is known. If one is, the bands of the cells that it is added up with are widened,
 * and dropped in the end.
 */
export function chooseBands(
  asked: readonly BandQuestion[],
  candidates: readonly Candidate[],
  hidden: Hidden,
): Map<Candidate, Band> {
  const steps = new Map(candidates.map((c) => [c, 0]))
  const bandOf = (candidate: Candidate) => candidate.bands[steps.get(candidate) ?? 0]
  const byUnit = Map.groupBy(candidates, (c) => c.unit)
  for (const { question, limitsOf } of asked) {
    const nodes = question.roots.flatMap(nodesUnder)
    const free = new Map(nodes.map((n) => [n, n.limits]))
    const told = (node: SumNode) =>
      (byUnit.get(node.unit) ?? []).flatMap((candidate) => {
        const band = bandOf(candidate)
        const limits = band === undefined ? null : limitsOf(node.unit, candidate.kpi, band)
        return limits === null ? [] : [{ candidate, limits }]
      })
    const narrow = (node: SumNode) => {
      if (!node.isApart)
        node.limits = told(node).reduce((known, { limits }) => eachOf(known, limits), free.get(node) ?? [])
    }
    for (const node of nodes) narrow(node)
    for (let exposed = exposedIn(question, hidden); exposed !== null; exposed = exposedIn(question, hidden)) {
      const widened = nearest(exposed, (node) => told(node).length > 0)
      if (widened.length === 0) break
      for (const node of widened) {
        for (const { candidate } of told(node)) steps.set(candidate, (steps.get(candidate) ?? 0) + 1)
        narrow(node)
      }
    }
  }
  return new Map(
    candidates.flatMap((candidate) => {
      const band = bandOf(candidate)
      return band === undefined ? [] : [[candidate, band] as const]
    }),
  )
}

/** The cells with a band that tell most of an exposed one: its neighbours in the sum, else all in the tree, else itself. */
function nearest(exposed: SumNode, hasBand: (node: SumNode) => boolean): SumNode[] {
  let top = exposed
  while (top.parent !== null) top = top.parent
  const { parent } = exposed
  const beside = parent === null ? [] : [parent, ...parent.parts]
  for (const among of [beside, nodesUnder(top)]) {
    const others = among.filter((node) => node !== exposed && hasBand(node))
    if (others.length > 0) return others
  }
  return hasBand(exposed) ? [exposed] : []
}

/** What follows for each amount from both. */
export function eachOf(one: readonly Range[], other: readonly Range[]): Range[] {
  return one.map((range, i) => bothOf(range, other[i]))
}
