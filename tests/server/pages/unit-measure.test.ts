/** One measure over a service's teams and months, on the service's own page. */
import { beforeAll, describe, expect, it } from 'vitest'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'

type Headers = { authorization: string }

let read: ReadOnce
let head: Headers
let smt: Headers
let board: Headers

beforeAll(async () => {
  const { db } = await testDatabase('demo')
  read = readOnce(await testApp(db))
  head = await bearer(db, 'head_of_service', 'HPC')
  smt = await bearer(db, 'smt')
  board = await bearer(db, 'board')
})

const bodyOf = async (url: string, headers: Headers) => {
  const { statusCode, body } = await read(url, headers)
  expect(statusCode, url).toBe(200)
  return body
}
const sectionOf = (body: string) =>
  (body.split('<section id="measure"')[1] ?? '').split('</section>')[0] ?? ''
const cellsIn = (body: string) =>
  [...sectionOf(body).matchAll(/<td class="app-heat[^>]*>(.*?)<\/td>/gs)].map(([, cell]) =>
    textOf(cell ?? ''),
  )

describe('a service’s page', () => {
  it('says which measure its teams do not carry, and which it shows', async () => {
    for (const kpi of ['ZZ99', 'CL01']) {
      const words = textOf(await bodyOf(`/units/HPC?kpi=${kpi}`, head))
      expect(words).toContain(`‘${kpi}’ is not a monthly measure that these teams carry. Showing `)
    }
    expect(await bodyOf('/units/HPC?kpi=cp04', head)).not.toContain('is not a monthly measure')
  })

  it('shows one measure of each of its teams over thirteen months, as the overview of the service does', async () => {
    const page = await bodyOf('/units/HPC?kpi=CP04', head)
    const overview = await bodyOf('/overview?kpi=CP04', head)
    expect(cellsIn(page).length).toBeGreaterThan(13)
    expect(cellsIn(page).length % 13).toBe(0)
    expect(cellsIn(page)).toEqual(cellsIn(overview))
    const finding = /app-overview__finding">(.*?)<\/h3>/s
    expect(finding.exec(page)?.[1]).toBe(finding.exec(overview)?.[1])
    expect(page).toContain('value="CP04" selected')
  })

  it('begins with a core measure that most of its teams are counted in, and keeps the month when another is chosen', async () => {
    const page = sectionOf(await bodyOf('/units/HPC?period=2019-02', head))
    expect(page).toContain('<input type="hidden" name="period" value="2019-02">')
    expect(textOf(page)).toMatch(/of [5-9] teams met target in February 2019/)
    expect(sectionOf(await bodyOf('/units/HPC?kpi=ZZ99', head))).toContain('selected')
  })

  it('sets the plan beside its measures', async () => {
    const words = textOf(await bodyOf('/units/HPC', smt))
    expect(words).toContain('The improvement plan beside these measures')
    expect(words).toContain('10 Not on track')
  })

  it('leads to files of the same service where the reader may see them all', async () => {
    const page = sectionOf(await bodyOf('/units/HPC?kpi=CP04', smt))
    const href = /href="(\/charts\/heatmap\.csv[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const rows = (await bodyOf(href, smt)).trim().split(/\r?\n/).slice(1)
    expect(rows).toHaveLength(cellsIn(await bodyOf('/units/HPC?kpi=CP04', smt)).length)
  })

  it('is without it for a reader to whom no team is named, for a team and for the council', async () => {
    expect(await bodyOf('/units/HPC', board)).not.toContain('<section id="measure"')
    expect(await bodyOf('/units/HP-S1', smt)).not.toContain('<section id="measure"')
    expect(await bodyOf('/units/RIDGE', smt)).not.toContain('<section id="measure"')
  })

  it.each([
    'kpi=%00',
    'kpi=a&kpi=b',
    `kpi=${'A'.repeat(2000)}`,
    'kpi[__proto__]=1',
    'kpi=<script>alert(1)</script>',
  ])('answers the hostile %.40s without failing', async (query) => {
    const body = await bodyOf(`/units/HPC?${encodeURI(query)}`, head)
    expect(body).not.toContain('<script>alert')
  })
})
