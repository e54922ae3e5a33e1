import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, HEADER, NOW, PUBLISH } from '../../support/extract-files.ts'
import { minutesOn, setApproval } from '../extracts/decision-steps.ts'

let app: FastifyInstance
let db: Db
const ids: Record<string, number> = {}
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
  app = await testApp(db)
  const receive = async (filename: string, content: string) => {
    ids[filename] = Number((await ingestFile(db, fileOf(content, { filename }))).id)
    return ids[filename]
  }
  await receive('faulty.csv', csvOf(['NOWHERE,LC01,2017-01,1,10']))
  await receive('odd.csv', csvOf(['CL-1,CL01,2017-01,,,82'], `${HEADER},value`))
  await receive('clean.csv', csvOf(['CIC-N,LC01,2017-01,1,10']))
  const later = await receive('later.csv', csvOf(['CIC-N,LC01,2017-02,1,10']))
  await publishExtract(db, later, { ...PUBLISH, at: minutesOn(8 * 60) })
  await setApproval(db, true)
  const asked = await receive('asked.csv', csvOf(['CIC-N,LC01,2017-03,1,10']))
  await publishExtract(db, asked, PUBLISH)
  const back = await receive('back.csv', csvOf(['CIC-N,LC01,2017-04,1,10']))
  await db
    .updateTable('extract')
    .set({ decision_note: 'Since then a new warning was found.' })
    .where('id', '=', back)
    .execute()
  const done = await receive('done.csv', csvOf(['CIC-N,LC01,2017-05,1,10']))
  await db
    .updateTable('extract')
    .set({ status: 'cancelled', cancelled_at: NOW })
    .where('id', '=', done)
    .execute()
})

/** The text of each task that names a file, and where it leads. */
async function waiting(role: 'data_team' | 'smt' | 'head_of_service'): Promise<[string, string][]> {
  const headers = await bearer(db, role, role === 'head_of_service' ? 'CICS' : null)
  const { body } = await app.inject({ url: '/', headers })
  const todo = body.split('id="todo"')[1]?.split('</section>')[0] ?? ''
  return [...todo.matchAll(/href="([^"]+)">([^<]*\.csv[^<]*)<\/a>/g)].map(([, href = '', text = '']) => [
    text,
    href,
  ])
}

describe('the home', () => {
  test('of the data team has one line for each extract that waits, saying what for', async () => {
    expect((await waiting('data_team')).sort()).toEqual(
      (
        [
          ['Approve or send back asked.csv', `/extracts/${ids['asked.csv']}/changes`],
          ['Look at back.csv again', `/extracts/${ids['back.csv']}/changes`],
          ['Publish clean.csv', `/extracts/${ids['clean.csv']}/changes`],
          ['Put right 1 problem in faulty.csv', `/extracts/${ids['faulty.csv']}`],
          ['Look over later.csv before it is published', `/extracts/${ids['later.csv']}/changes`],
          ['Look at 1 warning in odd.csv', `/extracts/${ids['odd.csv']}/changes`],
        ] satisfies [string, string][]
      ).sort(),
    )
  })

  test('of the senior management has what waits for its approval', async () => {
    // Before the first month is published there is nothing else, but this is shown.
    expect(await waiting('smt')).toEqual([
      ['Approve or send back asked.csv', `/extracts/${ids['asked.csv']}/changes`],
    ])
  })

  test('of a head of service has none of it', async () => {
    expect(await waiting('head_of_service')).toEqual([])
  })
})
