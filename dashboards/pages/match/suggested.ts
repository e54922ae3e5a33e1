/** How a file is likely to be read: what each step of the form begins with. */
import type { ExtractRegister } from '#domain/extract-register.ts'
import { asName, type ColumnUse, type LayoutRules, type NamedCode } from '#domain/layout.ts'
import {
  exactCode,
  headingsAt,
  holdsHeadings,
  monthCells,
  suggestHeadings,
  suggestSkips,
  suggestUse,
} from '#domain/suggest-layout.ts'
import type { Met } from '#domain/try-layout.ts'
import type { SheetPreview } from '#server/extracts/reading/grid.ts'
import { type ColumnsPart, type NamesPart, SKIP, type TablePart } from './draft.ts'

/** The first step as it is likely to be. Sheets that have not the headings of most are likely to be none of the table. */
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

/** The first step as a layout has it, where its headings are found or a row comes near. */
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

/** The second step as a layout has it, by heading, or as the file's own texts suggest. */
export function suggestedColumns(
  { sheet, row, headings }: { sheet: SheetPreview; row: number; headings: readonly string[] },
  preview: readonly SheetPreview[],
  register: ExtractRegister,
  rules: LayoutRules | null,
): ColumnsPart {
  const below = sheet.rows.filter((each) => each.row > row)
  const before = new Map(rules?.columns.map(({ heading, use }) => [asName(heading), useText(use)]))
  const uses = headings.map((heading, place) => {
    const known = before.get(asName(heading))
    if (known !== undefined) return known
    const cells = below.map(({ cells: all }) => all[place] ?? '')
    if (heading === '' && cells.every((cell) => cell.trim() === '')) return 'ignored'
    const use = suggestUse(heading, cells, register)
    return use === null ? '' : useText(use)
  })
  const [month] = monthCells(sheet.rows, row)
  const isNamed = preview.some(({ name }) => name !== null && exactCode('team', name, register) !== null)
  const hasTeam = uses.includes('team')
  return {
    uses,
    team: rules === null ? (!hasTeam && isNamed ? 'sheet' : 'column') : teamText(rules),
    period:
      rules === null
        ? uses.includes('period') || month === undefined
          ? 'column'
          : `cell:${month.row}:${month.column}`
        : periodText(rules),
    dates: rules?.dates ?? 'day_first',
  }
}

/** The third step: what was confirmed before, else a name that is ours letter for letter, else nothing. */
export function suggestedNames(
  met: { teams: readonly Met[]; kpis: readonly Met[]; words: readonly Met[] },
  register: ExtractRegister,
  layout: { name: string; rules: LayoutRules } | null,
): NamesPart {
  const rules = layout?.rules
  const skipped = new Set(rules?.skip.is.map(asName))
  const codeFor =
    (what: 'team' | 'kpi', names: readonly NamedCode[] | undefined) =>
    ({ text }: Met) => ({
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
    name: layout?.name ?? '',
  }
}

function useText(use: ColumnUse): string {
  return typeof use === 'string' ? use : `${use.kpi}.${use.part}`
}

function teamText({ team }: LayoutRules): string {
  return team.from === 'constant' ? `one:${team.code}` : team.from
}

function periodText({ period }: LayoutRules): string {
  return period.from === 'cell' ? `cell:${period.row}:${period.column}` : period.from
}
