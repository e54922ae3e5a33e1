/** What is asked of the page, from its query. */
import { isTextKind, type TextKind, textKinds } from '#domain/suppression/released-text.ts'
import { momentOf } from '#domain/time/moment.ts'
import type { PageDeps } from '../../kit/page.ts'
import type { ReleasesQuestion } from './model.ts'

export type ReleasesQuery = { kind?: unknown; released?: unknown; action?: unknown; asAt?: unknown }

/** Reads the query; refuses a value that does not exist. An empty one asks for all. */
export function questionOf(query: ReleasesQuery, { refuse }: Pick<PageDeps, 'refuse'>): ReleasesQuestion {
  return {
    kind: kindOf(query.kind, refuse),
    released: releasedOf(query.released, refuse),
    action: actionOf(query.action, refuse),
    asAt: asAtOf(query.asAt, refuse),
  }
}

function kindOf(value: unknown, refuse: PageDeps['refuse']): TextKind | null {
  if (isUnasked(value)) return null
  if (typeof value === 'string' && isTextKind(value)) return value
  throw refuse('bad_request', `kind: there is ${textKinds.join(', ')}.`)
}

function releasedOf(value: unknown, refuse: PageDeps['refuse']): boolean | null {
  if (isUnasked(value)) return null
  if (value === 'yes' || value === 'no') return value === 'yes'
  throw refuse('bad_request', 'released: there is yes, no.')
}

function actionOf(value: unknown, refuse: PageDeps['refuse']): string | null {
  if (isUnasked(value)) return null
  if (typeof value === 'string' && /^[RFrf][0-9]{1,3}[.][0-9]{1,3}$/.test(value)) return value.toUpperCase()
  throw refuse('bad_request', 'action: give the reference of one action, such as R6.1.')
}

function asAtOf(value: unknown, refuse: PageDeps['refuse']): string | null {
  if (isUnasked(value)) return null
  if (typeof value === 'string' && momentOf(value) !== null) return value
  throw refuse('bad_request', 'asAt: write a day such as 2019-03-15, or a time such as 2019-03-15T10:00:00Z.')
}

/** The moment of a question; undefined for now. */
export function momentAsked({ asAt }: Pick<ReleasesQuestion, 'asAt'>): Date | undefined {
  const moment = asAt === null ? null : momentOf(asAt)
  return moment === null ? undefined : new Date(moment)
}

function isUnasked(value: unknown): boolean {
  return value === undefined || value === ''
}

/** The page's address with a question. */
export function releasesAddress({ kind, released, action, asAt }: ReleasesQuestion): string {
  const query = new URLSearchParams({
    ...(kind === null ? {} : { kind }),
    ...(released === null ? {} : { released: released ? 'yes' : 'no' }),
    ...(action === null ? {} : { action }),
    ...(asAt === null ? {} : { asAt }),
  }).toString()
  return query === '' ? '/releases' : `/releases?${query}`
}

/** The page to return to after a text was released; the list of texts unless the form names a page that shows texts. */
export function backSent(value: unknown): string {
  return typeof value === 'string' && /^\/(?:releases|plan\/actions|units)\b[\w/.?=&%:+-]*$/.test(value)
    ? value
    : '/releases'
}
