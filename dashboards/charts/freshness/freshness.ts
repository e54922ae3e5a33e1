import { completenessTitle } from '#domain/extracts/completeness.ts'
import { daysFromDue, freshnessWords, isLate } from '#domain/extracts/freshness.ts'
import type { ReturnCompleteness } from '#domain/extracts/return-completeness.ts'
import { periodName, shortMonth } from '#domain/time/period.ts'
import { altText } from '../alt-text.ts'
import { dateOf } from '../months.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'

/** A return of one month, as its cell shows it. */
export type FreshCell = ReturnCompleteness & { restated: number }

/** Each data set month by month, earliest first; null if none was due. */
export type DataFreshness = {
  /** "Ridgeshire County Council" */
  scope: string
  months: readonly string[]
  returns: readonly { name: string; cells: readonly (FreshCell | null)[] }[]
}

/** The number of months drawn: the latest, as many as fit in a page's width in words. */
const monthsDrawn = 7
const cell = { width: 100, height: 40 }

/** When data came, compared with the day it was due. In a page the table comes first. */
export function titledFreshnessGrid({ scope, months, returns }: DataFreshness): TitledChart {
  const [first = '', last = ''] = [months[0], months.at(-1)]
  const latest = returns.flatMap(({ name, cells }) => {
    const given = cells.at(-1)
    return given == null ? [] : [{ ...given, name }]
  })
  const title = completenessTitle(latest, last)
  const inTime = latest.filter((r) => !isLate(r) && r.completeOn !== null).length
  return {
    picture: pictureOf('freshness', freshnessInput({ scope, months, returns })),
    title,
    subtitle: `When each data set was complete, in days from the day it was due. ${scope}, ${periodName(first)} to ${periodName(last)}`,
    key: 'Triangle and outline: late.',
    alt: altText({
      type: 'Grid',
      measure: 'data sets by month',
      scope,
      first: periodName(first),
      last: periodName(last),
      finding: title,
      latest: `Latest ${inTime} of ${latest.length} complete by their day for ${periodName(last)}`,
    }),
    columns: [{ heading: 'Data set' }, ...months.map((month) => ({ heading: shortMonth(month) }))],
    rows: returns.map(({ name, cells }) => [
      name,
      ...cells.map((c) => (c === null ? '–' : freshnessWords(c))),
    ]),
    records: returns.flatMap(({ name, cells }) =>
      cells.flatMap((c, i) =>
        c === null
          ? []
          : [
              {
                name,
                period: months[i] ?? '',
                due: c.dueOn,
                received: c.completeOn,
                state: c.state,
                daysFromDue: daysFromDue(c),
                expected: c.expected,
                rows: c.received,
                restated: c.restated,
                missing: c.missing.length,
                neverComing: c.never.length,
                first: c.firstOn,
                last: c.lastOn,
              },
            ],
      ),
    ),
  }
}

export function freshnessInput({ months, returns }: DataFreshness): ChartInput {
  const from = Math.max(0, months.length - monthsDrawn)
  const drawn = months.slice(from).map((period) => ({ period, date: dateOf(period) }))
  return {
    width: drawn.length * cell.width,
    height: Math.max(1, returns.length) * cell.height,
    padding: {
      left: Math.max(0, ...returns.map(({ name }) => name.length)) * 6.8 + 16,
      right: 8,
      top: 30,
      bottom: 8,
    },
    params: { names: returns.map(({ name }) => name), ticks: drawn.map(({ date }) => date) },
    data: {
      cells: returns.flatMap(({ name, cells }, i) =>
        drawn.flatMap(({ period, date }, at) => {
          const given = cells[from + at] ?? null
          if (given === null) return []
          return [
            {
              ...{ row: i + 1, name, period, date, state: given.state },
              ...{ late: isLate(given), words: shortWords(given), point: pointAt(i, from + at + 1) },
            },
          ]
        }),
      ),
    },
  }
}

/** What fits in a cell; the day itself is in the table. */
function shortWords(given: FreshCell): string {
  if (given.state === 'not_due') return 'not due yet'
  return freshnessWords(given).replace(/^(not in|in part), .*/, '$1')
}
