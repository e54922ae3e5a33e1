import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { withOwnNames } from '#dashboards/pages/help/gallery/own-names.ts'
import type { Db } from '#server/db/database.ts'
import { loadExamples } from '#server/pages/examples.ts'
import { atHome, bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { some } from '../../support/some.ts'

const dashboards = fileURLToPath(new URL('../../../dashboards', import.meta.url))
const foldersOf = (kind: string) =>
  readdirSync(join(dashboards, kind), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

describe('the gallery', () => {
  let db: Db
  beforeAll(async () => {
    ;({ db } = await testDatabase('catalogue'))
  })

  it('finds every component and every chart there is, each with an example at least', async () => {
    const { components, charts } = await loadExamples(dashboards)
    expect(components.map(({ name }) => name)).toEqual(foldersOf('components'))
    // What specifications share is no chart.
    expect(charts.map(({ name }) => name)).toEqual(foldersOf('charts').filter((name) => name !== 'fragments'))
    for (const { name, examples } of some(components))
      expect(Object.keys(examples.examples).length, name).toBeGreaterThan(0)
    for (const { name, examples } of some(charts))
      expect(Object.keys(examples).length, name).toBeGreaterThan(0)
  })

  it('shows each of them by its name, with every example drawn and its options beside it', async () => {
    const app = await testApp(db)
    const headers = { ...atHome, ...(await bearer(db, 'data_team')) }
    const { body, statusCode } = await app.inject({ url: '/gallery', headers })
    expect(statusCode).toBe(200)
    const { components, charts } = await loadExamples(dashboards)
    const words = textOf(body.replaceAll(/<pre\b.*?<\/pre>/gs, ''))
    for (const { name, examples } of some(components)) {
      expect(body).toContain(`id="component-${name}"`)
      for (const title of some(Object.keys(examples.examples)))
        expect(words).toContain(`Options of ${name}: ${title}`)
    }
    for (const { name, examples } of some(charts)) {
      expect(body).toContain(`id="chart-${name}"`)
      for (const title of some(Object.keys(examples))) expect(words).toContain(`Options of ${name}: ${title}`)
    }
    expect(body.slice(body.indexOf('id="charts"'))).not.toContain('app-chart__failed')
    await app.close()
  })

  it('is nowhere but where the demonstration is served, and asks who is there', async () => {
    const headers = { ...atHome, ...(await bearer(db, 'administrator')) }
    const real = await testApp(db, { demo: false })
    expect((await real.inject({ url: '/gallery', headers })).statusCode).toBe(404)
    await real.close()
    const demonstration = await testApp(db)
    const asked = await demonstration.inject({ url: '/gallery' })
    expect(asked.statusCode).toBe(303)
    expect(asked.headers.location).toBe('/sign-in?next=%2Fgallery')
    await demonstration.close()
  })
})

describe('markup made to stand beside others like it', () => {
  const own = (markup: string, suffix = 'tag: blue') => withOwnNames(markup, { prefix: 'a-1', suffix })

  it('takes its ids, and all that points at them, along', () => {
    expect(
      own('<input id="day" name="day" aria-describedby="day-hint day-error"><label for="day">Day</label>'),
    ).toBe(
      '<input id="a-1-day" name="a-1-day" aria-describedby="a-1-day-hint a-1-day-error"><label for="a-1-day">Day</label>',
    )
    expect(own('<p id="x"><a href="#x">here</a><a href="#main-content">there</a></p>')).toBe(
      '<p id="a-1-x"><a href="#a-1-x">here</a><a href="#main-content">there</a></p>',
    )
  })

  it('gives each landmark a name of its own, and leaves words alone', () => {
    expect(own('<nav aria-label="Pages"><a aria-label="Next" href="/">id="x"</a></nav>')).toBe(
      '<nav aria-label="Pages (tag: blue)"><a aria-label="Next" href="/">id="x"</a></nav>',
    )
    expect(own('<nav aria-label="Pages"></nav>', '"><script>')).not.toContain('<script>')
  })

  it('has no main heading, which is the page’s', () => {
    expect(own('<h1 class="big">Done</h1>')).toBe('<h2 class="big">Done</h2>')
  })
})
