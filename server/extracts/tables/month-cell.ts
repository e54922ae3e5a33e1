/** A workbook's date, `YYYY-MM-DD`, in a period column. The first day of a month means that month. Any other date
 *  is returned as it is, and is then not a valid period. */
import { monthOf } from '#domain/time/period.ts'

export function monthOfDate(text: string): string {
  return /^[0-9]{4}-[0-9]{2}-01$/.test(text) ? monthOf(text) : text
}
