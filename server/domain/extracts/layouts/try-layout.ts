/** Tries an unfinished layout on a file: the names and words in it, its first rows and its problems. */

import { readFigure, trimSpaces } from '../figure-text.ts'
import type { ExtractProblem } from '../problem.ts'
import type { ExtractRegister, RowText } from '../register.ts'
import { type ExtractRow, readRow } from '../row.ts'
import type { PlacedColumn } from './columns.ts'
import { figureGroups, figureReader, isFraction, type ReadCell } from './figures.ts'
import { asName, type FigurePart, type Layout, type LayoutRules } from './layout.ts'
import type { TableRow } from './layout-walk.ts'
import { type LayoutFinding, type LayoutReader, layoutReader } from './read-layout.ts'

/** A text that the file holds in some rows: how often, and where first. */
export type TextOccurrence = {
  text: string
  times: number
  sheet: string | null
  row: number | null
  /** Whether one of its rows has a figure, or a word in place of one. */
  hasFigures: boolean
}

export type TriedRow = {
  sheet: string | null
  row: number
  read: ExtractRow
}

export type LayoutTrial = {
  /** Rows of the file with figures, those skipped, and the figures that would be taken from them. `unsaid` counts the names
   *  and words that the layout does not say: they are in the lists below and not among the problems. */
  counts: {
    rows: number
    skipped: number
    figures: number
    unsaid: number
    problems: number
    warnings: number
    /** Blank cells that take what is above them. */
    filled: number
  }
  /** At most the first ten of each list. */
  first: readonly TriedRow[]
  problems: readonly ExtractProblem[]
  skipped: readonly { sheet: string | null; row: number; text: string }[]
  /** Every name, and every word in place of a figure, in the order of first occurrence. */
  teams: readonly TextOccurrence[]
  kpis: readonly TextOccurrence[]
  words: readonly TextOccurrence[]
  /** Whether a figure has a percent sign, or commas between thousands. */
  hasPercent: boolean
  hasThousands: boolean
  /** Whether a percentage is written as a share of one: 0.92. */
  hasFractions: boolean
  /** False if only the beginning of the file was read. */
  whole: boolean
}

export type LayoutTrier = {
  sheet: (name: string | null) => void
  row: (row: TableRow) => void
  /** `problem` is what ended the reading before the file's end. */
  end: (problem: ExtractProblem | null, whole: boolean) => LayoutTrial
}

/** Problems that the form itself asks about. They count as problems only after the layout is confirmed. */
const unsaid: readonly string[] = ['unknown_team', 'unknown_kpi', 'symbol_unknown']
const MOST_SHOWN = 10
const MOST_NAMES = 500

/** Tries a layout on a file, one sheet and one row at a time. */
export function layoutTrier(layout: Pick<Layout, 'name' | 'rules'>, register: ExtractRegister): LayoutTrier {
  return new Trial(layout, register)
}

/** The state of one trial: what was counted and found so far. */
class Trial implements LayoutTrier {
  readonly #rules: LayoutRules
  readonly #register: ExtractRegister
  readonly #reader: LayoutReader
  readonly #names = new NamesMet()
  readonly #counts = { rows: 0, skipped: 0, figures: 0, unsaid: 0, problems: 0, warnings: 0, filled: 0 }
  readonly #first: TriedRow[] = []
  readonly #problems: ExtractProblem[] = []
  readonly #skipped: { sheet: string | null; row: number; text: string }[] = []
  readonly #signs: FigureSigns
  readonly #notTeams: ReadonlySet<string>
  #columns: Places
  #sheet: string | null = null

  constructor(layout: Pick<Layout, 'name' | 'rules'>, register: ExtractRegister) {
    this.#rules = layout.rules
    this.#register = register
    this.#reader = layoutReader(layout, register)
    this.#signs = new FigureSigns(layout.rules)
    this.#notTeams = new Set(layout.rules.skip.is.map(asName))
    this.#columns = placesIn(this.#reader.columns())
  }

  sheet(name: string | null): void {
    this.#addProblems(this.#reader.sheet(name))
    this.#sheet = name
  }

  row(row: TableRow): void {
    const { place, findings, cells, filled } = this.#reader.row(row)
    this.#counts.filled += filled
    if (place === 'headings') this.#meetHeadings(row.row)
    if (place === 'skipped') this.#skip(row)
    if (place === 'data') this.#counts.rows++
    if (place === 'data' || place === 'skipped') this.#meetNames({ row: row.row, cells }, place)
    if (place === 'data') this.#meetFigures({ row: row.row, cells })
    this.#addProblems(findings)
    for (const finding of findings) if (finding.is === 'row') this.#take(finding.row, row.row)
  }

  end(problem: ExtractProblem | null, whole: boolean): LayoutTrial {
    this.#addProblems(this.#reader.end())
    if (problem !== null) this.#add(problem)
    return {
      counts: this.#counts,
      first: this.#first,
      problems: this.#problems,
      skipped: this.#skipped,
      teams: this.#names.of('teams'),
      kpis: this.#names.of('kpis'),
      words: this.#names.of('words'),
      ...this.#signs.found,
      whole,
    }
  }

