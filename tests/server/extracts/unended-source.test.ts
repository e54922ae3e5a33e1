import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { recordSourceEnd } from '#server/extracts/checking/unended-source.ts'
import { type IncomingFile, ingestFile } from '#server/extracts/ingest.ts'
import { recordLayout } from '#server/extracts/layouts/layouts.ts'
import { loadRegister } from '#server/extracts/record/load-register.ts'
import { plainRules } from '../../domain/layout-examples.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, HEADER, NOW, PUBLISH } from '../../support/extract-files.ts'
import { named } from '../../support/named.ts'
import { Reader } from '../../support/scriptless-browser.ts'

let db: Db
beforeAll(async () => {
  db = (await testDatabase('catalogue')).db
})

let files = 0
/** The month of the next file, so that no file restates another. */
const month = () => `${2016 + Math.floor(files / 12)}-${String(1 + (files % 12)).padStart(2, '0')}`
beforeEach(() => {
  files++
})

const unended = (header = HEADER) => csvOf([`HP-S1,CP04,${month()},50,52`], header).trimEnd()
const send = (change: Partial<IncomingFile> = {}, content = unended()) =>
  ingestFile(
    db,
    fileOf(content, { publish: PUBLISH, channel: 'inbox', receivedBy: named('Drop folder'), ...change }),
  )
const codesOf = ({ warnings }: { warnings: readonly { code: string }[] }) => warnings.map(({ code }) => code)
const say = (id: number | null, always: boolean) =>
  recordSourceEnd(db, Number(id), { by: named('Data team'), always })

describe('a file without its last line end', () => {
  test('waits, until a person says that its source always ends so', async () => {
    const first = await send()
    expect(first).toMatchObject({ status: 'ready', counts: { warnings: 1 } })
    expect(first.warnings[0]?.message).toContain('HP-S1 CP04: 50 of 52: is that complete?')

    await say(first.id, true)
    const { warning_count } = await db
      .selectFrom('extract')
      .select('warning_count')
      .where('id', '=', Number(first.id))
      .executeTakeFirstOrThrow()
    expect(warning_count).toBe(0)

    files++
    expect(await send()).toMatchObject({ status: 'published', counts: { warnings: 0 } })
  })

  test('is asked about all the same of another source', async () => {
    const first = await send({ receivedBy: named('Ann'), channel: 'page' })
    await say(first.id, true)
    const others: [Partial<IncomingFile>, string][] = [
      [{ receivedBy: named('Ben'), channel: 'page' }, HEADER],
      [{ receivedBy: named('Case system'), channel: 'api' }, HEADER],
      [{ receivedBy: named('Ann'), channel: 'page' }, 'kpi_code,team_code,period,numerator,denominator'],
    ]
    for (const [change, header] of others) {
      files++
      const [team, kpi] = header.startsWith('kpi') ? ['CP04', 'HP-S1'] : ['HP-S1', 'CP04']
      const content = `${header}\r\n${team},${kpi},${month()},50,52`
      expect(codesOf(await send(change, content))).toEqual(['cut_short'])
    }
    files++
    expect(codesOf(await send({ receivedBy: named('Ann'), channel: 'page' }))).toEqual([])
  })

  test('is asked about again once that is taken back', async () => {
    const first = await send({ receivedBy: named('Cara'), channel: 'page' })
    await say(first.id, true)
    files++
    expect(codesOf(await send({ receivedBy: named('Cara'), channel: 'page' }))).toEqual([])
    await say(first.id, false)
    files++
    expect(codesOf(await send({ receivedBy: named('Cara'), channel: 'page' }))).toEqual(['cut_short'])
    const said = await db
      .selectFrom('unended_source')
      .select('is_confirmed')
      .where('name', '=', 'Cara')
      .orderBy('id')
      .execute()
    expect(said.map(({ is_confirmed }) => is_confirmed)).toEqual([true, false])
  })

  test('of a layout is known by the layout, whoever sends it', async () => {
    const rules: LayoutRules = {
      ...plainRules,
      columns: [
        { heading: 'Team', use: 'team' },
        { heading: 'Seen', use: { kpi: 'CP04', part: 'numerator' } },
        { heading: 'Due', use: { kpi: 'CP04', part: 'denominator' } },
      ],
    }
    await inTransaction(db, async (trx) =>
      recordLayout(trx, { name: 'visits', rules, by: named('Data team') }, await loadRegister(trx, NOW)),
    )
    const report = () => `Visits ${month()},,\r\nTeam,Seen,Due\r\nHP-S1,50,52`
    const first = await send({ receivedBy: named('Eve'), channel: 'page' }, report())
    expect(first.warnings).toMatchObject([
      {
        code: 'cut_short',
        message: expect.stringContaining('HP-S1 CP04: 50 of 52: is that complete?'),
      },
    ])
    await say(first.id, true)
    files++
    expect(codesOf(await send({ receivedBy: named('Fay'), channel: 'api' }, report()))).toEqual([])
    files++
    expect(codesOf(await send({ layout: 'visits' }, report()))).toEqual([])
  })

  test('is confirmed with the file itself on the command line', async () => {
    const mine = { receivedBy: named('Command line'), channel: 'command_line' } as const
    expect(await send({ ...mine, sourceEndsSo: true })).toMatchObject({
      status: 'published',
      counts: { warnings: 0 },
    })
    files++
    expect(await send(mine)).toMatchObject({ status: 'published', counts: { warnings: 0 } })
    files++
    expect(await send({ ...mine, sourceEndsSo: true }, `${unended()}\r\n`)).toMatchObject({
      status: 'published',
    })
  })
})

describe('what is said of a source', () => {
  test('is said through the API, of a file to which it applies', async () => {
    const app = await testApp(db)
    const headers = await bearer(db, 'data_team')
    const post = (id: number | null, payload: object) =>
      app.inject({ method: 'POST', url: `/api/v1/extracts/${id}/source-end`, headers, payload })
    const first = await send({ receivedBy: named('Dee'), channel: 'api' })
    const answer = await post(first.id, { always: true })
    expect([answer.statusCode, answer.json().counts.warnings]).toEqual([200, 0])
    const whole = await send({ receivedBy: named('Dee'), channel: 'api' }, `${unended()}\r\n`)
    expect((await post(whole.id, { always: true })).statusCode).toBe(409)
    expect((await post(first.id, {})).statusCode).toBe(400)
    const board = await bearer(db, 'board')
    const refused = await app.inject({
      method: 'POST',
      url: `/api/v1/extracts/${first.id}/source-end`,
      headers: board,
      payload: { always: true },
    })
    expect([403, 404]).toContain(refused.statusCode)
  })

  test('is said on the page of the check, and taken back there', async () => {
    const { db: demo } = await testDatabase('demo')
    const app = await testApp(demo)
    const reader = await Reader.signedIn(app, 'data_team')
    const report = await ingestFile(
      demo,
      fileOf('team_code,kpi_code,period,numerator,denominator\r\nHP-S1,CP04,2019-05,29,39'),
    )
    const page = await reader.open(`/extracts/${report.id}`)
    expect(page.words).toContain('HP-S1 CP04: 29 of 39: is that complete?')
    expect(page.words).toContain('files with these headings that Data team sends')
    const confirmed = await reader.press(page, 'This source always ends so')
    expect(confirmed.words).not.toContain('is that complete?')
    expect(confirmed.words).toContain('That is not asked about')
    const again = await reader.press(confirmed, 'Ask about it again from now on')
    expect(again.words).toContain('If files with these headings that Data team sends never have a line end')
  })
})
