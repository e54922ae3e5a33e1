/** Charts that their specification lays out: what it says, what it refuses, and that each is whole by itself. */
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { chartFileTypes } from '#dashboards/charts/chart-file-types.ts'
import { chartsWithWords, chartWordsOf, readWords } from '#dashboards/charts/chart-words.ts'
import { drawPicture } from '#dashboards/charts/draw.ts'
import returns from '#dashboards/charts/freshness/example.json' with { type: 'json' }
import { type Condition, condition, holds } from '#dashboards/charts/row-conditions.ts'
import { specifiedChart } from '#dashboards/charts/specified-chart.ts'
import { exampleRows, specifiedExample } from '#dashboards/charts/specified-examples.ts'
import { chartDownloads, chartFigure } from '#dashboards/components/chart-figure/chart-figure.ts'
import { chartFile } from '#dashboards/exports/chart-file.ts'
import { charts as helpOnCharts } from '#dashboards/pages/help/help/charts.ts'
import { loadChartExamples, specifiedCharts } from '#server/pages/examples.ts'
import { some } from '../support/some.ts'
import { textBoxes, textFaults } from '../support/text-boxes.ts'

const dashboards = fileURLToPath(new URL('../../dashboards', import.meta.url))
const specified = specifiedCharts(dashboards)
const pictures = await loadChartExamples(dashboards)
const draw = drawPicture

const audits = chartWordsOf('audits')
const given = exampleRows('audits', specified.find(({ name }) => name === 'audits')?.example)

