/** Warnings for figures of a file that do not agree with each other, or with the record, by the rules across measures. They
 *  inform and hold nothing up. */
import type { AddedTerm, MeasureRule } from '#domain/catalogue/measure-rule.ts'
import { type ExtractWarning, placeName } from '#domain/extracts/problem.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import type { State } from '#domain/figures/measurement.ts'
import { termSum } from '#domain/figures/rule-judgement.ts'
import { periodInSentence } from '#domain/time/period.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { brokenRuleWords, ruleSidesWords } from '#domain/wording/rule-words.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Trx } from '#server/db/database.ts'
import { carriersOf } from '#server/record/measure-rules.ts'
import { councilId } from '../../db/council-id.ts'
import { recordBeside } from '../merging/rule-changes.ts'
import { figureIndexOf } from '../reading/read-extract.ts'
import {
  type Comparison,
  compareMeasures,
  type Disagreement,
  type LoadBeside,
} from '../record/compare-measures.ts'
import type { FigureIndex, IndexedCell } from '../record/figure-index.ts'

/** A rule has at most this many warnings of its own in a file; one more names others, and counts the rest. */
const MOST_EACH = 5
const MOST_NAMED = 8

/** These warnings of an extract whose rows are stored. `figures` are its figures; they are loaded if missing. */
export async function loadDisagreements(
  trx: Trx,
  extractId: number,
  { register, figures }: { register: ExtractRegister; figures: FigureIndex | null },
): Promise<ExtractWarning[]> {
  const index = figures ?? (await loadFigures(trx, extractId, register))
  return figureWarnings(index, register, recordBeside(trx))
}

/** The warnings for the figures of a file. `loadBeside` gives the cells on record that it lacks. */
export async function figureWarnings(
  figures: FigureIndex,
  register: ExtractRegister,
  loadBeside: LoadBeside,
): Promise<ExtractWarning[]> {
  if (figures.isTooLarge) return [tooLarge]
  const compared = await compareMeasures(figures, register.rules ?? [], {
    isCarried: carriersOf(register.units, register.kpis),
    loadBeside,
  })
  const byRule = Map.groupBy(compared.disagreements, ({ resolved }) => resolved.rule)
  return [...byRule].flatMap(([rule, found]) => [
    ...found.slice(0, MOST_EACH).map((each) => warningOf(each, figures, compared, register)),
    ...othersWarning(rule, found.slice(MOST_EACH), register),
  ])
}

const tooLarge: ExtractWarning = {
  code: 'measures_disagree',
  sheet: null,
  row: null,
  column: null,
  message:
    'This file has too many figures for its measures to be compared with each other before it is published. They are ' +
    'compared right after that, and those that do not agree are on the page of data quality',
  needsReason: false,
}

/** "Row 5, numerator: ‘Plans of 12 months or more are among those of 9 months or more’ does not hold for Help and Protection South
 *  1 in April 2019. Children on a plan for 12 months or more: 5 (CP07, row 5). …" */
function warningOf(
  { resolved, unit, left, right }: Disagreement,
  figures: FigureIndex,
  { cellOf }: Comparison,
  register: ExtractRegister,
): ExtractWarning {
  const { rule, period } = resolved
  const inFile = ({ kpi, periods }: AddedTerm) => periods.map((each) => figures.cell(unit, kpi, each))
  const placeOf = (term: AddedTerm) => {
    const [cell] = inFile(term)
    return {
      sum: termSum(term, (kpi, each) => cellOf(unit, kpi, each)) ?? 0,
      place: cell === undefined ? 'on record' : lowerFirst(placeName(cell.sheet, cell.row)),
    }
  }
  const term = [...resolved.left, ...resolved.right].find((each) =>
    inFile(each).some((cell) => cell !== undefined),
  )
  const { sheet, row } = (term && inFile(term).find((cell) => cell !== undefined)) ?? { sheet: null, row: 1 }
  const column = term?.part ?? null
  const name = register.units.get(unit)?.name ?? unit
  const message =
    `${placeName(sheet, row, column)}: ${brokenRuleWords(rule, name, period)}. ` +
    `${ruleSidesWords(resolved, { left, right }, placeOf)}. ${rule.because}. Look at these figures`
  return { code: 'measures_disagree', sheet, row, column, message, needsReason: false }
}

/** One warning for the units and periods of a rule that have none of their own. */
function othersWarning(
  rule: MeasureRule,
  found: readonly Disagreement[],
  register: ExtractRegister,
): ExtractWarning[] {
  if (found.length === 0) return []
  const named = found
    .slice(0, MOST_NAMED)
    .map(
      ({ unit, resolved }) =>
        `${register.units.get(unit)?.name ?? unit} in ${periodInSentence(resolved.period)}`,
    )
  const others = found.length - named.length
  if (others > 0) named.push(`${others} more`)
  const message =
    `‘${rule.name}’ does not hold either for ${wordFor(found.length, 'one more team and period', `${found.length} more teams and periods`)}: ` +
    nameList(named)
  return [{ code: 'measures_disagree', sheet: null, row: null, column: null, message, needsReason: false }]
}

const ROWS = 20_000

/** The figures of the stored rows of an extract, a part at a time. */
async function loadFigures(trx: Trx, extractId: number, register: ExtractRegister): Promise<FigureIndex> {
  const index = figureIndexOf(register)
  for (let after = 0, isMore = true; isMore; ) {
    const rows = await trx
      .selectFrom('extract_row')
      .where('council_id', '=', councilId)
      .where('extract_id', '=', extractId)
      .where('position', '>', after)
      .select(['position', 'unit_code as unit', 'kpi_code as kpi', 'period', 'state'])
      .select(['numerator', 'denominator', 'as_at as asAt', 'sheet', 'row_number as row'])
      .orderBy('position')
      .limit(ROWS)
      .execute()
    for (const { state, ...row } of rows) index.keep({ ...row, state: state as State } satisfies IndexedCell)
    after = rows.at(-1)?.position ?? after
    isMore = rows.length === ROWS && !index.isTooLarge
  }
  return index
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
