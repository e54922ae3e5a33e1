/** Decides, with each publication, which cells are withheld from outside readers: once withheld, for good. */
import type { Kpi } from '../catalogue/kpi.ts'
import type { Unit } from '../catalogue/unit.ts'
import type { Band } from '../figures/measurement.ts'
import { isRolling } from '../figures/spc/verdict.ts'
import { grainOf } from '../time/period.ts'
import { type Reading, readingsOf, smallPartsOf } from './amounts.ts'
import {
  type BandQuestion,
  chooseBands,
  type DecidedBand,
  eachOf,
  isToldOf,
  numeratorWithin,
  possibleBands,
} from './bands.ts'
import { type Hidden, protect, type Question } from './protect.ts'
import { nodesUnder } from './ranges.ts'
import { exceedsIn, type PublishedCell, saysSomething, sumsOf } from './sums.ts'

/** The rules in force in a period: its KPIs' definitions and its tree. */
export type WithholdingRules = {
  kpiAt: (kpi: string, period: string) => Kpi
  unitsAt: (period: string) => readonly Unit[]
}

/** The cells of one KPI and period after each publication that changed them, the earliest first. */
export type PublishedPeriod = {
  kpi: string
  period: string
  states: readonly { publication: number; cells: readonly PublishedCell[] }[]
  /** False for a period that the last publication did not touch: it is withheld if its unit's whole series is. */
  isTouched: boolean
}

export type CellPlace = { kpi: string; unit: string; period: string }
/** A cell to withhold, and what may be told of it. */
export type Withheld = CellPlace & { band: DecidedBand | null }
/** A cell that is withheld from a publication on. */
export type WithheldCell = Withheld & { publication: number }

/**
 * The cells to withhold in addition to those of `before`, which stay withheld. `published` are the KPIs that share a base, with
 * every period of a KPI whose periods tell of each other. Each month is decided by itself. If periods overlap or add up
 * (rolling windows; weeks or quarters beside months), one hidden cell hides the unit's whole series, since the neighbouring
 * periods would reveal it.
 */
export function decideWithheld(
  published: readonly PublishedPeriod[],
  before: readonly WithheldCell[],
  rules: WithholdingRules,
): Withheld[] {
  const known = { published, rules, before: new Map(before.map((w) => [keyOf(w), w])) }
  const isMonthly = ({ kpi, period }: { kpi: string; period: string }) =>
    grainOf(period) === 'monthly' || addsUp(rules.kpiAt(kpi, period))
  const first: Hidden = new Map()
  for (const place of before) hide(first, slotOf(place, rules), [place.unit])
  const months = settle(published.filter(isMonthly), known, first)
  const seeded: Hidden = new Map(months.hidden)
  for (const later of published.filter((p) => !isMonthly(p)))
    hide(seeded, slotOf(later, rules), unitsHiddenByMonth(later.kpi, known, before, months.hidden))
  const { hidden } = settle(
    published.filter((p) => !isMonthly(p)),
    known,
    seeded,
  )
  const added = published.flatMap(({ kpi, period, states }) => {
    const units = hidden.get(slotOf({ kpi, period }, rules))
    return (states.at(-1)?.cells ?? [])
      .filter((c) => units?.has(c.unit) === true && saysSomething(c))
      .map((cell) => ({ kpi, period, unit: cell.unit, cell }))
      .filter((place) => !known.before.has(keyOf(place)))
  })
  const bands = bandsOf(added, months, known)
  return added.map((place) => {
    const { kpi, unit, period } = place
    const { numerator, denominator } = place.cell
    const band = bands.get(keyOf(place))
    return { kpi, unit, period, band: band === undefined ? null : { ...band, numerator, denominator } }
  })
}

type Added = CellPlace & { cell: PublishedCell }

