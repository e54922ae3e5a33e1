/** The columns of a file by a layout: the same headings in the same order, where a table with months or teams across may
 *  have more or fewer columns of each kind. */

import { headingPeriod } from '../../time/month-words.ts'
import { asName, type ColumnUse, headingsKey, type LayoutColumn, type LayoutRules } from './layout.ts'

/** A column of a file as it is read: what its heading names, where it names a period or a team. */
export type PlacedColumn = {
  heading: string
  use: ColumnUse
  fillDown: boolean
  period: string | null
  team: string | null
}

export type ColumnMatcher = {
  /** How many of its headings these are; 0 where they are less than half of them, or where a table with months or teams
   *  across has none across. */
  shared: (headings: readonly string[]) => number
  /** The columns of a file with these headings; null where they are not those of the layout. */
  place: (headings: readonly string[]) => PlacedColumn[] | null
  /** Whether the layout has such a heading somewhere. */
  knows: (heading: string) => boolean
  /** Headings of the layout that are nowhere among these: of columns that are alike, the first. */
  missing: (headings: readonly string[]) => string[]
  /** Two headings that name the same month or team of the same figure. */
  twice: (headings: readonly string[]) => readonly [string, string] | null
  /** A heading whose month or team lacks a figure that others have, and the heading of such a figure. */
  lacking: (headings: readonly string[]) => readonly [string, string] | null
}

/** A heading of a table with months or teams across. Equal `kind` is one figure, of another month or team. */
type AcrossHeading = { kind: string; period: string | null; team: string | null }

/** Finds a layout's columns in the headings of a file. */
export function columnMatcher(rules: LayoutRules): ColumnMatcher {
  const { columns } = rules
  const across = acrossReader(rules)
  const runs = runsOf(columns)
  const kinds = new Map(
    columns.flatMap((column) => {
      const read = column.across === undefined ? null : across(column.heading)
      return read === null ? [] : [[read.kind, column] as const]
    }),
  )
  const fixed = new Set(
    columns
      .filter((column) => column.across === undefined)
      .map(headingName)
      .filter((name) => name !== ''),
  )
  const own = headingsKey(columns.map(({ heading }) => heading))

  return {
    shared(headings) {
      const isAcross = kinds.size === 0 || headings.some((heading) => kindOf(heading) !== null)
      const names = new Set(headings.map(asName))
      const found = [...fixed].filter((name) => names.has(name)).length
      return isAcross && found * 2 >= fixed.size ? found : 0
    },
    place(headings) {
      if (kinds.size === 0) return headingsKey(headings) === own ? columns.map(asFixed) : null
      return placeRuns(headings)
    },
    knows: (heading) => fixed.has(asName(heading)) || kindOf(heading) !== null,
    missing(headings) {
      const names = new Set(headings.map(asName))
      const found = new Set(headings.map((heading) => kindOf(heading)?.kind))
      const gone = [...kinds].flatMap(([kind, { heading }]) => (found.has(kind) ? [] : [heading]))
      const lost = columns.filter((column) => column.across === undefined && !names.has(headingName(column)))
      return [...lost.map(({ heading }) => heading).filter((heading) => heading !== ''), ...gone]
    },
    twice(headings) {
      const seen = new Map<string, string>()
      for (const heading of headings) {
        const read = kindOf(heading)
        if (read === null || kinds.get(read.kind)?.use === 'ignored') continue
        const key = figureKey(read)
        const first = seen.get(key)
        if (first !== undefined) return [first, heading]
        seen.set(key, heading)
      }
      return null
    },
    lacking(headings) {
      const found = new Map<string, { heading: string; kinds: Set<string> }>()
      for (const heading of headings) {
        const read = kindOf(heading)
        if (read === null || kinds.get(read.kind)?.use === 'ignored') continue
        const named = namedIn(read)
        const { kinds: others } = found.get(named) ?? { kinds: new Set<string>() }
        found.set(named, { heading, kinds: others.add(read.kind) })
      }
      for (const { heading, kinds: theirs } of found.values()) {
        const lost = [...kinds].find(([kind, { use }]) => use !== 'ignored' && !theirs.has(kind))
        if (lost !== undefined) return [heading, lost[1].heading]
      }
      return null
    },
  }

  function kindOf(heading: string): AcrossHeading | null {
    const read = across(heading)
    return read !== null && kinds.has(read.kind) ? read : null
  }

  function placeRuns(headings: readonly string[]): PlacedColumn[] | null {
    const placed: PlacedColumn[] = []
    const figures = new Map<string, Set<string>>()
    for (const run of runs) {
      if (!run.isAcross) {
        const column = run.columns[0] as LayoutColumn
        if (asName(headings[placed.length] ?? '') !== headingName(column)) return null
        placed.push(asFixed(column))
        continue
      }
      const before = placed.length
      for (;;) {
        const heading = headings[placed.length]
        if (heading === undefined) break
        const column = columnOfRun(heading, run, figures)
        if (column === 'twice') return null
        if (column === null) break
        placed.push(column)
      }
      // A spacer after the last month belongs to what follows.
      while (run.hasSpacers && placed.length > before && placed.at(-1)?.heading === '') placed.pop()
      if (placed.length === before) return null
    }
    return placed.length === headings.length && isWhole(figures) ? placed : null
  }

  function columnOfRun(
    heading: string,
    { hasSpacers }: Run,
    figures: Map<string, Set<string>>,
  ): PlacedColumn | 'twice' | null {
    if (hasSpacers && asName(heading) === '') return asFixed({ heading: '', use: 'ignored' })
    const read = kindOf(heading)
    const column = read === null ? undefined : kinds.get(read.kind)
    if (read === null || column === undefined) return null
    const named = namedIn(read)
    const seen = figures.get(named) ?? new Set()
    if (seen.has(read.kind) && column.use !== 'ignored') return 'twice'
    figures.set(named, seen.add(read.kind))
    const isLeftOut = read.team !== null && rules.skip.is.some((name) => asName(name) === named)
    const use = isLeftOut ? 'ignored' : column.use
    return { heading, use, fillDown: false, period: read.period, team: read.team }
  }

  /** Whether each month or team that has one of the figures has them all: a numerator has its denominator. */
  function isWhole(figures: ReadonlyMap<string, ReadonlySet<string>>): boolean {
    const read = [...kinds].flatMap(([kind, { use }]) => (use === 'ignored' ? [] : [kind]))
    return [...figures.values()].every((kindsOf) => {
      const some = read.filter((kind) => kindsOf.has(kind))
      return some.length === 0 || some.length === read.length
    })
  }
}

