/** A workbook's date, `YYYY-MM-DD`, in a column of periods: the first of a month is that month. Any other day stays a
 *  day, which no period is. */
import { monthOf } from '#domain/time/period.ts'

export function monthOfDate(text: string): string {
  return /^[0-9]{4}-[0-9]{2}-01$/.test(text) ? monthOf(text) : text
}
