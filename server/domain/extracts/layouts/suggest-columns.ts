/** Suggests what the columns of an unknown file hold, for the person who confirms a layout. */

import { headingPeriod, monthOnly } from '../../time/month-words.ts'
import { trimSpaces } from '../figure-text.ts'
import type { ExtractRegister } from '../register.ts'
import { isFraction } from './figures.ts'
import { asName, type ColumnUse, type FigurePart, isFigurePart } from './layout.ts'
import { isLikeFigure } from './suggest-layout.ts'
import { exactCode, nearestName } from './suggest-names.ts'

/** What a column may hold. If not `isSure`, it was derived from a similar name or from other columns: it is shown
 *  first, and taken only once a person accepts it. */
export type SuggestedUse = { use: ColumnUse; isSure: boolean }

/** A column of a file: its heading, and the texts beneath it. */
export type FileColumn = { heading: string; cells: readonly string[] }

/** A suggestion for each column, or null. */
export function suggestUses(
  columns: readonly FileColumn[],
  register: ExtractRegister,
): (SuggestedUse | null)[] {
  const found = columns.map((column) => suggestedFor(column, register))
  const parts = new Set(found.map((each) => figureKey(each?.use ?? 'ignored')))
  return found.map((each) => {
    if (each === null || partIn(each.use) !== 'value') return each
    // A percentage beside its counts is computed from them.
    const { kpi } = typeof each.use === 'object' ? each.use : { kpi: '' }
    const isSpare = parts.has(`${kpi} numerator`) && parts.has(`${kpi} denominator`)
    return isSpare ? { use: 'ignored', isSure: false } : each
  })
}

function partIn(use: ColumnUse): FigurePart | null {
  if (typeof use === 'object') return use.part
  return isFigurePart(use) ? use : null
}

function figureKey(use: ColumnUse): string {
  return `${typeof use === 'object' ? use.kpi : ''} ${partIn(use)}`
}

function suggestedFor({ heading, cells }: FileColumn, register: ExtractRegister): SuggestedUse | null {
  const filled = cells.map(trimSpaces).filter((text) => text !== '')
  if (asName(heading) === '' && filled.length === 0) return { use: 'ignored', isSure: true }
  const own = ownHeadings.get(asName(heading))
  if (own !== undefined) return { use: own, isSure: true }
  const use = suggestUse(heading, cells, register)
  if (use !== null) return { use, isSure: true }
  return figureSuggestion(heading, filled, register) ?? nameSuggestion(heading, filled)
}

/** Our own headings. A file in our format also comes here, if its blank cells have to be filled. */
const ownHeadings = new Map<string, ColumnUse>([
  ['team_code', 'team'],
  ['kpi_code', 'kpi'],
  ['period', 'period'],
  ['numerator', 'numerator'],
  ['denominator', 'denominator'],
  ['value', 'value'],
  ['as_at', 'ignored'],
  ['note', 'note'],
])

/** What a heading says about its figures: the measure and the part, or only the part. */
function figureSuggestion(
  heading: string,
  filled: readonly string[],
  register: ExtractRegister,
): SuggestedUse | null {
  const around = headingPeriod(heading, 'day_first')?.around ?? null
  const text = trimDashes((around ?? heading).replace('{}', ' '))
  if (text === '') {
    const isShare = filled.some((cell) => cell.includes('%') || (isFraction(cell) && cell.includes('.')))
    return around === null ? null : { use: 'value', isSure: isShare }
  }
  const { name, part } = partedName(text)
  if (name === '') return part === null ? null : { use: part, isSure: around !== null }
  if (filled.some((cell) => !isLikeFigure(cell) && /\p{L}{4}/u.test(cell))) return null
  const exact = exactCode('kpi', name, register)
  const kpi = exact ?? nearestName('kpi', name, register)?.code ?? null
  if (kpi === null) return null
  const kind = register.kpis.get(kpi)?.kind
  const isNumber = kind === 'count' || kind === 'stock'
  const use = { kpi, part: isNumber ? ('numerator' as const) : (part ?? partOf(kpi, filled, register)) }
  return { use, isSure: exact !== null && (part !== null || isNumber) }
}

const partWords: Record<FigurePart, RegExp> = {
  numerator:
    /^(numerator|num|n|number|done|on time|in time|in timescales?|within timescales?|met|achieved|seen|visited|yes)$/i,
  denominator: /^(denominator|denom|den|d|of|out of|due|total|number due|eligible|expected|required|cases)$/i,
  value: /^(%|\(%\)|per ?cent|percentage|rate|value|performance)$/i,
}

/** "CP visits in timescale – Due" is the denominator of "CP visits in timescale". */
function partedName(text: string): { name: string; part: FigurePart | null } {
  const partOfWord = (word: string) =>
    (Object.keys(partWords) as FigurePart[]).find((part) => partWords[part].test(word)) ?? null
  const whole = partOfWord(text)
  if (whole !== null) return { name: '', part: whole }
  for (const separator of [' – ', ' - ', ': ', ' ']) {
    const at = text.lastIndexOf(separator)
    const part = at === -1 ? null : partOfWord(text.slice(at + separator.length).trim())
    if (part !== null) return { name: trimDashes(text.slice(0, at)), part }
  }
  return { name: text, part: null }
}

function trimDashes(text: string): string {
  return text.replaceAll(/^[\s–:,-]+|[\s–:,-]+$/g, '')
}

/** What a heading alone suggests, if the cells beneath contain none of our names exactly. */
function nameSuggestion(heading: string, filled: readonly string[]): SuggestedUse | null {
  if (filled.every((cell) => isLikeFigure(cell))) return null
  for (const [use, words] of nameWords) if (words.test(asName(heading))) return { use, isSure: false }
  return null
}

const nameWords: readonly (readonly [ColumnUse, RegExp])[] = [
  ['team', /^(team|team name|teams|unit|locality|area team)$/],
  ['kpi', /^(measure|measures|indicator|kpi|pi|performance indicator|measure name)$/],
  ['period', /^(month|period|reporting month|reporting period)$/],
  ['note', /^(comment|comments|note|notes|commentary|remarks)$/],
]

/** What a column probably holds, by exact matches of its cells or its heading; null without any. */
export function suggestUse(
  heading: string,
  samples: readonly string[],
  register: ExtractRegister,
): ColumnUse | null {
  const filled = samples.map(trimSpaces).filter((text) => text !== '')
  if (filled.length > 0) {
    if (filled.some((text) => exactCode('team', text, register) !== null)) return 'team'
    if (filled.every((text) => monthOnly(text, 'day_first').is === 'month')) return 'period'
    if (filled.every((text) => exactCode('kpi', text, register) !== null)) return 'kpi'
  }
  const kpi = exactCode('kpi', heading.replace(/\s*(\(%\)|%)\s*$/, ''), register)
  if (kpi !== null) return { kpi, part: partOf(kpi, filled, register) }
  return null
}

/** A column named for a measure and no more holds its number, or its percentage. */
function partOf(code: string, samples: readonly string[], { kpis }: ExtractRegister): FigurePart {
  const kind = kpis.get(code)?.kind
  if (kind === 'count' || kind === 'stock') return 'numerator'
  return samples.every((text) => !isLikeFigure(text) || kind !== 'ratio' || Number.parseFloat(text) <= 100)
    ? 'value'
    : 'numerator'
}
