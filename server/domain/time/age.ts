/** How long ago something was, on a day. */
import { dayNumber } from './period.ts'

/** "today", "yesterday", "12 days ago"; "in 3 days" for a day to come. Days are `YYYY-MM-DD`. */
export function ageOf(day: string, today: string): string {
  const days = dayNumber(today) - dayNumber(day)
  if (days === 0) return 'today'
  if (days === 1) return 'yesterday'
  if (days === -1) return 'tomorrow'
  return days > 0 ? `${days} days ago` : `in ${-days} days`
}