  #addProblems(findings: readonly LayoutFinding[]): void {
    for (const finding of findings) if (finding.is === 'problem') this.#add(finding.problem)
  }

  #add(problem: ExtractProblem): void {
    if (unsaid.includes(problem.code)) this.#counts.unsaid++
    else this.#addFault(problem)
  }

  #addFault(problem: ExtractProblem): void {
    this.#counts.problems++
    if (this.#problems.length < MOST_SHOWN) this.#problems.push(problem)
  }

  #skip({ row, cells }: TableRow): void {
    this.#counts.skipped++
    const text = cells.find((cell) => trimSpaces(cell) !== '') ?? ''
    if (this.#skipped.length < MOST_SHOWN) this.#skipped.push({ sheet: this.#sheet, row, text })
  }

  #take(text: RowText, row: number): void {
    const { accepted, problems, warnings } = readRow(text, this.#register)
    for (const problem of problems) this.#addFault(problem)
    this.#counts.warnings += warnings.length
    if (accepted === null) return
    this.#counts.figures++
    if (this.#first.length < MOST_SHOWN) this.#first.push({ sheet: this.#sheet, row, read: accepted })
  }

  #meetHeadings(row: number): void {
    this.#columns = placesIn(this.#reader.columns())
    for (const team of this.#columns.teams) this.#meet('teams', team, row, true)
  }

  #meetNames({ row, cells }: TableRow, place: 'data' | 'skipped'): void {
    const { parts, team: teamPlace, kpi: kpiPlace } = this.#columns
    const team = trimSpaces(cells[teamPlace] ?? '')
    const hasFigures = parts.some(({ at }) => trimSpaces(cells[at] ?? '') !== '')
    // A name that a person marked as no team stays in the list of names, so that they can see and change it.
    if (team !== '' && (place === 'data' || this.#notTeams.has(asName(team))))
      this.#meet('teams', team, row, hasFigures)
    if (place === 'skipped') return
    const sheet = this.#sheet
    if (this.#rules.team.from === 'sheet' && sheet !== null) this.#meet('teams', sheet, null, hasFigures)
    if (this.#rules.measure?.from === 'sheet' && sheet !== null) this.#meet('kpis', sheet, null, hasFigures)
    const kpi = trimSpaces(cells[kpiPlace] ?? '')
    if (kpi !== '') this.#meet('kpis', kpi, row, hasFigures)
  }

  #meetFigures({ row, cells }: TableRow): void {
    for (const { part, at } of this.#columns.parts) {
      const text = trimSpaces(cells[at] ?? '')
      if (this.#signs.isWord(text, part)) this.#meet('words', text, row, true)
    }
  }

  #meet(what: 'teams' | 'kpis' | 'words', text: string, row: number | null, hasFigures: boolean): void {
    this.#names.add(what, { text, sheet: this.#sheet, row, hasFigures })
  }
}

/** The names and words of a file, at most so many of each. */
class NamesMet {
  readonly #met = {
    teams: new Map<string, TextOccurrence>(),
    kpis: new Map<string, TextOccurrence>(),
    words: new Map<string, TextOccurrence>(),
  }

  add(what: 'teams' | 'kpis' | 'words', met: Omit<TextOccurrence, 'times'>): void {
    const names = this.#met[what]
    const known = names.get(asName(met.text))
    if (known !== undefined) {
      known.times++
      known.hasFigures ||= met.hasFigures
    } else if (names.size < MOST_NAMES) {
      names.set(asName(met.text), { ...met, times: 1 })
    }
  }

  of(what: 'teams' | 'kpis' | 'words'): TextOccurrence[] {
    return [...this.#met[what].values()]
  }
}

/** How the file writes its figures. */
class FigureSigns {
  readonly found = { hasPercent: false, hasThousands: false, hasFractions: false }
  readonly #inOurTerms: ReadCell

  constructor(rules: LayoutRules) {
    this.#inOurTerms = figureReader({ ...rules, words: [], percent: true, thousands: true })
  }

  /** Looks at a figure cell. Returns true if it contains a word instead of a figure. */
  isWord(text: string, part: FigurePart): boolean {
    // Checked before a refusal: a fraction may have more decimals than a figure, or no 0 before its decimal point.
    const isShare = part === 'value' && isFraction(text) && Number(text) > 0 && Number(text) < 1
    if (isShare) this.found.hasFractions = true
    const read = readFigure(this.#inOurTerms(text, part, false))
    if (read.is === 'refused') return !/^[-+]?[0-9.,]+$/.test(text)
    if (read.is !== 'number') return false
    if (text.includes('%')) this.found.hasPercent = true
    if (text.includes(',')) this.found.hasThousands = true
    return false
  }
}

/** The places of names and figures, and the teams that headings name. */
type Places = {
  team: number
  kpi: number
  teams: readonly string[]
  parts: readonly { part: FigurePart; at: number }[]
}

function placesIn(columns: readonly PlacedColumn[]): Places {
  const placeOf = (use: string) => columns.findIndex((column) => column.use === use)
  const parts = figureGroups(columns).flatMap((group) => group.parts.map(([part, at]) => ({ part, at })))
  return {
    team: placeOf('team'),
    kpi: placeOf('kpi'),
    teams: columns.flatMap(({ team }) => team ?? []),
    parts,
  }
}
