import type { FastifyRequest } from 'fastify'
import { type LayoutFault, layoutFaults } from '#domain/extracts/layouts/faults.ts'
import type { LayoutRules } from '#domain/extracts/layouts/layout.ts'
import { isAmbiguousDate } from '#domain/time/month-words.ts'
import type { MatchableFile } from '#server/extracts/layouts/layout-commands.ts'
import type { SheetPreview } from '#server/grid.ts'
import type { Page } from '../../kit/page.ts'
import { firstsAlike } from './alike.ts'
import {
  type ColumnsPart,
  chosenHeadings,
  columnsFrom,
  type Fields,
  type NamesPart,
  namesFrom,
  type TablePart,
  tableFrom,
} from './draft.ts'
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
} from './suggested.ts'
import { matchView } from './view.ts'

type Params = { id: string }
type Chosen = NonNullable<ReturnType<typeof chosenHeadings>>

const noNames: NamesPart = {
  teams: [],
  kpis: [],
  words: [],
  percent: false,
  thousands: false,
  fractions: false,
  name: '',
}

/** `/extracts/:id/match`: three steps by which a person says once how files of a shape are read. The answers travel in the
 *  query, and at last in the form that tries and confirms them. */
export const matchPage: Page = {
  name: 'match',
  register(app, { commands, reads, frame, refuse }) {
    const { layouts } = commands
    const route = { config: { permission: 'extracts.upload' as const }, handlerTimeout: 60_000 }

    app.get<{ Params: Params; Querystring: Fields }>('/extracts/:id/match', route, async (request) => {
      const file = await layouts.loadMatchable(numberOf(request.params.id))
      const view = await answer(file, request.query, request)
      return matchView(view)
    })

    app.post<{ Params: Params; Body: Fields }>('/extracts/:id/match', route, async (request, reply) => {
      const file = await layouts.loadMatchable(numberOf(request.params.id))
      const fields = request.body ?? {}
      if (typeof fields.use === 'string') {
        const { person } = await frame(request)
        await layouts.useLayout(file.id, { name: fields.use, by: person?.name ?? '' })
        return reply.redirect(`/extracts/${file.id}`, 303)
      }
      const table = tableFrom(fields)
      const chosen = chosenHeadings(file.preview, table)
      if (chosen === null) throw refuse('bad_request', 'The form has no row of headings.')
      const columns = columnsFrom(fields, chosen.headings, file.register)
      const basis = { before: file.layout?.rules ?? null, register: file.register }
      const said = namesFrom(fields)
      const names =
        fields.action === 'accept'
          ? acceptedNames(
              said,
              await layouts.tryRules(file.id, rulesOf(table, chosen.headings, columns, said, basis)),
              file.register,
            )
          : said
      const rules = rulesOf(table, chosen.headings, columns, names, basis)
      const errors =
        fields.action === 'confirm'
          ? [...unsaid(names), ...namedErrors(await layouts.loadFaults(names.name, rules))]
          : []
      if (fields.action !== 'confirm' || errors.length > 0) {
        if (errors.length > 0) reply.code(422)
        return matchView(await namesView(request, file, { table, columns, names, rules, errors }))
      }
      const { person } = await frame(request)
      await layouts.confirm(file.id, { name: names.name, rules, by: person?.name ?? '' })
      return reply.redirect(`/extracts/${file.id}`, 303)
    })

    async function answer(file: MatchableFile, fields: Fields, request: FastifyRequest): Promise<MatchView> {
      const table = tableOf(file, fields)
      const chosen = chosenHeadings(file.preview, table)
      if (fields.step === undefined || chosen === null) {
        const missing = { text: 'Enter the number of a row that holds headings', href: '#heading' }
        return tableView(request, file, table, fields, fields.step === undefined ? [] : [missing])
      }
      const before = file.layout?.rules ?? null
      const isAccepted = fields.accept === 'yes'
      const said =
        fields.c0 === undefined
          ? suggestedColumns(chosen, file.preview, file.register, before)
          : columnsFrom(fields, chosen.headings, file.register)
      const columns = isAccepted ? acceptedColumns(said, chosen, file.preview, file.register, before) : said
      const basis = { before, register: file.register }
      const drafted = rulesOf(table, chosen.headings, columns, noNames, basis)
      const errors = fields.step === 'names' || isAccepted ? columnErrors(columns, chosen, drafted, file) : []
      if ((fields.step !== 'names' && !isAccepted) || errors.length > 0) {
        return columnsView(request, file, { table, columns, chosen, errors })
      }
      const met = await layouts.tryRules(file.id, drafted)
      const suggested = suggestedNames(met, file.register, file.layout)
      const names = isAccepted ? acceptedNames(suggested, met, file.register) : suggested
      const rules = rulesOf(table, chosen.headings, columns, names, basis)
      return namesView(request, file, { table, columns, names, rules, errors: [] })
    }

    async function tableView(
      request: FastifyRequest,
      file: MatchableFile,
      table: TablePart,
      fields: Fields,
      errors: readonly MatchError[],
    ): Promise<MatchView> {
      const chosen = chosenHeadings(file.preview, table)
      const asked = typeof fields.show === 'string' ? file.preview[Number(fields.show)] : undefined
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

    async function columnsView(
      request: FastifyRequest,
      file: MatchableFile,
      said: { table: TablePart; columns: ColumnsPart; chosen: Chosen; errors: readonly MatchError[] },
    ): Promise<MatchView> {
      const { table, columns, chosen, errors } = said
      const isWorkbook = chosen.sheet.name !== null
      const { register } = file
      const [surround, questions] = await Promise.all([frame(request), loadQuestions(file)])
      const suggestions = columnSuggestions(chosen, register)
      return {
        frame: surround,
        file,
        from: file.layout,
        errors,
        step: {
          is: 'columns',
          table,
          columns,
          ...chosen,
          isWorkbook,
          register,
          questions,
          suggestions,
          hasSuggestions: hasColumnSuggestions(
            columns,
            chosen,
            file.preview,
            register,
            file.layout?.rules ?? null,
          ),
        },
      }
    }

    async function namesView(
      request: FastifyRequest,
      file: MatchableFile,
      said: {
        table: TablePart
        columns: ColumnsPart
        names: NamesPart
        rules: LayoutRules
        errors: readonly MatchError[]
      },
    ): Promise<MatchView> {
      const { table, columns, names, rules, errors } = said
      const [surround, questions, trial] = await Promise.all([
        frame(request),
        loadQuestions(file),
        layouts.tryRules(file.id, rules),
      ])
      const { register } = file
      return {
        frame: surround,
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

    /** Which question each measure answers. */
    async function loadQuestions({ register }: MatchableFile): Promise<Questions> {
      const kpis = await reads.loadKpis(register.today.slice(0, 7))
      return new Map(kpis.map(({ code, dimension }) => [code, dimension]))
    }

    function numberOf(id: string): number {
      if (/^[1-9][0-9]{0,8}$/.test(id)) return Number(id)
      throw refuse('not_found', 'There is no such extract.')
    }
  },
}

function tableOf({ preview, layout }: MatchableFile, fields: Fields): TablePart {
  if (fields.heading !== undefined) return tableFrom(fields)
  return layout === null ? suggestedTable(preview) : tableOfLayout(preview, layout.rules)
}

/** What the second step leaves unsaid, or says twice. Names come only after it. */
function columnErrors(
  { uses, period, dates }: ColumnsPart,
  { headings, sheet, row }: Chosen,
  rules: LayoutRules,
  { register }: MatchableFile,
): MatchError[] {
  const firsts = firstsAlike(headings, rules.dates)
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

/** The texts in which the rules read a month. */
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

function unsaid({ teams, kpis }: NamesPart): MatchError[] {
  const of = (what: 'team' | 'kpi', word: string, names: NamesPart['teams']) =>
    names.flatMap(({ name, code }, i) =>
      code === '' ? [{ text: `Select the ${word} that ‘${name}’ is`, href: `#${what}-${i}` }] : [],
    )
  return [...of('team', 'team', teams), ...of('kpi', 'measure', kpis)]
}

function namedErrors(faults: readonly LayoutFault[]): MatchError[] {
  return faults.map(({ part, message }) => ({ text: message, href: part === 'name' ? '#name' : '#reading' }))
}
