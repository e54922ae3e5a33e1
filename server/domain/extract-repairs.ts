/** Faults told by what mends them: "map 1 team code (6 rows)", "fix 2 numerators". */
import type { ExtractProblemCode } from './extract-problem.ts'
import { formatNumber } from './format.ts'

/** How many faults there are of one code in one column, and of how many values. */
export type FaultCount = {
  code: string
  column: string | null
  count: number
  /** Different values among them. */
  values: number
  /** For repeated rows: how many earlier rows they repeat. */
  firstRows: number
}

/** One thing to do, from an imperative on, and where on the page it is helped with. */
export type Repair = { kind: RepairKind; words: string }

type RepairKind =
  | 'map_team_code'
  | 'map_kpi_code'
  | 'fix_figures'
  | 'fill_in'
  | 'choose'
  | 'encoding'
  | 'columns'
  | 'other'

/** What there is to do, in the order in which it is best done: what stops the reading first. */
export function repairsOf(faults: readonly FaultCount[]): Repair[] {
  return steps.flatMap((step) => {
    const own = faults.filter(({ code }) => step.codes.includes(code as ExtractProblemCode))
    if (own.length === 0) return []
    return (step.byColumn === true ? own.map((fault) => fault.column) : [null])
      .filter((column, i, all) => all.indexOf(column) === i)
      .map((column) => {
        const counted = own.filter((fault) => step.byColumn !== true || fault.column === column)
        return { kind: step.kind, words: step.words(totalOf(counted), column) }
      })
  })
}

type Total = { count: number; values: number; firstRows: number }
type Step = {
  kind: RepairKind
  codes: readonly ExtractProblemCode[]
  byColumn?: boolean
  words: (total: Total, column: string | null) => string
}

const steps: readonly Step[] = [
  { kind: 'other', codes: ['wrong_type'], words: () => 'save the file as XLSX or CSV' },
  { kind: 'other', codes: ['password_protected'], words: () => 'save the workbook without its password' },
  { kind: 'other', codes: ['child_level_data'], words: () => 'send team totals and nothing about one child' },
  { kind: 'other', codes: ['empty'], words: () => 'choose the file that holds the rows' },
  { kind: 'other', codes: ['too_large'], words: () => 'make the file, or the row, smaller' },
  { kind: 'columns', codes: ['not_a_table'], words: () => 'say how this file is read' },
  { kind: 'encoding', codes: ['bad_encoding'], words: () => 'say how its letters were saved' },
  { kind: 'other', codes: ['bad_quote'], words: ({ count }) => `mend ${plural(count, 'double quote')}` },
  {
    kind: 'columns',
    codes: ['unknown_column', 'missing_column', 'duplicate_column'],
    words: ({ count }) => `match ${plural(count, 'column')}`,
  },
  {
    kind: 'map_team_code',
    codes: ['unknown_team'],
    words: ({ count, values }) => `map ${plural(values, 'team code')} (${plural(count, 'row')})`,
  },
  {
    kind: 'map_kpi_code',
    codes: ['unknown_kpi'],
    words: ({ count, values }) => `map ${plural(values, 'KPI code')} (${plural(count, 'row')})`,
  },
  {
    kind: 'fix_figures',
    codes: [
      'bad_number',
      'negative',
      'symbol_unknown',
      'error_value',
      'formula',
      'numerator_exceeds_denominator',
    ],
    byColumn: true,
    words: ({ count }, column) => `fix ${plural(count, columnNoun(column))}`,
  },
  {
    kind: 'fill_in',
    codes: ['missing_value'],
    byColumn: true,
    words: ({ count }, column) => `fill in ${plural(count, columnNoun(column))}`,
  },
  {
    kind: 'fix_figures',
    codes: ['bad_period', 'future_period'],
    byColumn: true,
    words: ({ count }, column) => `correct ${plural(count, columnNoun(column))}`,
  },
  {
    kind: 'other',
    codes: ['closed_team'],
    words: ({ count }) =>
      `move or remove ${plural(count, 'row')} of ${count === 1 ? 'a team that was' : 'teams that were'} not open`,
  },
  {
    kind: 'other',
    codes: ['kpi_not_for_team'],
    words: ({ count }) => `correct ${plural(count, 'row')} whose team does not carry the measure`,
  },
  {
    kind: 'choose',
    codes: ['duplicate_row'],
    words: ({ count, firstRows }) =>
      `choose between ${plural(count + Math.max(firstRows, 1), 'repeated row')}`,
  },
  {
    kind: 'other',
    codes: ['ragged_row'],
    words: ({ count }) => `mend ${plural(count, 'row')} with a missing or an extra cell`,
  },
  {
    kind: 'other',
    codes: ['control_character'],
    words: ({ count }) => `type ${plural(count, 'cell')} again that hold what cannot be seen`,
  },
]

function totalOf(faults: readonly FaultCount[]): Total {
  return {
    count: faults.reduce((sum, { count }) => sum + count, 0),
    values: faults.reduce((sum, { values }) => sum + values, 0),
    firstRows: faults.reduce((sum, { firstRows }) => sum + firstRows, 0),
  }
}

const nouns: Record<string, string> = {
  team_code: 'team code',
  kpi_code: 'KPI code',
  period: 'period',
  as_at: 'day',
  numerator: 'numerator',
  denominator: 'denominator',
  value: 'value',
}

function columnNoun(column: string | null): string {
  return (column !== null && Object.hasOwn(nouns, column) ? nouns[column] : undefined) ?? 'cell'
}

function plural(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`
}