/** The bands of cells that are withheld now. A month that was published before has none: they would tell what changed. */
function bandsOf(
  added: readonly Added[],
  { hidden, asked }: Settled,
  { published, rules }: Known,
): Map<string, Band> {
  const isFirst = new Set(
    published.filter((p) => p.isTouched && p.states.length === 1).map((p) => `${p.kpi} ${p.period}`),
  )
  const candidates = added
    .filter(({ kpi, period }) => isFirst.has(`${kpi} ${period}`) && grainOf(period) === 'monthly')
    .map(({ kpi, unit, period, cell }) => ({
      kpi,
      unit,
      period,
      bands: possibleBands(rules.kpiAt(kpi, period), cell),
    }))
    .filter(({ bands }) => bands.length > 0)
  const bands = new Map<string, Band>()
  for (const [period, own] of Map.groupBy(candidates, (c) => c.period)) {
    const questions = asked.filter((q) => q.period === period)
    for (const [{ kpi, unit }, band] of chooseBands(questions, own, hidden))
      bands.set(keyOf({ kpi, unit, period }), band)
  }
  return bands
}

function keyOf({ kpi, unit, period }: CellPlace): string {
  return `${kpi} ${unit} ${period}`
}

type Known = {
  published: readonly PublishedPeriod[]
  rules: WithholdingRules
  /** What is withheld already. */
  before: ReadonlyMap<string, WithheldCell>
}

/** Whether a KPI's quarters are sums of its months. */
function addsUp({ grains }: Kpi): boolean {
  return grains.includes('monthly') && grains.includes('quarterly')
}

/** Where the hidden units of a KPI and period stand: by themselves, or with its whole series. */
function slotOf({ kpi, period }: { kpi: string; period: string }, { kpiAt }: WithholdingRules): string {
  const definition = kpiAt(kpi, period)
  const grain = grainOf(period)
  if (isRolling(definition.basis) || addsUp(definition)) return kpi
  return grain === 'monthly' ? `${kpi} ${period}` : `${kpi} ${grain}`
}

function hide(hidden: Hidden, slot: string, units: Iterable<string>): void {
  hidden.set(slot, new Set([...(hidden.get(slot) ?? []), ...units]))
}

type Asked = BandQuestion & { period: string }
type Settled = { hidden: Hidden; asked: readonly Asked[] }

/** Hides what is small, then what would tell it. */
function settle(periods: readonly PublishedPeriod[], known: Known, before: Hidden): Settled {
  const hidden: Hidden = new Map(before)
  for (const { kpi, period, states } of periods) {
    const slot = slotOf({ kpi, period }, known.rules)
    const definition = known.rules.kpiAt(kpi, period)
    const isWhole = slot !== `${kpi} ${period}`
    const units = (states.at(-1)?.cells ?? [])
      .filter((c) => isPrimary(definition, c) || (isWhole && c.state === 'suppressed'))
      .map((c) => c.unit)
    if (units.length > 0) hide(hidden, slot, units)
  }
  const asked = periods.filter((p) => p.isTouched).flatMap((p) => questionsOf(p, known))
  return {
    hidden: protect(
      asked.map(({ question }) => question),
      hidden,
    ),
    asked,
  }
}

/** The units that are hidden, or came suppressed, in any month of a KPI. */
function unitsHiddenByMonth(
  kpi: string,
  { published, rules }: Known,
  before: readonly WithheldCell[],
  hidden: Hidden,
): string[] {
  const months = published.filter((p) => p.kpi === kpi && grainOf(p.period) === 'monthly')
  return [
    ...before.filter((w) => w.kpi === kpi && grainOf(w.period) === 'monthly').map((w) => w.unit),
    ...months.flatMap((p) => [...(hidden.get(slotOf(p, rules)) ?? [])]),
    ...months.flatMap((p) =>
      (p.states.at(-1)?.cells ?? []).filter((c) => c.state === 'suppressed').map((c) => c.unit),
    ),
  ]
}

/**
 * True for a cell that must be hidden for its own sake. A value without counts is hidden too: it cannot be known to
 * be safe.
 */
