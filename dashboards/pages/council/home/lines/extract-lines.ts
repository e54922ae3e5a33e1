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
import { wordFor } from '#domain/wording/word-for.ts'
import type { MonthReturn, ReturnMonth } from '#server/reads/return-months.ts'
import type { WaitingExtract } from '#server/reads/waiting-extracts.ts'
import { extractAddress } from '../../../../addresses.ts'
import { publishedWords } from '../../../../words/published-words.ts'
import { dueWords, type HomeLine } from './line.ts'

/** Returns with figures that are overdue or due on the day, or that came in part: the longest overdue first, those due on one
 * day together. A return stays here until it is complete. */
export function returnLines(months: readonly ReturnMonth[], today: string): HomeLine[] {
  const waiting = months
    .flatMap((m) => m.returns)
    .filter((r) => r.missing.length > 0 && !r.isHistory && (r.dueOn <= today || r.received > 0))
  const groups = Map.groupBy(waiting, (r) => `${r.period} ${r.dueOn <= today ? '' : r.dueOn}`)
  return [...groups.values()]
    .map((group) => group.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1)))
    .sort((a, b) => ((a[0]?.dueOn ?? '') < (b[0]?.dueOn ?? '') ? -1 : 1))
    .map((group) => returnLine(group, today))
}

function returnLine(group: readonly MonthReturn[], today: string): HomeLine {
  const [first] = group as [MonthReturn, ...MonthReturn[]]
  const names = group.map((r) => r.name).join(', ')
  const isUnheard = group.every((r) => r.received === 0)
  const { missing } = completenessCounts(group)
  const what = group.length === 1 ? `${names} return` : plural(group.length, 'return')
  const lacks = `${plural(group.length, 'data set')} ${wordFor(group.length, 'lacks', 'lack')} ${missing} ${wordFor(missing, 'figure')}`
  return {
    text: `${periodName(first.period)}: ${isUnheard ? `${what} not received` : lacks}`,
    href: `/data-quality/missing?period=${first.period}`,
    when: dueWords(first.dueOn, today),
    mark: 'clock',
    note: isUnheard ? (group.length === 1 ? `from ${first.ownerRole}` : names) : lackingWords(group),
  }
}

/** Weekly figures that have stopped. Those that stopped together share a line, which links to the first missing week. */
export function stoppedLines(stopped: readonly StoppedFigure[]): HomeLine[] {
  return stoppedTogether(stopped).map((group) => ({
    text: stoppedTitle(group),
    href: `/data-quality/missing?period=${group[0]?.missed[0]}`,
    when: stoppedSince(group),
    mark: 'clock',
    note: `from ${stoppedUnits(group)}`,
  }))
}

/** Waiting extracts: what a person must do about each, or when it is published automatically. */
export function waitingExtractLines(extracts: readonly WaitingExtract[]): HomeLine[] {
  return extracts.map((x) => ({
    text: `${x.filename}: ${waitingWords(x)}`,
    href: x.status === 'rejected' ? extractAddress(x.id) : `${extractAddress(x.id)}/changes`,
    when: `received ${publishedWords(x.receivedAt).split(' at ')[0]}`,
    ...(x.decisionNote === null ? {} : { note: x.decisionNote }),
    mark: x.status === 'scheduled' && !x.isOverdue ? 'clock' : 'warning',
  }))
}

function waitingWords({
  status,
  problems,
  warnings,
  requestedBy,
  publishAt,
  decisionNote,
  isOverdue,
}: WaitingExtract): string {
  switch (status) {
    case 'rejected':
      return `${plural(problems, 'problem')} to put right`
    case 'awaiting_approval':
      return `${requestedBy ?? 'somebody'} asks for a second person’s approval`
    case 'scheduled':
      if (isOverdue)
        return `not published at its time, ${publishAt === null ? 'which has passed' : publishedWords(publishAt)}`
      return `to be published ${publishAt === null ? 'next' : publishedWords(publishAt)}`
    default:
      if (decisionNote !== null) return 'not published as it was asked for'
      return warnings > 0 ? `${plural(warnings, 'warning')} to look at` : 'ready to publish'
  }
}
