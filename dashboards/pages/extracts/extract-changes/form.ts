/** The form that publishes an extract: what was sent with it, read and validated. */

import { beginningOf } from '#domain/council/written-text.ts'
import { isInforming } from '#domain/extracts/problem.ts'
import { londonInstant, timeOf } from '#domain/time/moment.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { WarningKind } from '#server/reads/extract-checks.ts'

/** Up to this many warnings of one kind have a box each; more than that share one. */
export const tickedEach = 20

/** The fields exactly as they were typed. */
export type PublishForm = {
  ticked: ReadonlySet<string>
  reason: string
  when: 'now' | 'at'
  day: string
  month: string
  year: string
  time: string
}

export type FormError = {
  text: string
  href: string
  field: 'warnings' | 'reason' | 'day' | 'time' | 'form' | 'moved'
}

export const emptyForm: PublishForm = {
  ticked: new Set(),
  reason: '',
  when: 'now',
  day: '',
  month: '',
  year: '',
  time: '',
}

const longestReason = 1000

/** The kinds of warning that a person must accept: not those that only inform. */
export function askingKinds(kinds: readonly WarningKind[]): WarningKind[] {
  return kinds.filter(({ code }) => !isInforming(code))
}

/** The names of the boxes that must be ticked: one for each warning, or one for a kind with many warnings. */
export function boxesOf(kinds: readonly WarningKind[]): string[] {
  return askingKinds(kinds).flatMap(({ code, total, found }) =>
    total > tickedEach ? [`seen-${code}`] : found.map(({ position }) => `seen-${position}`),
  )
}

export function readForm(body: Readonly<Record<string, unknown>>): PublishForm {
  const field = (name: string) => (typeof body[name] === 'string' ? body[name].trim() : '')
  return {
    ticked: new Set(Object.keys(body).filter((name) => name.startsWith('seen-') && body[name] === 'yes')),
    reason: beginningOf(field('reason'), longestReason),
    when: field('when') === 'at' ? 'at' : 'now',
    day: field('on-day'),
    month: field('on-month'),
    year: field('on-year'),
    time: field('time'),
  }
}

/** What to do, or what is wrong with the form. `at` is null for publishing now, `reasonAsked` is null if no reason is needed. */
export function judgedForm(
  form: PublishForm,
  kinds: readonly WarningKind[],
  reasonAsked: string | null,
): { at: string | null; errors: FormError[] } {
  const errors: FormError[] = []
  const missing = boxesOf(kinds).filter((box) => !form.ticked.has(box))
  const [first] = missing
  if (first !== undefined) {
    const text = wordFor(
      missing.length,
      'Look at the warning that is not ticked, and tick it',
      `Look at the ${missing.length} warnings that are not ticked, and tick each`,
    )
    errors.push({ text, href: `#${first}`, field: 'warnings' })
  }
  if (reasonAsked !== null && form.reason === '')
    errors.push({ text: `Say why ${reasonAsked}`, href: '#reason', field: 'reason' })
  const { at, errors: wrong } = momentIn(form)
  return { at, errors: [...errors, ...wrong] }
}

function momentIn({ when, day, month, year, time }: PublishForm): { at: string | null; errors: FormError[] } {
  const isTyped = [day, month, year, time].some((text) => text !== '')
  if (when === 'now') {
    const text = 'Select ‘At a day and time’, or clear the day and the time'
    return { at: null, errors: isTyped ? [{ text, href: '#when-2', field: 'form' }] : [] }
  }
  const errors: FormError[] = []
  const date = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const isDigits = [day, month, year].every((text) => /^[0-9]{1,4}$/.test(text))
  if ([day, month, year].some((text) => text === ''))
    errors.push({ text: 'Enter the day on which it is to be published', href: '#on-day', field: 'day' })
  else if (!isDigits || londonInstant(date, '12:00') === null)
    errors.push({ text: 'The day must be a real one, such as 10 6 2019', href: '#on-day', field: 'day' })
  const clock = timeOf(time)
  if (clock === null)
    errors.push({
      text: time === '' ? 'Enter the time' : 'The time must be like 9:30am or 14:00',
      href: '#time',
      field: 'time',
    })
  return { at: errors.length > 0 ? null : londonInstant(date, clock ?? ''), errors }
}
