/** How a file is likely to be read: the answers that each step of the form starts with. */

import { monthKind } from '#domain/extracts/layouts/crosstab.ts'
import { asName, type ColumnUse, type LayoutRules, type NamedCode } from '#domain/extracts/layouts/layout.ts'
import { type SuggestedUse, suggestUses } from '#domain/extracts/layouts/suggest-columns.ts'
import {
  headingsAt,
  holdsHeadings,
  monthCells,
  suggestHeadings,
  suggestSkips,
} from '#domain/extracts/layouts/suggest-layout.ts'
import { exactCode, nearestName, usualMeaning } from '#domain/extracts/layouts/suggest-names.ts'
import type { LayoutTrial, TextOccurrence } from '#domain/extracts/layouts/try-layout.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import type { SheetPreview } from '#server/grid.ts'
import { type ChosenHeadings, type ColumnsPart, type NamesPart, SKIP, type TablePart } from './draft.ts'
import { spreadUses, teamNames } from './similar-columns.ts'

/** The likely first step. Sheets without the headings that most sheets have are probably not part of the table. */
export function suggestedTable(preview: readonly SheetPreview[]): TablePart {
  const found = preview.flatMap((sheet) => {
    const rows = suggestHeadings(sheet.rows)
    const headings = rows === null ? null : headingsAt(sheet.rows, rows)
    return rows === null || headings === null ? [] : [{ sheet, rows, headings }]
  })
  const alike = found.map(({ headings, rows }) =>
    preview.filter((sheet) => holdsHeadings(sheet.rows, headings, rows.rows)),
  )
  const most = alike.reduce((best, sheets, i) => (sheets.length > (alike[best]?.length ?? 0) ? i : best), 0)
  const best = found[most]
  const skips = best === undefined ? { begins: [], ends: [] } : suggestSkips(best.sheet.rows, best.rows.row)
  const like = alike[most] ?? []
  const isFirst = like.length < 2 && best?.sheet === preview[0]
  return {
    sheets: like.length > 1 ? 'every' : isFirst || best === undefined ? 'first' : `named:${best.sheet.name}`,
    except: like.length > 1 ? preview.flatMap((s) => (like.includes(s) ? [] : [s.name ?? ''])) : [],
    heading: best === undefined ? '' : String(best.rows.row),
    rows: best?.rows.rows ?? 1,
    ...skips,
  }
}

/** The first step according to a layout, if its headings are found or a row is similar enough. */
export function tableOfLayout(preview: readonly SheetPreview[], rules: LayoutRules): TablePart {
  const headings = rules.columns.map(({ heading }) => heading)
  const rows = rules.headingRows
  const at = preview
    .flatMap((sheet) =>
      sheet.rows.map(({ row }) => ({ row, found: headingsAt(sheet.rows, { row, rows }) ?? [] })),
    )
    .map(({ row, found }) => ({ row, shared: sharedOf(found, headings) }))
    .reduce((best, each) => (each.shared > best.shared ? each : best), { row: 0, shared: 0 })
  const { sheets } = rules
  return {
    sheets: sheets.take === 'named' ? `named:${sheets.name}` : sheets.take,
    except: sheets.take === 'every' ? sheets.except : [],
    heading: at.row === 0 ? '' : String(at.row),
    rows,
    begins: rules.skip.begins,
    ends: rules.ends,
  }
}

function sharedOf(found: readonly string[], headings: readonly string[]): number {
  const names = new Set(headings.map(asName))
  return found.filter((heading) => heading !== '' && names.has(asName(heading))).length
}

/** What each column could contain, judged by its heading and the texts beneath it. */
export function columnSuggestions(
  { sheet, row, headings }: ChosenHeadings,
  register: ExtractRegister,
): (SuggestedUse | null)[] {
  const below = sheet.rows.filter((each) => each.row > row)
  return suggestUses(
    headings.map((heading, place) => ({ heading, cells: below.map(({ cells }) => cells[place] ?? '') })),
    register,
  )
}

