/** Reads what each of the three steps shows. */
import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { monthOf } from '#domain/time/period.ts'
import type { MatchableFile } from '#server/extracts/layouts/writes.ts'
import type { PageDeps, PageRequest } from '../../kit/page.ts'
import {
  type ChosenHeadings,
  type ColumnsPart,
  chosenHeadings,
  columnsFrom,
  type Fields,
  type NamesPart,
  type TablePart,
  tableFrom,
} from './draft.ts'
import { columnErrors } from './errors.ts'
import type { Questions } from './fields.ts'
import type { MatchError, MatchView } from './model.ts'
import { rulesOf } from './rules.ts'
import {
  acceptedColumns,
  acceptedNames,
  columnSuggestions,
  hasColumnSuggestions,
  hasSuggestions,
  suggestedColumns,
  suggestedNames,
  suggestedTable,
  tableOfLayout,
} from './suggestions.ts'

const noNames: NamesPart = {
  teams: [],
  kpis: [],
  words: [],
  percent: false,
  thousands: false,
  fractions: false,
  name: '',
}

/** The step that the answers so far lead to, filled in with the suggestions. A step with wrong answers is shown again. */
export async function loadView(
  request: PageRequest,
  deps: PageDeps,
  file: MatchableFile,
  fields: Fields,
): Promise<MatchView> {
  const { layouts } = deps.writes
  const table = tableOf(file, fields)
  const chosen = chosenHeadings(file.preview, table)
  if (fields.step === undefined || chosen === null) {
    const missing = { text: 'Enter the number of a row that holds headings', href: '#heading' }
    return loadTableView(request, deps, file, {
      table,
      show: fields.show,
      errors: fields.step === undefined ? [] : [missing],
    })
  }
  const isAccepted = fields.accept === 'yes'
  const columns = columnsOf(file, fields, chosen)
  const basis = { before: file.layout?.rules ?? null, register: file.register }
  const drafted = rulesOf(table, chosen.headings, columns, noNames, basis)
  const isNamesStep = fields.step === 'names' || isAccepted
  const errors = isNamesStep ? columnErrors(columns, chosen, drafted, file) : []
  if (!isNamesStep || errors.length > 0)
    return loadColumnsView(request, deps, file, { table, columns, chosen, errors })
  const met = await layouts.tryRules(file.id, drafted)
  const suggested = suggestedNames(met, file.register, file.layout)
  const names = isAccepted ? acceptedNames(suggested, met, file.register) : suggested
  const rules = rulesOf(table, chosen.headings, columns, names, basis)
  return loadNamesView(request, deps, file, { table, columns, names, rules, errors: [] })
}

function tableOf({ preview, layout }: MatchableFile, fields: Fields): TablePart {
  if (fields.heading !== undefined) return tableFrom(fields)
  return layout === null ? suggestedTable(preview) : tableOfLayout(preview, layout.rules)
}

/** What the columns contain: the answers, or the suggestions where there is no answer; every suggestion once they have all been
 * accepted. */
function columnsOf(
  { preview, register, layout }: MatchableFile,
  fields: Fields,
  chosen: ChosenHeadings,
): ColumnsPart {
  const before = layout?.rules ?? null
  const said =
    fields.c0 === undefined
      ? suggestedColumns(chosen, preview, register, before)
      : columnsFrom(fields, chosen.headings, register)
  return fields.accept === 'yes' ? acceptedColumns(said, chosen, preview, register, before) : said
}

async function loadTableView(
  request: PageRequest,
  { frame }: PageDeps,
  file: MatchableFile,
  { table, show, errors }: { table: TablePart; show: unknown; errors: readonly MatchError[] },
): Promise<MatchView> {
  const chosen = chosenHeadings(file.preview, table)
  const asked = typeof show === 'string' ? file.preview[Number(show)] : undefined
  const shown = asked ?? chosen?.sheet ?? file.preview[0]
  const shows = shown === undefined ? -1 : file.preview.indexOf(shown)
  return {
    frame: await frame(request),
    file,
    from: file.layout,
    errors,
    step: { is: 'table', sheets: file.preview, shows, table, fitting: file.fitting },
  }
}

async function loadColumnsView(
  request: PageRequest,
  deps: PageDeps,
  file: MatchableFile,
  {
    table,
    columns,
    chosen,
    errors,
  }: { table: TablePart; columns: ColumnsPart; chosen: ChosenHeadings; errors: readonly MatchError[] },
): Promise<MatchView> {
  const { register, preview, layout } = file
  const [frame, questions] = await Promise.all([deps.frame(request), loadQuestions(deps, file)])
  const before = layout?.rules ?? null
  return {
    frame,
    file,
    from: layout,
    errors,
    step: {
      is: 'columns',
      table,
      columns,
      ...chosen,
      isWorkbook: chosen.sheet.name !== null,
      register,
      questions,
      suggestions: columnSuggestions(chosen, register),
      hasSuggestions: hasColumnSuggestions(columns, chosen, preview, register, before),
    },
  }
}

/** The last step: what the rules read from the file, and the names and words that they do not know. */
export async function loadNamesView(
  request: PageRequest,
  deps: PageDeps,
  file: MatchableFile,
  {
    table,
    columns,
    names,
    rules,
    errors,
  }: {
    table: TablePart
    columns: ColumnsPart
    names: NamesPart
    rules: LayoutRules
    errors: readonly MatchError[]
  },
): Promise<MatchView> {
  const { register } = file
  const [frame, questions, trial] = await Promise.all([
    deps.frame(request),
    loadQuestions(deps, file),
    deps.writes.layouts.tryRules(file.id, rules),
  ])
  return {
    frame,
    file,
    from: file.layout,
    errors,
    step: {
      is: 'names',
      table,
      columns,
      headings: rules.columns.map(({ heading }) => heading),
      names,
      trial,
      register,
      questions,
      hasSuggestions: hasSuggestions(names, trial, register),
    },
  }
}

/** The question that each measure answers. */
async function loadQuestions({ reads }: PageDeps, { register }: MatchableFile): Promise<Questions> {
  const kpis = await reads.loadKpis(monthOf(register.today))
  return new Map(kpis.map(({ code, dimension }) => [code, dimension]))
}
