/** Finds a layout's columns in a file: the same headings in the same order. A table with months or teams across may
 *  have more or fewer columns of each kind. */

import { type CrosstabHeading, crosstabReader } from './crosstab.ts'
import { asName, type ColumnUse, headingsKey, type LayoutColumn, type LayoutRules } from './layout.ts'

/** A column of a file: its use, and the period or the team that its heading names, if any. */
export type PlacedColumn = {
  heading: string
  use: ColumnUse
  fillDown: boolean
  period: string | null
  team: string | null
}

export type ColumnMatcher = {
  /** How many of the layout's headings are among these. 0 if fewer than half are, or if the layout has months or
   *  teams across and these headings have none. */
  shared: (headings: readonly string[]) => number
  /** The columns of a file with these headings; null where they are not those of the layout. */
  place: (headings: readonly string[]) => PlacedColumn[] | null
  /** Whether the layout has such a heading somewhere. */
  knows: (heading: string) => boolean
  /**
   * Headings of the layout that are missing among these. Columns across of one kind count once, by their first
   * heading.
   */
  missing: (headings: readonly string[]) => string[]
  /** Two headings that name the same month or team of the same figure. */
  twice: (headings: readonly string[]) => readonly [string, string] | null
  /** A heading whose month or team lacks one of the layout's figures, and the layout's heading for that figure. */
  lacking: (headings: readonly string[]) => readonly [string, string] | null
}

/** Finds a layout's columns in the headings of a file. */
export function columnMatcher(rules: LayoutRules): ColumnMatcher {
  const own = ownHeadings(rules)
  return {
    shared: (headings) => sharedWith(own, headings),
    place: (headings) => (own.kinds.size === 0 ? fixedColumns(own, headings) : runColumns(own, headings)),
    knows: (heading) => own.fixed.has(asName(heading)) || own.across(heading) !== null,
    missing: (headings) => missingFrom(own, headings),
    twice: (headings) => namedTwice(figuresAcross(own, headings)),
    lacking: (headings) => lackingIn(own, figuresAcross(own, headings)),
  }
}

/** The headings of a layout, as those of a file are compared with them. */
type OwnHeadings = {
  rules: LayoutRules
  /** All of them in their order. */
  key: string
  /** The names of columns that are not across. */
  fixed: ReadonlySet<string>
  /** One column of each kind across, the first. */
  kinds: ReadonlyMap<string, LayoutColumn>
  runs: readonly Run[]
  /** The month or team and the kind that a file's heading names; null if it is of none of the kinds. */
  across: (heading: string) => CrosstabHeading | null
}

function ownHeadings(rules: LayoutRules): OwnHeadings {
  const { columns } = rules
  const across = crosstabReader(rules)
  const kinds = new Map(
    columns.flatMap((column) => {
      const read = column.across === undefined ? null : across(column.heading)
      return read === null ? [] : [[read.kind, column] as const]
    }),
  )
  const fixed = columns.filter((column) => column.across === undefined).map(headingName)
  return {
    rules,
    key: headingsKey(columns.map(({ heading }) => heading)),
    fixed: new Set(fixed.filter((name) => name !== '')),
    kinds,
    runs: runsOf(columns),
    across(heading) {
      const read = across(heading)
      return read !== null && kinds.has(read.kind) ? read : null
    },
  }
}

function sharedWith({ kinds, fixed, across }: OwnHeadings, headings: readonly string[]): number {
  const isAcross = kinds.size === 0 || headings.some((heading) => across(heading) !== null)
  const names = new Set(headings.map(asName))
  const found = [...fixed].filter((name) => names.has(name)).length
  return isAcross && found * 2 >= fixed.size ? found : 0
}

function missingFrom({ rules, kinds, across }: OwnHeadings, headings: readonly string[]): string[] {
  const names = new Set(headings.map(asName))
  const found = new Set(headings.map((heading) => across(heading)?.kind))
  const gone = [...kinds].flatMap(([kind, { heading }]) => (found.has(kind) ? [] : [heading]))
  const lost = rules.columns.filter(
    (column) => column.across === undefined && !names.has(headingName(column)),
  )
  return [...lost.map(({ heading }) => heading).filter((heading) => heading !== ''), ...gone]
}

/** The headings of columns across that hold a figure, with the month or team that each names. */
function figuresAcross({ kinds, across }: OwnHeadings, headings: readonly string[]) {
  return headings.flatMap((heading) => {
    const read = across(heading)
    return read === null || kinds.get(read.kind)?.use === 'ignored' ? [] : [{ heading, read }]
  })
}

