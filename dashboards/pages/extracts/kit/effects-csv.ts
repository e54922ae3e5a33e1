/** The changed values of an extract as a table for a spreadsheet. */
import type { ChangedCell } from '#server/extracts/merging/extract-changes.ts'
import { csvOf } from '../../../exports/csv.ts'
import { type Workbook, type WorkbookColumn, workbookOf } from '../../../exports/workbook.ts'
import type { NamedCell } from './names.ts'

type Changed = ChangedCell & NamedCell

const columns: readonly (WorkbookColumn<Changed> & { name: string })[] = [
  { name: 'team_code', heading: 'Team code', width: 12, cell: (x) => x.unit },
  { name: 'team_name', heading: 'Team', width: 32, cell: (x) => x.unitName },
  { name: 'kpi_code', heading: 'Measure code', width: 12, cell: (x) => x.kpi },
  { name: 'kpi_name', heading: 'Measure', width: 40, cell: (x) => x.measure?.name ?? x.kpi },
  { name: 'period', heading: 'Period', width: 10, cell: (x) => x.period },
  { name: 'state_before', heading: 'State before', width: 14, cell: (x) => x.before.state },
  { name: 'numerator_before', heading: 'Numerator before', width: 14, cell: (x) => x.before.numerator },
  { name: 'denominator_before', heading: 'Denominator before', width: 14, cell: (x) => x.before.denominator },
  { name: 'value_before', heading: 'Value before', width: 14, cell: (x) => x.before.value },
  { name: 'state_after', heading: 'State after', width: 14, cell: (x) => x.after.state },
  { name: 'numerator_after', heading: 'Numerator after', width: 14, cell: (x) => x.after.numerator },
  { name: 'denominator_after', heading: 'Denominator after', width: 14, cell: (x) => x.after.denominator },
  { name: 'value_after', heading: 'Value after', width: 14, cell: (x) => x.after.value },
  { name: 'change', heading: 'Change', width: 14, cell: (x) => x.change },
]

export function changedCsv(changed: readonly Changed[]): string {
  const at = () => ''
  return csvOf(
    changed.map((row) =>
      Object.fromEntries(columns.map(({ name, cell }) => [name, cell(row, at) as string | number | null])),
    ),
  )
}

export function changedXlsx(changed: readonly Changed[]): Workbook {
  return workbookOf('Changes', columns, changed)
}
