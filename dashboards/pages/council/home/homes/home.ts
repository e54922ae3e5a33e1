/** The parts of a home, and what is needed to build it for one role over one unit. */

import type { Unit } from '#domain/catalogue/unit.ts'
import { periodName } from '#domain/time/period.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Permission } from '#server/access/permissions/permissions.ts'
import type { Reader } from '#server/reads/conversation-news.ts'
import type { Reads } from '#server/reads/reads.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { scorecardAddress, unitAddress, unitChangesAddress } from '../../../../addresses.ts'
import type { HomeLine, TaskLine } from '../lines/line.ts'
import { publicationLines } from '../lines/publication-lines.ts'
import { scorecardNote } from '../lines/scorecard-lines.ts'

/** A home: what to do, what to talk about, what changed, where to go. `start` is the one thing this role opens first. */
export type Home = {
  start: { text: string; href: string; note?: string } | null
  /** What the reader can do, or ask somebody to do; null for a role that only reads. */
  todo: TaskLine[] | null
  /** Facts for a conversation, which ask nothing of the reader; null for a role that has none. */
  talk: HomeLine[] | null
  /** The address of the rest of a long list. */
  rest: string
  changed: HomeLine[]
  /** The address of the rest of what changed. */
  restChanged: string
  places: HomeLine[]
  /** The text if there is nothing to do, or for a role that only reads, nothing to talk about. */
  quiet: string
}

/** The part of a home for one role over one unit. */
export type HomeQuestion = {
  reads: Reads
  role: Role
  unit: Unit
  tree: readonly Unit[]
  /** The month that the unit's pages open on; null before the first. */
  period: string | null
  today: string
  /** By the clock at which files are published. */
  now: Date
  /** What changed after this moment is new to the reader. */
  since: Date
  /** The reader: their own words are not news to them. */
  reader: Reader
  may: (permission: Permission) => boolean
  /** Tokens that wait for a second administrator, and that the reader may confirm. */
  loadWaitingTokens: () => Promise<{ name: string; made: { at: Date; by: string | null } }[]>
}

/** How many of the latest publications a home considers. */
export const publicationsRead = 40

export const planPlace: HomeLine = {
  text: 'Improvement plan',
  href: '/plan',
  note: 'delivery beside evidence of impact',
}
export const readingPlace: HomeLine = {
  text: 'How to read a scorecard',
  href: '/help#reading',
  note: 'two minutes',
}
export const glossaryPlace: HomeLine = { text: 'Every measure and what it counts', href: '/help/kpis' }
export const overviewPlace: HomeLine = {
  text: 'Overview',
  href: '/overview',
  note: 'what really changed, team by team',
}
export const extractsPlace: HomeLine = {
  text: 'Extracts',
  href: '/extracts',
  note: 'what is in, due and late',
}

/** A scorecard as a place to go. */
export function scorecardPlace(scorecard: Scorecard): HomeLine {
  return {
    text: `${scorecard.unit.name}, ${periodName(scorecard.period)}`,
    href: scorecardAddress(scorecard.unit.code, scorecard.period),
    note: scorecardNote(scorecard),
  }
}

/** The latest publications of some units, or of all, for one unit's reader. Each links to the month it changed; those without
 * room link to all that changed. */
export async function loadPublicationLines(
  { reads, unit, period, since }: Pick<HomeQuestion, 'reads' | 'unit' | 'period' | 'since'>,
  units: string[] | null,
): Promise<HomeLine[]> {
  const published = await reads.loadPublications({ units, limit: publicationsRead })
  const first = period ?? ''
  return publicationLines(published, since, (publication, touched) => {
    if (publication === null) return `${unitChangesAddress(unit.code)}?from=${since.toISOString()}`
    if (first === '') return unitAddress(unit.code)
    const isMonth = touched !== null && /^\d{4}-\d{2}$/.test(touched) && touched <= first
    return scorecardAddress(unit.code, isMonth ? touched : first)
  })
}

/** The unit's page, and what it offers. */
export function unitPlace(unit: Unit, note: string): HomeLine {
  return { text: unit.name, href: unitAddress(unit.code), note }
}

export function quietOf(period: string): string {
  return `Nothing needs you. The latest published month is ${periodName(period)}.`
}

/** Before the first month is published. */
export function notYet(places: HomeLine[]): Home {
  return {
    start: null,
    todo: [],
    talk: null,
    rest: '/',
    changed: [],
    restChanged: '/',
    places,
    quiet:
      'No month has been published yet. The data team publishes the first extract; its scorecards appear here.',
  }
}