/** The second step: the layout's columns, matched by heading; without one, only what the file's own texts make certain. */
export function suggestedColumns(
  chosen: ChosenHeadings,
  preview: readonly SheetPreview[],
  register: ExtractRegister,
  rules: LayoutRules | null,
): ColumnsPart {
  const { headings } = chosen
  const dates = rules?.dates ?? 'day_first'
  const nameIn = (heading: string) => monthKind(heading, dates) ?? asName(heading)
  const before = new Map(rules?.columns.map((column) => [nameIn(column.heading), column]))
  const suggestions = columnSuggestions(chosen, register)
  const uses = headings.map((heading, place) => {
    const known = before.get(nameIn(heading))
    const suggested = suggestions[place]
    if (known !== undefined) return useText(known.use)
    return suggested?.isSure === true ? useText(suggested.use) : ''
  })
  const sources = rules === null ? suggestedSources(uses, chosen, preview, register) : sourcesOf(rules)
  return {
    uses: spreadUses(uses, headings, { team: sources.team, dates }, register),
    fills: headings.map((heading) => before.get(nameIn(heading))?.fillDown === true),
    ...sources,
    // The day comes first unless somebody chose otherwise, so only the other order proves that somebody chose.
    dates: rules?.dates === 'month_first' ? rules.dates : '',
  }
}

/** The second step, with suggestions in place of missing answers. */
export function acceptedColumns(
  columns: ColumnsPart,
  chosen: ChosenHeadings,
  preview: readonly SheetPreview[],
  register: ExtractRegister,
  rules: LayoutRules | null,
): ColumnsPart {
  const { headings } = chosen
  const suggestions = columnSuggestions(chosen, register)
  const uses = columns.uses.map((use, place) => {
    const suggested = suggestions[place]
    return use === '' && suggested !== null && suggested !== undefined ? useText(suggested.use) : use
  })
  const sources = rules === null ? suggestedSources(uses, chosen, preview, register) : columns
  const said = {
    team: columns.team === 'column' ? sources.team : columns.team,
    period: columns.period === 'column' ? sources.period : columns.period,
    measure: columns.measure === 'column' ? sources.measure : columns.measure,
  }
  return {
    ...columns,
    ...said,
    uses: spreadUses(uses, headings, { team: said.team, dates: columns.dates || 'day_first' }, register),
    fills: columns.fills.map(
      (isFilled, place) =>
        isFilled || (['team', 'kpi', 'period'].includes(uses[place] ?? '') && blanksBelow(chosen, place) > 0),
    ),
  }
}

/** The number of rows with figures in which a column is blank below a text of its own. */
export function blanksBelow({ sheet, row, headings }: ChosenHeadings, place: number): number {
  let hasText = false
  let blanks = 0
  for (const { row: at, cells } of sheet.rows) {
    if (at <= row) continue
    const isBlank = (cells[place] ?? '').trim() === ''
    const others = headings.filter((_, other) => other !== place && (cells[other] ?? '').trim() !== '')
    if (!isBlank) hasText = !isTotal(cells)
    else if (others.length === 0 || isTotal(cells)) hasText = false
    else if (hasText) blanks++
  }
  return blanks
}

function isTotal(cells: readonly string[]): boolean {
  return suggestSkips([{ row: 1, cells }], 0).begins.length > 0
}

type Sources = Pick<ColumnsPart, 'team' | 'period' | 'measure'>

function suggestedSources(
  uses: readonly string[],
  { sheet, row, headings }: ChosenHeadings,
  preview: readonly SheetPreview[],
  register: ExtractRegister,
): Sources {
  const [month] = monthCells(sheet.rows, row)
  const isSheet = (what: 'team' | 'kpi') =>
    preview.some(({ name }) => name !== null && exactCode(what, name, register) !== null)
  const names = teamNames(
    headings.filter((heading, place) => heading !== '' && (uses[place] ?? '') === ''),
    register,
  )
  const teams = names.filter((name) => exactCode('team', name, register) !== null)
  const hasMonths = headings.some(
    (heading, place) => uses[place] !== 'ignored' && monthKind(heading, 'day_first') !== null,
  )
  const fromColumn = { team: uses.includes('team'), period: uses.includes('period') }
  return {
    team: fromColumn.team ? 'column' : teams.length > 1 ? 'heading' : isSheet('team') ? 'sheet' : 'column',
    period: fromColumn.period
      ? 'column'
      : hasMonths
        ? 'heading'
        : month === undefined
          ? 'column'
          : `cell:${month.row}:${month.column}`,
    measure:
      !uses.includes('kpi') && !uses.some((use) => use.includes('.')) && isSheet('kpi') ? 'sheet' : 'column',
  }
}

