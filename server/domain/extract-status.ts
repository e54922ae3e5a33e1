/** Where an extract stands on its way from file to figures, and how it came in; as people read them. */

export const extractStatuses = [
  'received',
  'checking',
  'rejected',
  'ready',
  'awaiting_approval',
  'scheduled',
  'published',
  'reverted',
  'cancelled',
] as const
export type ExtractStatus = (typeof extractStatuses)[number]

export const extractStatusWords: Record<ExtractStatus, string> = {
  received: 'Received',
  checking: 'Checking',
  rejected: 'Needs fixing',
  ready: 'Ready to review',
  awaiting_approval: 'Waiting for approval',
  scheduled: 'Scheduled',
  published: 'Published',
  reverted: 'Reverted',
  cancelled: 'Cancelled',
}

/** Extracts in these states wait for a person. */
export const waitingStatuses: readonly ExtractStatus[] = ['rejected', 'ready', 'awaiting_approval']

export type ExtractChannel = 'api' | 'page' | 'command_line' | 'inbox' | 'seed'

export const extractChannelWords: Record<ExtractChannel, string> = {
  api: 'through the API',
  page: 'on the upload page',
  command_line: 'from the command line',
  inbox: 'in the drop folder',
  seed: 'with the demonstration council',
}

/** A return for a month: nothing yet and not due, due on the day, late, in part, or in. */
export type ReturnState = 'not_due' | 'due' | 'late' | 'part' | 'in'

/** How a return for a month stands on a day. `received` and `expected` count figures; days are `YYYY-MM-DD`. */
export function returnStateOf(
  standing: { dueOn: string; expected: number; received: number },
  day: string,
): ReturnState {
  if (standing.received >= standing.expected && standing.received > 0) return 'in'
  if (standing.received > 0) return 'part'
  if (day > standing.dueOn) return 'late'
  return day === standing.dueOn ? 'due' : 'not_due'
}
