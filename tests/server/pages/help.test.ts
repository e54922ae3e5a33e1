import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { glyphNames } from '#dashboards/components/glyph/glyph.ts'
import { shareNames, shareWords, usualShares } from '#domain/council/share.ts'
import { phaseBreak } from '#domain/figures/spc/analyse.ts'
import { recoverySteps, steadyPoints } from '#domain/figures/spc/course.ts'
import { fullPoints, limitFactor, screenFactor, trialPoints } from '#domain/figures/spc/limits.ts'
import { operatingCharacteristics } from '#domain/figures/spc/operating-characteristics.ts'
import { expectedOf, expectedPairs } from '#domain/figures/spc/persistence.ts'
import { runLength } from '#domain/figures/spc/signals.ts'
import { lastingLimit, pointLimit, recentPoints, weight } from '#domain/figures/spc/spoken-analysis.ts'
import { cadenceDays, liveDays, updateDays } from '#domain/plan/plan.ts'
import { ratingWords } from '#domain/plan/rating.ts'
import { mattersShown } from '#domain/scorecard/scorecard.ts'
import { bankHolidays } from '#domain/time/calendar.ts'
import { assuranceWords, stateWords, statusWords, variationWords } from '#domain/wording/words.ts'
import type { Role } from '#server/access/permissions/actor.ts'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { catalogue } from '../../support/catalogue.ts'
import { testDatabase } from '../../support/database.ts'
import { cellsOf, textOf } from '../../support/page-text.ts'
import { partOf } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

let app: FastifyInstance
let db: Db

beforeAll(async () => {
  ;({ db } = await testDatabase('catalogue'))
  app = await testApp(db)
})

const get = async (url: string, role: Role = 'administrator') =>
  app.inject({ url, headers: await bearer(db, role) })

/** A page's words, without its markup. */
const wordsOf = async (url: string, role?: Role) => textOf((await get(url, role)).body)

