/** Headings that name teams or months across a table, and which of them belong to the same figure. */

import { type DateOrder, headingPeriod } from '../../time/month-words.ts'
import { asName, type LayoutColumn, type LayoutRules } from './layout.ts'

const BETWEEN = ' – '
const REMEMBERED = 2_000

/**
 * A heading of a table with months or teams across. Headings with the same `kind` hold the same figure for different
 * months or teams.
 */
export type CrosstabHeading = { kind: string; period: string | null; team: string | null }

/**
 * The part of each heading that names the team. If headings have two rows, the team is in the row that holds our
 * names, else in the row with more different texts; the other row names the figure. If they have one row, it is the
 * whole heading.
 */
export function teamsInHeadings(headings: readonly string[], isTeam: (name: string) => boolean): string[] {
  const sides = headings.map((heading) => {
    const at = heading.indexOf(BETWEEN)
    return at === -1 ? null : { upper: heading.slice(0, at), lower: heading.slice(at + BETWEEN.length) }
  })
  if (headings.some(isTeam) || sides.some((side) => side === null)) return [...headings]
  const all = sides.flatMap((side) => side ?? [])
  const lowers = all.filter(({ lower }) => isTeam(lower)).length
  const uppers = all.filter(({ upper }) => isTeam(upper)).length
  const distinct = (of: 'upper' | 'lower') => new Set(all.map((side) => asName(side[of]))).size
  const isLower = lowers === uppers ? distinct('lower') > distinct('upper') : lowers > uppers
  return all.map(({ upper, lower }) => (isLower ? lower : upper))
}

/**
 * The text of a heading around its month: equal for columns of the same figure. Null if the heading does not name
 * exactly one month.
 */
export function monthKind(heading: string, order: DateOrder): string | null {
  const read = headingPeriod(heading, order)
  return read === null ? null : asName(read.around)
}

/** Reads the headings of columns across: months by their words, teams by the layout's names for them or by our codes. */
export function crosstabReader(rules: LayoutRules): (heading: string) => CrosstabHeading | null {
  const isPeriods = rules.columns.some(({ across }) => across === 'period')
  const teams = teamReader(rules)
  const known = new Map<string, CrosstabHeading | null>()
  return (heading) => {
    const before = known.get(heading)
    if (before !== undefined) return before
    const read = isPeriods ? periodRead(heading, rules) : teams(heading)
    if (known.size < REMEMBERED) known.set(heading, read)
    return read
  }
}

function periodRead(heading: string, { dates }: LayoutRules): CrosstabHeading | null {
  const read = headingPeriod(heading, dates)
  return read === null ? null : { kind: asName(read.around), period: read.period, team: null }
}

function teamReader({ columns, teams }: LayoutRules): (heading: string) => CrosstabHeading | null {
  const across = columns.filter((column) => column.across === 'team')
  const own = new Map(across.map((column) => [asName(column.heading), teamHeading(column)] as const))
  const kinds = [...new Set([...own.values()].map(({ kind }) => kind))]
  const names = new Set(teams.flatMap(({ name, code }) => [asName(name), asName(code)]))
  return (heading) => {
    const text = asName(heading)
    const confirmed = own.get(text)
    if (confirmed !== undefined) return confirmed
    for (const kind of kinds) {
      const [before = '', after = ''] = kind.split('{}')
      const isLike =
        text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after)
      const team = isLike ? text.slice(before.length, text.length - after.length).trim() : ''
      if (names.has(team)) return { kind, period: null, team }
    }
    return null
  }
}

function teamHeading({ heading, name = heading }: LayoutColumn): CrosstabHeading {
  const at = heading.indexOf(name)
  const around = at === -1 ? '{}' : `${heading.slice(0, at)}{}${heading.slice(at + name.length)}`
  return { kind: asName(around), period: null, team: name }
}
