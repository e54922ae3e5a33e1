/** Reads the rows of a file by a layout into rows as text, or into problems in the file's own words. */

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
import { cellPeriod, codeFinder, type Found, type Missing, missingOf, monthFound } from './names.ts'
import { noLongerFits } from './problems.ts'
import { layoutWalk, type RowPlace, type TableRow } from './walk.ts'

/** A row as text, with the file's own headings and texts, or what is wrong with one. */
export type LayoutFinding = { is: 'row'; row: RowText } | { is: 'problem'; problem: ExtractProblem }

/** Takes a file's sheets and rows in turn. */
export type LayoutReader = {
  sheet: (name: string | null) => LayoutFinding[]
  /** `cells` are those that were read: blank ones filled down where the layout says so, `filled` of them. */
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

/** What all rows of a sheet share. */
type OfSheet = { team: Found | Missing; period: Found | Missing; kpi: Found | Missing }

/** Reads by a layout. `register` tells codes from names, and offers the nearest. */
export function layoutReader(
  layout: Pick<Layout, 'name' | 'rules'>,
  register: ExtractRegister,
): LayoutReader {
  const { rules } = layout
  const walk = layoutWalk(rules)
  const codeOf = codeFinder(layout, register)
  const figuresIn = groupReader(layout, register)
  let table: ReadTable = { sheet: null, told: null, width: 0, columns: walk.columns() }
  let groups = figureGroups(table.columns)
  let places = placesOf(table.columns)
  /** Teams of headings, by the heading: read once, where the headings stand. */
  let headingTeams = new Map<string, Found | Missing>()
  let ofSheet: OfSheet | null = null

  return {
    columns: () => table.columns,
    sheet(name) {
      const unfit = walk.enter(name)
      // Only where several sheets are read does a sheet's name say something.
      table = { ...table, sheet: name, told: rules.sheets.take === 'every' ? name : null }
      ofSheet = null
      return unfit === null ? [] : [asFinding(noLongerFits(layout, unfit))]
    },
    row(row) {
      const { place, cells, filled } = walk.place(row)
      return { place, cells, filled, findings: findingsOf(row, { row: row.row, cells }, place) }
    },
    end() {
      const unfit = walk.leave()
      return unfit === null ? [] : [asFinding(noLongerFits(layout, unfit))]
    },
  }

  function findingsOf(asIs: TableRow, row: TableRow, place: RowPlace): LayoutFinding[] {
    if (place === 'headings') return headings(row).map(asFinding)
    if (place === 'skipped') return swallowedRows(row, table).map(asFinding)
    return place === 'data' ? dataRow(asIs, row) : []
  }

  function headings(row: TableRow): ExtractProblem[] {
    table = { ...table, width: row.cells.length, columns: walk.columns() }
    groups = figureGroups(table.columns)
    places = placesOf(table.columns)
    headingTeams = new Map(
      groups.flatMap(({ team, parts: [first] }) => {
        if (team === null || first === undefined) return []
        return [[asName(team), codeOf('team', team, spotOf(row, first[1], table.told, table.columns))]]
      }),
    )
    return missingOf([...headingTeams.values()])
  }

  function dataRow(asIs: TableRow, row: TableRow): LayoutFinding[] {
    // What a sheet says for all its rows is read once: its fault is one problem.
    const isFirst = ofSheet === null
    ofSheet ??= sharedBy(rules, table, walk.periodCell(), codeOf)
    const faults = missingOf([ofSheet.team, ofSheet.period, ofSheet.kpi])
    if (faults.length > 0) return isFirst ? faults.map(asFinding) : []

    const team = places.team === -1 ? ofSheet.team : nameIn(row, 'team')
    const period = places.period === -1 ? ofSheet.period : periodIn(row)
    const kpi = places.kpi === -1 ? ofSheet.kpi : nameIn(row, 'kpi')
    const problems = [
      ...(team.is === 'found' ? formFaults(asIs, table) : []),
      ...unseenCharacters(row, table),
      ...missingOf([team, period, kpi]),
    ]
    const rows = groups.flatMap((group): RowText[] => {
      const own = { ...ofGroup(group, { team, period, kpi }), row }
      const figures = figuresIn(row, group, {
        kpi: own.kpi.is === 'found' ? own.kpi.text : null,
        sheet: table.told,
        columns: table.columns,
      })
      problems.push(...figures.problems)
      if (own.team.is === 'missing' || own.period.is === 'missing' || own.kpi.is === 'missing') return []
      const text: RowText = {
        sheet: table.told,
        row: row.row,
        ...sourced({ ...figures.sources, ...sourcesOf(own.team, own.period, own.kpi) }),
        team_code: own.team.text,
        kpi_code: own.kpi.text,
        period: own.period.text,
        ...figures.text,
        as_at: '',
        note: row.cells[places.note] ?? '',
      }
      return !figures.hasNumber && saysNothing(text, group) ? [] : [text]
    })
    return problems.length > 0 ? problems.map(asFinding) : rows.map((read) => ({ is: 'row', row: read }))
  }

  /** What a group's headings name stands for the row's own. */
  function ofGroup({ kpi, period, team, parts }: FigureGroup, shared: OfSheet): OfSheet {
    const [first] = parts
    const heading = headingAt(table.columns, first?.[1] ?? -1)
    const found = (text: string): Found => ({ is: 'found', text, source: { heading, text: heading } })
    return {
      team: team === null ? shared.team : (headingTeams.get(asName(team)) ?? shared.team),
      period: period === null ? shared.period : found(period),
      kpi: kpi === null ? shared.kpi : found(kpi),
    }
  }

  /** A table has a cell for every team, measure and month. An empty one says nothing where the team does not carry the
   *  measure that a heading names, or a month in a heading is not over. */
  function saysNothing({ team_code, kpi_code, period }: RowText, group: FigureGroup): boolean {
    if (group.period !== null && lastDay(period) >= register.today) return true
    return (group.kpi !== null || group.team !== null) && !carries(team_code, kpi_code)
  }

  function carries(unitCode: string, kpiCode: string): boolean {
    const unit = register.units.get(unitCode)
    const kpi = register.kpis.get(kpiCode)
    if (unit === undefined || kpi === undefined) return true
    return kpi.teamTypes.includes(unit.kind === 'team' ? (unit.teamType ?? '') : 'SVC')
  }

  function nameIn(row: TableRow, what: 'team' | 'kpi'): Found | Missing {
    const place = places[what]
    const text = trimSpaces(row.cells[place] ?? '')
    return codeOf(what, text, spotOf(row, place, table.told, table.columns))
  }

  function periodIn(row: TableRow): Found | Missing {
    const text = trimSpaces(row.cells[places.period] ?? '')
    return cellPeriod(text, rules.dates, spotOf(row, places.period, table.told, table.columns))
  }
}

type Places = Record<'team' | 'kpi' | 'period' | 'note', number>

function placesOf(columns: readonly PlacedColumn[]): Places {
  const placeOf = (use: string) => columns.findIndex((column) => column.use === use)
  return { team: placeOf('team'), kpi: placeOf('kpi'), period: placeOf('period'), note: placeOf('note') }
}

const unsaid: Found = { is: 'found', text: '', source: null }

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

  function periodFound(): Found | Missing {
    const { period, dates } = rules
    if (period.from === 'sheet') return monthFound(monthWithin(name, dates), name, ofName)
    if (period.from !== 'cell') return unsaid
    const text = trimSpaces(periodCell)
    const heading = cellAddress(period.row, period.column)
    return monthFound(monthWithin(text, dates), text, { sheet: told, row: period.row, heading })
  }
}

type Sources = Partial<Record<ExtractColumn, SourceCell>>

function sourcesOf(team: Found, period: Found, kpi: Found): Sources {
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
