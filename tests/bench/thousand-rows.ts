import { parse } from 'csv-parse/sync'
import { demoExtracts } from '../../seeds/demo.ts'

const header = 'team_code,kpi_code,period,numerator,denominator,value'

type Row = Record<'team_code' | 'kpi_code' | 'period' | 'numerator' | 'denominator' | 'value', string>

/** An extract of 1,000 rows: April's figures of the demonstration repeated as May's, filled up to 1,000 with rows of April
 * restated with a numerator lower by one. */
export function thousandRows(): string {
  const april = new Map<string, Row>()
  for (const { content } of demoExtracts()) {
    for (const row of parse(content, { columns: true }) as Row[]) {
      if (row.period === '2019-04') april.set(`${row.team_code} ${row.kpi_code}`, row)
    }
  }
  const rows = [...april.values()]
  const may = rows.map((row) => ({ ...row, period: '2019-05' }))
  const restated = rows
    .slice(0, 1000 - may.length)
    .map((row) => ({ ...row, numerator: oneLess(row.numerator) }))
  return [header, ...[...may, ...restated].map(lineOf)].join('\n')
}

function oneLess(numerator: string): string {
  return /^[1-9][0-9]*$/.test(numerator) ? String(Number(numerator) - 1) : numerator
}

function lineOf(row: Row): string {
  return [row.team_code, row.kpi_code, row.period, row.numerator, row.denominator, row.value ?? ''].join(',')
}
