/** The service's own authors: itself, in each of the ways in which it writes. */
import { councilId } from './council-id.ts'
import type { Trx } from './database.ts'

/** None of them is a second person to anybody. */
export const serviceAuthors = ['inbox', 'command_line', 'job', 'seed'] as const
export type ServiceAuthor = (typeof serviceAuthors)[number]

/** The id of one of the service's own authors, which is added when it first writes. */
export async function serviceAuthorId(trx: Trx, kind: ServiceAuthor): Promise<number> {
  await trx
    .insertInto('author')
    .values({ council_id: councilId, kind })
    .onConflict((oc) =>
      oc.columns(['council_id', 'kind']).where('kind', 'not in', ['person', 'token']).doNothing(),
    )
    .execute()
  const { id } = await trx
    .selectFrom('author')
    .select('id')
    .where('council_id', '=', councilId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return id
}
