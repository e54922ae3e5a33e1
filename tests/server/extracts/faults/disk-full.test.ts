import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, testApp } from '../../../support/app.ts'
import { faultsIn, recordOf } from '../../../support/exactly-once.ts'
import { csvOf } from '../../../support/extract-files.ts'
import { isWide, partOf } from '../../../support/run-size.ts'
import { type SmallDisk, smallDisks } from '../../../support/small-disk.ts'
import { some } from '../../../support/some.ts'

describe.each(partOf(smallDisks, 2))('a database that has run out of room, by %s,', (_name, start) => {
  let disk: SmallDisk
  let app: FastifyInstance
  let headers: { authorization: string }

  beforeAll(async () => {
    disk = await start()
    app = await testApp(disk.database.db)
    headers = await bearer(disk.database.db, 'data_team')
  })
  afterAll(async () => {
    await app.close()
    await disk.stop()
  })

  const upload = (payload: string) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/extracts',
      headers: { ...headers, 'content-type': 'text/csv', prefer: 'wait=30' },
      payload,
    })

  test.runIf(isWide)(
    'stores nothing of a file and says so, goes on being read, and takes the file once there is room',
    async () => {
      const { db } = disk.database
      const kept = csvOf(['CIC-N,LC01,2018-01,1,10'])
      const { id } = (await upload(kept)).json()
      const before = await recordOf(db)
      await disk.database.switchLog()
      disk.fill()

      // More than the remaining room, in words that do not become smaller when compressed.
      const large = await upload(csvOf([randomBytes(18 * 1024 * 1024).toString('base64')]))
      expect(large.statusCode).toBe(507)
      expect(large.json()).toMatchObject({ type: 'urn:golden-thread:problem:storage_full' })
      expect(large.json().detail).toMatch(
        /^Not saved: there is no room left to store it, and nothing was loaded\./,
      )

      expect((await app.inject({ url: `/api/v1/extracts/${id}`, headers })).json()).toMatchObject({
        status: 'ready',
      })
      expect((await app.inject('/health/ready')).statusCode).toBe(200)
      expect(await recordOf(db)).toEqual(before)

      await disk.clear()
      expect((await upload(csvOf(['CIC-N,LC01,2018-02,1,10']))).json()).toMatchObject({ status: 'ready' })
      expect(await faultsIn(db, [{ id: Number(id), content: kept }])).toEqual([])
    },
  )
})

describe.each(some(smallDisks.filter(([name]) => name === 'a full disk')))('%s', (_name, start) => {
  test.runIf(isWide)(
    'under a publication leaves the ledger as it was, and the extract to be published',
    async () => {
      const disk = await start()
      const { db } = disk.database
      const app = await testApp(db)
      try {
        const headers = await bearer(db, 'data_team')
        const months = Array.from({ length: 36 }, (_, n) =>
          new Date(Date.UTC(2015, 3 + n)).toISOString().slice(0, 7),
        )
        const rows = ['CIC-N', 'CIC-C', 'CIC-S'].flatMap((team) =>
          months.map((month) => `${team},LC01,${month},1,1000`),
        )
        const sent = await app.inject({
          method: 'POST',
          url: '/api/v1/extracts',
          headers: { ...headers, 'content-type': 'text/csv', prefer: 'wait=30' },
          payload: csvOf(rows),
        })
        const { id } = sent.json()
        const publish = () =>
          app.inject({
            method: 'POST',
            url: `/api/v1/extracts/${id}/publish`,
            headers,
            payload: { acceptWarnings: true, reason: 'History' },
          })
        await disk.database.switchLog()
        disk.fill()
        const refused = await publish()
        expect([refused.statusCode, refused.json().title]).toEqual([507, 'There is no room to store this'])
        expect(await faultsIn(db, [{ id: Number(id), content: csvOf(rows) }])).toEqual([])
        await disk.clear()
        expect((await publish()).json()).toMatchObject({ kind: 'publish', counts: { new: rows.length } })
        expect(await faultsIn(db)).toEqual([])
      } finally {
        await app.close()
        await disk.stop()
      }
    },
  )
})
