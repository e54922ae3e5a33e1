/** Finds the codes and months for a file's names by a layout, or the problem of each that has none. */

import { type MonthReading, monthOnly } from '../../time/month-words.ts'
import { grainOf } from '../../time/period.ts'
import type { ExtractProblem } from '../problem.ts'
import type { ExtractRegister } from '../register.ts'
import type { SourceCell } from './cells.ts'
import { asName, type Layout, type NamedCode } from './layout.ts'
import { nameListOf, nearestCode, noMonth, type Spot, unknownName } from './problems.ts'

/** A code or a month, and the cell that it comes from; null if it comes from no cell. */
export type FoundName = { is: 'found'; text: string; source: SourceCell | null }
export type MissingName = { is: 'missing'; problem: ExtractProblem }

const MOST_NEAR = 1_000

/** Finds the code of a name, as a person confirmed it or where it is a code of ours. */
export function codeFinder(
  layout: Pick<Layout, 'name' | 'rules'>,
  register: ExtractRegister,
): (what: 'team' | 'kpi', text: string, spot: Spot) => FoundName | MissingName {
  const { rules } = layout
  const codes = { team: codesOf(rules.teams), kpi: codesOf(rules.kpis) }
  const near = new Map<string, NamedCode | null>()
  return (what, text, spot) => {
    const known = what === 'team' ? register.units : register.kpis
    const own = text.normalize('NFKC').toUpperCase()
    const code = codes[what].get(asName(text)) ?? (known.has(own) ? own : null)
    if (code === null) {
      return { is: 'missing', problem: unknownName(what, text, spot, layout, nearTo(what, text)) }
    }
    return { is: 'found', text: code, source: spot.heading === null ? null : { heading: spot.heading, text } }
  }

  /** Cached: an unknown name occurs in many rows, and its nearest known name is looked up once. */
  function nearTo(what: 'team' | 'kpi', text: string): NamedCode | null {
    const key = `${what} ${asName(text)}`
    const known = near.get(key)
    if (known !== undefined) return known
    const confirmed = what === 'team' ? rules.teams : rules.kpis
    const found = nearestCode(text, confirmed, nameListOf(what, register))
    if (near.size < MOST_NEAR) near.set(key, found)
    return found
  }
}

/** The period of a cell of a column of months. */
export function cellPeriod(
  text: string,
  order: Layout['rules']['dates'],
  spot: Spot,
): FoundName | MissingName {
  if (grainOf(text) !== null) return { is: 'found', text, source: { heading: spot.heading ?? '', text } }
  return monthFound(monthOnly(text, order), text, spot)
}

/** The month in a text, or the problem of a text that names none or several. */
export function monthFound(reading: MonthReading, text: string, spot: Spot): FoundName | MissingName {
  if (reading.is !== 'month') return { is: 'missing', problem: noMonth(reading, text, spot) }
  const source = spot.heading === null ? null : { heading: spot.heading, text }
  return { is: 'found', text: reading.month, source }
}

/** The problems of what was not found. */
export function missingOf(found: readonly (FoundName | MissingName)[]): ExtractProblem[] {
  return found.flatMap((each) => (each.is === 'missing' ? [each.problem] : []))
}

function codesOf(names: readonly NamedCode[]): Map<string, string> {
  return new Map(names.map(({ name, code }) => [asName(name), code]))
}
