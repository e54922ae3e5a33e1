/** Charts that their specification lays out: what it says, what it refuses, and that each is whole by itself. */
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { chartFileTypes } from '#dashboards/charts/chart-file-types.ts'
import { chartsWithWords, chartWordsOf, readWords } from '#dashboards/charts/chart-words.ts'
import { drawPicture } from '#dashboards/charts/draw.ts'
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

  test('of an example are refused in a sentence where they are no example', () => {
    expect(() => exampleRows('audits', { title: 'A' })).toThrow(
      'dashboards/charts/audits/example.json: scope:',
    )
    expect(() => exampleRows('new-chart', {})).toThrow(
      'dashboards/charts/new-chart/example.json: the chart is in no list. Add a line for it to dashboards/charts/spec-list.ts',
    )
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
