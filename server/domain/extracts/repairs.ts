/** Groups faults by their remedy: "map 1 team code (6 rows)", "fix 2 numerators (rows 34 and 141)". */

import { formatNumber } from '../wording/format.ts'
import { plural } from '../wording/plural.ts'
import { wordFor } from '../wording/word-for.ts'
import { type ExtractProblemCode, shortened } from './problem.ts'

/** How many faults there are of one code in one column, and of how many values. */
export type FaultCount = {
  code: string
  column: string | null
  count: number
  /** The number of different values, without those in rows of totals. */
  values: number
  /** For repeated rows: how many earlier rows they repeat. */
  firstRows: number
  /** The number of these faults in rows of totals. */
  totals: number
  /** The first rows with these faults, at most four; empty if the file has several sheets. */
  rows: readonly number[]
}

/** One thing to do, beginning with an imperative, and the part of the page that helps with it. */
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

/** What to do, in the best order: first what stops the reading. */
export function repairsOf(faults: readonly FaultCount[]): Repair[] {
  return steps.flatMap((step) => {
    const own = faults.filter(({ code }) => step.codes.includes(code as ExtractProblemCode))
    if (own.length === 0) return []
    return (step.byColumn === true ? own.map((fault) => fault.column) : [null])
      .filter((column, i, all) => all.indexOf(column) === i)
      .flatMap((column) => {
        const counted = own.filter((fault) => step.byColumn !== true || fault.column === column)
        const words = step.words(totalOf(counted), column)
        if (words === null) return []
        return [{ kind: step.kind, words: step.inRows === true ? `${words}${rowWords(counted)}` : words }]
      })
  })
}

type Total = { count: number; values: number; firstRows: number; totals: number }
type Step = {
  kind: RepairKind
  codes: readonly ExtractProblemCode[]
  byColumn?: boolean
  /** Whether the words name the rows. */
  inRows?: boolean
  /** Null where there is nothing to do. */
  words: (total: Total, column: string | null) => string | null
}

const steps: readonly Step[] = [
  { kind: 'other', codes: ['wrong_type'], words: () => 'save the file as XLSX or CSV' },
  { kind: 'other', codes: ['password_protected'], words: () => 'save the workbook without its password' },
  { kind: 'other', codes: ['child_level_data'], words: () => 'send team totals and nothing about one child' },
  { kind: 'other', codes: ['empty'], words: () => 'choose the file that holds the rows' },
  { kind: 'other', codes: ['too_large'], words: () => 'make the file, or the row, smaller' },
  {
    kind: 'columns',
    codes: ['not_a_table'],
    words: () => 'mend the shape of the table, or say how it is read',
  },
  { kind: 'encoding', codes: ['bad_encoding'], words: () => 'say how its letters were saved' },
  {
    kind: 'other',
    codes: ['bad_quote'],
    inRows: true,
    words: ({ count }) => `mend ${plural(count, 'double quote')}`,
  },
  {
    kind: 'columns',
    codes: ['unknown_column', 'missing_column', 'duplicate_column'],
    words: ({ count }) => `match ${plural(count, 'column')}`,
  },
  {
    kind: 'map_team_code',
    codes: ['unknown_team'],
    words: (total) => mapped(total, 'team code'),
  },
  {
    kind: 'map_kpi_code',
    codes: ['unknown_kpi'],
    words: (total) => mapped(total, 'KPI code'),
  },
  {
    kind: 'other',
    codes: ['unknown_team', 'unknown_kpi'],
    words: ({ totals }) => (totals === 0 ? null : `remove ${plural(totals, 'row')} of totals`),
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
      'looks_like_fraction',
    ],
    byColumn: true,
    inRows: true,
    words: ({ count }, column) => `fix ${cells(count, column)}`,
  },
  {
    kind: 'fill_in',
    codes: ['missing_value'],
    byColumn: true,
    inRows: true,
    words: ({ count }, column) => `fill in ${cells(count, column)}`,
  },
  {
    kind: 'fix_figures',
    codes: ['bad_period', 'future_period'],
    byColumn: true,
    inRows: true,
    words: ({ count }, column) => `correct ${cells(count, column)}`,
  },
  {
    kind: 'other',
    codes: ['closed_team'],
    inRows: true,
    words: ({ count }) =>
      `move or remove ${plural(count, 'row')} of ${wordFor(count, 'a team that was', 'teams that were')} not open`,
  },
  {
    kind: 'other',
    codes: ['kpi_not_for_team'],
    inRows: true,
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
    inRows: true,
    words: ({ count }) => `mend ${plural(count, 'row')} with a missing or an extra cell`,
  },
  {
    kind: 'other',
    codes: ['control_character'],
    inRows: true,
    words: ({ count }) => `type ${plural(count, 'cell')} again that hold what cannot be seen`,
  },
]

function totalOf(faults: readonly FaultCount[]): Total {
  return {
    count: faults.reduce((sum, { count }) => sum + count, 0),
    values: faults.reduce((sum, { values }) => sum + values, 0),
    firstRows: faults.reduce((sum, { firstRows }) => sum + firstRows, 0),
    totals: faults.reduce((sum, { totals }) => sum + totals, 0),
  }
}

function mapped({ count, values, totals }: Total, noun: string): string | null {
  return count === totals ? null : `map ${plural(values, noun)} (${plural(count - totals, 'row')})`
}

/** " (rows 34 and 141)", or only the first where there are more than three. */
function rowWords(faults: readonly FaultCount[]): string {
  if (faults.some(({ rows }) => rows.length === 0)) return ''
  const rows = [...new Set(faults.flatMap((fault) => fault.rows))].sort((a, b) => a - b)
  const [first = 0] = rows
  if (rows.length > 3) return ` (the first in row ${formatNumber(first)})`
  const named = rows.map((row) => formatNumber(row))
  const last = named.pop() ?? ''
  return named.length === 0 ? ` (row ${last})` : ` (rows ${named.join(', ')} and ${last})`
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

/** "2 numerators", or "2 cells of ‘Seen’" where the column is the file's own. */
function cells(count: number, column: string | null): string {
  if (column === null) return plural(count, 'cell')
  const name = column.toLowerCase().replaceAll(' ', '_')
  const noun = Object.hasOwn(nouns, name) ? nouns[name] : undefined
  return noun === undefined ? `${plural(count, 'cell')} of ‘${shortened(column)}’` : plural(count, noun)
}
