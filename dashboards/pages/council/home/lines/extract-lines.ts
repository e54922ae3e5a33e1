/** Lines about what came in, what waits and what is due. */
import {
  lackingWords,
  stoppedSince,
  stoppedTitle,
  stoppedTogether,
  stoppedUnits,
} from '#domain/extracts/completeness.ts'
import { completenessCounts, type StoppedFigure } from '#domain/extracts/return-completeness.ts'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import type { MonthReturn, ReturnMonth } from '#server/reads/return-months.ts'
import type { WaitingExtract } from '#server/reads/waiting-extracts.ts'
import { extractAddress } from '../../../../addresses.ts'
import { publishedWords } from '../../../../words/published-words.ts'
import { dueWords, type TaskLine } from './line.ts'

/** Returns with figures that are overdue or due on the day, or that came in part: the longest overdue first, those due on one
 * day together. A return stays here until it is complete. */
export function returnLines(months: readonly ReturnMonth[], today: string): TaskLine[] {
  const waiting = months
    .flatMap((m) => m.returns)
    .filter((r) => r.missing.length > 0 && !r.isHistory && (r.dueOn <= today || r.received > 0))
  const groups = Map.groupBy(waiting, (r) => `${r.period} ${r.dueOn <= today ? '' : r.dueOn}`)
  return [...groups.values()]
    .map((group) => group.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1)))
    .sort((a, b) => ((a[0]?.dueOn ?? '') < (b[0]?.dueOn ?? '') ? -1 : 1))
    .map((group) => returnLine(group, today))
}

function returnLine(group: readonly MonthReturn[], today: string): TaskLine {
  const [first] = group as [MonthReturn, ...MonthReturn[]]
  const names = group.map((r) => r.name).join(', ')
  const isUnheard = group.every((r) => r.received === 0)
  const { missing } = completenessCounts(group)
  const what = group.length === 1 ? `the ${names} return` : plural(group.length, 'return')
  const lacks = `${plural(missing, 'missing figure')} of ${plural(group.length, 'data set')}`
  return {
    text: `Ask for ${isUnheard ? what : lacks}, ${periodName(first.period)}`,
    href: `/data-quality/missing?period=${first.period}`,
    when: dueWords(first.dueOn, today),
    mark: 'clock',
    note: isUnheard ? (group.length === 1 ? `from ${first.ownerRole}` : names) : lackingWords(group),
  }
}

/** Weekly figures that have stopped. Those that stopped together share a line, which links to the first missing week. */
export function stoppedLines(stopped: readonly StoppedFigure[]): TaskLine[] {
  return stoppedTogether(stopped).map((group) => ({
    text: `Ask about ${stoppedTitle(group)}`,
    href: `/data-quality/missing?period=${group[0]?.missed[0]}`,
    when: stoppedSince(group),
    mark: 'clock',
    note: `from ${stoppedUnits(group)}`,
  }))
}

/** Waiting extracts: what a person must do about each, or may do before it is published automatically. */
export function waitingExtractLines(extracts: readonly WaitingExtract[]): TaskLine[] {
  return extracts.map((x) => {
    const { text, note } = waitingTask(x)
    const notes = [note, x.decisionNote].filter((words) => words !== null)
    return {
      text,
      href: x.status === 'rejected' ? extractAddress(x.id) : `${extractAddress(x.id)}/changes`,
      when: isTimed(x)
        ? `to be published ${x.publishAt === null ? 'next' : publishedWords(x.publishAt)}`
        : `received ${publishedWords(x.receivedAt).split(' at ')[0]}`,
      ...(notes.length === 0 ? {} : { note: notes.join(': ') }),
      mark: isTimed(x) ? ('clock' as const) : ('warning' as const),
    }
  })
}

/** True for a file that is published by itself when its time comes. */
function isTimed({ status, isOverdue }: WaitingExtract): boolean {
  return status === 'scheduled' && !isOverdue
}

function waitingTask(x: WaitingExtract): { text: string; note: string | null } {
  const { filename, status, problems, warnings, requestedBy, publishAt, decisionNote, isOverdue } = x
  switch (status) {
    case 'rejected':
      return { text: `Put right ${plural(problems, 'problem')} in ${filename}`, note: null }
    case 'awaiting_approval':
      return {
        text: `Approve or send back ${filename}`,
        note: `${requestedBy ?? 'Somebody'} asks for a second person’s approval`,
      }
    case 'scheduled':
      return isOverdue
        ? {
            text: `Publish ${filename}, which was not published at its time`,
            note: publishAt === null ? null : `its time was ${publishedWords(publishAt)}`,
          }
        : { text: `Look over ${filename} before it is published`, note: null }
    default:
      if (decisionNote !== null)
        return { text: `Look at ${filename} again`, note: 'not published as it was asked for' }
      return {
        text: warnings > 0 ? `Look at ${plural(warnings, 'warning')} in ${filename}` : `Publish ${filename}`,
        note: null,
      }
  }
}
