/** The day on which a measure's page judges what is due and known: always the day of the reading. */

import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { councilId } from '#server/db/council-id.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { some } from '../../support/some.ts'

let db: Db
let app: FastifyInstance

beforeAll(async () => {
  ;({ db } = await testDatabase('demo'))
  app = await testApp(db)
})

async function wordsOf(url: string): Promise<string> {
  const answer = await app.inject({ url, headers: await bearer(db, 'smt') })
  expect(answer.statusCode, url).toBe(200)
  return textOf(answer.body.replaceAll(/<svg.*?<\/svg>/gs, ' '))
}

describe('a measure read at a moment', () => {
  test('calls no agreed action overdue before its day', async () => {
    const words = await wordsOf('/units/HP-S1/kpis/CP04?asAt=2019-04-20')
    expect(words).toContain('List on Friday every child protection visit')
    expect(words).toContain('Due 3 May 2019')
    expect(words).not.toContain('Overdue since')
  })

  test('is set beside no other place’s year that was not out by then', async () => {
    const url = '/units/RIDGE/kpis/AS01'
    const latestOf = (words: string) =>
      Math.max(...[...words.matchAll(/Year ending in (\d{4}) (?!Our own)/g)].map(([, year]) => Number(year)))
    expect(latestOf(await wordsOf(url))).toBe(2018)
    expect(latestOf(await wordsOf(`${url}?asAt=2018-12-31`))).toBe(2017)
    const file = async (query: string) => {
      const url = `/charts/benchmark.csv?unit=RIDGE&kpi=AS01${query}`
      const { body } = await app.inject({ url, headers: await bearer(db, 'smt') })
      return some(body.split('\r\n').filter((line) => !line.includes('Ridgeshire'))).join('\n')
    }
    expect(await file('')).toContain(',2018,')
    expect(await file('&asAt=2018-12-31')).not.toContain(',2018,')
  })
})

describe('the foot of a measure', () => {
  test('says of a next update that is past that it was due', async () => {
    const url = '/units/HP-S1/kpis/CP04?to=2019-04'
    expect(await wordsOf(url)).toContain('Next update 10 June 2019 (May 2019)')
    await inTransaction(db, (trx) =>
      trx
        .updateTable('council')
        .set({ fixed_day: '2019-06-20' })
        .where('council_id', '=', councilId)
        .execute(),
    )
    expect(await wordsOf(url)).toContain('Next update was due 10 June 2019 (May 2019)')
  })
})