function sourcesOf(rules: LayoutRules): Sources {
  return { team: teamText(rules), period: periodText(rules), measure: measureText(rules) }
}

/** The third step: what was confirmed before; otherwise a name that equals ours letter for letter; otherwise nothing. */
export function suggestedNames(
  met: {
    teams: readonly TextOccurrence[]
    kpis: readonly TextOccurrence[]
    words: readonly TextOccurrence[]
  },
  register: ExtractRegister,
  layout: { name: string; rules: LayoutRules } | null,
): NamesPart {
  const rules = layout?.rules
  const skipped = new Set(rules?.skip.is.map(asName))
  const codeFor =
    (what: 'team' | 'kpi', names: readonly NamedCode[] | undefined) =>
    ({ text }: TextOccurrence) => ({
      name: text,
      code:
        names?.find(({ name }) => asName(name) === asName(text))?.code ??
        (what === 'team' && skipped.has(asName(text)) ? SKIP : (exactCode(what, text, register) ?? '')),
    })
  return {
    teams: met.teams.map(codeFor('team', rules?.teams)),
    kpis: met.kpis.map(codeFor('kpi', rules?.kpis)),
    words: met.words.map(({ text }) => {
      const known = rules?.words.find(({ word }) => asName(word) === asName(text))
      return { word: text, means: known === undefined ? '' : known.means === '' ? 'blank' : known.means }
    }),
    percent: rules?.percent ?? false,
    thousands: rules?.thousands ?? false,
    fractions: rules?.fractions ?? false,
    name: layout?.name ?? '',
  }
}

/** The third step, with suggestions in place of missing answers. */
export function acceptedNames(
  names: NamesPart,
  trial: Pick<LayoutTrial, 'hasPercent' | 'hasThousands' | 'hasFractions'>,
  register: ExtractRegister,
): NamesPart {
  const coded = (what: 'team' | 'kpi', list: readonly NamedCode[]) => {
    const said = list.filter(({ code }) => code !== '' && code !== SKIP)
    return list.map(({ name, code }) => ({
      name,
      code: code || (nearestName(what, name, register, said)?.code ?? ''),
    }))
  }
  return {
    ...names,
    teams: coded('team', names.teams),
    kpis: coded('kpi', names.kpis),
    words: names.words.map(({ word, means }) => ({ word, means: means || (usualMeaning(word) ?? '') })),
    percent: names.percent || trial.hasPercent,
    thousands: names.thousands || trial.hasThousands,
    fractions: names.fractions || trial.hasFractions,
  }
}

/** Whether a column, or its blank cells, has a suggestion but no answer yet. */
export function hasColumnSuggestions(...said: Parameters<typeof acceptedColumns>): boolean {
  return JSON.stringify(acceptedColumns(...said)) !== JSON.stringify(said[0])
}

/** Whether there is a suggestion for something that has no answer yet. */
export function hasSuggestions(...said: Parameters<typeof acceptedNames>): boolean {
  return JSON.stringify(acceptedNames(...said)) !== JSON.stringify(said[0])
}

/** A use as the value of the selects. */
export function useText(use: ColumnUse): string {
  return typeof use === 'string' ? use : `${use.kpi}.${use.part}`
}

function teamText({ team }: LayoutRules): string {
  return team.from === 'constant' ? `one:${team.code}` : team.from
}

function periodText({ period }: LayoutRules): string {
  return period.from === 'cell' ? `cell:${period.row}:${period.column}` : period.from
}

function measureText({ measure }: LayoutRules): string {
  if (measure === undefined) return 'column'
  return measure.from === 'constant' ? `one:${measure.code}` : measure.from
}