describe('the words of a specification', () => {
  const file = 'dashboards/charts/new-chart/spec.vl.json'
  const refusal = (usermeta: unknown) => {
    try {
      readWords(usermeta, 'new-chart')
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
    return 'accepted'
  }

  test('are refused with the file, the place and what to write', () => {
    expect(refusal(undefined)).toBe(
      `${file} has no "usermeta": write the chart’s words there. “How to add a chart” in README.md says what each part is.`,
    )
    expect(refusal({ ...audits, columns: [{ field: 'days' }] })).toBe(
      `${file}: usermeta.columns[0].heading: write what stands above the column, such as "Days", or "only": "file". ` +
        '“How to add a chart” in README.md says what each part is.',
    )
  })

  test.each([
    [{ question: 'Days late' }, 'usermeta.question: end it as a sentence ends: write the question that the'],
    [{ measure: undefined }, 'usermeta.measure: write what is measured, such as "days early or late'],
    [{ columns: [] }, 'usermeta.columns: list at least one column'],
    [
      { columns: [{ field: 'a', heading: 'A', format: 'date' }] },
      'usermeta.columns[0].format: write one of text,',
    ],
    [{ layout: { rows: 'name' } }, 'usermeta.layout: write {"rows": {"name": "{field}", "text": "{field}"}}'],
    [{ colour: 'red' }, 'usermeta: take out "colour": nothing reads it'],
    [
      { rows: { latest: true } },
      'usermeta.rows.latest: write "time" too, the field that says which period a',
    ],
    [
      { rows: { where: { field: 'met', above: 3 } } },
      'usermeta.rows.where: take out "above": nothing reads it; usermeta.rows.where: write a field and one of equal, oneOf,',
    ],
    [
      { title: { count: { few: { field: 'total', lt: 10 } }, say: ['{few} themes have few audits'] } },
      'usermeta.title.say: end with a sentence that names no count, for where all are nought',
    ],
    [
      {
        title: { count: { some: { field: 'share', valid: true } }, say: ['{some} have a share', 'None has'] },
      },
      'usermeta.title: it counts by "share", which is in no file: add a column {"field": "share", "only": "file"}',
    ],
  ])('%j is refused: %s', (changed, said) => {
    expect(refusal({ ...audits, ...changed })).toContain(said)
  })

  test('are whole in every specification that has them', () => {
    expect(chartsWithWords().length).toBeGreaterThan(0)
    for (const chart of some(chartsWithWords())) expect(chartWordsOf(chart).kind).toMatch(/^[A-Z]/)
  })

  test('are a row of the help page', async () => {
    const page = String(await helpOnCharts(draw))
    for (const chart of some(chartsWithWords())) {
      const { question, kind, read } = chartWordsOf(chart)
      for (const words of [question, kind, read]) expect(page).toContain(words)
    }
  })
})

describe('the rows given to a specification', () => {
  const with1 = (row: object) => () =>
    specifiedChart('audits', { ...given, rows: [{ ...given.rows[0], ...row } as (typeof given.rows)[0]] })

  test('have every field that it names, in its columns and in its sentences', () => {
    expect(() =>
      specifiedChart('audits', { ...given, rows: given.rows.map(({ share: _share, ...row }) => row) }),
    ).toThrow(
      'dashboards/charts/audits/spec.vl.json: usermeta.columns names "share", which is not given. Given are name, code, period,',
    )
    expect(() => specifiedChart('audits', { ...given, words: {} })).toThrow(
      'dashboards/charts/audits/spec.vl.json: “What audits and sampling found, in {window}. {scope}” in usermeta names "window"',
    )
  })

  test('have values of the format that it names', () => {
    expect(with1({ met: 'many' })).toThrow(
      'the column "met" has the format "number", and a row has "many". Give a number,',
    )
    expect(with1({ met: null })).not.toThrow()
  })

  test('are the table’s in words, and the file’s as they are', () => {
    const { columns, rows, records, subtitle, alt } = specifiedChart('audits', {
      ...given,
      rows: [{ ...given.rows[0], met: 1200, notMet: null, total: null } as (typeof given.rows)[0]],
    })
    expect(columns.map(({ heading }) => heading)).toEqual([
      'What was audited',
      'Met',
      'Not met',
      'Audited',
      'Share',
    ])
    expect(rows).toEqual([['Audits graded good or better', '1,200', '–', 'No figure', '55%']])
    expect(records).toEqual([
      { kpi: 'QA02', name: 'Audits graded good or better', period: '2019-04', met: 1200, total: null },
    ])
    expect(subtitle).toBe(
      'What audits and sampling found, in the three months to April 2019. Ridgeshire County Council',
    )
    expect(alt).toContain('Latest nothing audited.')
  })

  test('need a title, unless the specification counts one', () => {
    const { title: _title, ...untitled } = given
    expect(() => specifiedChart('audits', untitled)).toThrow(
      'dashboards/charts/audits/spec.vl.json: nothing gives the chart a title. Give one with the rows, or write what it counts in',
    )
    expect(() => specifiedChart('freshness', { ...returns, title: 'All in' })).toThrow(
      'dashboards/charts/freshness/spec.vl.json: usermeta.title counts the title, and one is given with the rows. Take one of them out',
    )
  })

  test('of an example are refused in a sentence where they are no example', () => {
    expect(() => exampleRows('audits', { title: 'A' })).toThrow(
      'dashboards/charts/audits/example.json: scope:',
    )
    expect(() => exampleRows('new-chart', {})).toThrow(
      'dashboards/charts/new-chart/example.json: the chart is in no list. Add a line for it to dashboards/charts/spec-list.ts',
    )
  })
})

describe('a title that is counted', () => {
  const drawn = () => ({ width: 1, height: 1, padding: { left: 0, right: 0, top: 0, bottom: 0 }, data: {} })
  const titleOf = (change: (row: (typeof returns.rows)[0]) => object) =>
    specifiedChart('freshness', {
      ...{ ...returns, drawn },
      rows: returns.rows.map((row) => ({ ...row, ...change(row) })),
    }).title
  const whole = { state: 'in', missing: 0, late: false, expected: 4 }
  const lacking = { state: 'late', missing: 4, late: true, expected: 4 }

  test('is the first sentence whose counts are all above nought', () => {
    expect(titleOf(() => whole)).toBe('May 2019: 3 of 3 data sets complete')
    expect(titleOf(({ code }) => (code === 'court' ? lacking : whole))).toBe(
      'May 2019: 2 of 3 data sets complete, 1 overdue',
    )
    expect(titleOf(() => lacking)).toBe('May 2019: none of 3 data sets complete, 3 overdue')
    expect(titleOf(() => ({ ...whole, expected: 0 }))).toBe('No data set is due for May 2019')
  })

  test('counts the latest period alone', () => {
    expect(titleOf(({ period }) => (period === '2019-05' ? whole : lacking))).toBe(titleOf(() => whole))
  })
})

describe('a condition on rows', () => {
  const row = { days: 3, came: 'late', in: true, due: null }
  test.each<[Condition, boolean]>([
    [{ field: 'days', equal: 3 }, true],
    [{ field: 'in', equal: true }, true],
    [{ field: 'in', equal: false }, false],
    [{ field: 'came', oneOf: ['late', 'early'] }, true],
    [{ field: 'days', lt: 3 }, false],
    [{ field: 'days', lte: 3 }, true],
    [{ field: 'days', gt: 2 }, true],
    [{ field: 'days', gte: 4 }, false],
    [{ field: 'days', range: [1, 3] }, true],
    [{ field: 'days', range: [4, 9] }, false],
    [{ field: 'due', valid: true }, false],
    [{ field: 'due', valid: false }, true],
    // A missing value is neither below nor above anything, and a word is not compared with a number.
    [{ field: 'due', lt: 3 }, false],
    [{ field: 'due', lte: 0 }, false],
    [{ field: 'came', gt: 0 }, false],
    [{ not: { field: 'days', gt: 2 } }, false],
    [
      {
        and: [
          { field: 'days', gt: 2 },
          { field: 'came', equal: 'early' },
        ],
      },
      false,
    ],
    [
      {
        or: [
          { field: 'days', gt: 2 },
          { field: 'came', equal: 'early' },
        ],
      },
      true,
    ],
  ])('%j is %s', (given, expected) => {
    expect(condition.safeParse(given).success).toBe(true)
    expect(holds(given, row)).toBe(expected)
  })

  test('is refused with no comparison, with two, and with one that does not exist', () => {
    for (const wrong of some([{ field: 'days' }, { field: 'days', lt: 3, gt: 1 }, { field: 'days', is: 3 }]))
      expect(condition.safeParse(wrong).success).toBe(false)
  })
})

describe.each(some(specified))('$name, drawn from its specification and example', ({ name, example }) => {
  const titled = specifiedExample(name, example)
  const own = some(Object.entries(pictures.find((chart) => chart.name === name)?.examples ?? {}))

  test.each(own)('%s: no text overlaps another, leaves the picture or is under 12 pixels', (_, picture) => {
    expect(textFaults(drawPicture(picture).svg)).toEqual([])
  })

  test('has a picture for a page and one for a phone, with words in both', () => {
    expect(titled.narrow).not.toEqual(titled.picture)
    for (const picture of some([titled.picture, titled.narrow ?? titled.picture]))
      expect(textBoxes(drawPicture(picture).svg).length).toBeGreaterThan(0)
  })

  test('draws names with marks of HTML as text', () => {
    const long = own.find(([title]) => title === 'long words')?.[1]
    expect(long && drawPicture(long).svg).toMatch(/&lt;b&gt;/)
  })

  test('is a figure with its table, its note and all its files; without rows it says so', async () => {
    const figure = (titledChart: typeof titled) =>
      chartFigure({ id: name, titledChart, draw, downloads: chartDownloads(name, '') })
    const page = String(await figure(titled))
    expect(page).toContain('role="img"')
    for (const { heading } of some(titled.columns)) expect(page).toContain(heading)
    for (const type of some(Object.keys(chartFileTypes))) expect(page).toContain(`/charts/${name}.${type}"`)
    expect(page).toContain(chartWordsOf(exampleRows(name, example).chart).note ?? titled.key ?? '')
    expect(String(await figure({ ...titled, rows: [] }))).toContain('There is nothing to draw')
  })

  test('is a picture, a specification and numbers as files, each with its source', async () => {
    const file = { name, titledChart: titled, source: 'Extracts received', kind: 'count' } as const
    const text = async (type: 'svg' | 'csv' | 'vl.json') =>
      String((await chartFile(file, type, { draw, png: async () => null }))?.body)
    expect(await text('svg')).toContain('Source: Extracts received')
    expect(JSON.parse(await text('vl.json'))).toMatchObject({ usermeta: { source: 'Extracts received' } })
    expect((await text('csv')).trim().split('\r\n')).toHaveLength(titled.rows.length + 1)
  })
})
