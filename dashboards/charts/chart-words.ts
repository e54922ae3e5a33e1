/** The words of a chart, written in its specification under `usermeta`, which Vega-Lite leaves alone: how it is read, the columns of
 * its table and of its files, the sentence that replaces it, and its size. */
import { z } from 'zod'
import { countedTitle, fieldsCounted } from './counted-title.ts'
import { condition } from './row-conditions.ts'
import { type ChartName, specs } from './specs.ts'

/** Text that must be there; a fault says what to write. */
const text = (what: string) => z.string({ error: `write ${what}` }).min(1, { error: `write ${what}` })
const sentence = (what: string, end: RegExp) =>
  text(what).regex(end, { error: `end it as a sentence ends: write ${what}` })
const size = (what: string) => z.number({ error: `write ${what}, in pixels` }).min(0)

export const formatNames = ['text', 'number', 'decimal', 'percent', 'day', 'month'] as const
export type Format = (typeof formatNames)[number]

const column = z
  .strictObject({
    /** The name of a field of the rows. */
    field: text('the name of a field of the rows, such as "days"'),
    heading: text('what stands above the column, such as "Days"').optional(),
    format: z.enum(formatNames, { error: `write one of ${formatNames.join(', ')}` }).default('text'),
    /** What the table shows where there is no value. */
    nothing: z.string().default('–'),
    /** Only in the table of a page, or only in files. Without it the column is in both. */
    only: z.enum(['table', 'file'], { error: 'write "table" or "file", or leave it out' }).optional(),
    /** The column's name in files; the field's if left out. */
    key: text('the column’s name in files, such as "kpi"').optional(),
  })
  .refine(({ heading, only }) => heading !== undefined || only === 'file', {
    path: ['heading'],
    error: 'write what stands above the column, such as "Days", or "only": "file"',
  })

const plot = z.strictObject({
  height: size('the height of the plot'),
  left: size('the room left of the plot'),
  right: size('the room right of the plot'),
  top: size('the room above the plot'),
  bottom: size('the room beneath the plot'),
})

const layout = z.union(
  [
    /** A row for each row of the data: its name, and what is said of it, with remarks beneath. */
    z.strictObject({
      rows: z.strictObject({
        name: text('what stands left of a row, such as "{name}"'),
        under: text('a remark beneath the name, such as "{due}"').optional(),
        text: text('what stands right of a row, such as "{days}"').optional(),
        words: text('a remark beneath that').optional(),
      }),
      top: size('the room above the rows').default(8),
      bottom: size('the room beneath the rows').default(8),
    }),
    /** A plot of one height, on a page and on a phone. */
    z.strictObject({ wide: plot, narrow: plot }),
  ],
  {
    error:
      'write {"rows": {"name": "{field}", "text": "{field}"}} for a chart of rows, or {"wide": …, "narrow": …}, each with the height, ' +
      'left, right, top and bottom of its plot in pixels',
  },
)

const chartWords = z
  .strictObject({
    /** The question it answers, its kind, and how it is read: a row of the help page, and the beginning of its text for readers who
     * cannot see it. */
    question: sentence('the question that the chart answers, such as "Did the data come in time?"', /\?$/),
    kind: text('the kind of chart, such as "Bars"'),
    read: sentence('how the chart is read, in whole sentences', /\.$/),
    /** A title that counts rows. Without it, a page gives the title: a finding by a rule of the domain. */
    title: countedTitle.optional(),
    /** What is measured, within a sentence: "days from the day due". */
    measure: text('what is measured, such as "days early or late by return"'),
    /** Beneath the title: "{scope}, {last}". In curly brackets stand the words that a page gives. */
    subtitle: text('the line beneath the title, such as "Days early or late. {scope}, {last}"'),
    /** The meaning of shapes and colours. */
    key: text('the meaning of shapes and colours, or leave it out').optional(),
    /** A remark under the chart in a page; the key if left out. */
    note: text('a remark under the chart, or leave it out').optional(),
    /** What is said of the rows to readers who cannot see them: of each of the first few that has all the fields named, and where
     * none has. */
    latest: z.strictObject({
      each: text('what is said of a row, such as "{name} {days} days"'),
      none: text('what is said where no row has a value, such as "nothing reported"'),
      most: z.number().int().min(1).default(4),
    }),
    columns: z
      .array(column, {
        error: 'list the columns of the table, such as [{"field": "name", "heading": "Team"}]',
      })
      .min(1, { error: 'list at least one column' }),
    /** The field that says which period a row is of, where rows are of several: the title counts, and `latest` speaks, of the latest
     * period alone. */
    time: text('the field that says which period a row is of, such as "period"').optional(),
    /** Which of the rows given are the chart's, in its picture, its table and its files: those of the latest period, those that fit a
     * condition. All without it. */
    rows: z.strictObject({ latest: z.boolean().default(false), where: condition.optional() }).optional(),
    /** True if the rows are given earliest first: a page's table begins with the latest. */
    latestFirst: z.boolean().default(false),
    layout: layout.optional(),
  })
  .refine(({ rows, time }) => rows?.latest !== true || time !== undefined, {
    path: ['rows', 'latest'],
    error: 'write "time" too, the field that says which period a row is of',
  })
  .superRefine(({ title, time, columns }, { addIssue }) => {
    if (title === undefined) return
    const filed = columns.filter(({ only }) => only !== 'table').map(({ field }) => field)
    for (const field of new Set([...fieldsCounted(title), ...(time === undefined ? [] : [time])]))
      if (!filed.includes(field))
        addIssue({
          code: 'custom',
          path: ['title'],
          message:
            `it counts by "${field}", which is in no file: add a column {"field": "${field}", "only": "file"}, ` +
            'so that readers can count again',
        })
  })

export type ChartWords = z.infer<typeof chartWords>

/** The file of a chart's specification, for sentences about faults in it. */
export function specFile(chart: string): string {
  return `dashboards/charts/${chart}/spec.vl.json`
}

const known = new Map<ChartName, ChartWords>()

/** The words of a chart. Throws a sentence that names the file, the place and what to write where something is missing or wrong. */
export function chartWordsOf(chart: ChartName): ChartWords {
  const words = known.get(chart) ?? readWords((specs[chart] as { usermeta?: unknown }).usermeta, chart)
  known.set(chart, words)
  return words
}

/** The charts whose specification has words, in the order of their names. */
export function chartsWithWords(): ChartName[] {
  return (Object.keys(specs) as ChartName[]).filter((chart) => 'usermeta' in specs[chart])
}

/** The same of what stands in a file under `usermeta`. */
export function readWords(usermeta: unknown, chart: string): ChartWords {
  if (usermeta === undefined)
    throw new Error(`${specFile(chart)} has no "usermeta": write the chart’s words there. ${helped}`)
  const read = chartWords.safeParse(usermeta)
  if (read.success) return read.data
  const faults = read.error.issues.map((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : null
    const place = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    const told =
      keys === null ? issue.message : `take out ${keys.map((key) => `"${key}"`).join(', ')}: nothing reads it`
    return `usermeta${place.join('')}: ${told}`
  })
  throw new Error(`${specFile(chart)}: ${faults.join('; ')}. ${helped}`)
}

const helped = '“How to add a chart” in README.md says what each part is.'
