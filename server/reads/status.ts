/** What the status page shows. */

import { sql } from 'kysely'
import { councilId } from '../db/council-id.ts'
import type { ReadSource } from '../db/database.ts'

export type ServiceStatus = {
  /** The version of the database server, such as "18.4". */
  databaseVersion: string
  lastPublication: { publishedAt: Date; publishedBy: string; extractId: number; filename: string } | null
  /** The latest run of each scheduled job, by name. */
  jobs: { job: string; startedAt: Date; finishedAt: Date | null; outcome: string | null }[]
}

/** The state of the service; rejects if the database does not answer. */
export async function loadServiceStatus(db: ReadSource): Promise<ServiceStatus> {
  const [server, lastPublication, jobs] = await Promise.all([
    db
      .selectFrom(
        sql<{ version: string }>`(select current_setting('server_version') as version)`.as('server'),
      )
      .select('version')
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('publication as p')
      .innerJoin('extract as x', (j) =>
        j.onRef('x.council_id', '=', 'p.council_id').onRef('x.id', '=', 'p.extract_id'),
      )
      .select([
        'p.published_at as publishedAt',
        'p.published_by as publishedBy',
        'x.id as extractId',
        'x.filename',
      ])
      .where('p.council_id', '=', councilId)
      .orderBy('p.published_at', 'desc')
      .orderBy('p.id', 'desc')
      .limit(1)
      .executeTakeFirst(),
    db
      .selectFrom('job_slot')
      .distinctOn('job')
      .select(['job', 'claimed_at as startedAt', 'finished_at as finishedAt', 'outcome'])
      .where('council_id', '=', councilId)
      .orderBy('job')
      .orderBy('slot', 'desc')
      .execute(),
  ])
  return {
    databaseVersion: server.version.split(' ')[0] ?? server.version,
    lastPublication: lastPublication ?? null,
    jobs,
  }
}
