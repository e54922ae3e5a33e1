/** Decides, with each publication, which cells are withheld from outside readers: once withheld, for good. */
import type { Kpi } from '../catalogue/kpi.ts'
import type { Unit } from '../catalogue/unit.ts'
import { isRolling } from '../figures/spc/verdict.ts'
import { grainOf } from '../time/period.ts'
import { readingsOf, smallPartsOf } from './amounts.ts'
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
/** A cell that is withheld from a publication on. */
export type WithheldCell = CellPlace & { publication: number }

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
): CellPlace[] {
  const known = { published, rules, since: sinceOf(before) }
  const isMonthly = ({ kpi, period }: { kpi: string; period: string }) =>
    grainOf(period) === 'monthly' || addsUp(rules.kpiAt(kpi, period))
  const first: Hidden = new Map()
  for (const place of before) hide(first, slotOf(place, rules), [place.unit])
  const months = settle(published.filter(isMonthly), known, first)
  for (const later of published.filter((p) => !isMonthly(p)))
    hide(months, slotOf(later, rules), unitsHiddenByMonth(later.kpi, known, before, months))
  const hidden = settle(
    published.filter((p) => !isMonthly(p)),
    known,
    months,
  )
  return published.flatMap(({ kpi, period, states }) => {
    const units = hidden.get(slotOf({ kpi, period }, rules))
    const isNew = (c: PublishedCell) =>
      units?.has(c.unit) === true && saysSomething(c) && known.since(kpi, c.unit, period) === undefined
    return (states.at(-1)?.cells ?? []).filter(isNew).map(({ unit }) => ({ kpi, unit, period }))
  })
}

type Known = {
  published: readonly PublishedPeriod[]
  rules: WithholdingRules
  /** The publication from which on a cell is withheld. */
  since: (kpi: string, unit: string, period: string) => number | undefined
}

function sinceOf(before: readonly WithheldCell[]): Known['since'] {
  const since = new Map(before.map((w) => [`${w.kpi} ${w.unit} ${w.period}`, w.publication]))
  return (kpi, unit, period) => since.get(`${kpi} ${unit} ${period}`)
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

/** Hides what is small, then what would tell it. */
function settle(periods: readonly PublishedPeriod[], known: Known, before: Hidden): Hidden {
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
  return protect(
    periods.filter((p) => p.isTouched).flatMap((p) => questionsOf(p, known)),
    hidden,
  )
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
function questionsOf(
  { kpi, period, states }: PublishedPeriod,
  { published, rules, since }: Known,
): Question[] {
  const definition = rules.kpiAt(kpi, period)
  const cells = states.at(-1)?.cells ?? []
  const exceeds = states.some((s) => exceedsIn(definition, s.cells))
  const units = rules.unitsAt(period)
  return readingsOf(definition, exceeds).map((reading) => {
    const sharing = reading.isShared
      ? published.filter((p) => p.period === period && sharesBase(rules.kpiAt(p.kpi, period), definition))
      : published.filter((p) => p.period === period && p.kpi === kpi)
    const slots = new Map(sharing.map((p) => [slotOf(p, rules), p]))
    const past = states.slice(0, -1).map((state) => ({
      nodes: new Map(
        sumsOf(definition, state.cells, units, reading)
          .flatMap(nodesUnder)
          .map((n) => [n.unit, n]),
      ),
      isHidden: (unit: string) =>
        sharing.every(
          (p) =>
            (since(p.kpi, unit, period) ?? Number.POSITIVE_INFINITY) <= state.publication ||
            isSilentAt(p, unit, state.publication),
        ),
    }))
    return {
      slots: [...slots.keys()],
      isSilent: (slot, unit) => slot !== slotOf({ kpi, period }, rules) && isSilentAt(slots.get(slot), unit),
      roots: sumsOf(definition, cells, units, reading),
      past,
    }
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