/** What a layout is recognised by: equal for two that read the same files. Of months across each kind of column counts
 *  once and its month does not, since a month is added each month. */
export function layoutKey(rules: LayoutRules): string {
  const across = acrossReader(rules)
  const seen = new Set<string>()
  const keys = runsOf(rules.columns).flatMap(({ columns, isAcross }) =>
    columns.flatMap((column) => {
      const read = isAcross && column.across === 'period' ? across(column.heading) : null
      if (read === null) return isAcross && column.heading === '' ? [] : [column.heading]
      if (seen.has(read.kind)) return []
      seen.add(read.kind)
      return [read.kind]
    }),
  )
  return headingsKey(keys)
}

/** A fixed column, or a run of columns across with the spacers between them. */
type Run = { isAcross: boolean; columns: readonly LayoutColumn[]; hasSpacers: boolean }

function runsOf(columns: readonly LayoutColumn[]): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < columns.length; ) {
    const isAcross = columns[at]?.across !== undefined
    let end = at + 1
    if (isAcross) {
      while (columns[end] !== undefined && isOfRun(columns[end] as LayoutColumn)) end++
      while (columns[end - 1]?.across === undefined) end--
    }
    const own = columns.slice(at, end)
    runs.push({ isAcross, columns: own, hasSpacers: isAcross && own.some(isSpacer) })
    at = end
  }
  return runs
}

function isOfRun(column: LayoutColumn): boolean {
  return column.across !== undefined || isSpacer(column)
}

function isSpacer({ heading, use }: LayoutColumn): boolean {
  return asName(heading) === '' && use === 'ignored'
}

/** Reads headings of columns across: months by their words, teams by the names that the layout has or that are codes. */
function acrossReader(rules: LayoutRules): (heading: string) => AcrossHeading | null {
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

const REMEMBERED = 2_000

function periodRead(heading: string, { dates }: LayoutRules): AcrossHeading | null {
  const read = headingPeriod(heading, dates)
  return read === null ? null : { kind: asName(read.around), period: read.period, team: null }
}

function teamReader({ columns, teams }: LayoutRules): (heading: string) => AcrossHeading | null {
  const across = columns.filter((column) => column.across === 'team')
  const own = new Map(across.map((column) => [headingName(column), teamHeading(column)] as const))
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

function headingName({ heading }: LayoutColumn): string {
  return asName(heading)
}

function asFixed({ heading, use, fillDown = false }: LayoutColumn): PlacedColumn {
  return { heading, use, fillDown, period: null, team: null }
}

function figureKey(read: AcrossHeading): string {
  return `${read.kind}\n${namedIn(read)}`
}

function namedIn({ period, team }: AcrossHeading): string {
  return period ?? asName(team ?? '')
}
