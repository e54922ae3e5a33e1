import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatNumber } from '#domain/wording/format.ts'
import { signalWords } from '#domain/wording/words.ts'
import type { Db } from '#server/db/database.ts'
import { loadFigures } from '#server/record/figures.ts'
import { bearer, testApp } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { textOf } from '../../support/page-text.ts'
import { type ReadOnce, readOnce } from '../../support/read-once.ts'

type Headers = { authorization: string }

let db: Db
let owner: Db
let app: FastifyInstance
let read: ReadOnce
let data: Headers
let manager: Headers
let head: Headers
let board: Headers

beforeAll(async () => {
  ;({ db, owner } = await testDatabase('demo'))
  app = await testApp(db)
  read = readOnce(app)
  data = await bearer(db, 'data_team')
  manager = await bearer(db, 'team_manager', 'HP-S1')
  head = await bearer(db, 'head_of_service', 'HPC')
  board = await bearer(db, 'board')
  return () => app.close()
})

const page = '/units/HP-S1/kpis/CP04?to=2019-04'
const get = (url: string, headers = data) => read(url, headers)
const withoutPictures = (markup: string) => markup.replaceAll(/<svg.*?<\/svg>/gs, ' ')

/** A section of the page, from its heading to the next one, without its pictures. */
async function section(id: string, url = page, headers = data): Promise<string> {
  const { body, statusCode } = await get(url, headers)
  expect(statusCode, url).toBe(200)
  const parts = body.split('<section class="app-kpi__section"').slice(1)
  const found = parts.find((part) => part.includes(`aria-labelledby="${id}"`))?.split('<footer')[0]
  return textOf(withoutPictures(`<section${found ?? ''}`))
}

