/** Reads the rows of a file by a layout. Gives each figure as a row of text, or problems in the file's own words. */

import { isCarriedBy } from '../../catalogue/kpi.ts'
import { monthWithin } from '../../time/month-words.ts'
import { lastDay } from '../../time/period.ts'
import { trimSpaces } from '../figure-text.ts'
import type { ExtractProblem } from '../problem.ts'
import type { ExtractColumn, ExtractRegister, RowText } from '../register.ts'
import {
  formFaults,
  headingAt,
  type ReadTable,
  type SourceCell,
  spotOf,
  swallowedRows,
  unseenCharacters,
} from './cells.ts'
import type { PlacedColumn } from './columns.ts'
import { type FigureGroup, figureGroups, groupReader } from './figures.ts'
import { asName, cellAddress, type Layout, type LayoutRules } from './layout.ts'
import { type LayoutWalk, layoutWalk, type RowPlace, type TableRow, type UnfitSheet } from './layout-walk.ts'
import { cellPeriod, codeFinder, type FoundName, type MissingName, missingOf, monthFound } from './names.ts'
import { noLongerFits, type Spot } from './problems.ts'

/** A row as text, with the file's own headings and texts, or what is wrong with one. */
export type LayoutFinding = { is: 'row'; row: RowText } | { is: 'problem'; problem: ExtractProblem }

/** Reads a file, one sheet and one row at a time. */
export type LayoutReader = {
  sheet: (name: string | null) => LayoutFinding[]
  /** `cells` are the cells as read: blank ones filled down if the layout says so. `filled` counts those. */
  row: (row: TableRow) => ReadRow
  end: () => LayoutFinding[]
  /** The columns of the file, once its headings were met. */
  columns: () => readonly PlacedColumn[]
}

export type ReadRow = {
  place: RowPlace
  findings: LayoutFinding[]
  cells: readonly string[]
  filled: number
}

/** The team, period and measure that all rows of a sheet share. */
type OfSheet = {
  team: FoundName | MissingName
  period: FoundName | MissingName
  kpi: FoundName | MissingName
}

/** A reader for a layout. `register` distinguishes codes from names and supplies the nearest names. */
export function layoutReader(
  layout: Pick<Layout, 'name' | 'rules'>,
  register: ExtractRegister,
): LayoutReader {
  return new Reading(layout, register)
}

/** The state of reading one file: the current table, and what all rows of its sheet share. */
class Reading implements LayoutReader {
  readonly #layout: Pick<Layout, 'name' | 'rules'>
  readonly #register: ExtractRegister
  readonly #walk: LayoutWalk
  readonly #codeOf: ReturnType<typeof codeFinder>
  readonly #figuresIn: ReturnType<typeof groupReader>
  #table: ReadTable
  #groups: readonly FigureGroup[]
  #places: Places
  /** The teams that headings name, by heading; looked up once, at the row of headings. */
  #headingTeams = new Map<string, FoundName | MissingName>()
  #ofSheet: OfSheet | null = null

  constructor(layout: Pick<Layout, 'name' | 'rules'>, register: ExtractRegister) {
    this.#layout = layout
    this.#register = register
    this.#walk = layoutWalk(layout.rules)
    this.#codeOf = codeFinder(layout, register)
    this.#figuresIn = groupReader(layout, register)
    this.#table = { sheet: null, told: null, width: 0, columns: this.#walk.columns() }
    this.#groups = figureGroups(this.#table.columns)
    this.#places = placesOf(this.#table.columns)
  }

  columns(): readonly PlacedColumn[] {
    return this.#table.columns
  }

  sheet(name: string | null): LayoutFinding[] {
    const unfit = this.#walk.enter(name)
    // Messages name the sheet only if several sheets are read.
    const isNamed = this.#layout.rules.sheets.take === 'every'
    this.#table = { ...this.#table, sheet: name, told: isNamed ? name : null }
    this.#ofSheet = null
    return this.#unfitting(unfit)
  }