type FiguresAcross = ReturnType<typeof figuresAcross>

function namedTwice(figures: FiguresAcross): readonly [string, string] | null {
  const seen = new Map<string, string>()
  for (const { heading, read } of figures) {
    const key = figureKey(read)
    const first = seen.get(key)
    if (first !== undefined) return [first, heading]
    seen.set(key, heading)
  }
  return null
}

function lackingIn({ kinds }: OwnHeadings, figures: FiguresAcross): readonly [string, string] | null {
  const found = new Map<string, { heading: string; kinds: Set<string> }>()
  for (const { heading, read } of figures) {
    const named = namedIn(read)
    const { kinds: others } = found.get(named) ?? { kinds: new Set<string>() }
    found.set(named, { heading, kinds: others.add(read.kind) })
  }
  for (const { heading, kinds: theirs } of found.values()) {
    const lost = [...kinds].find(([kind, { use }]) => use !== 'ignored' && !theirs.has(kind))
    if (lost !== undefined) return [heading, lost[1].heading]
  }
  return null
}

/** The columns of a table without any across: its headings are those of the layout. */
function fixedColumns({ rules, key }: OwnHeadings, headings: readonly string[]): PlacedColumn[] | null {
  return headingsKey(headings) === key ? rules.columns.map(asFixed) : null
}

/** The kinds of figure that each month or team has. */
type KindsByName = Map<string, Set<string>>

/** The columns of a table with some across: each fixed one in its place, and each run at least one column long. */
function runColumns(own: OwnHeadings, headings: readonly string[]): PlacedColumn[] | null {
  const placed: PlacedColumn[] = []
  const figures: KindsByName = new Map()
  for (const run of own.runs) {
    const at = placed.length
    const columns = run.isAcross
      ? columnsOfRun(own, run, { headings, at, figures })
      : fixedColumn(run, headings[at] ?? '')
    if (columns === null) return null
    placed.push(...columns)
  }
  return placed.length === headings.length && isWhole(own, figures) ? placed : null
}

function fixedColumn({ columns: [column] }: Run, heading: string): PlacedColumn[] | null {
  return column === undefined || asName(heading) !== headingName(column) ? null : [asFixed(column)]
}

/** The columns of a run, from place `at` of the headings on; null if there is none, or if a figure occurs twice. */
function columnsOfRun(
  own: OwnHeadings,
  run: Run,
  { headings, at, figures }: { headings: readonly string[]; at: number; figures: KindsByName },
): PlacedColumn[] | null {
  const placed: PlacedColumn[] = []
  for (let place = at; place < headings.length; place++) {
    const heading = headings[place] ?? ''
    const column = columnOfRun(own, heading, run, figures)
    if (column === 'twice') return null
    if (column === null) break
    placed.push(column)
  }
  // A spacer after the last month belongs to what follows.
  while (run.hasSpacers && placed.at(-1)?.heading === '') placed.pop()
  return placed.length === 0 ? null : placed
}

function columnOfRun(
  { rules, kinds, across }: OwnHeadings,
  heading: string,
  { hasSpacers }: Run,
  figures: KindsByName,
): PlacedColumn | 'twice' | null {
  if (hasSpacers && asName(heading) === '') return asFixed({ heading: '', use: 'ignored' })
  const read = across(heading)
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

/** Whether each month or team with one of the figures has all of them: with a numerator, also its denominator. */
function isWhole({ kinds }: OwnHeadings, figures: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const read = [...kinds].flatMap(([kind, { use }]) => (use === 'ignored' ? [] : [kind]))
  return [...figures.values()].every((kindsOf) => {
    const some = read.filter((kind) => kindsOf.has(kind))
    return some.length === 0 || some.length === read.length
  })
}

/** The key of a layout: equal for two layouts that read the same files. Of months across, each kind counts once and
 *  without its month, since a file gains a month each month. */
export function layoutKey(rules: LayoutRules): string {
  const across = crosstabReader(rules)
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

function headingName({ heading }: LayoutColumn): string {
  return asName(heading)
}

function asFixed({ heading, use, fillDown = false }: LayoutColumn): PlacedColumn {
  return { heading, use, fillDown, period: null, team: null }
}

function figureKey(read: CrosstabHeading): string {
  return `${read.kind}\n${namedIn(read)}`
}

function namedIn({ period, team }: CrosstabHeading): string {
  return period ?? asName(team ?? '')
}
