/** What a page's query asks for every figure on it: the moment as at which they are read, and the tree on which they are added.
 * */
import { momentOf } from '#domain/time/moment.ts'
import type { PageDeps } from '../../kit/page.ts'

/** The reading as asked for: `asAt` as written in the query, so that links can carry it on. */
export type Reading = { asAt: string | null; moment: Date | undefined; tree: 'then' | 'today' }

/** Figures as they are now, on the tree of their month. */
export const readingNow: Reading = { asAt: null, moment: undefined, tree: 'then' }

/** The reading that a query asks for. Refuses, with a sentence, a value that is not a moment or not a tree. */
export function readingOf(query: { asAt?: unknown; tree?: unknown }, refuse: PageDeps['refuse']): Reading {
  const { asAt, tree } = query
  const isRecast = tree === 'today'
  if (tree !== undefined && tree !== 'then' && !isRecast)
    throw refuse('bad_request', 'The tree is either ‘then’, that of each month, or ‘today’.')
  if (asAt === undefined || asAt === '') return { ...readingNow, tree: isRecast ? 'today' : 'then' }
  const moment = typeof asAt === 'string' ? momentOf(asAt) : null
  if (typeof asAt !== 'string' || moment === null)
    throw refuse(
      'bad_request',
      'The moment asked for (asAt) is not one. Write a day such as 2019-03-15, or a time such as 2019-03-15T10:00:00Z.',
    )
  return { asAt, moment: new Date(moment), tree: isRecast ? 'today' : 'then' }
}

/** An address with the same reading: its own query first, then the keys of the reading. */
export function sameReading(address: string, { asAt, tree }: Pick<Reading, 'asAt' | 'tree'>): string {
  const added = [
    asAt === null ? null : `asAt=${encodeURIComponent(asAt)}`,
    tree === 'today' ? 'tree=today' : null,
  ].filter((part) => part !== null)
  if (added.length === 0) return address
  const [path = '', fragment] = address.split('#', 2)
  return `${path}${path.includes('?') ? '&' : '?'}${added.join('&')}${fragment === undefined ? '' : `#${fragment}`}`
}

/** The part of a file's name that shows a reading other than the latest: "-as-at-2019-03-15-recast". */
export function readingSuffix({ asAt, tree }: Pick<Reading, 'asAt' | 'tree'>): string {
  const moment = asAt === null ? '' : `-as-at-${asAt.replaceAll(/[^0-9A-Za-z-]/g, '')}`
  return `${moment}${tree === 'today' ? '-recast' : ''}`
}
