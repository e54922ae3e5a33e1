/** The query of the page and of its files. */
import { isDay } from '#domain/time/period.ts'
import type { ActivityChoices, ActivityQuestion } from '#server/reads/activity.ts'
import { textSent } from '../../kit/form-values.ts'
import type { AskedActivity } from './model.ts'

export const activityAddress = '/activity'

export const activityKeys = {
  who: 'once',
  what: 'once',
  unit: 'once',
  from: 'once',
  to: 'once',
  before: 'once',
} as const

export type ActivityQuery = Partial<Record<keyof typeof activityKeys, unknown>>

/** What was asked for, or what is wrong with it. */
export function askedActivity(
  query: ActivityQuery,
  known: { choices: ActivityChoices; units: readonly { code: string }[] },
): { asked: AskedActivity; question: Omit<ActivityQuestion, 'limit'> } | { fault: string } {
  const [who, what, unit] = [textSent(query.who), textSent(query.what), textSent(query.unit).toUpperCase()]
  const [from, to, before] = [textSent(query.from), textSent(query.to), textSent(query.before)]
  const author = known.choices.authors.find(({ id }) => String(id ?? 'unknown') === who)
  if (who !== '' && author === undefined) return { fault: 'Choose a person from the list.' }
  if (what !== '' && !known.choices.kinds.some(({ kind }) => kind === what))
    return { fault: 'Choose what was done from the list.' }
  if (unit !== '' && !known.units.some(({ code }) => code === unit))
    return { fault: 'Choose a team or service from the list.' }
  if ((from !== '' && !isDay(from)) || (to !== '' && !isDay(to)))
    return { fault: 'Give a day as 2019-06-10.' }
  if (before !== '' && !/^[0-9]{1,15}$/.test(before)) return { fault: 'Begin again with the newest lines.' }
  return {
    asked: { who, what, unit, from, to },
    question: {
      who: author === undefined ? null : (author.id ?? 'unknown'),
      what: what === '' ? null : what,
      unit: unit === '' ? null : unit,
      from: from === '' ? null : from,
      to: to === '' ? null : to,
      before: before === '' ? null : Number(before),
    },
  }
}

/** The query of what was asked, from a line on if one is given: `?who=7&before=120`; empty if everything was. */
export function activityQuery(asked: AskedActivity, before: number | null = null): string {
  const said = Object.entries(asked).filter(([, value]) => value !== '')
  const query = new URLSearchParams([...said, ...(before === null ? [] : [['before', String(before)]])] as [
    string,
    string,
  ][]).toString()
  return query === '' ? '' : `?${query}`
}
