/** The authors of lines: each person, each token, and the service itself in each of the ways in which it writes. */
import { sql } from 'kysely'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction, type Trx } from '#server/db/database.ts'
import { type ServiceAuthor, serviceAuthorId, serviceAuthors } from '#server/db/service-author.ts'
import { isSameAuthor, type Writer } from '../permissions/actor.ts'

export { serviceAuthorId } from '#server/db/service-author.ts'

/** Adds the author of a new person or token, and returns its id. */
export async function addAuthor(trx: Trx, kind: 'person' | 'token'): Promise<number> {
  const { id } = await trx
    .insertInto('author')
    .values({ council_id: councilId, kind })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const serviceNames: Record<ServiceAuthor, string> = {
  inbox: 'Drop folder',
  command_line: 'Command line',
  job: 'Golden Thread',
  seed: 'Demonstration',
}

/** The service itself as a writer, in one of the ways in which it writes; without an id before a council is loaded. */
export async function serviceAuthor(db: Db, kind: ServiceAuthor): Promise<Writer> {
  const id = await inTransaction(db, async (trx) => {
    const council = await trx.selectFrom('council').select('council_id').executeTakeFirst()
    return council === undefined ? null : serviceAuthorId(trx, kind)
  })
  return { id, name: serviceNames[kind] }
}

/** Whether one writer may be the second person after another. Where the id of either is not known, it is another name; the service
 * itself is never anybody's second person, and a token acts as its owner. */
export async function isSecondPerson(trx: Trx, first: Writer, second: Writer): Promise<boolean> {
  const [one, other] = [await personBehind(trx, first), await personBehind(trx, second)]
  return !isSameAuthor(one, other) && !(await isService(trx, second))
}

async function isService(trx: Trx, { id }: Writer): Promise<boolean> {
  if (id === null) return false
  const row = await trx
    .selectFrom('author')
    .select('kind')
    .where('council_id', '=', councilId)
    .where('id', '=', id)
    .executeTakeFirst()
  return serviceAuthors.some((kind) => kind === row?.kind)
}

/** A writer by the id of their token's owner; anybody else as they are. */
async function personBehind(trx: Trx, writer: Writer): Promise<Writer> {
  if (writer.id === null) return writer
  const token = await trx
    .selectFrom('token')
    .select('owner_id')
    .where('council_id', '=', councilId)
    .where('author_id', '=', writer.id)
    .executeTakeFirst()
  return { ...writer, id: token?.owner_id ?? writer.id }
}

/** Lets one transaction at a time change people, so that of two who invite the same person one is refused. */
export async function lockPeople(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('people', ${councilId}))`.execute(trx)
}
