/** The pictures of a chart that its specification and one example are enough for: as given, and in the cases that break charts. */
import { z } from 'zod'
import type { Picture, TitledChart } from './picture.ts'
import type { ChartRow } from './row-conditions.ts'
import { type ChartRows, specifiedChart } from './specified-chart.ts'
import { type ChartName, specs } from './specs.ts'

const example = z.strictObject({
  title: z.string().min(1).optional(),
  scope: z.string().min(1),
  first: z.string().min(1),
  last: z.string().min(1),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))).min(2),
  words: z.record(z.string(), z.string()).default({}),
  params: z.record(z.string(), z.unknown()).default({}),
})

/** The rows of a chart's `example.json`. Throws a sentence that says what is wrong with it. */
export function exampleRows(chart: string, written: unknown): ChartRows & { chart: ChartName } {
  const file = `dashboards/charts/${chart}/example.json`
  if (!Object.hasOwn(specs, chart))
    throw new Error(`${file}: the chart is in no list. Add a line for it to dashboards/charts/spec-list.ts`)
  const read = example.safeParse(written)
  // The name is a key of the list of specifications, by the line above.
  if (read.success) {
    const { title, ...given } = read.data
    return { ...given, ...(title === undefined ? {} : { title }), chart: chart as ChartName }
  }
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`)
  throw new Error(
    `${file}: ${faults.join('; ')}. It holds what a page gives: title, unless the specification counts it, scope, first, last, ` +
      'and at least two rows of plain values',
  )
}

/** The chart of the example, with its words. */
export function specifiedExample(chart: string, written: unknown): TitledChart {
  const { chart: name, ...given } = exampleRows(chart, written)
  return specifiedChart(name, given)
}

/** The pictures of the example on a page and on a phone, with one row, with none, without any number, and with words that are long and
 * hold marks of HTML. */
export function specifiedExamples(chart: string, written: unknown): Record<string, Picture> {
  const { chart: name, ...given } = exampleRows(chart, written)
  const { rows } = given
  const pictures = (changed: readonly ChartRow[]) => {
    const { picture, narrow = picture } = specifiedChart(name, { ...given, rows: changed })
    return { picture, narrow }
  }
  const [usual, none] = [pictures(rows), pictures([])]
  const unknown = pictures(rows.map((row) => changedIn(row, 'number', () => null)))
  const long = pictures(
    rows.map((row) => changedIn(row, 'string', (text) => (isCode(text) ? text : `${text} & <b>${text}</b>`))),
  )
  return {
    wide: usual.picture,
    narrow: usual.narrow,
    'one row': pictures(rows.slice(0, 1)).picture,
    'no row': none.picture,
    'no row, narrow': none.narrow,
    'no number': unknown.picture,
    'no number, narrow': unknown.narrow,
    'long words': long.picture,
    'long words, narrow': long.narrow,
  }
}

/** A code, a day or a state, which a specification compares; words have a capital and go on. */
function isCode(text: string): boolean {
  return !/^\p{Lu}.*\p{Ll}/u.test(text)
}

function changedIn(
  row: ChartRow,
  type: 'string' | 'number',
  change: (value: string) => string | null,
): ChartRow {
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => [
      field,
      typeof value === type ? change(String(value)) : value,
    ]),
  )
}
