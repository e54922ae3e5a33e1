import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { nhsMethodWords } from '#domain/wording/words.ts'
import type { Db } from '#server/db/database.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { isWide } from '../../support/run-size.ts'
import { some } from '../../support/some.ts'

let db: Db
let app: FastifyInstance
let headers: { authorization: string }

beforeAll(async () => {
  db = (await testDatabase('demo')).db
  app = await testApp(db)
  headers = await bearer(db, 'data_team')
  return () => app.close()
})

const get = (url: string) => app.inject({ url, headers })
const own = '/units/CWD-S/kpis/CN03?to=2019-04'
const nhs = `${own}&method=nhs`

/** The lines of a CSV as records by heading. */
function recordsOf(csv: string): Record<string, string>[] {
  const [head = '', ...lines] = csv.trim().split('\r\n')
  const headings = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [headings[i] ?? '', cell])))
}

/** The words of a picture, whose lines are texts of their own. */
const words = (svg: string) => textOf(svg.replaceAll(/<\/text>/g, '</text> '))

describe('a measure’s page by another method', () => {
  test('links from the service’s own verdict to that of the NHS package, and says which one it shows', async () => {
    const body = (await get(own)).body
    expect(textOf(body)).not.toContain(nhsMethodWords)
    expect(body).toContain('<a class="govuk-link" href="/help/method#changing">the service’s own rules</a>')
    expect(body).toContain(`href="/units/CWD-S/kpis/CN03?to=2019-04&amp;span=24&amp;method=nhs#doing"`)

    const other = (await get(nhs)).body
    expect(textOf(other)).toContain(nhsMethodWords)
    expect(textOf(other)).not.toContain('the service’s own rules')
    expect(other).toContain(`href="/units/CWD-S/kpis/CN03?to=2019-04&amp;span=24#doing"`)
  })

  test('says of recovering audits what the package says: it knows no recovery', async () => {
    const [spoken, package_] = (await Promise.all([get(own), get(nhs)])).map(({ body }) => textOf(body))
    expect(spoken).toContain('35 to 7')
    expect(package_).not.toContain('35 to 7')
    const [series, byPackage] = await Promise.all(
      ['', '&method=nhs'].map(async (method) =>
        (await get(`/api/v1/series/CWD-S/CN03?to=2019-04${method}`)).json(),
      ),
    )
    expect(spoken).toContain(series.finding.replace(/\.$/, ''))
    expect(package_).toContain(byPackage.finding.replace(/\.$/, ''))
    expect(series.finding).not.toBe(byPackage.finding)
  })

  test.runIf(isWide)('keeps the method in each of its own links and files', async () => {
    const { body } = await get(`/units/HP-S1/kpis/CP04?to=2019-04&span=13&method=nhs`)
    const links = [...body.matchAll(/href="([^"]+)"/g)].map(
      ([, href]) => href?.replaceAll('&amp;', '&') ?? '',
    )
    const kept = links.filter((href) => /^(\/units\/HP-S1\/kpis\/CP04[.?]|\/charts\/trend[.])/.test(href))
    const without = kept.filter((href) => !href.includes('method=nhs'))
    // The way back is the only one without: in the note above and beside the chart.
    expect([...new Set(without)]).toEqual(['/units/HP-S1/kpis/CP04?to=2019-04&span=13#doing'])
    expect(kept.some((href) => href.includes('.csv'))).toBe(true)
    expect(kept.some((href) => href.includes('span=24'))).toBe(true)
    expect(kept.some((href) => href.includes('/charts/trend.png'))).toBe(true)
    expect(body).toContain('<input type="hidden" name="method" value="nhs">')
    const others = links.filter((href) => /^\/charts\/(beside|benchmark|teams)[.]/.test(href))
    expect(others.filter((href) => href.includes('method'))).toEqual([])
    const weekly = /href="([^"]*grain=weekly[^"#]*)"/.exec((await get(nhs)).body)?.[1] ?? ''
    expect(weekly).toContain('&amp;method=nhs')
    for (const href of some([...new Set([...kept, ...others, weekly.replaceAll('&amp;', '&')])])) {
      const { statusCode } = await get(href.split('#')[0] ?? '')
      expect([200, 302, 303], href).toContain(statusCode)
    }
  })

  test.each([
    ['CWD-S', 'CN03'],
    ['HP-S1', 'CP04'],
    ['HPC', 'CP01'],
    ['RIDGE', 'CN03'],
  ])('shows chart, table, files and API of %s %s with the same limits and marks', async (unit, kpi) => {
    const asked = `to=2019-04&method=nhs`
    const [page, csv, trend, svg, api, spoken] = await Promise.all([
      get(`/units/${unit}/kpis/${kpi}?${asked}&span=all`),
      get(`/units/${unit}/kpis/${kpi}.csv?${asked}`),
      get(`/charts/trend.csv?unit=${unit}&kpi=${kpi}&${asked}`),
      get(`/charts/trend.svg?unit=${unit}&kpi=${kpi}&${asked}`),
      get(`/api/v1/series/${unit}/${kpi}?${asked}`),
      get(`/units/${unit}/kpis/${kpi}.csv?to=2019-04`),
    ])
    const limits = ({ period, mean, lower, upper, signal, meaning }: Record<string, unknown>) =>
      [period, mean, lower, upper, signal, meaning].map((cell) => (cell == null ? '' : String(cell)))
    const expected = api.json().points.map(limits)
    expect(recordsOf(csv.body).map(limits)).toEqual(expected)
    expect(recordsOf(trend.body).map(limits)).toEqual(expected)
    expect(recordsOf(spoken.body).map(limits)).not.toEqual(expected)
    const { finding, points } = api.json()
    expect(textOf(page.body)).toContain(finding.replace(/\.$/, ''))
    expect(words(svg.body)).toContain(nhsMethodWords)
    expect(svg.headers['content-disposition']).toContain('-trend-nhs.svg')
    expect(csv.headers['content-disposition']).toContain(`${unit}-${kpi}-nhs.csv`)
    // Each flagged point of the API has a row with its signal in the table of the chart, and no other has.
    const flagged = points.filter((p: { signal: string | null }) => p.signal !== null)
    const earlier = flagged.filter((p: { earlier: boolean }) => p.earlier)
    const table = /<table.*?<\/table>/s.exec(page.body.slice(page.body.indexOf('id="trend"')))?.[0] ?? ''
    const rowsWith = (words: RegExp) =>
      [...table.matchAll(/<tr.*?<\/tr>/gs)].filter(([row]) => words.test(textOf(row)))
    expect(rowsWith(/(Improving|Concerning|Unusual): /)).toHaveLength(flagged.length - earlier.length)
    expect(rowsWith(/Earlier signal: /)).toHaveLength(earlier.length)
  })

  test('names a method that there is not, and refuses it of a file', async () => {
    const page = await get(`${own}&method=ours`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('‘ours’ is not a method. Showing what the service says.')
    for (const file of [
      '/units/CWD-S/kpis/CN03.csv?method=ours',
      '/units/CWD-S/kpis/CN03.json?method=ours',
      '/charts/trend.png?unit=CWD-S&kpi=CN03&method=ours',
    ]) {
      const refused = await get(file)
      expect(refused.statusCode, file).toBe(400)
      expect(refused.json().detail, file).toContain('method: ‘ours’ is not a method. There is nhs.')
    }
    expect((await get('/charts/teams.svg?unit=CWD-S&kpi=CN03&method=nhs')).statusCode).toBe(400)
  })
})
