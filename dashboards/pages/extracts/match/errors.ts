/** What a step of the form leaves unanswered, or answers twice, with the field concerned. */
import { type LayoutFault, layoutFaults } from '#domain/extracts/layouts/faults.ts'
import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { isAmbiguousDate } from '#domain/time/month-words.ts'
import type { MatchableFile } from '#server/extracts/layouts/writes.ts'
import type { SheetPreview } from '#server/grid.ts'
import type { ChosenHeadings, ColumnsPart, NamesPart } from './draft.ts'
import type { MatchError } from './model.ts'
import { firstSimilar } from './similar-columns.ts'

/** What the second step leaves unanswered, or answers twice. Names are only asked for in the third step. */
export function columnErrors(
  { uses, period, dates }: ColumnsPart,
  { headings, sheet, row }: ChosenHeadings,
  rules: LayoutRules,
  { register }: MatchableFile,
): MatchError[] {
  const firsts = firstSimilar(headings, rules.dates)
  const unsaidColumns = headings.flatMap((heading, place) =>
    (uses[place] ?? '') === '' && firsts[place] === place
      ? [{ text: `Select what ‘${heading === '' ? 'no heading' : heading}’ holds`, href: `#c${place}` }]
      : [],
  )
  if (unsaidColumns.length > 0) return unsaidColumns
  const ambiguous = readDates(rules, sheet, row).find(isAmbiguousDate)
  if (dates === '' && ambiguous !== undefined) {
    return [{ text: `Say how dates such as ‘${ambiguous.slice(0, 40)}’ are written`, href: '#dates' }]
  }
  const isRepeated = headings.some(
    (_, place) => firsts[place] !== place && !['', 'ignored'].includes(uses[place] ?? ''),
  )
  if (period !== 'heading' && isRepeated) {
    return [{ text: 'Headings name different months: select the month in each heading', href: '#period' }]
  }
  return layoutFaults(rules, register).flatMap(({ part, message }) =>
    part === 'teams' || part === 'kpis' ? [] : [{ text: message, href: `#${fieldOf(part, firsts)}` }],
  )
}

/** The texts that the rules read as a month. */
function readDates({ columns, period }: LayoutRules, sheet: SheetPreview, row: number): string[] {
  if (period.from === 'heading') return columns.map(({ heading }) => heading)
  if (period.from === 'sheet') return [sheet.name ?? '']
  if (period.from === 'cell') {
    return [sheet.rows.find((each) => each.row === period.row)?.cells[period.column] ?? '']
  }
  const place = columns.findIndex(({ use }) => use === 'period')
  return sheet.rows.flatMap((each) => (each.row > row ? [each.cells[place] ?? ''] : []))
}

function fieldOf(part: LayoutFault['part'], firsts: readonly number[]): string {
  if (typeof part === 'number') return `c${firsts[part] ?? part}`
  return part === 'columns' ? 'c0' : part
}

/** The names that the third step leaves without a code. */
export function nameErrors({ teams, kpis }: NamesPart): MatchError[] {
  const of = (what: 'team' | 'kpi', word: string, names: NamesPart['teams']) =>
    names.flatMap(({ name, code }, i) =>
      code === '' ? [{ text: `Select the ${word} that ‘${name}’ is`, href: `#${what}-${i}` }] : [],
    )
  return [...of('team', 'team', teams), ...of('kpi', 'measure', kpis)]
}

/** What is wrong with the rules that would be confirmed. */
export function layoutErrors(faults: readonly LayoutFault[]): MatchError[] {
  return faults.map(({ part, message }) => ({ text: message, href: part === 'name' ? '#name' : '#reading' }))
}
