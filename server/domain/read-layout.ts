/** Reads the rows of a file by a layout into rows as text, or into problems in the file's own words. */
import { type ExtractProblem, shown } from './extract-problem.ts'
import type { ExtractColumn, ExtractRegister, RowText } from './extract-register.ts'
import { readFigure, trimSpaces } from './figure-text.ts'
import { asName, cellAddress, columnLetters, type FigurePart, type Layout, type NamedCode } from './layout.ts'
import { type FigureGroup, figureGroups, figureReader } from './layout-figures.ts'
import {
  nameListOf,
  nearestCode,
  noLongerFits,
  noMonth,
  problemIn,
  type Spot,
  unknownName,
} from './layout-problems.ts'
import { layoutWalk, type RowPlace, type TableRow } from './layout-walk.ts'
import { type MonthReading, monthOnly, monthWithin } from './month-words.ts'
import { grainOf } from './period.ts'

/** A row as text, with the file's own headings and texts, or what is wrong with one. */
export type LayoutFinding = { is: 'row'; row: RowText } | { is: 'problem'; problem: ExtractProblem }

const MOST_NEAR = 1_000

/** Takes a file's sheets and rows in turn. */
export type LayoutReader = {
  sheet: (name: string | null) => LayoutFinding[]
  row: (row: TableRow) => { place: RowPlace; findings: LayoutFinding[] }
  end: () => LayoutFinding[]
}

/** A cell as it stands in the file. */
type SourceCell = { heading: string; text: string }
type Found = { is: 'found'; text: string; source: SourceCell | null }
type Sources = Partial<Record<ExtractColumn, SourceCell>>
type Missing = { is: 'missing'; problem: ExtractProblem }