function isPrimary(kpi: Kpi, cell: PublishedCell): boolean {
  if (cell.state === 'without_denominator') return true
  if (cell.state !== 'reported' && cell.state !== 'no_cases') return false
  return smallPartsOf(kpi, cell).length > 0
}

/** What must stay unknown of a KPI's period, in each way to take it apart. */
function questionsOf({ kpi, period, states }: PublishedPeriod, known: Known): Asked[] {
  const { published, rules, before } = known
  const definition = rules.kpiAt(kpi, period)
  const exceeds = states.some((s) => exceedsIn(s.cells))
  const units = rules.unitsAt(period)
  const hasSmall = ({ amountsOf }: Reading) =>
    states.some((s) => s.cells.some((c) => saysSomething(c) && amountsOf(c).guards.length > 0))
  const isLimited = states.some((s) => s.cells.some((c) => c.within?.denominator !== undefined))
  return readingsOf(definition, { exceeds, isLimited })
    .filter(hasSmall)
    .map((reading) => {
      const sharing = reading.isShared
        ? published.filter((p) => p.period === period && sharesBase(rules.kpiAt(p.kpi, period), definition))
        : published.filter((p) => p.period === period && p.kpi === kpi)
      const slots = new Map(sharing.map((p) => [slotOf(p, rules), p]))
      const limitsIn = (cells: readonly PublishedCell[]): BandQuestion['limitsOf'] => {
        const cellOf = new Map(cells.map((c) => [c.unit, c]))
        return (unit, of, band) => {
          const cell = cellOf.get(unit)
          if (cell === undefined || !sharing.some((p) => p.kpi === of)) return null
          // What another KPI tells of its own cell is taken as all there is to know of the base.
          if (of !== kpi) return reading.amountsOf(cell).amounts.map((n) => ({ low: n, high: n }))
          return reading.limitsOf(cell, numeratorWithin(definition, cell, band))
        }
      }
      const sumsIn = (cells: readonly PublishedCell[]) => {
        const roots = sumsOf(definition, cells, units, reading)
        for (const node of roots.flatMap(nodesUnder)) {
          for (const of of sharing) {
            const band = before.get(keyOf({ kpi: of.kpi, unit: node.unit, period }))?.band ?? null
            const cell = cells.find((c) => c.unit === node.unit)
            const isTold = band !== null && cell !== undefined && (of.kpi !== kpi || isToldOf(band, cell))
            const told = isTold ? limitsIn(cells)(node.unit, of.kpi, band) : null
            node.limits = told === null ? node.limits : eachOf(node.limits, told)
          }
        }
        return roots
      }
      const past = states.slice(0, -1).map(({ publication, cells }) => ({
        nodes: new Map(
          sumsIn(cells)
            .flatMap(nodesUnder)
            .map((n) => [n.unit, n]),
        ),
        isHidden: (unit: string) =>
          sharing.every((p) => {
            const since = before.get(keyOf({ kpi: p.kpi, unit, period }))?.publication
            return (since !== undefined && since <= publication) || isSilentAt(p, unit, publication)
          }),
      }))
      const cells = states.at(-1)?.cells ?? []
      const question: Question = {
        slots: [...slots.keys()],
        isSilent: (slot, unit) =>
          slot !== slotOf({ kpi, period }, rules) && isSilentAt(slots.get(slot), unit),
        roots: sumsIn(cells),
        past,
      }
      return { period, question, limitsOf: limitsIn(cells) }
    })
}

function sharesBase(one: Kpi, other: Kpi): boolean {
  return (
    one.code === other.code || (one.sharesBase !== null && one.sharesBase.base === other.sharesBase?.base)
  )
}

/** Whether a unit has no number of a KPI's period that could be read, after a publication or the last. */
function isSilentAt(period: PublishedPeriod | undefined, unit: string, publication?: number): boolean {
  const state = period?.states.findLast((s) => publication === undefined || s.publication <= publication)
  const cell = state?.cells.find((c) => c.unit === unit)
  return cell === undefined || !saysSomething(cell)
}
