/** Reads a file of series: a CSV with a row for each series and period, in any order. */
import { nearestText } from '#domain/extracts/nearest-text.ts'
import { type ExtractProblem, fileProblem, problemAt, shortened } from '#domain/extracts/problem.ts'
import type { Cell } from '#domain/figures/measurement.ts'
import { grainOf, periodName } from '#domain/time/period.ts'
import { openGrid } from '#server/extracts/tables/open-grid.ts'
import {
  asHeading,
  duplicateColumn,
  formFault,
  isBlank,
  missingColumn,
  type Table,
  tableOf,
  unevenHeadings,
  unknownColumn,
} from '#server/extracts/tables/table.ts'
import type { Grid, GridRow } from '#server/grid.ts'
import { readSeriesRow, type SeriesRow, type SeriesText } from './read-row.ts'
import {
  type AnalystSeries,
  periodsOf,
  type SeriesColumn,
  type SeriesSettings,
  seriesColumns,
} from './series.ts'

const required: readonly SeriesColumn[] = ['series', 'period', 'kind', 'good']
/** More periods than any series of ours has. What a series costs grows with their square. */
const mostPeriods = 600

/** The series of a file in its order, and every problem of it. */
export type SeriesFile = { series: AnalystSeries[]; problems: ExtractProblem[] }

/** Reads every row, whatever is wrong with others. */
export async function readSeriesFile(bytes: AsyncIterable<Buffer>): Promise<SeriesFile> {
  const grid = await openGrid(bytes, { encoding: null })
  if ('code' in grid) return { series: [], problems: [grid] }
  if (grid.container !== 'csv') {
    const said = 'The file is a workbook. Save it as ‘CSV UTF-8’'
    return { series: [], problems: [fileProblem('wrong_type', said)] }
  }
  const reading = new Reading(grid)
  const rows = grid.events()
  for (;;) {
    const next = await rows.next()
    if (next.done) return reading.end(next.value)
    if (next.value.is === 'row') reading.read(next.value)
  }
}

type Growing = AnalystSeries & { cells: Map<string, Cell>; rows: Map<string, number> }

class Reading {
  readonly #grid: Grid
  readonly #problems: ExtractProblem[] = []
  readonly #series = new Map<string, Growing>()
  #table: Table | null = null
  /** The place of each column in a row; null while no row of headings was read, or if it cannot be used. */
  #places: Partial<Record<SeriesColumn, number>> | null = null
  #rows = 0

  constructor(grid: Grid) {
    this.#grid = grid
  }

