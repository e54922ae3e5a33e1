/** Files from data teams that only a layout can read. */
import writeWorkbook, { type CellObject } from 'write-excel-file/universal'
import { shortMonth } from '#domain/time/period.ts'

const text = (value: string): CellObject => ({ value, type: String })
const number = (value: number): CellObject => ({ value, type: Number })
const share = (value: number): CellObject => ({ value, type: Number, format: '0.0%' })

/** A row for each team and measure and a column for each month, with percentages as fractions of one. */
export function monthsWorkbook(
  months: readonly string[],
  change: { heading?: string } = {},
): Promise<Buffer> {
  const row = (team: string, kpi: string, first: number) => [
    text(team),
    text(kpi),
    ...months.map((_, i) => number(Math.round((first + i / 100) * 100) / 100)),
  ]
  return workbookOf([
    [text(change.heading ?? 'Team'), text('Measure'), ...months.map((month) => text(shortMonth(month)))],
    row('HP-N1', 'CP04', 0.91),
    row('HP-N2', 'CP04', 0.83),
  ])
}

/** A report as a business intelligence tool writes it: title rows, the time it was run, merged headings, a total and a note. */
export function crosstabWorkbook(month = new Date('2019-05-01T00:00:00Z')): Promise<Buffer> {
  const line = (team: string, ...counts: [number, number, number, number]) => [
    text(team),
    number(counts[0]),
    number(counts[1]),
    share(counts[1] / counts[0]),
    number(counts[2]),
    number(counts[3]),
    share(counts[3] / counts[2]),
  ]
  const measures = ['CP visits in timescale', 'CIN visits in timescale']
  return workbookOf([
    [text('Children’s Social Care – Monthly Team Performance')],
    [text('Reporting month:'), { value: month, type: Date, format: 'mmm-yy' }],
    [text('Run on 03/06/2019 09:14 by PERFORMANCE\\jsmith')],
    [],
    [text('Team'), ...measures.flatMap((name) => [{ ...text(name), columnSpan: 3 }, null, null])],
    [null, ...measures.flatMap(() => [text('Due'), text('On time'), text('%')])],
    line('Help & Protection North 1', 45, 41, 60, 52),
    line('Help & Protection North 2', 36, 30, 48, 44),
    [text('H&P Central 1'), text('-'), text('-'), text('n/a'), number(3), text('<5'), text('n/a')],
    [text('Total'), number(81), number(71), null, null, null, null],
    [],
    [text('Notes: CP visits every 10 working days.')],
  ])
}

async function workbookOf(data: (CellObject | null)[][]): Promise<Buffer> {
  return Buffer.from(await (await writeWorkbook([{ sheet: 'Sheet1', data }]).toBlob()).arrayBuffer())
}
