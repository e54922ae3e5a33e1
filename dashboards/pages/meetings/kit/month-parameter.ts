import { grainOf } from '#domain/time/period.ts'
import type { PageDeps } from '../../kit/page.ts'

/** The month that an address or a form names, or the month that the unit's pages open on. */
export async function monthParameter(
  asked: unknown,
  unit: string,
  { reads, refuse, today }: Pick<PageDeps, 'reads' | 'refuse' | 'today'>,
): Promise<string> {
  if (typeof asked === 'string' && grainOf(asked) === 'monthly') return asked
  if (asked !== undefined && asked !== '')
    throw refuse('bad_request', 'The month asked for (period) is not one. Write a month such as 2019-04.')
  const { latest } = await reads.loadMonthsOf(unit, await today())
  if (latest === null) throw refuse('not_found', 'No month has been published yet.')
  return latest
}