  read(row: GridRow): void {
    if (isBlank(row.cells)) return
    if (this.#table === null) {
      this.#table = tableOf('csv', null, row, this.#grid.preview[0]?.rows ?? [], {
        each: () => false,
        run: () => false,
      })
      this.#places = this.#placesOf(this.#table)
      return
    }
    if (this.#places === null) return
    if (this.#rows++ === 0) {
      const uneven = unevenHeadings(this.#table, this.#grid.preview, row)
      if (uneven !== null) {
        this.#problems.push(uneven)
        this.#places = null
        return
      }
    }
    const fault = formFault(this.#table, row)
    if (fault !== null) {
      this.#problems.push(fault)
      return
    }
    const read = readSeriesRow(textOf(row, this.#places), this.#problems)
    if (read !== null) this.#add(read)
  }

  /** The series, once every row was read. A group is checked last, since its series may come in any order. */
  end(fault: ExtractProblem | null): SeriesFile {
    if (fault !== null) this.#problems.push(fault)
    const nothing = this.#problems.length === 0 && this.#rows === 0
    if (nothing)
      this.#problems.push(fileProblem('empty', 'The file holds no series. Write a row for each period'))
    const series = [...this.#series.values()]
    const byGroup = Map.groupBy(series, ({ name, settings }) =>
      JSON.stringify([settings.group ?? name, settings.group === null]),
    )
    for (const group of byGroup.values()) this.#problems.push(...groupProblems(group))
    this.#problems.sort((a, b) => (a.row ?? 0) - (b.row ?? 0))
    return { series, problems: this.#problems }
  }

  #placesOf(table: Table): Partial<Record<SeriesColumn, number>> | null {
    const places: Partial<Record<SeriesColumn, number>> = {}
    const before = this.#problems.length
    for (const [place, heading] of table.header.entries()) {
      const name = asHeading(heading)
      const column = seriesColumns.find((each) => each === name)
      if (column === undefined) {
        if (name !== '') this.#problems.push(unknownColumn(table, heading, nearestText(name, seriesColumns)))
      } else if (places[column] !== undefined) this.#problems.push(duplicateColumn(table, column))
      else places[column] = place
    }
    for (const column of required)
      if (places[column] === undefined) this.#problems.push(missingColumn(table, column))
    return this.#problems.length > before ? null : places
  }

  #add({ row, series: name, period, settings, cell }: SeriesRow): void {
    const known = this.#series.get(name)
    if (known === undefined) {
      // The period of a row without problems has a grain.
      const grain = grainOf(period) ?? 'monthly'
      const [cells, rows] = [new Map([[period, cell]]), new Map([[period, row]])]
      this.#series.set(name, { name, row, grain, settings, cells, rows })
      return
    }
    const differing = settingNames.filter(
      (column) => settingOf(known.settings, column) !== settingOf(settings, column),
    )
    for (const column of differing) this.#problems.push(differs(row, column, settings, known))
    const first = known.rows.get(period)
    if (first !== undefined) {
      const said = `Rows ${first} and ${row} are both ‘${shortened(name)}’, ${periodName(period)}. Keep one`
      const problem = problemAt('duplicate_row', { sheet: null, row, column: 'period' }, period, said)
      this.#problems.push({ ...problem, firstRow: first })
    } else if (grainOf(period) !== known.grain) {
      const said = `‘${period}’ is not ${known.grain}, as row ${known.row} of ‘${shortened(name)}’ is. Give a series periods of one kind`
      this.#problems.push(problemAt('bad_period', { sheet: null, row, column: 'period' }, period, said))
    } else {
      known.cells.set(period, cell)
      known.rows.set(period, row)
    }
  }
}

/** The settings by the column that gives each. */
const settingColumns = {
  kind: 'kind',
  basis: 'basis',
  good: 'good',
  target: 'target',
  floor: 'floor',
  minimum: 'minimum',
  each_one_counts: 'eachOneCounts',
  group: 'group',
} as const satisfies Partial<Record<SeriesColumn, keyof SeriesSettings>>
type SettingColumn = keyof typeof settingColumns
const settingNames = Object.keys(settingColumns) as SettingColumn[]

function textOf({ row, cells }: GridRow, places: Partial<Record<SeriesColumn, number>>): SeriesText {
  const at = (column: SeriesColumn) => {
    const place = places[column]
    return place === undefined ? '' : (cells[place] ?? '')
  }
  const texts = seriesColumns.map((column) => [column, at(column)])
  return { row, ...(Object.fromEntries(texts) as Record<SeriesColumn, string>) }
}

function differs(
  row: number,
  column: SettingColumn,
  settings: SeriesSettings,
  first: Pick<AnalystSeries, 'name' | 'row' | 'settings'>,
): ExtractProblem {
  const [here, before] = [settingOf(settings, column), settingOf(first.settings, column)]
  const said =
    `It is ${settingWords(here)} here and ${settingWords(before)} in row ${first.row}. ` +
    `Say the same in each row of ‘${shortened(first.name)}’`
  return problemAt('bad_number', { sheet: null, row, column }, String(here ?? ''), said)
}

function settingOf(settings: SeriesSettings, column: SettingColumn): string | number | null {
  const setting = settings[settingColumns[column]]
  return typeof setting === 'boolean' ? (setting ? 'yes' : null) : setting
}

function settingWords(setting: string | number | null): string {
  return setting === null ? 'blank' : `‘${setting}’`
}

/** What keeps the series of a group from being pooled: another kind of measure, or too long a time. */
function groupProblems(group: readonly AnalystSeries[]): ExtractProblem[] {
  const [first] = group
  if (first === undefined) return []
  const problems: ExtractProblem[] = []
  for (const { name, row, settings, grain } of group) {
    for (const column of ['kind', 'basis', 'good'] as const)
      if (settings[column] !== first.settings[column]) {
        const said =
          `‘${shortened(name)}’ is ‘${settings[column]}’, and its group begins in row ${first.row} with ` +
          `‘${first.settings[column]}’. Pool only series of one measure`
        problems.push(problemAt('bad_number', { sheet: null, row, column }, settings[column], said))
      }
    if (grain !== first.grain) {
      const said =
        `‘${shortened(name)}’ is ${grain}, and ` +
        `its group begins in row ${first.row} with ${first.grain} periods. Pool only series of one kind of period`
      problems.push(problemAt('bad_period', { sheet: null, row, column: 'group' }, settings.group, said))
    }
  }
  if (problems.length > 0) return problems
  const { length } = periodsOf(group)
  if (length <= mostPeriods) return []
  const said =
    `‘${shortened(first.settings.group ?? first.name)}’ spans ${length} periods from first to last, ` +
    `and ${mostPeriods} is the most. See whether a year is wrong, or give the latest alone`
  return [problemAt('too_large', { sheet: null, row: first.row, column: 'period' }, null, said)]
}
