/** Headings that name teams or months across a table, and which of them are alike. */

import { type DateOrder, headingPeriod } from '../../time/month-words.ts'
import { asName, type LayoutColumn, type LayoutRules } from './layout.ts'

const BETWEEN = ' – '
const REMEMBERED = 2_000

/** A heading of a table with months or teams across. Equal `kind` is one figure, of another month or team. */
export type AcrossHeading = { kind: string; period: string | null; team: string | null }

/**
 * The part of each heading that names the team. Of headings in two rows it is the side that differs from team to team, or
 * that holds names of ours, and the other says which figure it is; of one row, all of it.
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

/** What a heading says beside its month: equal for columns that are alike. Null where it names no one month. */
export function monthKind(heading: string, order: DateOrder): string | null {
  const read = headingPeriod(heading, order)
  return read === null ? null : asName(read.around)
}

/** Reads headings of columns across: months by their words, teams by the names that the layout has or that are codes. */
export function acrossReader(rules: LayoutRules): (heading: string) => AcrossHeading | null {
  const isPeriods = rules.columns.some(({ across }) => across === 'period')
  const teams = teamReader(rules)
  const known = new Map<string, AcrossHeading | null>()
  return (heading) => {
    const before = known.get(heading)
    if (before !== undefined) return before
    const read = isPeriods ? periodRead(heading, rules) : teams(heading)
    if (known.size < REMEMBERED) known.set(heading, read)
    return read
  }
}

function periodRead(heading: string, { dates }: LayoutRules): AcrossHeading | null {
  const read = headingPeriod(heading, dates)
  return read === null ? null : { kind: asName(read.around), period: read.period, team: null }
}

function teamReader({ columns, teams }: LayoutRules): (heading: string) => AcrossHeading | null {
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

function teamHeading({ heading, name = heading }: LayoutColumn): AcrossHeading {
  const at = heading.indexOf(name)
  const around = at === -1 ? '{}' : `${heading.slice(0, at)}{}${heading.slice(at + name.length)}`
  return { kind: asName(around), period: null, team: name }
}
