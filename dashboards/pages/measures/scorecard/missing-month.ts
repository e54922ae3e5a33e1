/** A month that has no scorecard: why, and the nearest month that has one. */
import { html } from 'hono/html'
import type { Unit } from '#domain/catalogue/unit.ts'
import { dayName, monthOf, periodName } from '#domain/time/period.ts'
import { unitAddress } from '../../../addresses.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { PageFrame } from '../../kit/page.ts'
import { type Reading, sameReading } from '../kit/reading.ts'
import { monthAddress } from './question.ts'

export type MissingMonthView = {
  frame: PageFrame
  unit: Unit
  /** The month asked for, `YYYY-MM`. */
  period: string
  /** The published months in which the unit was open, earliest first. */
  months: readonly string[]
  /** The units before and after it that the reader may open, with their names of today. */
  others: readonly { unit: Unit; relation: 'before' | 'after' }[]
  reading: Reading
}

/** The page in place of a scorecard. Its status is "not found", because there is nothing of that month to cache. */
export function missingMonthView({ frame, unit, period, months, others, reading }: MissingMonthView): Html {
  const last = months.at(-1) ?? null
  const nearest = months.findLast((m) => m < period) ?? months[0] ?? null
  const at = (month: string) => sameReading(monthAddress({ unit, period: month }), reading)
  return page({
    ...frame,
    title: ['No scorecard', unit.name, periodName(period)],
    body: html`<h1 class="govuk-heading-l">There is no scorecard of ${unit.name} for ${periodName(period)}</h1>
<p class="govuk-body-l">${whyAbsent(unit, period, last, reading.moment !== undefined)}${thenPublished(months, reading)}</p>
${
  nearest === null
    ? null
    : html`<p class="govuk-body"><a class="govuk-link" href="${at(nearest)}">${periodName(nearest)}</a>${
        nearest === last
          ? ' is the last that is published'
          : html` is the nearest; the last is <a class="govuk-link" href="${at(last ?? nearest)}">${periodName(last ?? nearest)}</a>`
      }.</p>`
}
${others.map(
  (other) =>
    html`<p class="govuk-body">${
      other.relation === 'before' ? 'It took over from' : 'It was taken over by'
    } <a class="govuk-link" href="${unitAddress(other.unit.code)}">${other.unit.name}</a>.</p>\n`,
)}<p class="govuk-body"><a class="govuk-link" href="${unitAddress(unit.code)}">About ${unit.name}</a></p>`,
  })
}

/** For a past moment: which months had been published by then. */
function thenPublished(months: readonly string[], { moment }: Reading): string {
  if (moment === undefined || months.length === 0) return ''
  return ` Scorecards were then published for ${periodName(months[0] ?? '')} to ${periodName(months.at(-1) ?? '')}.`
}

function whyAbsent(unit: Unit, period: string, last: string | null, isPast: boolean): string {
  if (monthOf(unit.opened) > period) return `It opened on ${dayName(unit.opened)}.`
  if (unit.closed !== null && monthOf(unit.closed) < period) return `It closed on ${dayName(unit.closed)}.`
  if (last === null) return 'No month has been published yet. The data team publishes the first extract.'
  if (isPast) return 'It was not published then.'
  return period > last
    ? 'It is not published yet. The data team publishes a month once its extract has come and was checked.'
    : 'Nothing was published of it.'
}