describe('a measure’s page', () => {
  test('asks six questions in the order of a conversation, each a heading and a link to it', async () => {
    const { body } = await get(page)
    const ids = [...body.matchAll(/<h2 class="govuk-heading-m" id="([a-z]+)">/g)].map(([, id]) => id)
    expect(ids).toEqual(['doing', 'compared', 'behind', 'actions', 'definition', 'lineage'])
    const links = /<nav class="app-subnav".*?<\/nav>/s.exec(body)?.[0] ?? ''
    expect([...links.matchAll(/href="#([a-z]+)"/g)].map(([, id]) => id)).toEqual(ids)
    expect(body).not.toContain('role="tab')
  })

  test('says how we are doing: the finding as title, the counts, the rules that fired in words', async () => {
    const doing = await section('doing')
    expect(doing).toContain('Worse than usual since March 2019')
    expect(doing).toContain('Why points stand out')
    expect(doing).toContain(`March 2019 to April 2019, worse than usual: ${signalWords.outside_limits}`)
    expect((await get(page)).body).toContain('22 of 39')
  })

  test('shows the last 24 periods, or 13 or all in its address, with the same finding and the same limits', async () => {
    const [usual, all, short] = await Promise.all([
      section('doing'),
      section('doing', `${page}&span=all`),
      section('doing', `${page}&span=13`),
    ])
    expect(usual).toContain('13 months 24 months All 26 months')
    expect(usual).toContain('South 1, May 2017 to April 2019')
    expect(all).toContain('South 1, March 2017 to April 2019')
    expect(short).toContain('April 2018 to April 2019')
    for (const words of [usual, all, short]) {
      expect(words).toContain('Worse than usual since March 2019')
      expect(words).toContain('uses all months from March 2017 to April 2019')
    }
    const file = await get(`/charts/trend.csv?unit=HP-S1&kpi=CP04&to=2019-04&span=13`)
    expect(file.body.trim().split('\r\n')).toHaveLength(14)
    expect(
      (await get('/units/HP-S1/kpis/CP04.csv?to=2019-04&span=24')).body.trim().split('\r\n'),
    ).toHaveLength(25)
    expect(await section('doing', `${page}&span=7`)).toContain('South 1, May 2017 to April 2019')
  })

  test('gives its files whole unless their address has a span, and links to what it shows', async () => {
    const rows = async (url: string) => (await get(url)).body.trim().split('\r\n').length - 1
    expect(await rows('/units/HP-S1/kpis/CP04.csv?to=2019-04')).toBe(26)
    expect(await rows('/charts/trend.csv?unit=HP-S1&kpi=CP04&to=2019-04')).toBe(26)
    const links = [...(await get(page)).body.matchAll(/href="([^"]*CP04\.csv[^"]*)"/g)].map(
      ([, href]) => href ?? '',
    )
    expect(links).toEqual(['/units/HP-S1/kpis/CP04.csv?to=2019-04&amp;span=24'])
    expect(await rows('/units/HP-S1/kpis/CP04.csv?to=2019-04&span=24')).toBe(24)
    expect(await rows('/units/HP-S1/kpis/CP04.csv?to=2019-04&span=all')).toBe(26)
  })

  test('names the measure once: in its heading, and neither above it nor beneath its charts', async () => {
    const { body } = await get(page)
    const main = body.slice(body.indexOf('<main'), body.indexOf('</main'))
    expect(main.match(/<h1[^>]*>CP visits in timescale /g)).toHaveLength(1)
    const shown = [
      ...main.matchAll(
        /<(h[1-4]|p class="app-chart__sub"|li class="govuk-breadcrumbs[^>]*)[^>]*>(.*?)<\/(?:h[1-4]|p|li)>/gs,
      ),
    ]
    expect(shown.length).toBeGreaterThan(10)
    expect(shown.filter(([, , words]) => words?.includes('CP visits in timescale'))).toHaveLength(1)
  })

  test.each([
    ['to=2031-01', 404, 'in January 2031. Showing April 2019.'],
    ['to=2019-13', 400, '‘2019-13’ is not a period. Showing the latest.'],
    ['to=2019-Q1', 404, 'CP04 is not quarterly. Showing March 2019.'],
    ['grain=quarterly', 404, 'CP04 is not quarterly.'],
    ['grain=daily', 400, '‘daily’ is not a kind of period.'],
    ['span=7', 400, '‘7’ is not a number of periods that is offered.'],
  ])(
    'says on the page what of %s there is not, and refuses it of its files and charts',
    async (query, status, words) => {
      const shown = await get(`/units/HP-S1/kpis/CP04?${query}`)
      expect(shown.statusCode).toBe(200)
      expect(shown.body).toContain(words)
      for (const file of [
        `/units/HP-S1/kpis/CP04.csv?${query}`,
        `/units/HP-S1/kpis/CP04.json?${query}`,
        `/charts/trend.svg?unit=HP-S1&kpi=CP04&${query}`,
      ]) {
        const answer = await get(file)
        expect(answer.statusCode, file).toBe(status)
        expect(answer.json().detail, file).toContain(words.split(' Showing')[0])
      }
    },
  )

  test('says of a usual range from few points that it is a first estimate, and what it lacks', async () => {
    expect(await section('doing', '/units/HP-S1/kpis/CP04?to=2017-10')).toContain(
      'A first estimate of the usual range, from 8 of 13 months',
    )
  })

  test('is a table alone, with the reason, where fewer than three months have a value', async () => {
    const { body } = await get('/units/HP-S1/kpis/CP04?to=2017-04')
    const doing =
      /<section class="app-kpi__section" aria-labelledby="doing">.*?<\/section>/s.exec(body)?.[0] ?? ''
    expect(textOf(doing)).toContain('2 months with a value: too few to draw.')
    expect(textOf(doing)).toContain('2 of 13 points needed for a usual range.')
    expect(doing).not.toContain('<svg')
    expect(doing).toContain('<table')
    expect(doing).not.toContain('/charts/trend.svg')
  })

  test('tells what was agreed about it, who keeps it and what came of it', async () => {
    const will = await section('actions')
    expect(will).toContain('List on Friday every child protection visit that falls due in the week ahead.')
    expect(will).toContain('Done 3 May 2019')
    expect(will).toMatch(/R1\.1 .* On track Improved outcomes: due September 2019/)
  })

  test('tells what was said of earlier months, what happened, and that nothing is said of this one', async () => {
    const behind = await section('behind')
    expect(behind).toContain('No commentary for April 2019 yet.')
    expect(behind).toContain('March 2019 Team manager')
    expect(behind).toContain('November 2018: Scorecards introduced')
  })

  test('says what the number is as its definition does, with who agreed each step of the target', async () => {
    const definition = await section('definition')
    const glossary = textOf((await get('/help/kpis/CP04')).body)
    for (const words of [
      'as a percentage of children on a plan at month end',
      'Under it the figure is shown and not judged',
      'Agreed by, or taken from',
    ]) {
      expect(definition).toContain(words)
      expect(glossary).toContain(words)
    }
    const [step] = await db.selectFrom('kpi_target').select('source').where('kpi_code', '=', 'CP04').execute()
    expect(definition).toContain(step?.source ?? 'a target')
  })

  test('leads from the value to row, file, checksum and who published it when', async () => {
    const row = await db
      .selectFrom('measurement as m')
      .innerJoin('extract as x', 'x.id', 'm.extract_id')
      .select(['x.filename', 'x.sha256', 'm.row_number', 'm.published_by'])
      .where('m.unit_code', '=', 'HP-S1')
      .where('m.kpi_code', '=', 'CP04')
      .where('m.period', '=', '2019-04')
      .executeTakeFirstOrThrow()
    const lineage = await section('lineage')
    for (const words of [
      row.filename,
      row.sha256,
      `row ${row.row_number}`,
      row.published_by,
      '56.4% (22 of 39)',
    ])
      expect(lineage).toContain(words)
  })

  test('lists a restatement with old, new and the reason', async () => {
    const versions = await db
      .selectFrom('measurement')
      .select(['version', 'numerator', 'denominator', 'reason'])
      .where('unit_code', '=', 'HP-S1')
      .where('kpi_code', '=', 'CP04')
      .where('period', '=', '2019-02')
      .orderBy('version')
      .execute()
    const [before, now] = versions
    const lineage = await section('lineage', '/units/HP-S1/kpis/CP04?to=2019-02')
    expect(lineage).toContain('Restated once')
    expect(lineage).toMatch(
      new RegExp(
        `\\(${before?.numerator} of ${before?.denominator}\\) became [\\d.]+% \\(${now?.numerator} of ${now?.denominator}\\) on`,
      ),
    )
    expect(now?.reason).toMatch(/\w/)
    expect(lineage).toContain(`Reason: ${now?.reason}`)
    expect(await section('lineage')).not.toContain('Restated')
  })

  test('opens a roll-up to the sum, in the same words as the scorecard', async () => {
    const lineage = await section('lineage', '/units/HPC/kpis/AS01?to=2019-04')
    expect(lineage).toMatch(/\d+ of \d+ \+ \d+ of \d+/)
    expect(lineage).toContain('64 of 74')
  })

  test('has the return, its next due day and its quality notes at its foot', async () => {
    const footer = textOf(/<p class="app-data-footer">.*?<\/p>/s.exec((await get(page)).body)?.[0] ?? '')
    expect(footer).toContain('Protection and need')
    expect(footer).toContain('Published 9 May 2019')
    expect(footer).toContain('10 June 2019')
  })

  test('sets the service’s figure beside a snapshot too small to judge, as the scorecard does', async () => {
    const measure = textOf((await get('/units/CIC-S/kpis/LC04?to=2019-04')).body)
    const said = /Too few to judge by themselves\. [^:]+: (\S+ \([^)]+\))/.exec(measure)?.[1] ?? 'nothing'
    const { rows } = (await get('/api/v1/scorecards/CICS/2019-04')).json()
    const own = rows.find((r: { kpi: string }) => r.kpi === 'LC04')
    expect(said).toContain(`(${own.numerator} of ${own.denominator})`)
  })
})

