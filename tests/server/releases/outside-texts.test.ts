/** Whatever people write, nothing of it reaches a reader outside until it is released; and then all of it does. */
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TextKind, textKinds } from '#domain/suppression/released-text.ts'
import { recordToken } from '#server/access/tokens/tokens.ts'
import { type Db, inTransaction } from '#server/db/database.ts'
import { type Reads, readsOver } from '#server/reads/reads.ts'
import { loadWrittenTexts } from '#server/reads/written-texts.ts'
import { insertRelease } from '#server/record/text-releases.ts'
import { pages } from '../../browser/pages.ts'
import { bearer, testApp, testNow } from '../../support/app.ts'
import { dataAddresses } from '../../support/data-addresses.ts'
import { testDatabase } from '../../support/database.ts'
import { marksIn, type Planted, place, plantTexts } from '../../support/planted-texts.ts'
import { bySize, isWide, partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'
import { harmlessSentences, tellingSentences } from '../../support/telling-sentences.ts'
import { cellsOf } from '../../support/xlsx.ts'

let db: Db
let app: FastifyInstance
let planted: Planted[]
let outside: Reads
const readers = new Map<string, { authorization: string }>()

const all = (sentences: Record<string, readonly string[]>) => Object.values(sentences).flat()
const [telling, harmless] = [all(tellingSentences), all(harmlessSentences)]
/** Each kind of text is tried with another part of the sentences, so that together they are all tried. */
const shareOf = (sentences: readonly string[]) => (kind: number) => partOf(sentences, textKinds.length, kind)

beforeAll(async () => {
  const made = await testDatabase('demo')
  db = made.db
  app = await testApp(db)
  outside = readsOver(db, () => 'outside')
  planted = await plantTexts(made.owner, { telling: shareOf(telling), harmless: shareOf(harmless) })
  readers.set('the board', await bearer(db, 'board'))
  const token = { name: 'outside', role: 'smt', unit: null, audience: 'outside', now: testNow } as const
  readers.set('a program outside', { authorization: `Bearer ${await recordToken(db, token)}` })
}, 120_000)

/** What an answer says, whatever its format. */
function wordsOf({
  headers,
  body,
  rawPayload,
}: {
  headers: object
  body: string
  rawPayload: Buffer
}): string {
  const isWorkbook = JSON.stringify(headers).includes('spreadsheetml')
  return isWorkbook ? [...cellsOf(rawPayload).values()].map(({ text }) => text).join(' ') : body
}

/** The addresses that show texts, each as a page or a file; the others of the service are walked in a part. */
const { action, unit, closed, signedOff, period, kpis } = place
const withTexts = [
  `/plan/actions/${action}`,
  `/api/v1/plan/actions/${action}`,
  `/plan/actions/${action}/evidence.csv`,
  `/plan/actions/${action}/decisions.xlsx`,
  `/charts/rating-strip.svg?action=${action}`,
  `/units/${unit}/decisions.json`,
  `/api/v1/units/${unit}/decisions`,
  ...bySize({
    part: [unit],
    wide: [unit, 'RIDGE'],
    whole: [unit, 'RIDGE', 'FD', 'CICS', 'FAP', 'EHY', 'QSP'],
  }).map((of) => `/api/v1/units/${of}/commentary?period=${period}`),
  `/api/v1/units/${closed}/succession`,
  `/units/RIDGE/kpis/${kpis[0]}?to=${period}`,
  '/',
]
const more = [
  '/plan',
  '/plan/board',
  '/plan.csv',
  '/plan/board.xlsx',
  '/api/v1/plan',
  `/units/${unit}/scorecards/${period}?all=yes`,
  `/units/${unit}/scorecards/${period}.csv`,
  `/units/${unit}.csv?period=${period}`,
  `/units/${unit}/decisions`,
  `/units/${unit}`,
  `/units/${closed}`,
  `/units/${signedOff.unit}/scorecards/${signedOff.period}`,
  `/api/v1/scorecards/${unit}/${period}`,
  `/units/RIDGE/kpis/${kpis[0]}.csv?to=${period}`,
  `/units/RIDGE/kpis/${kpis[1]}.xlsx?to=${period}`,
  `/units/RIDGE/kpis/${kpis[1]}.json?to=${period}`,
  `/charts/trend.svg?unit=RIDGE&kpi=${kpis[0]}&to=${period}`,
  `/charts/milestones.svg`,
  `/api/v1/measurements?unit=${unit}&from=${period}`,
  `/api/v1/measurements.arrow?unit=${unit}`,
  '/search?q=seen',
  '/overview?period=2019-04&kpi=LC01',
  '/api/openapi.json',
]

/** Every other page and data address, in a part. */
async function others(): Promise<string[]> {
  if (!isWide) return ['/plan/board', `/units/${unit}`]
  const files = await dataAddresses(app, await bearer(db, 'data_team'))
  const addresses = files.filter(({ route }) => !/\.(png|svg)$/.test(route)).map(({ at, ask }) => at(ask))
  return [
    ...partOf(addresses, 40),
    ...partOf(
      pages.map(({ path }) => path),
      40,
    ),
  ]
}

/** The marks that readers find in these addresses, with the address; and how many answers they were given. `npm test` asks as a
 * program only where the board is refused. */
async function walk(addresses: readonly string[]) {
  const found = new Map<string, string>()
  let answered = 0
  for (const url of addresses) {
    for (const [, headers] of readers) {
      let answer = await app.inject({ url, headers })
      if (answer.statusCode === 308 || answer.statusCode === 302)
        answer = await app.inject({ url: String(answer.headers.location), headers })
      // A refusal is read too: it names what was asked for, and nothing else.
      for (const mark of marksIn(wordsOf(answer))) found.set(mark, url)
      if (answer.statusCode !== 200) continue
      answered++
      if (!isWide) break
    }
  }
  return { found, answered }
}

/** What the reads give outside of texts of which a page shows the latest alone. */
async function readOutside(): Promise<Set<string>> {
  const [publications, signOff, issues, evidence, ...series] = await Promise.all([
    outside.loadPublications({ units: null, limit: 1_000 }),
    outside.loadSignOff(signedOff.unit, signedOff.period),
    outside.loadKnownIssues(period),
    outside.loadStatedEvidence('LC01', '2019-06-10'),
    ...kpis.map((kpi) => outside.loadSeries({ unit: 'RIDGE', kpi, grain: 'monthly' })),
  ])
  const notes = series.map((read) => read?.annotations)
  return marksIn(JSON.stringify([publications, signOff.steps, issues, evidence, notes]))
}

test('there are two hundred sentences of each, all different', () => {
  expect([telling.length, new Set(telling).size]).toEqual([200, 200])
  expect([harmless.length, new Set(harmless).size]).toEqual([200, 200])
  // There are as many reasons for restating figures as there are publications, and of every other kind as many texts as are tried.
  for (const kind of some(textKinds))
    expect(planted.filter((text) => text.kind === kind).length, kind).toBeGreaterThan(
      kind === 'publication' ? 20 : bySize({ part: 30, wide: 90, whole: 390 }),
    )
})

describe('nothing that a person wrote reaches a reader outside', () => {
  test('unreleased: on any page, file, chart or answer', { timeout: 600_000 }, async () => {
    const addresses = [...withTexts, ...bySize({ part: [], wide: more, whole: more }), ...(await others())]
    const { found, answered } = await walk(addresses)
    expect([...found]).toEqual([])
    expect([...(await readOutside())]).toEqual([])
    expect(answered).toBeGreaterThanOrEqual(withTexts.length)
    // The figure of a piece of evidence is part of it.
    const stated = (await outside.loadPlanAction(action, '2019-06-10'))?.evidence ?? []
    const kept = some(stated.filter(({ release }) => release.released === null))
    expect(
      kept.filter(({ value, unit: of, asAt }) => [value, of, asAt].some((part) => part !== null)),
    ).toEqual([])
    // The marks would be found: a reader inside reads them.
    const inside = await app.inject({ url: `/plan/actions/${action}`, headers: await bearer(db, 'smt') })
    expect(marksIn(inside.body).size).toBeGreaterThan(30)
  })
})

describe('what was released', () => {
  test('reaches it, every harmless sentence of every kind, and no other with it', {
    timeout: 600_000,
  }, async () => {
    const released = new Set(planted.filter(({ isHarmless }) => isHarmless).map(({ mark }) => mark))
    const texts = (await loadWrittenTexts(db)).filter(({ text }) =>
      [...marksIn(text)].some((m) => released.has(m)),
    )
    expect(texts.length).toBe(released.size)
    await inTransaction(db, async (trx) => {
      for (const { release, text } of some(texts))
        await insertRelease(trx, {
          ...{ kind: release.kind, id: release.id, text, isReleased: true },
          ...{ by: { id: null, name: 'A. Lead', role: 'plan_lead' }, now: testNow },
        })
    })
    const { found } = await walk([...withTexts, ...bySize({ part: [], wide: more, whole: more })])
    const read = new Set([...found.keys(), ...(await readOutside())])
    expect([...read].filter((mark) => !released.has(mark))).toEqual([])
    const missing = planted.filter(({ mark, isHarmless }) => isHarmless && !read.has(mark))
    expect(missing.map(({ kind, sentence }) => [kind as TextKind, sentence])).toEqual([])
  })
})
