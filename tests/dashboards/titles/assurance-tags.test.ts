/** Whether a measure can meet its target, beside how often it did and the finding that counts it, for every cell of the demonstration. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { JudgedMonth } from '#domain/figures/target-record.ts'
import { targetRecordOf } from '#domain/figures/target-record.ts'
import { addPeriods } from '#domain/time/period.ts'
import { findingOf } from '#domain/wording/finding.ts'
import { assuranceText } from '#domain/wording/phrase.ts'
import type { Db } from '#server/db/database.ts'
import { loadKpis } from '#server/record/catalogue.ts'
import { loadFigures, type StoredFigure } from '#server/record/figures.ts'
import { loadJudgedMonths } from '#server/record/judged-months.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { some } from '../../support/some.ts'

type Told = { cell: string; figure: StoredFigure; tag: string; finding: string; met: number; judged: number }

let db: Db
let told: Told[]

/** How many of the last 13 months the figure and those before it met the target, counted here from the stored statuses alone. */
function countOf(figure: StoredFigure, months: readonly JudgedMonth[]): { met: number; judged: number } {
  const from = addPeriods(figure.period, -12)
  const statuses = months
    .filter((m) => m.period >= from && m.period <= figure.period && m.period.length === figure.period.length)
    .filter((m) => m.target !== null && m.judgedOn === 'month')
    .map((m) => m.status)
    .filter((status) => status === 'met' || status === 'close' || status === 'missed')
  return { met: statuses.filter((status) => status === 'met').length, judged: statuses.length }
}

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  const kpis = await loadKpis(db, '2019-04')
  const codes = kpis.map(({ code }) => code)
  const units = (await db.selectFrom('unit').select('code').execute()).map(({ code }) => code)
  const figures = await loadFigures(db, { units, periods: ['2019-04', '2019-Q1'] })
  told = []
  for (const [unit, own] of Map.groupBy(figures, (f) => f.unit)) {
    const judged = await loadJudgedMonths(db, { unit, kpis: codes, period: '2019-04' })
    for (const figure of own) {
      const kpi = kpis.find(({ code }) => code === figure.kpi)
      const months = judged.get(figure.kpi) ?? []
      if (kpi === undefined || figure.assurance === 'none') continue
      told.push({
        ...{ cell: `${unit} ${kpi.code} ${figure.period}`, figure, finding: findingOf(kpi, figure, months) },
        tag: assuranceText(figure, targetRecordOf(figure, months)),
        ...countOf(figure, months),
      })
    }
  }
}, 120_000)

const whole = () => told.filter(({ judged }) => judged === 13)
const cellsOf = (found: readonly Told[]) =>
  found.map(({ cell, tag, finding }) => `${cell}: ${tag} | ${finding}`)

describe('in the demonstration', () => {
  test('where no month met the target, no tag says or lets think that some did', () => {
    const none = some(whole().filter(({ met }) => met === 0))
    expect(none.length).toBeGreaterThan(20)
    const silent = none.filter(
      ({ tag }) => !/^Unlikely to meet target$|not met in 13 months$|^Met in none of/.test(tag),
    )
    expect(cellsOf(silent)).toEqual([])
    expect(none.filter(({ tag }) => tag.startsWith('Not sure to meet')).length).toBeGreaterThan(5)
  })

  test('where every month met it, no tag says or lets think that some did not', () => {
    const all = some(whole().filter(({ met }) => met === 13))
    expect(all.length).toBeGreaterThan(10)
    const silent = all.filter(
      ({ tag }) => !/^Can meet target$|met in all 13 months$|^Met in every month$/.test(tag),
    )
    expect(cellsOf(silent)).toEqual([])
  })

  test('where some months did, no tag says all or none, and a measure that met it is not just unlikely to', () => {
    const mixed = some(whole().filter(({ met }) => met > 0 && met < 13))
    const untrue = mixed.filter(
      ({ tag }) => /in all|not met in|in every|in none/.test(tag) || tag === 'Unlikely to meet target',
    )
    expect(cellsOf(untrue)).toEqual([])
  })

  test('no tag counts other months than the finding beside it', () => {
    const counted = some(told).flatMap((one) => {
      const [, met, of] = /target in (\d+) of (?:the last )?(\d+) months/.exec(one.finding) ?? []
      const [, tagMet, tagOf] = /et in (\d+) of (\d+) months/.exec(one.tag) ?? []
      return met === undefined || tagMet === undefined ? [] : [{ one, same: met === tagMet && of === tagOf }]
    })
    expect(cellsOf(counted.filter(({ same }) => !same).map(({ one }) => one))).toEqual([])
    const none = told.filter(({ finding }) => /^(?:Below|Above|Off) target in all/.test(finding))
    const all = told.filter(({ finding }) => /^Met target in (?:all|every)/.test(finding))
    expect(
      cellsOf(
        some(none).filter(({ tag }) => /^Can meet target$|^Not sure to meet target$|met in all/.test(tag)),
      ),
    ).toEqual([])
    expect(
      cellsOf(
        some(all).filter(({ tag }) =>
          /not met|^Unlikely to meet target$|^Not sure to meet target$/.test(tag),
        ),
      ),
    ).toEqual([])
  })
})

test('the measure’s page and the row of the scorecard say it in the same words', async () => {
  const app = await testApp(db)
  const headers = await bearer(db, 'smt')
  const [one] = some(
    whole().filter(({ tag, figure }) => /not met in 13 months$/.test(tag) && figure.unit.includes('-')),
  )
  if (one === undefined) throw new Error('The demonstration has such a measure')
  const { unit, kpi, period } = one.figure
  const page = async (url: string) => textOf((await app.inject({ url, headers })).body)
  expect(await page(`/units/${unit}/kpis/${kpi}?to=${period}`)).toContain(one.tag)
  expect(await page(`/units/${unit}/scorecards/${period}?all=yes`)).toContain(one.tag)
  await app.close()
})
