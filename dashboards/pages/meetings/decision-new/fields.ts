/** The fields of the form that records an agreed action. */
import { isDay } from '#domain/time/period.ts'
import { textSent } from '../../kit/form-values.ts'
import type { DecisionFields } from './model.ts'

export const noFields: DecisionFields = {
  body: '',
  owner: '',
  day: '',
  month: '',
  year: '',
  kpi: '',
  action: '',
}

/** The fields exactly as typed. */
export function fieldsSent(sent: Readonly<Record<string, unknown>>): DecisionFields {
  return {
    body: textSent(sent.body),
    owner: textSent(sent.owner),
    day: textSent(sent['due-day']),
    month: textSent(sent['due-month']),
    year: textSent(sent['due-year']),
    kpi: textSent(sent.kpi),
    action: textSent(sent.action),
  }
}

/** A day as the three fields in which it is typed. */
export function dayFields(day: string): Pick<DecisionFields, 'day' | 'month' | 'year'> {
  const [year = '', month = '', date = ''] = day.split('-')
  return { day: String(Number(date)), month: String(Number(month)), year }
}

/** The day from three fields; null if all are empty, and the text "no day" if they do not make a day. */
export function dueOf({ day, month, year }: DecisionFields): string | null {
  const parts = [day, month, year].map((part) => part.trim())
  if (parts.every((part) => part === '')) return null
  const [d = '', m = '', y = ''] = parts
  const text = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  return isDay(text) ? text : 'no day'
}