describe('whom it is set beside', () => {
  test('is the service and the council unless others are chosen, with a table of the same numbers', async () => {
    const compared = await section('compared')
    const { points } = (await get('/api/v1/series/HPC/CP04?to=2019-04')).json()
    const { numerator, denominator } = points.at(-1)
    expect(compared).toContain(`(${numerator} of ${denominator})`)
    expect(compared).toMatch(/56\.4% in April 2019; the service [\d.]+%, the council [\d.]+%/)
  })

  test('is chosen in the address, and none is a choice too', async () => {
    const council = await section('compared', `${page}&chosen=1&with=council`)
    expect(council).toMatch(/56\.4% in April 2019; the council [\d.]+%/)
    expect(council).not.toMatch(/; the service/)
    expect(await section('compared', `${page}&chosen=1`)).toContain('Nothing is chosen to compare it with.')
  })

  test('is four at most: more are refused by name, with what was ticked kept', async () => {
    const names = ['service', 'council', 'neighbours', 'region', 'england']
    const url = `/units/HP-S1/kpis/AS01?to=2019-04&chosen=1&${names.map((name) => `with=${name}`).join('&')}`
    const { body } = await get(url)
    expect(body).toContain('<title>Error: Select 4 or fewer')
    expect(body).toContain('<a href="#with">Select 4 or fewer</a>')
    expect(body.match(/name="with" type="checkbox"[^>]* checked/g)).toHaveLength(5)
    expect(textOf(body)).toContain('The first 4 chosen are shown.')
    const four = await get(url.replace('&with=england', ''))
    expect(four.body).not.toContain('Select 4 or fewer')
  })

  test('names the year of what others published, and never as a month', async () => {
    const compared = await section('compared', '/units/HP-S1/kpis/AS01?to=2019-04&chosen=1&with=england')
    expect(compared).toMatch(/England [\d.]+% in 2018/)
    expect(compared).toMatch(/England, by year .*\(2018\)/)
    expect(compared).toContain('A month is no year.')
  })

  test('ignores a comparator that there is not, and one that says nothing here', async () => {
    const compared = await section('compared', `${page}&chosen=1&with=england&with=%3Cscript%3E&with=`)
    expect(compared).toContain('Nothing is chosen to compare it with.')
    const count = await get('/units/HP-S1/kpis/CP06?to=2019-04')
    expect(count.statusCode).toBe(200)
  })

  test('offers no larger unit beside a count', async () => {
    const { body } = await get('/units/CIC-N/kpis/LC03?to=2019-04')
    expect(body).not.toContain('name="with" type="checkbox" value="service"')
  })
})

