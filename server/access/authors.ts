/** The authors of lines: each person, each token, and the service itself in each of the ways in which it writes. */
import { sql } from 'kysely'
import { councilId } from '#server/db/council-id.ts'
import type { Trx } from '#server/db/database.ts'

/** The service's own authors. None of them is a second person to anybody. */
export const serviceAuthors = ['inbox', 'command_line', 'job', 'seed'] as const
export type ServiceAuthor = (typeof serviceAuthors)[number]

/** Adds the author of a new person or token, and returns its id. */
export async function addAuthor(trx: Trx, kind: 'person' | 'token'): Promise<number> {
  const { id } = await trx
    .insertInto('author')
    .values({ council_id: councilId, kind })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

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

/** Lets one transaction at a time change people, so that of two who invite the same person one is refused. */
export async function lockPeople(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people', ${councilId}))`.execute(trx)
}
