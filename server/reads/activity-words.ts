/** What a line of the activity record says in words, from its codes and numbers. */

import { type ActivityKind, activityKinds } from '#domain/council/activity-kinds.ts'
import { isDay, periodName } from '#domain/time/period.ts'

/** The words after the name of who did it: "published a file". A kind that this version does not know is given as it is. */
export function deedWords(kind: string): string {
  return kind in activityKinds ? activityKinds[kind as ActivityKind] : kind
}

const things: Readonly<Record<string, string>> = {
  extract: 'file',
  action: 'agreed action',
  publication: 'publication',
  setting: 'setting',
  layout: 'layout',
  token: 'token',
  return: 'return',
  unit: '',
  month: '',
  measure: '',
}

/** What it was about, for people: "file 12", "April 2019", "CP04, April 2019", a person's name. Null for a line about nothing. */
export function subjectWords(subject: string | null, people: ReadonlyMap<number, string>): string | null {
  if (subject === null) return null
  const [kind = '', ...rest] = subject.split(' ')
  const about = rest.join(' ')
  if (kind === 'person') return people.get(Number(about)) ?? subject
  // "team_manager of person 7", "invitation of person 7"
  const of = /^([a-z_]+) of person ([0-9]+)$/.exec(subject)
  if (of !== null)
    return `${(of[1] ?? '').replaceAll('_', ' ')}, ${people.get(Number(of[2])) ?? `person ${of[2]}`}`
  const thing = things[kind]
  if (thing === undefined) return subject
  const words = rest.map((word) => monthWords(word))
  const several = words.length > 1 && words.at(-1) !== rest.at(-1)
  const named = several ? `${words.slice(0, -1).join(' ')}, ${words.at(-1)}` : words.join(' ')
  return thing === '' ? named : `${thing} ${named.replaceAll('_', ' ')}`
}

function monthWords(word: string): string {
  return isDay(`${word}-01`) ? periodName(word) : word
}

const channels: Readonly<Record<string, string>> = {
  session: 'signed in',
  token: 'by token',
  sign_in: 'at sign-in',
  command_line: 'on the command line',
  inbox: 'in the drop folder',
  job: 'by the service itself',
}

/** Where it came from: "signed in, from 192.0.2.7". */
export function originWords(channel: string | null, network: string | null): string {
  const way = channel === null ? null : (channels[channel] ?? channel)
  return [way, network === null ? null : `from ${network}`].filter((part) => part !== null).join(', ')
}