describe('who may see what of it', () => {
  test('a team manager sees the own team’s figures and other teams as an unnamed range', async () => {
    const { body } = await get(page, manager)
    expect(body).toContain('Range of 5 similar teams')
    expect(body).not.toMatch(/Help and Protection (?:South 2|North|Central)/)
    expect(body).not.toContain('href="/compare')
    for (const other of ['HP-S2', 'HPC', 'RIDGE'])
      expect((await get(`/units/${other}/kpis/CP04`, manager)).statusCode, other).toBe(404)
    expect((await get('/charts/beside.csv?unit=HP-S2&kpi=CP04', manager)).statusCode).toBe(404)
  })

  test('those who answer for the team may say what is behind it and add a decision; others may not', async () => {
    const comment = 'href="/units/HP-S1/kpis/CP04/commentary?period=2019-04"'
    const decide = 'href="/units/HP-S1/decisions/new?period=2019-04&amp;kpi=CP04"'
    for (const headers of [manager, head]) {
      const { body } = await get(page, headers)
      expect(body).toContain(comment)
      expect(body).toContain(decide)
    }
    const { body } = await get(page)
    expect(body).not.toContain(comment)
    expect(body).not.toContain(decide)
  })

  test('a head of service sees the own service’s teams by name, and no other service', async () => {
    expect((await get(page, head)).body).toContain('Help and Protection South 2')
    expect((await get('/units/CIC-N/kpis/LC01', head)).statusCode).toBe(404)
  })

  test('the board is given a service suppressed: no rows of files, no talk of teams', async () => {
    const url = '/units/HPC/kpis/CP04?to=2019-04'
    const { body } = await get(url, board)
    expect(body).not.toMatch(/\/extracts\/\d/)
    expect(body).not.toContain('>Commentary</h3>')
    expect(await section('lineage', url, board)).toContain('shown inside the service only')
    expect((await get(page, board)).statusCode).toBe(404)
    expect((await get('/charts/beside.csv?unit=HPC&kpi=CP04&to=2019-04', board)).statusCode).toBe(404)
    const { points } = (await get('/api/v1/series/CICS/LC01?to=2019-04', board)).json()
    const file = await get('/charts/beside.csv?unit=CICS&kpi=LC01&to=2019-04', board)
    const own = file.body
      .trim()
      .split('\r\n')
      .slice(1, 1 + points.length)
      .map((line) => line.split(',').at(-1))
    expect(own).toEqual(
      points.map((p: { value: number | null }) => (p.value === null ? '' : String(p.value))),
    )
  })
})