  row(row: TableRow): ReadRow {
    const { place, cells, filled } = this.#walk.place(row)
    return { place, cells, filled, findings: this.#findingsOf(row, { row: row.row, cells }, place) }
  }

  end(): LayoutFinding[] {
    return this.#unfitting(this.#walk.leave())
  }

  #unfitting(unfit: UnfitSheet | null): LayoutFinding[] {
    return unfit === null ? [] : [asFinding(noLongerFits(this.#layout, unfit))]
  }

  #findingsOf(asIs: TableRow, row: TableRow, place: RowPlace): LayoutFinding[] {
    if (place === 'headings') return this.#headings(row).map(asFinding)
    if (place === 'skipped') return swallowedRows(row, this.#table).map(asFinding)
    return place === 'data' ? this.#dataRow(asIs, row) : []
  }

  #headings(row: TableRow): ExtractProblem[] {
    const columns = this.#walk.columns()
    const { told } = this.#table
    this.#table = { ...this.#table, width: row.cells.length, columns }
    this.#groups = figureGroups(columns)
    this.#places = placesOf(columns)
    this.#headingTeams = new Map(
      this.#groups.flatMap(({ team, parts: [first] }) => {
        if (team === null || first === undefined) return []
        return [[asName(team), this.#codeOf('team', team, spotOf(row, first[1], told, columns))]]
      }),
    )
    return missingOf([...this.#headingTeams.values()])
  }

  #dataRow(asIs: TableRow, row: TableRow): LayoutFinding[] {
    // What a sheet says for all its rows is read once: its fault is one problem.
    const isFirst = this.#ofSheet === null
    const ofSheet = this.#ofSheet ?? this.#sharedBySheet()
    this.#ofSheet = ofSheet
    const faults = missingOf([ofSheet.team, ofSheet.period, ofSheet.kpi])
    if (faults.length > 0) return isFirst ? faults.map(asFinding) : []

    const own = this.#namesIn(row, ofSheet)
    const groups = this.#groups.map((group) => this.#groupIn(row, group, own))
    const problems = [
      ...(own.team.is === 'found' ? formFaults(asIs, this.#table) : []),
      ...unseenCharacters(row, this.#table),
      ...missingOf([own.team, own.period, own.kpi]),
      ...groups.flatMap((group) => group.problems),
    ]
    if (problems.length > 0) return problems.map(asFinding)
    return groups.flatMap(({ text }): LayoutFinding[] => (text === null ? [] : [{ is: 'row', row: text }]))
  }

  #sharedBySheet(): OfSheet {
    return sharedBy(this.#layout.rules, this.#table, this.#walk.periodCell(), this.#codeOf)
  }

  /** What the row itself names, or the sheet for it. */
  #namesIn(row: TableRow, ofSheet: OfSheet): OfSheet {
    const { team, period, kpi } = this.#places
    return {
      team: team === -1 ? ofSheet.team : this.#nameIn(row, 'team'),
      period: period === -1 ? ofSheet.period : this.#periodIn(row),
      kpi: kpi === -1 ? ofSheet.kpi : this.#nameIn(row, 'kpi'),
    }
  }

  /** The figure of a group in a row. Null if a name is missing, or if blank cells there mean nothing. */
  #groupIn(
    row: TableRow,
    group: FigureGroup,
    ofRow: OfSheet,
  ): { text: RowText | null; problems: readonly ExtractProblem[] } {
    const { told, columns } = this.#table
    const { team, period, kpi } = this.#ofGroup(group, ofRow)
    const { problems, sources, text, hasNumber } = this.#figuresIn(row, group, {
      kpi: kpi.is === 'found' ? kpi.text : null,
      sheet: told,
      columns,
    })
    if (team.is === 'missing' || period.is === 'missing' || kpi.is === 'missing')
      return { text: null, problems }
    const read: RowText = {
      sheet: told,
      row: row.row,
      ...sourced({ ...sources, ...sourcesOf(team, period, kpi) }),
      team_code: team.text,
      kpi_code: kpi.text,
      period: period.text,
      ...text,
      as_at: '',
      note: row.cells[this.#places.note] ?? '',
    }
    const isSilent = !hasNumber && saysNothing(read, group, this.#register)
    return { text: isSilent ? null : read, problems }
  }

  /** The names in a group's headings replace the row's own. */
  #ofGroup({ kpi, period, team, parts: [first] }: FigureGroup, ofRow: OfSheet): OfSheet {
    const heading = headingAt(this.#table.columns, first?.[1] ?? -1)
    const found = (text: string): FoundName => ({ is: 'found', text, source: { heading, text: heading } })
    return {
      team: team === null ? ofRow.team : (this.#headingTeams.get(asName(team)) ?? ofRow.team),
      period: period === null ? ofRow.period : found(period),
      kpi: kpi === null ? ofRow.kpi : found(kpi),
    }
  }

  #nameIn(row: TableRow, what: 'team' | 'kpi'): FoundName | MissingName {
    const place = this.#places[what]
    return this.#codeOf(what, trimSpaces(row.cells[place] ?? ''), this.#spotIn(row, place))
  }

  #periodIn(row: TableRow): FoundName | MissingName {
    const place = this.#places.period
    const text = trimSpaces(row.cells[place] ?? '')
    return cellPeriod(text, this.#layout.rules.dates, this.#spotIn(row, place))
  }

  #spotIn(row: TableRow, place: number): Spot {
    return spotOf(row, place, this.#table.told, this.#table.columns)
  }
}

/** A table has a cell for every team, measure and month. A cell without a number means nothing if the team does not
 *  carry the measure that its heading names, or if the month in its heading is not over. */
function saysNothing(
  { team_code, kpi_code, period }: RowText,
  group: FigureGroup,
  register: ExtractRegister,
): boolean {
  if (group.period !== null && lastDay(period) >= register.today) return true
  return (group.kpi !== null || group.team !== null) && !isCarried(team_code, kpi_code, register)
}

function isCarried(unitCode: string, kpiCode: string, { units, kpis }: ExtractRegister): boolean {
  const unit = units.get(unitCode)
  const kpi = kpis.get(kpiCode)
  if (unit === undefined || kpi === undefined) return true
  return isCarriedBy(kpi, unit)
}

type Places = Record<'team' | 'kpi' | 'period' | 'note', number>

function placesOf(columns: readonly PlacedColumn[]): Places {
  const placeOf = (use: string) => columns.findIndex((column) => column.use === use)
  return { team: placeOf('team'), kpi: placeOf('kpi'), period: placeOf('period'), note: placeOf('note') }
}

const unsaid: FoundName = { is: 'found', text: '', source: null }

/** What the rules, or the sheet itself, say for all rows of a sheet; found and '' where each row or heading says it. */
function sharedBy(
  rules: LayoutRules,
  { sheet, told }: ReadTable,
  periodCell: string,
  codeOf: ReturnType<typeof codeFinder>,
): OfSheet {
  const name = sheet ?? ''
  const ofName = { sheet, row: null, heading: null }
  const nameFound = (what: 'team' | 'kpi', from: LayoutRules['team'] | LayoutRules['measure']) => {
    if (from?.from === 'constant') return { ...unsaid, text: from.code }
    return from?.from === 'sheet' ? codeOf(what, name, ofName) : unsaid
  }
  return {
    team: nameFound('team', rules.team),
    kpi: nameFound('kpi', rules.measure),
    period: periodFound(),
  }

  function periodFound(): FoundName | MissingName {
    const { period, dates } = rules
    if (period.from === 'sheet') return monthFound(monthWithin(name, dates), name, ofName)
    if (period.from !== 'cell') return unsaid
    const text = trimSpaces(periodCell)
    const heading = cellAddress(period.row, period.column)
    return monthFound(monthWithin(text, dates), text, { sheet: told, row: period.row, heading })
  }
}

type Sources = Partial<Record<ExtractColumn, SourceCell>>

function sourcesOf(team: FoundName, period: FoundName, kpi: FoundName): Sources {
  return {
    ...(team.source && { team_code: team.source }),
    ...(period.source && { period: period.source }),
    ...(kpi.source && { kpi_code: kpi.source }),
  }
}

/** The file's own headings and texts, by the columns that they became. */
function sourced(sources: Sources): Required<Pick<RowText, 'headings' | 'typed'>> {
  const cells = Object.entries(sources)
  return {
    headings: Object.fromEntries(cells.map(([column, { heading }]) => [column, heading])),
    typed: Object.fromEntries(cells.map(([column, { text }]) => [column, text])),
  }
}

function asFinding(problem: ExtractProblem): LayoutFinding {
  return { is: 'problem', problem }
}
