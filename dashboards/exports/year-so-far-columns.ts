/** The financial year so far beside each figure of a file: in the columns of a CSV and of a workbook. */
import type { YearSoFar } from '#domain/figures/financial-year.ts'
import { yearSoFarSpan } from '#domain/wording/year-so-far-words.ts'
import type { WorkbookColumn } from './workbook.ts'

/** The columns of a CSV, with the API's names; empty where there is no year so far. */
export function yearSoFarFields(year: YearSoFar | null) {
  return {
    yearToDateFrom: year?.from ?? null,
    yearToDateValue: year?.value ?? null,
    yearToDateNumerator: year?.numerator ?? null,
    yearToDateDenominator: year?.denominator ?? null,
    yearToDateMonths: year?.months ?? null,
    yearToDateExpected: year?.expected ?? null,
  }
}

/** The same in a workbook. */
export function yearSoFarColumns<Row>(yearOf: (row: Row) => YearSoFar | null): WorkbookColumn<Row>[] {
  return [
    { heading: 'Year so far', width: 12, cell: (row) => yearOf(row)?.value ?? null },
    { heading: 'Year so far: n', width: 12, cell: (row) => yearOf(row)?.numerator ?? null },
    { heading: 'Year so far: d', width: 12, cell: (row) => yearOf(row)?.denominator ?? null },
    {
      heading: 'Year so far, of',
      width: 24,
      cell: (row) => {
        const year = yearOf(row)
        return year === null ? null : `${yearSoFarSpan(year)} from ${year.from}`
      },
    },
  ]
}
