/** Exports as other systems write them, none of them in our own shape, each with two months. */
import writeWorkbook, { type CellObject } from 'write-excel-file/universal'
import { dayName, lastDay, monthsFrom, periodName } from '#domain/time/period.ts'

export type ReportLine = readonly [
  team: string,
  onTime: string,
  due: string,
  assessed: string,
  started: string,
]

/** The teams' figures in the report, by month. */
export const reportLines: Record<string, readonly ReportLine[]> = {
  '2019-04': [
    ['Help & Protection North 1', '41', '52', '8', '10'],
    ['Help and Protection South 1', '1,030', '1,050', '', ''],
    ['CWD North', '18', '20', '3', '4'],
  ],
  '2019-05': [
    ['Help & Protection North 1', '45', '50', '9', '12'],
    ['Help and Protection South 1', '1,031', '1,060', '2', '2'],
    ['CWD North', '19', '21', '4', '4'],
  ],
}

/** A report as CSV: a title with the month in words, sections with subtotals, a total and a footer. */
export function reportCsv(
  month: string,
  change: { title?: string; headings?: readonly string[]; more?: readonly ReportLine[] } = {},
): string {
  const [first, second, third] = reportLines[month] as [ReportLine, ReportLine, ReportLine]
  const headings = change.headings ?? [
    'Team',
    'Children visited on time',
    'Children due a visit',
    'Assessments done in 45 days',
    'Assessments done',
    'Comment',
  ]
  const rows: (readonly string[])[] = [
    [change.title ?? `Visits and assessments – ${periodName(month)}`],
    [],
    headings,
    ['Help and protection'],
    [...first, ''],
    [...second, 'South 1 covers two towns'],
    ['Subtotal', '1,071', '1,102', '8', '10', ''],
    ['Children with disabilities'],
    [...third, ''],
    ['Subtotal', '18', '20', '3', '4', ''],
    ...(change.more ?? []).map((line) => [...line, '']),
    [],
    ['Total', '1,089', '1,122', '11', '14', ''],
    [],
    [`Produced by the performance team on ${dayName(lastDay(month))}`],
  ]
  return `${rows.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A workbook of one sheet per team: merged headings in two rows, and the year's months down the rows. */
export async function teamsWorkbook(
  last: string,
  change: { extra?: string; heading?: string } = {},
): Promise<Buffer> {
  const tabs = ['CiC North', 'CiC Central', 'Children in Care South', ...(change.extra ? [change.extra] : [])]
  const text = (value: string): CellObject => ({ value, type: String })
  const number = (value: number): CellObject => ({ value, type: Number })
  const date = (month: string): CellObject => ({
    value: new Date(`${month}-01T00:00:00Z`),
    type: Date,
    format: 'mmm-yy',
  })
  const sheets = tabs.map((sheet, tab) => ({
    sheet,
    data: [
      [
        { ...text('Month'), rowSpan: 2 },
        { ...text('LAC visits'), columnSpan: 2 },
        null,
        { ...text('LAC reviews'), columnSpan: 2 },
        null,
      ],
      [null, text(change.heading ?? 'On time'), text('Due'), text('On time'), text('Due')],
      ...monthsFrom('2019-01', last).map((month) => {
        const n = Number(month.slice(5)) + tab
        // One of the sheets was typed by hand.
        const shown = tab === 1 ? text(`${periodName(month).slice(0, 3)}-${month.slice(2, 4)}`) : date(month)
        return [shown, number(40 + n), number(50 + n), number(10 + n), number(20 + n)]
      }),
    ],
  }))
  return bytesOf([
    { sheet: 'Contents', data: [[text('Sheets')], ...tabs.map((tab) => [text(tab)])] },
    ...sheets,
    { sheet: 'Notes', data: [[text('Visits are counted by the day they were made.')]] },
  ])
}

/** Percentages without their counts, words for missing figures, and measures named in the headings. */
export async function percentagesWorkbook(
  month: string,
  change: { teams?: readonly string[]; value?: number | string } = {},
): Promise<Buffer> {
  const text = (value: string): CellObject => ({ value, type: String })
  const percent = (value: number | string): CellObject =>
    typeof value === 'string' ? text(value) : { value, type: Number, format: '0.0%' }
  const step = Number(month.slice(5)) / 100
  const headings = [
    'Team name',
    'CIN visits in timescale (%)',
    'LAC visits in timescale',
    'Oversight by managers',
  ]
  const [first, second, third] = change.teams ?? ['H&P North 1', 'H&P South 1', 'Children in Care North']
  return bytesOf([
    {
      sheet: 'Indicators',
      data: [
        [text('Performance indicators')],
        [text(`Month: ${periodName(month)}`)],
        headings.map(text),
        [text(first ?? ''), percent(change.value ?? 0.9 + step), text('n/a'), percent(0.885)],
        [text(second ?? ''), percent('92%'), text('n/a'), text('-')],
        [text(third ?? ''), text('n/a'), percent(0.75 + step), percent(1)],
      ],
    },
  ])
}

type Sheet = { sheet: string; data: (CellObject | null)[][] }

async function bytesOf(sheets: Sheet[]): Promise<Buffer> {
  return Buffer.from(await (await writeWorkbook(sheets).toBlob()).arrayBuffer())
}
