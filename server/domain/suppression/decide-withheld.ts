/** Decides, with each publication, which cells are withheld from outside readers: once withheld, for good. */
import type { Kpi } from '../catalogue/kpi.ts'
import type { Unit } from '../catalogue/unit.ts'
import type { Band } from '../figures/measurement.ts'
import { isRolling } from '../figures/spc/verdict.ts'
import { firstDay, grainOf, lastDay, monthOf } from '../time/period.ts'
import { allOf, type PartLimits, type Reading, readingsOf, smallPartsOf } from './amounts.ts'
import {
  type BandQuestion,
  chooseBands,
  type DecidedBand,
  eachOf,
  isToldOf,
  numeratorWithin,
  possibleBands,
} from './bands.ts'
import { exposedIn, type Hidden, protect, type Question } from './protect.ts'
import { nodesUnder } from './ranges.ts'
import { exceedsIn, type PublishedCell, saysSomething, sumsOf } from './sums.ts'
import { monthLimits, type WeekBeside, weekLimits, weeksBeside } from './weeks-beside.ts'

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
  const known: Known = {
    ...{ published, rules, before: new Map(before.map((w) => [keyOf(w), w])) },
    periods: new Map(published.map((p) => [`${p.kpi} ${p.period}`, p])),
  }
  const isMonthly = ({ kpi, period }: { kpi: string; period: string }) =>
    grainOf(period) === 'monthly' || addsUp(rules.kpiAt(kpi, period))
  const first: Hidden = new Map()
  for (const place of before) hide(first, slotOf(place, rules), [place.unit])
  const monthly = published.filter(isMonthly).map((p) => monthBesideWeeks(p, known))
  for (const month of monthly.filter((p) => p.isTouched))
    hide(first, slotOf(month, rules), unitsTellingWeeks(month, known, first))
  const months = settle(monthly, known, first)
  const seeded: Hidden = new Map(months.hidden)
  for (const other of published.filter((p) => !isMonthly(p)))
    hide(seeded, slotOf(other, rules), unitsHiddenByMonth(other.kpi, known, before, months.hidden))
  const later = published.filter((p) => !isMonthly(p)).map((p) => weekBesideMonths(p, known, months.hidden))
  const { hidden } = settle(later, known, seeded)
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
function bandsOf(added: readonly Added[], { hidden, asked }: Settled, known: Known): Map<string, Band> {
  const { published, rules } = known
  const isFirst = new Set(
    published.filter((p) => p.isTouched && p.states.length === 1).map((p) => `${p.kpi} ${p.period}`),
  )
  const candidates = added
    .filter(({ kpi, period }) => isFirst.has(`${kpi} ${period}`) && grainOf(period) === 'monthly')
    .filter((place) => !limitsWeeks(place, known))
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

/** Whether a month's weeks are on record that are part of it: a band of the month would limit each of them. */
function limitsWeeks({ kpi, period }: CellPlace, { periods, rules }: Known): boolean {
  const definition = rules.kpiAt(kpi, period)
  const weeks = definition.basis === 'flow' ? weeksBeside(definition, period) : []
  return weeks.some((week) => periods.has(`${kpi} ${week}`))
}

function keyOf({ kpi, unit, period }: CellPlace): string {
  return `${kpi} ${unit} ${period}`
}

type Known = {
  published: readonly PublishedPeriod[]
  rules: WithholdingRules
  /** What is withheld already. */
  before: ReadonlyMap<string, WithheldCell>
  /** The published periods by KPI and period. */
  periods: ReadonlyMap<string, PublishedPeriod>
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

/** A month with what the weeks that were given tell of its cells. */
function monthBesideWeeks(month: PublishedPeriod, known: Known): PublishedPeriod {
  const { kpi, period, isTouched } = month
  const of = isTouched ? weeksBeside(known.rules.kpiAt(kpi, period), period) : []
  if (!of.some((week) => known.periods.has(`${kpi} ${week}`))) return month
  return withLimits(month, (cell) => monthLimits(period, cell, weeksOf(kpi, cell.unit, of, known), of))
}

/** A week with what the months beside it that are given tell of its cells. */
function weekBesideMonths(week: PublishedPeriod, known: Known, hidden: Hidden): PublishedPeriod {
  if (!week.isTouched || grainOf(week.period) !== 'weekly') return week
  const months = [...new Set([firstDay(week.period), lastDay(week.period)].map(monthOf))]
  return months.reduce((limited, month) => {
    const whole = known.periods.get(`${week.kpi} ${month}`)
    const units = hidden.get(slotOf({ kpi: week.kpi, period: month }, known.rules))
    return whole === undefined ? limited : besideMonth(limited, whole, known, units ?? new Set())
  }, week)
}

/** A week with what a month tells of the cells of units that are not hidden in it. */
function besideMonth(
  week: PublishedPeriod,
  month: PublishedPeriod,
  known: Known,
  hiddenUnits: ReadonlySet<string>,
): PublishedPeriod {
  const { kpi } = week
  const of = weeksBeside(known.rules.kpiAt(kpi, month.period), month.period)
  if (!of.includes(week.period)) return week
  const wholes = new Map((month.states.at(-1)?.cells ?? []).map((c) => [c.unit, c]))
  return withLimits(week, (cell) => {
    const whole = wholes.get(cell.unit)
    if (whole === undefined || hiddenUnits.has(cell.unit) || !isCounted(whole)) return {}
    const own = { ...cell, week: week.period, isGiven: false }
    return weekLimits(month.period, { own, whole }, weeksOf(kpi, cell.unit, of, known), of)
  })
}

/** The units to hide in a month because it would tell what is hidden in one of its weeks. */
function unitsTellingWeeks(month: PublishedPeriod, known: Known, hidden: Hidden): string[] {
  const { kpi, period } = month
  const definition = known.rules.kpiAt(kpi, period)
  const cells = month.states.at(-1)?.cells ?? []
  const untold = new Set([
    ...(hidden.get(slotOf(month, known.rules)) ?? []),
    ...cells.filter((c) => isPrimary(definition, c)).map((c) => c.unit),
  ])
  const told: string[] = []
  const of = weeksBeside(definition, period)
  // A month of whole weeks is the sum of them.
  const isSum =
    firstDay(of[0] ?? period) === firstDay(period) && lastDay(of.at(-1) ?? period) === lastDay(period)
  for (const code of of) {
    const week = known.periods.get(`${kpi} ${code}`)
    if (week === undefined || week.isTouched) continue
    const questions = () => questionsOf(besideMonth(week, month, known, untold), known)
    if (!isSum && !questions().some(({ question }) => exposedIn(question, hidden) !== null)) continue
    const units = hidden.get(slotOf(week, known.rules)) ?? new Set()
    const telling = cells.map((c) => c.unit).filter((unit) => units.has(unit) && !untold.has(unit))
    for (const unit of telling) untold.add(unit)
    told.push(...telling)
  }
  return told
}

/** The weeks of a unit among these, and whether they were given. A week that is decided now is taken as given, unless it is small. */
function weeksOf(
  kpi: string,
  unit: string,
  of: readonly string[],
  { periods, before, rules }: Known,
): WeekBeside[] {
  return of.flatMap((week) => {
    const states = periods.get(`${kpi} ${week}`)?.states ?? []
    const cellIn = (state: PublishedPeriod['states'][number] | undefined) =>
      state?.cells.find((c) => c.unit === unit)
    const cell = cellIn(states.at(-1))
    if (cell === undefined || !isCounted(cell)) return []
    const since = before.get(keyOf({ kpi, unit, period: week }))?.publication
    const given = cellIn(states.findLast((s) => since === undefined || s.publication < since))
    const isSame = given?.numerator === cell.numerator && given.denominator === cell.denominator
    return [{ ...cell, week, isGiven: isSame && !isPrimary(rules.kpiAt(kpi, week), cell) }]
  })
}

function isCounted({ state }: PublishedCell): boolean {
  return state === 'reported' || state === 'no_cases'
}

/** The same with more that is known of the cells as they now stand. */
function withLimits(period: PublishedPeriod, limitsOf: (cell: PublishedCell) => PartLimits): PublishedPeriod {
  const limited = (cell: PublishedCell): PublishedCell =>
    isCounted(cell) ? { ...cell, within: allOf(limitsOf(cell), cell.within ?? {}) } : cell
  const last = period.states.length - 1
  return {
    ...period,
    states: period.states.map((s, i) => (i < last ? s : { ...s, cells: s.cells.map(limited) })),
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
  const isLate = published.some(
    (p) =>
      p.kpi !== kpi &&
      p.period === period &&
      sharesBase(rules.kpiAt(p.kpi, period), definition) &&
      isEarlier(p),
  )
  const isLimited = isLate || states.some((s) => s.cells.some((c) => c.within?.denominator !== undefined))
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
      const roots = sumsIn(cells)
      // What shares the base and came before may have given it.
      if (reading.isShared && reading.isOnePart)
        for (const node of roots.flatMap(nodesUnder))
          if (node.guards.length === 0 && sharing.some((p) => p.kpi !== kpi && wasGiven(p, node.unit, known)))
            node.mayHide = false
      const question: Question = {
        slots: [...slots.keys()],
        isSilent: (slot, unit) =>
          slot !== slotOf({ kpi, period }, rules) && isSilentAt(slots.get(slot), unit),
        roots,
        past,
      }
      return { period, question, limitsOf: limitsIn(cells) }
    })
}

/** Whether a period was published before. */
function isEarlier({ isTouched, states }: PublishedPeriod): boolean {
  return states.length > (isTouched ? 1 : 0)
}

/** Whether a unit's cell was given with an earlier publication. */
function wasGiven(
  { kpi, period, states, isTouched }: PublishedPeriod,
  unit: string,
  { before }: Known,
): boolean {
  const since = before.get(keyOf({ kpi, unit, period }))?.publication ?? Number.POSITIVE_INFINITY
  return (isTouched ? states.slice(0, -1) : states).some(
    (s) => s.publication < since && s.cells.some((c) => c.unit === unit && saysSomething(c)),
  )
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