describe('help', () => {
  it('shows each word for status, state, variation, assurance and rating', async () => {
    const words = await wordsOf('/help')
    const { reported: _, ...states } = stateWords
    for (const table of [statusWords, states, variationWords, assuranceWords, ratingWords]) {
      for (const word of some(Object.values(table))) expect(words).toContain(word)
    }
  })

  it('shows every mark there is, with a word beside it', async () => {
    const { body } = await get('/help')
    for (const name of some(glyphNames)) expect(body, name).toContain(`app-glyph--${name}"`)
    const marks = [...body.matchAll(/<span class="app-mark">.*?<\/span><\/span>/gs)]
    expect(marks.length).toBeGreaterThan(30)
    for (const [mark] of marks) expect(mark).toMatch(/app-mark__word">[^<]/)
  })

  it('reads a chart part by part, and says in a manager’s words what real change is', async () => {
    const { body } = await get('/help')
    expect(body).toMatch(/id="example-chart".*<svg/s)
    const words = textOf(body)
    expect(words).toContain('is better than usual')
    expect(words).toContain(
      'several months together lie further from the average than chance would take them',
    )
    expect(words).toContain('Nothing is said that one child more or fewer would undo')
    for (const word of [
      'Golden thread',
      'Where this figure came from',
      'Can it meet target?',
      'Really changed',
    ])
      expect(words).toContain(word)
    expect(words).not.toMatch(/\bSPC\b|XmR|control chart|special cause|common cause|sigma/i)
  })

  it('says whom to ask, as the council set it', async () => {
    expect(await wordsOf('/help')).toContain('You cannot see something you need: the data team can say')
  })

  it('names who reports each return', async () => {
    const words = await wordsOf('/help')
    expect(words).toContain('HR Business Partner Workforce')
    expect(words).toContain(`All ${catalogue.kpis.length} measures`)
  })
})

describe('the method page', () => {
  it('states every constant of the rules', async () => {
    const words = await wordsOf('/help/method')
    expect(words).toContain(`plus and minus ${limitFactor} times the mean moving range`)
    expect(words).toContain('1.773 times')
    expect(words).toContain(`${screenFactor} times the mean or more is left out once`)
    expect(words).toContain(`Under ${trialPoints} months there is no range`)
    expect(words).toContain(`From ${fullPoints} both are`)
    expect(words).toContain(`more than ${pointLimit} standard deviations of chance`)
    expect(words).toContain(`each month has ${weight} of the weight`)
    expect(words).toContain(`more than ${lastingLimit} of its own standard deviations`)
    expect(words).toContain(`all months except the last ${recentPoints} ,`)
    expect(words).toContain(`its last ${recoverySteps} steps or more all went the good way`)
    expect(words).toContain(`at its new level for ${steadyPoints} months or more`)
    expect(words).toContain(`to be ${expectedOf.snapshot} for what is counted at a month’s end`)
    expect(words).toContain(`weighs as much as ${expectedPairs} pairs of months`)
    expect(words).toContain(`after ${phaseBreak} or more months without a value`)
    expect(words).toContain(`${runLength} figures in a row on one side of the mean`)
    expect(words).toContain(`At most ${mattersShown} of each`)
    expect(words).toContain(`within ${liveDays} days`)
    expect(words).toContain(`more than ${updateDays} days`)
    for (const days of some(Object.values(cadenceDays))) expect(words).toContain(` ${days} `)
    expect(words).toContain(`from ${[...bankHolidays].sort()[0]?.slice(0, 4)} to`)
    expect(words).toContain('NHSRplotthedots 0.2.2')
  })

  it('shows how often the rule is wrong and what it finds, as it was measured', async () => {
    const { body } = await get('/help/method')
    const part = body.slice(body.indexOf('id="errors"'), body.indexOf('id="verdicts"'))
    const rows = [...part.matchAll(/<tr[^>]*>.*?<\/tr>/gs)].map(([row]) => cellsOf(row))
    const { falseRows, falls, rows: judged } = operatingCharacteristics
    const carried = ['None', '3 in 10', '6 in 10', '8 in 10']
    expect(rows.slice(1, 5)).toEqual(falseRows.map(({ worse }, i) => [carried[i], worse.toFixed(1)]))
    expect(rows.slice(6).map(([, found]) => found)).toEqual(Object.values(falls).map(String))
    expect(textOf(part)).toContain(`of ${judged} judged`)
  })

  it('says how to ask for the NHS package, and what a council can set', async () => {
    const words = await wordsOf('/help/method')
    expect(words).toContain('add method=nhs')
    expect(words).toContain('judge FILE.csv --method nhs')
    for (const name of some(shareNames)) {
      expect(words).toContain(shareWords[name].title)
      expect(words).toContain(`${usualShares[name]}% unless set`)
    }
  })

  it('has a place for each link of its contents, and for those of other pages', async () => {
    const { body } = await get('/help/method')
    const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const linked = [...body.matchAll(/href="#([a-z-]+)"/g)].map(([, id]) => id)
    for (const id of some([...linked, 'limits', 'signals', 'small', 'comparing'])) expect(ids).toContain(id)
  })

  it('says what a band is that is given in place of a small number', async () => {
    const words = await wordsOf('/help/method')
    expect(words).toContain('So that good work does not vanish, a band is often given instead')
  })

  it('states the smallest bases of the catalogue', async () => {
    const words = await wordsOf('/help/method')
    expect(words).toMatch(/10 for percentages/)
    expect(words).toContain('3 for averages over full-time workers')
    expect(words).toContain('5 for medians')
  })

  it('works its examples with the rules', async () => {
    const words = await wordsOf('/help/method')
    expect(words).toContain('the mean is 1.944 and the usual range −0.72 to 4.6')
    expect(words).toContain('it would be −3.06 to 6.95')
    expect(words).toContain('point 5 (10): a figure outside its usual range')
    expect(words).toContain(
      'One month of 25 of 40 is no real change, though the NHS package calls it worse than usual; three such months running are worse than usual',
    )
    expect(words).toContain(
      'If the cases were open ones, of which most are counted again, three such months would be no real change',
    )
    expect(words).toContain('it calls the latest 13 of 13 better than usual. Here it is no real change')
    expect(words).toContain('end on 7 June 2019')
    expect(words).toContain('end on 8 May 2019')
    expect(words).toContain('39 of 70, which is 55.7%, and not 70%')
    expect(words).toContain('63 of 81 is 77.8%: 10 more would have met it')
    expect(words).toContain('90% is met, 80% is close and 79.9% is missed')
  })
})

describe('the measures', () => {
  it('are all listed, each leading to a definition that answers', async () => {
    const { body } = await get('/help/kpis')
    const codes = [...body.matchAll(/href="\/help\/kpis\/([A-Z]{2}[0-9]{2})"/g)].map(([, code]) => code)
    expect(new Set(codes).size).toBe(catalogue.kpis.length)
    for (const code of partOf(codes, 4)) {
      const answer = await get(`/help/kpis/${code}`)
      expect(answer.statusCode, code).toBe(200)
      expect(answer.body, code).not.toMatch(/undefined|null|NaN/)
    }
  })

  it('say what is counted, against what, by whom and for which actions', async () => {
    const words = await wordsOf('/help/kpis/AS01', 'smt')
    expect(words).toContain('as a percentage of assessments authorised in month')
    expect(words).toContain('Higher is better')
    expect(words).toContain('90% or more')
    expect(words).toContain('Assessment, Help and protection, Children with disabilities: these teams only')
    expect(words).toContain('due on working day 6 of the next month')
    expect(words).toContain('R3.1')
  })

  it('show other places’ figures by their own year, and none that was not yet published', async () => {
    const words = await wordsOf('/help/kpis/AS01')
    expect(words).toContain('England')
    expect(words).toMatch(/Median of statistical neighbours \d+(\.\d)?% \(of \d+\)/)
    const years = [...words.matchAll(/ (20[12]\d) (?=20|England)/g)].map(([, year]) => Number(year))
    expect(Math.max(...years)).toBeLessThan(new Date().getFullYear())
    expect(await wordsOf('/help/kpis/LC01')).toContain('No national or neighbours’ figure is published')
  })

  it('show plan actions only to those who read the plan', async () => {
    expect((await get('/help/kpis/AS01')).body).not.toContain('/plan/actions/')
    expect((await get('/help/kpis/AS01', 'smt')).body).toContain('/plan/actions/R3.1')
  })

  it.each(['/help/kpis/as01', '/help/kpis/AS01?x[]=1'])('%s is answered', async (url) => {
    expect((await get(url)).statusCode).toBe(200)
  })

  it.each([
    '/help/kpis/ZZ99',
    '/help/kpis/%3Cscript%3E',
    '/help/kpis/__proto__',
    `/help/kpis/${'A'.repeat(99)}`,
  ])('%s is not found', async (url) => {
    expect((await get(url)).statusCode).toBe(404)
  })
})

describe('the accessibility statement', () => {
  it('is open to everybody', async () => {
    const { body, statusCode } = await app.inject({ url: '/accessibility' })
    expect(statusCode).toBe(200)
    expect(body).toContain('Web Content Accessibility Guidelines version 2.2')
  })
})

describe('the status page', () => {
  it('says which version runs, that the database answers and that nothing was published yet', async () => {
    const words = await wordsOf('/status')
    expect(words).toContain('0.1.0')
    expect(words).toMatch(/PostgreSQL \d+\.\d+/)
    expect(words).toContain('Nothing has been published yet.')
  })

  it('says only that the service is up to those who do not look after it', async () => {
    const asked = ['smt', 'plan_lead', 'quality_lead', 'workforce_lead', 'board'] as const
    for (const role of asked) {
      const words = await wordsOf('/status', role)
      expect(words).toContain('The service is running and its database answers.')
      expect(words).not.toMatch(/PostgreSQL|Version|account|job|publication|due/)
    }
    expect(await wordsOf('/status', 'administrator')).toMatch(/PostgreSQL \d+\.\d+/)
    expect(await wordsOf('/status', 'data_team')).toMatch(/PostgreSQL \d+\.\d+/)
  })

  it('is for those who have signed in', async () => {
    expect((await app.inject({ url: '/status' })).statusCode).toBe(303)
  })
})
