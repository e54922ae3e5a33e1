/** The messages for a file that does not agree with its layout, in the file's own words. */

import type { MonthReading } from '../../time/month-words.ts'
import { wordFor } from '../../wording/word-for.ts'
import { nearestText } from '../nearest-text.ts'
import { type ExtractProblem, type ExtractProblemCode, placeName, shortened } from '../problem.ts'
import { type ExtractRegister, kpiName } from '../register.ts'
import { columnMatcher } from './columns.ts'
import { asName, type Layout, type LayoutRules, type NamedCode } from './layout.ts'
import type { UnfitSheet } from './layout-walk.ts'

/** A place in a file. A part is null if the problem does not belong to one sheet, row or column. */
export type Spot = { sheet: string | null; row: number | null; heading: string | null }

/** A problem at a place of the file, which its message begins with. */
export function problemIn(
  code: ExtractProblemCode,
  { sheet, row, heading }: Spot,
  text: string,
  said: string,
): ExtractProblem {
  const ofSheet = sheet === null ? '' : `Sheet ‘${shortened(sheet)}’`
  const place = row === null ? ofSheet : placeName(sheet, row, heading)
  const message = place === '' ? said : `${place}: ${said}`
  return {
    code,
    sheet,
    row,
    column: heading,
    value: text === '' ? null : shortened(text),
    message,
    firstRow: null,
  }
}

/** The problem of a name that is not in the layout, with the nearest name that the layout or the register has. */
export function unknownName(
  what: 'team' | 'kpi',
  text: string,
  spot: Spot,
  layout: Pick<Layout, 'name'>,
  near: NamedCode | null,
): ExtractProblem {
  const word = what === 'team' ? 'team' : 'measure'
  if (text === '') {
    return problemIn('missing_value', spot, '', `Give the ${word}, or match the file again to skip such rows`)
  }
  const isSame = near !== null && asName(near.name) === asName(text)
  const offer =
    near === null
      ? ''
      : isSame
        ? `It is what we call ${near.code}. `
        : `The closest is ‘${near.name}’ (${near.code}). `
  const message = `‘${shortened(text)}’ is not a ${word} that the layout ‘${layout.name}’ knows. ${offer}Match the file again to say what it is`
  return problemIn(what === 'team' ? 'unknown_team' : 'unknown_kpi', spot, text, message)
}

/** The problem of a text that does not name exactly one month. */
export function noMonth(
  reading: Exclude<MonthReading, { is: 'month' }>,
  text: string,
  spot: Spot,
): ExtractProblem {
  if (text === '')
    return problemIn('missing_value', spot, '', 'The month is missing. Write it like April 2019')
  const fault =
    reading.is === 'several'
      ? `‘${shortened(text)}’ names more than one month. Leave the one that the figures are of`
      : `‘${shortened(text)}’ names no month. Write it like April 2019`
  return problemIn('bad_period', spot, text, fault)
}

/** The problem of a sheet whose headings are no longer those that were confirmed. */
export function noLongerFits(
  { name, rules }: Pick<Layout, 'name' | 'rules'>,
  unfit: UnfitSheet,
): ExtractProblem {
  const sheet = rules.sheets.take === 'every' ? unfit.sheet : null
  const { nearest: near } = unfit
  const message = `The layout ‘${name}’ no longer fits: ${headingsDiffer(rules, near?.headings ?? null)}. Match the file again, or have its headings put back`
  const code = near === null ? 'not_a_table' : 'missing_column'
  return problemIn(code, { sheet, row: near?.row ?? null, heading: null }, '', message)
}

/** How a file's headings differ from those of a layout: "‘Due’ is new and ‘Children due a visit’ is missing". */
export function headingsDiffer(rules: LayoutRules, found: readonly string[] | null): string {
  if (found === null) return 'no row holds its headings'
  const matcher = columnMatcher(rules)
  const parts = [
    saidOf(
      found.filter((heading) => heading !== '' && !matcher.knows(heading)),
      'new',
    ),
    saidOf(matcher.missing(found), 'missing'),
  ].filter((part) => part !== null)
  if (parts.length > 0) return parts.join(' and ')
  const twice = matcher.twice(found)
  if (twice !== null) {
    return `‘${shortened(twice[0])}’ and ‘${shortened(twice[1])}’ are the same figure of the same month or team`
  }
  const lacking = matcher.lacking(found)
  return lacking === null
    ? 'its headings stand in another order, or one is there twice'
    : `‘${shortened(lacking[0])}’ has no column like ‘${shortened(lacking[1])}’ beside it`
}

function saidOf(headings: readonly string[], word: string): string | null {
  if (headings.length === 0) return null
  const quoted = headings.map((heading) => `‘${shortened(heading)}’`).join(', ')
  return `${quoted} ${wordFor(headings.length, 'is', 'are')} ${word}`
}

/** What teams or KPIs are called now, with their codes, open and closed. */
export function nameListOf(what: 'team' | 'kpi', { units, kpis }: ExtractRegister): NamedCode[] {
  if (what === 'team') return [...units.values()].map(({ name, code }) => ({ name, code }))
  return [...kpis.values()].map((kpi) => ({ name: kpiName(kpi, null), code: kpi.code }))
}

/** The nearest name to a text, among the names that a person confirmed and our own. It is offered and never applied. */
export function nearestCode(
  text: string,
  confirmed: readonly NamedCode[],
  known: readonly NamedCode[],
): NamedCode | null {
  const short = known.filter(({ name }) => isShortFor(asName(text), asName(name)))
  if (short.length === 1) return short[0] ?? null
  const all = [...known, ...confirmed].map((each) => [asName(each.name), each] as const)
  const codes = known.map((each) => [asName(each.code), each] as const)
  for (const table of [new Map(all), new Map(codes)]) {
    const near = table.get(nearestText(asName(text), table.keys()) ?? '')
    if (near !== undefined) return near
  }
  return null
}

/** Whether a name begins with the initials of another and ends as it does: "H&P North 1" for "Help and Protection North 1",
 *  with or without those of its small words. */
function isShortFor(text: string, name: string): boolean {
  const [first = '', ...rest] = text.split(' ')
  const letters = first.replaceAll(/[^\p{L}]/gu, '')
  const words = name.split(' ')
  const isSame = words.slice(words.length - rest.length).join(' ') === rest.join(' ')
  const begun = words.slice(0, words.length - rest.length)
  if (letters.length < 2 || !isSame) return false
  const initials = (those: readonly string[]) => those.map((word) => word.slice(0, 1)).join('')
  return [begun, begun.filter((word) => !smallWords.has(word))].some((those) => initials(those) === letters)
}

const smallWords = new Set(['and', '&', 'of', 'in', 'the', 'with', 'for', 'to'])
