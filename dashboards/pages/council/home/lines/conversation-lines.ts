/** Lines about what people agreed and said. */

import type { Unit } from '#domain/catalogue/unit.ts'
import { decisionWords, outcomeWords } from '#domain/meetings/decision.ts'
import type { SignOffStep } from '#domain/scorecard/sign-off.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import type { ConversationNews } from '#server/reads/conversation-news.ts'
import type { Decision } from '#server/reads/links.ts'
import { decisionAddress, scorecardAddress } from '../../../../addresses.ts'
import type { HomeLine, TaskLine } from './line.ts'

/** Agreed actions that are not recorded as done, the longest overdue first; those without a day last. A unit is named if the reader
 * has several. */
export function decisionLines(
  decisions: readonly Decision[],
  today: string,
  units: readonly Unit[],
): TaskLine[] {
  const before = namer(units)
  const due = (d: Decision) => d.dueOn ?? '9999-12-31'
  return decisions
    .filter((d) => d.state === 'open')
    .sort((a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : a.id - b.id))
    .map((d) => ({
      text: `${before(d.unit)}${d.body}`,
      href: decisionHref(d),
      when: d.dueOn === null ? 'no day was set' : firstLower(decisionWords(d, today)),
      note: `${d.ownerRole} to do it, agreed ${dayName(d.decidedOn)}`,
    }))
}

function decisionHref({ id, unit }: Pick<Decision, 'id' | 'unit'>): string {
  return unit === null ? '/plan' : decisionAddress(unit, id)
}

const stepWords: Record<SignOffStep, string> = {
  submitted: 'submitted for sign-off',
  agreed: 'signed off',
  reopened: 'sent back',
}

/** What was said and agreed, the latest first. A unit is named if the reader has several. */
export function conversationLines(said: ConversationNews, units: readonly Unit[]): HomeLine[] {
  const before = namer(units)
  const months = Map.groupBy(said.commentary, (c) => `${c.unit} ${c.period} ${c.byName}`)
  const written = [...months.values()].flatMap((group): HomeLine[] => {
    const [first] = group
    if (first === undefined) return []
    const last = group.reduce((a, c) => (c.at > a.at ? c : a), first)
    return [
      {
        text: `${before(first.unit)}${plural(group.length, 'measure')} of ${periodName(first.period)} explained`,
        href: scorecardAddress(first.unit, first.period),
        note: `by ${first.byName}`,
        ...dated(last),
      },
    ]
  })
  const decided = said.decisions.map((d) => ({
    text: `${before(d.unit)}${d.body}`,
    href: decisionHref(d),
    note:
      d.state === 'made' ? `agreed by ${d.byName}` : `${firstLower(outcomeWords[d.state])}, says ${d.byName}`,
    ...dated(d),
  }))
  const signed = said.signOffs.map((s) => ({
    text: `${before(s.unit)}${periodName(s.period)} ${stepWords[s.step]}`,
    href: scorecardAddress(s.unit, s.period),
    note: `by ${s.byName}`,
    ...dated(s),
  }))
  return [...written, ...decided, ...signed].sort((a, b) => ((a.at ?? '') > (b.at ?? '') ? -1 : 1))
}

/** "Help and Protection South 1: ", or nothing for a reader with one unit. */
function namer(units: readonly Unit[]): (code: string | null) => string {
  return (code) => {
    const name = units.length > 1 ? (units.find((u) => u.code === code)?.name ?? '') : ''
    return name === '' ? '' : `${name}: `
  }
}

function dated(line: { at: Date; dated: string }): { when: string; at: string } {
  return { when: dayName(line.dated), at: line.at.toISOString() }
}

function firstLower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
