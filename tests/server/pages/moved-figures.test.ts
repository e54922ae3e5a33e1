/** What a person sees if figures on record changed while they looked, or if their file missed its time. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#server/db/database.ts'
import { ingestFile } from '#server/extracts/ingest.ts'
import { publishExtract } from '#server/extracts/publishing/publish.ts'
import { testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { csvOf, fileOf, PUBLISH } from '../../support/extract-files.ts'
import { Reader } from '../../support/scriptless-browser.ts'
import { currentFigure, minutesOn, publishAtOnce, setApproval, statusOf } from '../extracts/decision-steps.ts'

let db: Db
let app: FastifyInstance
let dataTeam: Reader
let minute = 0
const next = () => minutesOn(++minute)
beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db, { now: () => minutesOn(minute) })
  dataTeam = await Reader.signedIn(app, 'data_team')
})

const receive = async (rows: readonly string[], filename = 'mine.csv') =>
  Number((await ingestFile(db, fileOf(csvOf(rows), { filename, now: next() }))).id)
const other = (rows: readonly string[]) => publishAtOnce(db, rows, { now: next() })
const percent = (month: string, n: number) => `CIC-N,LC01,${month},${n},40`
/** Every box of the page's form ticked, with a reason. */
const ticked = (body: string) => ({
  ...Object.fromEntries([...body.matchAll(/name="(seen-[^"]+)"/g)].map(([, name = '']) => [name, 'yes'])),
  reason: 'A miscount',
})

describe('a person whose figures on record changed between the page and the click', () => {
  test('is shown what changed, plainly, and the changes of now, and is asked once more', async () => {
    await other([percent('2018-01', 33)])
    const id = await receive([percent('2018-01', 31)])
    const page = await dataTeam.open(`/extracts/${id}/changes`)
    expect(page.words).toContain('82.5% 77.5%')
    const theirs = await other([percent('2018-01', 36)])

    const again = await dataTeam.press(page, 'Publish', ticked(page.body))
    expect(again.status).toBe(409)
    expect(again.words).toContain(
      'There is a problem 1 figure has changed on record since you opened this page',
    )
    expect(again.words).toContain('82.5% 90%')
    expect(again.words).toContain(`by Data team, extract ${theirs.extract}`)
    expect(again.words).toContain('Nothing of this file has been published')
    expect(again.words).toContain('90% 77.5% −12.5 points')
    expect((await currentFigure(db, 'CIC-N', 'LC01', '2018-01'))?.numerator).toBe(36)
    // What was typed is kept; the second click confirms the current changes.
    expect(again.body).toContain('>A miscount</textarea>')
    const receipt = await dataTeam.press(again, 'Publish', ticked(again.body))
    expect(receipt.address).toBe(`/extracts/${id}/receipt`)
    expect((await currentFigure(db, 'CIC-N', 'LC01', '2018-01'))?.numerator).toBe(31)
  })

  test('is told so beside what is wrong with the form', async () => {
    await other([percent('2018-02', 33)])
    const id = await receive([percent('2018-02', 31)])
    const page = await dataTeam.open(`/extracts/${id}/changes`)
    await other([percent('2018-02', 36)])
    const again = await dataTeam.press(page, 'Publish', { ...ticked(page.body), when: 'at' })
    expect(again.status).toBe(422)
    expect(again.words).toContain('1 figure has changed on record since you opened this page')
    expect(again.words).toContain('Enter the day on which it is to be published')
  })

  test('publishes nothing with a form that names no comparison', async () => {
    await other([percent('2018-03', 33)])
    const id = await receive([percent('2018-03', 31)])
    const page = await dataTeam.open(`/extracts/${id}/changes`)
    for (const seen of ['', 'made-up', '1-0000000000000000']) {
      const again = await dataTeam.press(page, 'Publish', { ...ticked(page.body), seen })
      expect([seen, again.status]).toEqual([seen, 422])
      expect(again.words).toContain('names no comparison of this extract')
    }
    expect((await statusOf(db, id)).status).toBe('ready')
  })
})

test('a second person sees what changed since it was asked for, and sends it back', async () => {
  await other([percent('2018-04', 33)])
  const id = await receive([percent('2018-04', 31)])
  await setApproval(db, true)
  const page = await dataTeam.open(`/extracts/${id}/changes`)
  const asked = await dataTeam.press(page, 'Ask for approval', ticked(page.body))
  expect(asked.words).toContain('waits for a second person')
  await setApproval(db, false)
  await other([percent('2018-04', 36)])
  await setApproval(db, true)
  const smt = await Reader.signedIn(app, 'smt')
  const seen = await smt.open(`/extracts/${id}/changes`)
  expect(seen.words).toMatch(/1 figure has changed on record since .+ asked for this file to be published/)
  expect(seen.words).not.toContain('Approve: publish it')
  const back = await smt.press(seen, 'Send it back to Data team')
  expect([back.status, back.address]).toEqual([200, `/extracts/${id}/changes`])
  expect(await statusOf(db, id)).toMatchObject({ status: 'ready', approved_by: null })
  // The person who asked finds the file with what changed, and asks again.
  const home = await dataTeam.open('/')
  expect(home.words).toContain('Look at mine.csv again not published as it was asked for')
  const mine = await dataTeam.open(`/extracts/${id}/changes`)
  expect(mine.words).toContain('1 figure that this file compares has changed on record')
  expect(mine.words).toContain('82.5% 90%')
  await dataTeam.press(mine, 'Ask for approval', ticked(mine.body))
  const approve = await smt.open(`/extracts/${id}/changes`)
  expect(approve.words).not.toContain('changed on record since')
  const receipt = await smt.press(approve, 'Approve: publish it')
  expect(receipt.address).toBe(`/extracts/${id}/receipt`)
  await setApproval(db, false)
})

test('a file whose time has passed says so on its pages, in the list and on the data team’s home, before all else', async () => {
  const id = await receive([percent('2018-05', 31)], 'late.csv')
  const at = minutesOn(minute + 60)
  await publishExtract(db, id, { ...PUBLISH, at, acceptWarnings: true, reason: 'Why', now: next() })
  const pages = [`/extracts/${id}`, `/extracts/${id}/changes`, '/extracts', '/'] as const
  const late =
    /late\.csv was not published at its time|was to be published on 10 June 2019|Publish late\.csv, which was not published at its time/
  for (const page of pages) expect((await dataTeam.open(page)).words).not.toMatch(late)
  minute += 61
  // The session has ended by then, so the data team signs in again.
  const later = await Reader.signedIn(app, 'data_team')
  const [file, changes, list, home] = await Promise.all(pages.map((page) => later.open(page)))
  expect(file?.words).toContain('late.csv was not published at its time')
  expect(file?.words).toMatch(
    /This file was to be published on 10 June 2019 at .+, as Data team asked, and has not been/,
  )
  expect(changes?.words).toContain('Its figures are not on record')
  expect(list?.words.match(/Not published at its time/g)).toHaveLength(2)
  const todo = /id="todo".*?<li\b.*?<\/li>/s.exec(home?.body ?? '')?.[0]
  expect(todo).toContain('Publish late.csv, which was not published at its time')
})
