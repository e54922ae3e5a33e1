/** The status of an extract on its way from file to figures, the channel it came in by, and the words for both. */

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

/** Extracts in these states wait for a person, or for the time that a person chose. */
export const waitingStatuses: readonly ExtractStatus[] = [
  'rejected',
  'ready',
  'awaiting_approval',
  'scheduled',
]

/** Whether an extract still waits, for its time or for a second person, although its planned time has passed. Both
 *  times are instants in UTC. */
export function isPastItsTime(status: ExtractStatus, publishAt: string | null, now: string): boolean {
  return (status === 'scheduled' || status === 'awaiting_approval') && publishAt !== null && publishAt < now
}

/** What people do with an extract. */
export const extractActs = ['publish', 'approve', 'cancel', 'revert', 'recheck'] as const
export type ExtractAct = (typeof extractActs)[number]

/** What happens to an extract without a person: its check begins and ends, and its planned time comes. */
export type ExtractEvent = 'check_begins' | 'check_passes' | 'check_fails' | 'time_comes'

type Ways = Partial<Record<ExtractAct | ExtractEvent, readonly ExtractStatus[]>>

/** For each status, what may happen and to which statuses it may lead. An extract that can no longer be published
 *  as requested goes back to `ready`. `cancelled` and `reverted` are final. */
export const extractWays: Record<ExtractStatus, Ways> = {
  received: { check_begins: ['checking'] },
  checking: { check_passes: ['ready'], check_fails: ['rejected'] },
  rejected: { recheck: ['received'], cancel: ['cancelled'] },
  ready: { publish: ['published', 'awaiting_approval', 'scheduled'], cancel: ['cancelled'] },
  awaiting_approval: { approve: ['published', 'scheduled', 'ready'], cancel: ['cancelled'] },
  scheduled: {
    time_comes: ['published', 'ready'],
    publish: ['published', 'awaiting_approval', 'scheduled'],
    cancel: ['cancelled'],
  },
  published: { revert: ['reverted'] },
  reverted: {},
  cancelled: {},
}

/** Whether a person may take this action on an extract in this status. */
export function isOpenTo(act: ExtractAct, status: ExtractStatus): boolean {
  return extractWays[status][act] !== undefined
}

export type ExtractChannel = 'api' | 'page' | 'command_line' | 'inbox' | 'seed'

export const extractChannelWords: Record<ExtractChannel, string> = {
  api: 'through the API',
  page: 'on the upload page',
  command_line: 'from the command line',
  inbox: 'in the drop folder',
  seed: 'with the demonstration council',
}

/**
 * A month's return: nothing in and not due yet, nothing in on the due day, nothing in and late, in part, or complete.
 */
export type ReturnState = 'not_due' | 'due' | 'late' | 'part' | 'in'

/** The state of a month's return on a day. `received` counts figures that came, `neverComing` those that will not
 *  come. Days are `YYYY-MM-DD`. */
export function returnStateOf(
  {
    dueOn,
    expected,
    received,
    neverComing,
  }: { dueOn: string; expected: number; received: number; neverComing: number },
  day: string,
): ReturnState {
  if (received + neverComing >= expected && received + neverComing > 0) return 'in'
  if (received > 0) return 'part'
  if (day > dueOn) return 'late'
  return day === dueOn ? 'due' : 'not_due'
}
