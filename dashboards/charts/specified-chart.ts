/** A chart whose specification says all but its finding: rows and a title in, a picture with its table, files and words out. A chart
 * that computes more (limits, medians, places of labels) prepares its rows first, and may lay out its own plot. */
import { dayName, periodName } from '#domain/time/period.ts'
import { formatNumber, formatValue } from '#domain/wording/format.ts'
import { altText } from './alt-text.ts'
import { type ChartWords, chartWordsOf, type Format, specFile } from './chart-words.ts'
import { fieldsCounted, titleOver } from './counted-title.ts'
import { namedRows, type RowWords } from './named-rows.ts'
import { type ChartInput, type ChartRecord, pictureOf, type TitledChart } from './picture.ts'
import { pointAt } from './points.ts'
import { resolvedSpec } from './resolved-spec.ts'
import { type ChartRow, holds, latestOf } from './row-conditions.ts'
import { chartWidths, type Size } from './scale.ts'
import { type ChartName, specs } from './specs.ts'

export type ChartRows = {
  /** The finding, by a rule of the domain; left out where the specification counts its own. */
  title?: string
  /** "Ridgeshire County Council" */
  scope: string
  /** The first and the last period or day, in words: "April 2019". */
  first: string
  last: string
  rows: readonly ChartRow[]
  /** What else the words of the specification name in curly brackets. */
  words?: Readonly<Record<string, string>>
  /** Values for the specification's parameters. */
  params?: Readonly<Record<string, unknown>>
  /** The plot, where the specification has no layout of its own. */
  drawn?: (size: Size) => ChartInput
}

/** A chart as its specification says. Throws a sentence that names the file where rows and specification do not fit each other. */
export function specifiedChart(chart: ChartName, given: ChartRows): TitledChart {
  const words = chartWordsOf(chart)
  const { scope, last } = given
  const rows = rowsShown(words, given.rows)
  const first = words.rows?.latest ? last : given.first
  const said = { scope, first, last, ...given.words }
  const title = titleOf(chart, { words, given, rows, said })
  const cells = cellsOf(chart, words, rows)
  const drawn =
    given.drawn ?? ((size: Size) => inputOf(chart, words, { given: { ...given, rows }, cells, size }))
  const shown = words.columns.filter(({ only }) => only !== 'file')
  const table = cells.map((row) => shown.map(({ field, nothing }) => row[field] ?? nothing))
  return {
    picture: pictureOf(chart, drawn('wide')),
    narrow: pictureOf(chart, drawn('narrow')),
    title,
    subtitle: filled(chart, words.subtitle, { title, ...said }) ?? '',
    key: words.key ?? null,
    note: words.note ?? words.key ?? null,
    alt: altText({
      type: words.kind,
      measure: words.measure,
      ...{ scope, first, last },
      finding: title,
      latest: `Latest ${latestWords(chart, words, cellsOf(chart, words, ofLatest(words, rows)))}`,
    }),
    columns: shown.map(({ heading = '', format }) =>
      numeric.has(format) ? { heading, numeric: true } : { heading },
    ),
    rows: words.latestFirst ? table.toReversed() : table,
    records: rows.map((row) => recordOf(words, row)),
  }
}

/** The rows given that are the chart's. */
function rowsShown({ rows: shown, time }: ChartWords, rows: readonly ChartRow[]): readonly ChartRow[] {
  const { latest = false, where } = shown ?? {}
  const asked = latest && time !== undefined ? latestOf(rows, time) : rows
  return where === undefined ? asked : asked.filter((row) => holds(where, row))
}

/** The rows that are spoken of: where they are of several periods, those of the latest. */
function ofLatest({ time }: ChartWords, rows: readonly ChartRow[]): readonly ChartRow[] {
  return time === undefined ? rows : latestOf(rows, time)
}

type Titled = { words: ChartWords; given: ChartRows; rows: readonly ChartRow[]; said: Cells }

/** The title that a page gives, or the one that the specification counts. */
function titleOf(chart: ChartName, { words, given, rows, said }: Titled): string {
  if ((words.title === undefined) === (given.title === undefined))
    throw new Error(
      `${specFile(chart)}: ${
        given.title === undefined
          ? 'nothing gives the chart a title. Give one with the rows, or write what it counts in usermeta.title'
          : 'usermeta.title counts the title, and one is given with the rows. Take one of them out'
      }`,
    )
  if (words.title === undefined) return given.title ?? ''
  for (const field of fieldsCounted(words.title))
    for (const row of rows) hasField(chart, 'usermeta.title', field, row)
  const { sentence, counts } = titleOver(words.title, ofLatest(words, rows))
  return filled(chart, sentence, { ...said, ...counts }) ?? ''
}

const numeric: ReadonlySet<Format> = new Set(['number', 'decimal', 'percent'])

type Cells = Readonly<Record<string, string | null>>

/** Every field of every row in words; null where it has no value. */
function cellsOf(chart: ChartName, { columns }: ChartWords, rows: readonly ChartRow[]): Cells[] {
  for (const { field } of columns) for (const row of rows) hasField(chart, 'usermeta.columns', field, row)
  const formats = new Map(columns.map(({ field, format }) => [field, format]))
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([field, value]) => {
        const format = formats.get(field) ?? 'text'
        return [field, value === null ? null : inWords(value, { chart, field, format })]
      }),
    ),
  )
}

