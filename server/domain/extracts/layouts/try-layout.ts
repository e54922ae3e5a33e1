/** What a file gives when it is read by a layout that is still being made: its names and words, its first rows, what is wrong. */

import { readFigure, trimSpaces } from '../figure-text.ts'
import type { ExtractProblem } from '../problem.ts'
import type { ExtractRegister } from '../register.ts'
import { type ExtractRow, readRow } from '../row.ts'
import type { PlacedColumn } from './columns.ts'
import { figureGroups, figureReader, isFraction } from './figures.ts'
import { asName, type FigurePart, type Layout } from './layout.ts'
import { layoutReader } from './read-layout.ts'
import type { TableRow } from './walk.ts'

/** A text that the file holds in some rows: how often, and where first. */
export type Met = {
  text: string
  times: number
  sheet: string | null
  row: number | null
  /** Whether a figure, or a word in place of one, stands in one of its rows. */
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
  /** The first ten, of each. */
  first: readonly TriedRow[]
  problems: readonly ExtractProblem[]
  skipped: readonly { sheet: string | null; row: number; text: string }[]
  /** Every name and every word in place of a figure, first met first. */
  teams: readonly Met[]
  kpis: readonly Met[]
  words: readonly Met[]
  /** Whether a figure has a percent sign, or commas between thousands. */
  hasPercent: boolean
  hasThousands: boolean
  /** Whether a percentage is written as a share of one: 0.92. */
  hasFractions: boolean
  /** False where the file is longer than was looked at. */
  whole: boolean
}

export type LayoutTrier = {
  sheet: (name: string | null) => void
  row: (row: TableRow) => void
  /** `problem` is what ended the reading before the file's end. */
  end: (problem: ExtractProblem | null, whole: boolean) => LayoutTrial
}

/** What the form itself asks about: a problem only once it is confirmed. */
const unsaid: readonly string[] = ['unknown_team', 'unknown_kpi', 'symbol_unknown']
const MOST_SHOWN = 10
const MOST_NAMES = 500

/** Takes a file's sheets and rows in turn and gives what they would be. */
export function layoutTrier(layout: Pick<Layout, 'name' | 'rules'>, register: ExtractRegister): LayoutTrier {
  const { rules } = layout
  const reader = layoutReader(layout, register)
  const inOurTerms = figureReader({ ...rules, words: [], percent: true, thousands: true })
  let columns = placesIn(reader.columns())
  const skipped = new Set(rules.skip.is.map(asName))
  const met = { teams: new Map<string, Met>(), kpis: new Map<string, Met>(), words: new Map<string, Met>() }
  const counts = { rows: 0, skipped: 0, figures: 0, unsaid: 0, problems: 0, warnings: 0, filled: 0 }
  const first: TriedRow[] = []
  const problems: ExtractProblem[] = []
  const skippedRows: { sheet: string | null; row: number; text: string }[] = []
  let sheet: string | null = null
  let hasPercent = false
  let hasThousands = false
  let hasFractions = false

  const add = (problem: ExtractProblem) => {
    if (unsaid.includes(problem.code)) counts.unsaid++
    else fault(problem)
  }
  const fault = (problem: ExtractProblem) => {
    counts.problems++
    if (problems.length < MOST_SHOWN) problems.push(problem)
  }
  const meet = (what: keyof typeof met, text: string, row: number | null, hasFigures: boolean) => {
    const known = met[what].get(asName(text))
    if (known !== undefined) {
      known.times++
      known.hasFigures ||= hasFigures
    } else if (met[what].size < MOST_NAMES) {
      met[what].set(asName(text), { text, times: 1, sheet, row, hasFigures })
    }
  }

  function meetHeadings(row: number): void {
    columns = placesIn(reader.columns())
    for (const team of columns.teams) meet('teams', team, row, true)
  }

  function meetNames(row: TableRow, place: 'data' | 'skipped'): void {
    const { parts, team: teamPlace, kpi: kpiPlace } = columns
    const team = trimSpaces(row.cells[teamPlace] ?? '')
    const hasFigures = parts.some(({ at }) => trimSpaces(row.cells[at] ?? '') !== '')
    // A name that a person has said is no team stays in their list of names.
    if (team !== '' && (place === 'data' || skipped.has(asName(team))))
      meet('teams', team, row.row, hasFigures)
    if (place === 'skipped') return
    if (rules.team.from === 'sheet' && sheet !== null) meet('teams', sheet, null, hasFigures)
    if (rules.measure?.from === 'sheet' && sheet !== null) meet('kpis', sheet, null, hasFigures)
    const kpi = trimSpaces(row.cells[kpiPlace] ?? '')
    if (kpi !== '') meet('kpis', kpi, row.row, hasFigures)
    for (const { part, at } of parts) {
      const text = trimSpaces(row.cells[at] ?? '')
      const read = readFigure(inOurTerms(text, part, false))
      if (read.is === 'refused' && !/^[-+]?[0-9.,]+$/.test(text)) meet('words', text, row.row, true)
      if (read.is !== 'number') continue
      if (text.includes('%')) hasPercent = true
      if (text.includes(',')) hasThousands = true
      if (part === 'value' && isFraction(text) && Number(text) > 0 && Number(text) < 1) hasFractions = true
    }
  }

  return {
    sheet(name) {
      for (const finding of reader.sheet(name)) if (finding.is === 'problem') add(finding.problem)
      sheet = name
    },
    row(row) {
      const { place, findings, cells, filled } = reader.row(row)
      counts.filled += filled
      if (place === 'headings') meetHeadings(row.row)
      if (place === 'skipped') {
        counts.skipped++
        const text = row.cells.find((cell) => trimSpaces(cell) !== '') ?? ''
        if (skippedRows.length < MOST_SHOWN) skippedRows.push({ sheet, row: row.row, text })
      }
      if (place === 'data') counts.rows++
      if (place === 'data' || place === 'skipped') meetNames({ row: row.row, cells }, place)
      for (const finding of findings) {
        if (finding.is === 'problem') {
          add(finding.problem)
          continue
        }
        const { accepted, problems: faults, warnings } = readRow(finding.row, register)
        faults.forEach(fault)
        counts.warnings += warnings.length
        if (accepted === null) continue
        counts.figures++
        if (first.length < MOST_SHOWN) first.push({ sheet, row: row.row, read: accepted })
      }
    },
    end(problem, whole) {
      for (const finding of reader.end()) if (finding.is === 'problem') add(finding.problem)
      if (problem !== null) add(problem)
      return {
        counts,
        first,
        problems,
        skipped: skippedRows,
        teams: [...met.teams.values()],
        kpis: [...met.kpis.values()],
        words: [...met.words.values()],
        hasPercent,
        hasThousands,
        hasFractions,
        whole,
      }
    },
  }
}

/** Where names and figures stand, and the teams that headings name. */
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
