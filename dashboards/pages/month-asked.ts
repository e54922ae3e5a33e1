import { grainOf } from '#domain/period.ts'
import type { PageDeps } from './page.ts'

/** The month that an address or a form names, or the latest published one. */
export async function monthAsked(
  asked: unknown,
  { reads, refuse }: Pick<PageDeps, 'reads' | 'refuse'>,
): Promise<string> {
  if (typeof asked === 'string' && grainOf(asked) === 'monthly') return asked
  if (asked !== undefined && asked !== '')
    throw refuse('bad_request', 'The month asked for (period) is not one. Write a month such as 2019-04.')
  const latest = (await reads.loadPublishedMonths()).at(-1)
  if (latest === undefined) throw refuse('not_found', 'No month has been published yet.')
  return latest.period
}