function hasField(chart: ChartName, place: string, field: string, fields: object): void {
  if (Object.hasOwn(fields, field)) return
  throw new Error(
    `${specFile(chart)}: ${place} names "${field}", which is not given. Given are ${Object.keys(fields).join(', ')}: ` +
      `name one of these, or give ${field} with every row`,
  )
}

function inWords(
  value: string | number | boolean,
  { chart, field, format }: { chart: ChartName; field: string; format: Format },
): string {
  const isDate = format === 'day' ? /^\d{4}-\d{2}-\d{2}$/ : format === 'month' ? /^\d{4}-\d{2}$/ : null
  if (numeric.has(format) ? typeof value !== 'number' : isDate !== null && !isDate.test(String(value)))
    throw new Error(
      `${specFile(chart)}: the column "${field}" has the format "${format}", and a row has ${JSON.stringify(value)}. ` +
        'Give a number, a day such as 2019-05-09 or a month such as 2019-05, or change the format',
    )
  switch (format) {
    case 'number':
      return formatNumber(Number(value))
    case 'decimal':
      return formatNumber(Number(value), 1)
    case 'percent':
      return formatValue({ unit: 'percent', decimals: 0 }, Number(value))
    case 'day':
      return dayName(String(value))
    case 'month':
      return periodName(String(value))
    case 'text':
      return typeof value === 'number'
        ? formatNumber(value, 2)
        : typeof value === 'string'
          ? value
          : yesNo(value)
  }
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

/** A sentence with its words in place of `{field}`; null if one of them has no value. */
function filled(chart: ChartName, template: string, fields: Cells): string | null {
  let isWhole = true
  const text = template.replaceAll(/\{(\w+)\}/g, (_, field: string) => {
    hasField(chart, `“${template}” in usermeta`, field, fields)
    isWhole &&= fields[field] != null
    return fields[field] ?? ''
  })
  return isWhole ? text : null
}

/** "front door 2 late, caseloads 1 early and 3 more" */
function latestWords(chart: ChartName, { latest }: ChartWords, cells: readonly Cells[]): string {
  const said = cells.flatMap((row) => filled(chart, latest.each, row) ?? [])
  if (said.length === 0) return latest.none
  const more = said.length - latest.most
  return `${said.slice(0, latest.most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function recordOf({ columns }: ChartWords, row: ChartRow): ChartRecord {
  return Object.fromEntries(
    columns
      .filter(({ only }) => only !== 'table')
      .map(({ field, key = field }) => {
        const value = row[field] ?? null
        return [key, typeof value === 'boolean' ? yesNo(value) : value]
      }),
  )
}

/** The rows with their layout, as the specification takes them. */
function inputOf(
  chart: ChartName,
  { layout, latestFirst }: ChartWords,
  { given, cells, size }: { given: ChartRows; cells: readonly Cells[]; size: Size },
): ChartInput {
  if (layout === undefined)
    throw new Error(`${specFile(chart)} has no usermeta.layout, and the plot of the chart is not given`)
  const { table, params } = drawnBy(chart)
  const { rows } = given
  const place = (i: number) => pointAt(latestFirst ? rows.length - 1 - i : i)
  const put = (own: Record<string, unknown>, words: readonly RowWords[] = []) => ({
    params: Object.fromEntries(
      Object.entries({ ...own, ...given.params }).filter(([name]) => params.has(name)),
    ),
    data: { [table]: rows.map((row, i) => ({ ...row, ...words[i], point: place(i) })) },
  })
  if (!('rows' in layout)) {
    const { height, ...padding } = layout[size]
    return { ...put({ size }), width: chartWidths[size] - padding.left - padding.right, height, padding }
  }
  const { name, under, text, words } = layout.rows
  const said = (template: string | undefined, row: Cells) =>
    template === undefined ? null : filled(chart, template, row)
  const laidOut = namedRows(
    cells.map((row) => ({
      name: said(name, row) ?? '',
      under: said(under, row),
      text: said(text, row) ?? '',
      words: said(words, row),
    })),
    size,
  )
  return {
    ...put(laidOut.params, laidOut.words),
    ...{ width: laidOut.width, height: laidOut.height },
    padding: { ...laidOut.sides, top: layout.top, bottom: layout.bottom },
  }
}

type DrawnBy = { table: string; params: ReadonlySet<string> }

const drawnByChart = new Map<ChartName, DrawnBy>()

/** The table that a specification draws, and the parameters that it declares. */
function drawnBy(chart: ChartName): DrawnBy {
  const seen = drawnByChart.get(chart)
  if (seen !== undefined) return seen
  const { data, params = [] } = resolvedSpec(specs[chart]) as {
    data?: { name?: unknown }
    params?: readonly { name: string }[]
  }
  if (typeof data?.name !== 'string')
    throw new Error(`${specFile(chart)} names no table: write "data": {"name": "rows"} beside its layers`)
  const drawn = { table: data.name, params: new Set(params.map(({ name }) => name)) }
  drawnByChart.set(chart, drawn)
  return drawn
}