describe('year on year', () => {
  test('is folded on the page, with the year to date beside the same months of the year before', async () => {
    const url = '/units/RIDGE/kpis/AS01?to=2019-02'
    const months = await loadFigures(db, { units: ['RIDGE'], kpis: ['AS01'], grain: 'monthly' })
    const of = (from: string, to: string) => {
      const own = months.filter(({ period }) => period >= from && period <= to)
      expect(own).toHaveLength(11)
      const [n, d] = [
        own.reduce((sum, f) => sum + (f.numerator ?? 0), 0),
        own.reduce((sum, f) => sum + (f.denominator ?? 0), 0),
      ]
      return `${formatNumber((100 * n) / d, 1)}% (${formatNumber(n)} of ${formatNumber(d)})`
    }
    const words = await section('doing', url)
    expect(words).toContain('Year on year, April to March')
    expect(words).toContain(
      `2018/19 to date, 11 months: ${of('2018-04', '2019-02')}; the same months of 2017/18: ${of('2017-04', '2018-02')}`,
    )
    const file = await get('/charts/year-on-year.csv?unit=RIDGE&kpi=AS01&to=2019-02')
    expect(file.body).toContain('AS01,2018/19,2019-02,reported')
    expect(file.body).not.toContain('2019-03')
  })

  test('is not drawn of windows that overlap, nor before there is an earlier year', async () => {
    expect((await get('/charts/year-on-year.svg?unit=RIDGE&kpi=CP08&to=2019-04')).statusCode).toBe(404)
    expect((await get('/charts/year-on-year.svg?unit=RIDGE&kpi=AS01&to=2018-02')).statusCode).toBe(404)
  })
})

describe('read at a moment', () => {
  test('knows no later words, agreed actions and months, and offers nothing to write', async () => {
    const url = '/units/HP-S1/kpis/CP04?asAt=2019-03-15'
    const { body, statusCode } = await get(url, manager)
    expect(statusCode).toBe(200)
    expect(body).not.toContain('commentary?period=')
    expect(body).not.toContain('decisions/new')
    const words = textOf(body)
    expect(words).toContain('February 2019')
    expect(words).not.toContain('List on Friday every child protection visit')
    expect(words).not.toContain('since March 2019')
  })
})

describe('a retired measure', () => {
  test('says when it ended and leads to what took its place', async () => {
    await owner
      .updateTable('kpi_definition')
      .set({ valid_to: '2019-03' })
      .where('kpi_code', '=', 'CP05')
      .execute()
    await owner.updateTable('kpi').set({ successor: 'CP04' }).where('code', '=', 'CP05').execute()
    read = readOnce(app)
    const { body, statusCode } = await get('/units/HP-S1/kpis/CP05?to=2019-03')
    expect(statusCode).toBe(200)
    expect(textOf(body)).toContain('This measure is retired: March 2019 was its last month.')
    expect(body).toContain('href="/units/HP-S1/kpis/CP04"')
    expect(textOf((await get(page)).body)).not.toContain('is retired')
  })
})
