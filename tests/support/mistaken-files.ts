/** Files that a data team might publish by mistake over the demonstration council, one kind for each kind of cell. */
import { parse } from 'csv-parse/sync'
import { awaitedContent, demoExtracts } from '../../seeds/demo/extracts.ts'

export type FileRow = Record<
  'team_code' | 'kpi_code' | 'period' | 'numerator' | 'denominator' | 'value',
  string
>

/** The measure that is retired in these files' demonstration, after its last month. */
export const retired = { kpi: 'CP05', after: '2019-03' } as const

const closed = ['HP-C', 'EH-C']
const MONTH = /^\d{4}-\d\d$/

type Kind = {
  is: string
  /** The rows that such a file may contain. */
  from: (row: FileRow) => boolean
  /** The number of rows; 30 unless given. */
  atMost?: number
  /** Turns existing rows into rows of other units or periods. */
  as?: (row: FileRow, dice: () => number) => FileRow
}

const isMonth = (row: FileRow, from: string, to: string) =>
  MONTH.test(row.period) && row.period >= from && row.period <= to

/** Used in turn, so that as many files as there are kinds contain each once. */
export const kinds: readonly Kind[] = [
  { is: 'some cells of a month', from: (row) => isMonth(row, '2018-11', '2019-04') },
  { is: 'cells of a week', from: (row) => row.period.includes('W') },
  { is: 'a month still to come', from: (row) => isMonth(row, '2019-05', '2019-05') },
  { is: 'cells of a quarter', from: (row) => row.period.includes('Q') },
  { is: 'cells of closed teams', from: (row) => closed.includes(row.team_code) },
  {
    is: 'a measure that is retired',
    from: (row) => row.kpi_code === retired.kpi && row.period <= retired.after,
  },
  {
    is: 'a figure supplied for the council or a service',
    from: (row) =>
      isMonth(row, '2018-11', '2019-05') && /^(CP04|MO0[12]|CP06|WF0[136]|LC01)$/.test(row.kpi_code),
    atMost: 4,
    as: (row, dice) => ({ ...row, team_code: dice() < 0.5 ? 'RIDGE' : serviceOf(row.team_code) }),
  },
  { is: 'months before the first scorecard', from: (row) => isMonth(row, '2017-03', '2018-10') },
  {
    is: 'cells that become blank, a symbol or a bare value',
    from: (row) => isMonth(row, '2018-11', '2019-04'),
    as: (row, dice) => emptied(row, dice),
  },
  {
    is: 'a week and a quarter still to come',
    from: (row) => /2019-W23|2019-Q1/.test(row.period),
    as: (row) => ({ ...row, period: row.period === '2019-W23' ? '2019-W22' : '2018-Q4' }),
  },
]

export type MistakenFile = { kind: string; rows: FileRow[]; content: string }

const header = ['team_code', 'kpi_code', 'period', 'numerator', 'denominator', 'value'] as const

/** Every row that the demonstration ever had, and the rows of the awaited month. */
export function knownRows(): FileRow[] {
  const files = [...demoExtracts().map(({ content }) => content), awaitedContent()]
  return files.flatMap((content) => parse(content, { columns: true }) as FileRow[])
}

/** A file of the next kind: rows drawn by the dice, each with a figure different from the known one. */
export function mistakenFile(known: readonly FileRow[], turn: number, dice: () => number): MistakenFile {
  const kind = kinds[turn % kinds.length] as Kind
  const pool = known.filter(kind.from)
  const wanted = 1 + Math.floor(dice() * (kind.atMost ?? 30))
  const rows = new Map<string, FileRow>()
  for (let i = 0; i < wanted; i++) {
    const drawn = pool[Math.floor(dice() * pool.length)] as FileRow
    const altered = alter(drawn, dice)
    const row = kind.as === undefined ? altered : kind.as(altered, dice)
    rows.set(`${row.team_code} ${row.kpi_code} ${row.period}`, row)
  }
  const all = [...rows.values()]
  const lines = all.map((row) => header.map((key) => row[key] ?? '').join(','))
  return { kind: kind.is, rows: all, content: `${[header.join(','), ...lines].join('\n')}\n` }
}

/** Another figure for the same cell: the same denominator with another numerator, or another count or value. */
function alter(row: FileRow, dice: () => number): FileRow {
  const [numerator, denominator, value] = [row.numerator, row.denominator, row.value].map(Number)
  if (row.denominator !== '' && Number.isInteger(denominator))
    return { ...row, numerator: String(Math.floor(dice() * ((denominator as number) + 1))), value: '' }
  if (row.numerator !== '' && Number.isInteger(numerator))
    return { ...row, numerator: String(Math.floor(dice() * (2 * (numerator as number) + 3))) }
  return row.value === '' ? row : { ...row, value: String(Math.round((value as number) * (0.5 + dice()))) }
}

function emptied(row: FileRow, dice: () => number): FileRow {
  const blank = { ...row, numerator: '', denominator: '', value: '' }
  const throwOf = dice()
  if (throwOf < 0.5 || row.denominator === '') return blank
  return throwOf < 0.75 ? { ...blank, numerator: 'c', denominator: 'c' } : { ...blank, value: '80' }
}

/** The service of a team, by the names of the demonstration's teams. */
function serviceOf(team: string): string {
  const services: [RegExp, string][] = [
    [/^(HP|COURT)/, 'HPC'],
    [/^(CIC|CL)/, 'CICS'],
    [/^CWD/, 'CWDS'],
    [/^FOST/, 'FAP'],
    [/^(EH|YOS)/, 'EHY'],
    [/^(IRO|CPA)/, 'QSP'],
  ]
  return services.find(([pattern]) => pattern.test(team))?.[1] ?? 'FD'
}