/** Reads by a layout. `register` tells codes from names, and offers the nearest. */
export function layoutReader(
  layout: Pick<Layout, 'name' | 'rules'>,
  register: ExtractRegister,
): LayoutReader {
  const { rules } = layout
  const walk = layoutWalk(rules)
  const codes = { team: codesOf(rules.teams), kpi: codesOf(rules.kpis) }
  const near = new Map<string, NamedCode | null>()
  const groups = figureGroups(rules)
  const inOurTerms = figureReader(rules)
  const placeOf = (use: string) => rules.columns.findIndex((column) => column.use === use)
  const places = {
    team: placeOf('team'),
    kpi: placeOf('kpi'),
    period: placeOf('period'),
    note: placeOf('note'),
  }
  let sheet: string | null = null
  /** How many cells the row of headings has. */
  let width = 0
  /** The sheet as it is told: only where several are read does its name say something. */
  let told: string | null = null
  let ofSheet: { team: Found | Missing; period: Found | Missing } | null = null

  return {
    sheet(name) {
      const unfit = walk.enter(name)
      sheet = name
      told = rules.sheets.take === 'every' ? name : null
      ofSheet = null
      return unfit === null ? [] : [asFinding(noLongerFits(layout, unfit))]
    },
    row(row) {
      const place = walk.place(row)
      if (place === 'headings') width = row.cells.length
      return { place, findings: findingsOf(row, place) }
    },
    end() {
      const unfit = walk.leave()
      return unfit === null ? [] : [asFinding(noLongerFits(layout, unfit))]
    },
  }

  function findingsOf(row: TableRow, place: RowPlace): LayoutFinding[] {
    if (place === 'data') return dataRow(row)
    return place === 'skipped' ? swallowed(row).map(asFinding) : []
  }

  function dataRow(row: TableRow): LayoutFinding[] {
    // What a sheet says for all its rows is read once: its fault is one problem.
    const isFirst = ofSheet === null
    ofSheet ??= { team: teamOfSheet(), period: periodOfSheet() }
    const faults = missingOf([ofSheet.team, ofSheet.period])
    if (faults.length > 0) return isFirst ? faults.map(asFinding) : []

    const team = rules.team.from === 'column' ? nameIn(row, 'team') : ofSheet.team
    const period = rules.period.from === 'column' ? periodIn(row) : ofSheet.period
    const kpi = places.kpi === -1 ? null : nameIn(row, 'kpi')
    const problems = [
      ...(team.is === 'found' ? formFaults(row) : []),
      ...unseen(row),
      ...missingOf([team, period, ...(kpi === null ? [] : [kpi])]),
    ]
    const rows = groups.flatMap((group): RowText[] => {
      const figures = figuresIn(row, group)
      problems.push(...figures.problems)
      if (team.is === 'missing' || period.is === 'missing' || kpi?.is === 'missing') return []
      // A grid has a cell for every team and measure: an empty one of a measure that the team does not carry says nothing.
      if (group.kpi !== null && !figures.hasNumber && !carries(team.text, group.kpi)) return []
      const sources: Sources = {
        ...figures.sources,
        ...(team.source && { team_code: team.source }),
        ...(period.source && { period: period.source }),
        ...(kpi?.source ? { kpi_code: kpi.source } : figures.measure && { kpi_code: figures.measure }),
      }
      const text: RowText = {
        sheet: told,
        row: row.row,
        headings: eachOf(sources, ({ heading }) => heading),
        typed: eachOf(sources, ({ text: typed }) => typed),
        team_code: team.text,
        kpi_code: group.kpi ?? kpi?.text ?? '',
        period: period.text,
        ...figures.text,
        as_at: '',
        note: row.cells[places.note] ?? '',
      }
      return [text]
    })
    return problems.length > 0 ? problems.map(asFinding) : rows.map((read) => ({ is: 'row', row: read }))
  }

  /** What is wrong with the row's form: in text a separator is missing or too many, in a workbook a cell stands apart. */
  function formFaults(row: TableRow): ExtractProblem[] {
    const spot: Spot = { sheet: told, row: row.row, heading: null }
    if (sheet === null) {
      if (row.cells.length === width) return swallowed(row)
      const said = `The row has ${row.cells.length} cells and the headings are ${width}. Check for a missing or an extra comma`
      return [problemIn('ragged_row', spot, '', said)]
    }
    const apart = row.cells.findIndex(
      (cell, place) => place >= rules.columns.length && trimSpaces(cell) !== '',
    )
    if (apart === -1) return []
    const said = `Column ${columnLetters(apart)} holds a cell and has no heading. Remove it or name the column`
    return [problemIn('ragged_row', spot, trimSpaces(row.cells[apart] ?? ''), said)]
  }

  /** A quote that does not close where it should takes rows in. */
  function swallowed(row: TableRow): ExtractProblem[] {
    const isWhole = (cell: string) => !/[\r\n]/.test(cell) || cell.split(',').length < width
    if (sheet !== null || row.cells.every(isWhole)) return []
    const said = 'A cell holds whole rows: a double quote opens in it and does not close where it should'
    return [problemIn('bad_quote', { sheet: told, row: row.row, heading: null }, '', said)]
  }

  function unseen(row: TableRow): ExtractProblem[] {
    return rules.columns.flatMap(({ use }, place) => {
      if (use === 'ignored' || !control.test(row.cells[place] ?? '')) return []
      const said = 'The cell holds a character that cannot be seen. Type the cell again'
      return [problemIn('control_character', spotOf(row, place), '', said)]
    })
  }

  function teamOfSheet(): Found | Missing {
    if (rules.team.from === 'column') return { is: 'found', text: '', source: null }
    if (rules.team.from === 'constant') return { is: 'found', text: rules.team.code, source: null }
    return codeOf('team', sheet ?? '', { sheet, row: null, heading: null })
  }

  function nameIn(row: TableRow, what: 'team' | 'kpi'): Found | Missing {
    const place = places[what]
    return codeOf(what, trimSpaces(row.cells[place] ?? ''), spotOf(row, place))
  }

  function codeOf(what: 'team' | 'kpi', text: string, spot: Spot): Found | Missing {
    const known = what === 'team' ? register.units : register.kpis
    const own = text.normalize('NFKC').toUpperCase()
    const code = codes[what].get(asName(text)) ?? (known.has(own) ? own : null)
    if (code === null)
      return { is: 'missing', problem: unknownName(what, text, spot, layout, nearTo(what, text)) }
    return { is: 'found', text: code, source: spot.heading === null ? null : { heading: spot.heading, text } }
  }

  /** A name that is missing is missing in many rows: the nearest is looked for once. */
  function nearTo(what: 'team' | 'kpi', text: string): NamedCode | null {
    const key = `${what} ${asName(text)}`
    const known = near.get(key)
    if (known !== undefined) return known
    const confirmed = what === 'team' ? rules.teams : rules.kpis
    const found = nearestCode(text, confirmed, nameListOf(what, register))
    if (near.size < MOST_NEAR) near.set(key, found)
    return found
  }

  function periodIn(row: TableRow): Found | Missing {
    const text = trimSpaces(row.cells[places.period] ?? '')
    const spot = spotOf(row, places.period)
    if (grainOf(text) !== null) return { is: 'found', text, source: { heading: spot.heading ?? '', text } }
    return monthOf(monthOnly(text, rules.dates), text, spot)
  }

  function periodOfSheet(): Found | Missing {
    const { period } = rules
    if (period.from === 'column') return { is: 'found', text: '', source: null }
    if (period.from === 'sheet') {
      return monthOf(monthWithin(sheet ?? '', rules.dates), sheet ?? '', { sheet, row: null, heading: null })
    }
    const text = trimSpaces(walk.periodCell())
    const heading = cellAddress(period.row, period.column)
    return monthOf(monthWithin(text, rules.dates), text, { sheet: told, row: period.row, heading })
  }

  function monthOf(reading: MonthReading, text: string, spot: Spot): Found | Missing {
    if (reading.is !== 'month') return { is: 'missing', problem: noMonth(reading, text, spot) }
    const source = spot.heading === null ? null : { heading: spot.heading, text }
    return { is: 'found', text: reading.month, source }
  }

  function figuresIn(row: TableRow, { kpi, parts }: FigureGroup) {
    const text: Record<FigurePart, string> = { numerator: '', denominator: '', value: '' }
    const sources: Sources = {}
    const problems: ExtractProblem[] = []
    let hasNumber = false
    for (const [part, place] of parts) {
      const spot = spotOf(row, place)
      const heading = spot.heading ?? ''
      const typed = trimSpaces(row.cells[place] ?? '')
      text[part] = inOurTerms(typed, part)
      sources[part] = { heading, text: typed }
      const read = readFigure(text[part])
      if (read.is === 'number' || read.is === 'refused') hasNumber = true
      if (read.is === 'refused' && read.code === 'symbol_unknown') {
        const message = `‘${shown(typed)}’ is not a word that the layout ‘${layout.name}’ knows. Match the file again to say what it means`
        problems.push(problemIn('symbol_unknown', spot, typed, message))
      }
    }
    const [first] = parts
    // In a wide table the measure is what the heading says.
    const measure =
      kpi === null || first === undefined ? null : { heading: headingAt(first[1]), text: headingAt(first[1]) }
    return { text, sources, measure, problems, hasNumber }
  }

  function spotOf({ row }: TableRow, place: number): Spot {
    return { sheet: told, row, heading: headingAt(place) }
  }

  function headingAt(place: number): string {
    return rules.columns[place]?.heading || `Column ${columnLetters(Math.max(0, place))}`
  }

  function carries(unitCode: string, kpiCode: string): boolean {
    const unit = register.units.get(unitCode)
    const kpi = register.kpis.get(kpiCode)
    if (unit === undefined || kpi === undefined) return true
    return kpi.teamTypes.includes(unit.kind === 'team' ? (unit.teamType ?? '') : 'SVC')
  }
}

function eachOf(
  sources: Sources,
  what: (cell: SourceCell) => string,
): Partial<Record<ExtractColumn, string>> {
  return Object.fromEntries(Object.entries(sources).map(([column, cell]) => [column, what(cell)]))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters but tabs and line ends are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/

function codesOf(names: readonly NamedCode[]): Map<string, string> {
  return new Map(names.map(({ name, code }) => [asName(name), code]))
}

function missingOf(found: readonly (Found | Missing)[]): ExtractProblem[] {
  return found.flatMap((each) => (each.is === 'missing' ? [each.problem] : []))
}

function asFinding(problem: ExtractProblem): LayoutFinding {
  return { is: 'problem', problem }
}
