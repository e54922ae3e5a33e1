/** The answers so far about how a file is read. The form carries them from step to step. */

import type { NamedCode } from '#domain/extracts/layouts/layout.ts'
import { headingsAt } from '#domain/extracts/layouts/suggest-layout.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import type { DateOrder } from '#domain/time/month-words.ts'
import type { SheetPreview } from '#server/grid.ts'
import { spreadUses } from './similar-columns.ts'

export type Fields = Readonly<Record<string, unknown>>

/** First step: where the table is. `sheets` is `first`, `every` or `named:` and a name. */
export type TablePart = {
  sheets: string
  except: readonly string[]
  /** Exactly as typed. */
  heading: string
  rows: 1 | 2
  begins: readonly string[]
  ends: readonly string[]
}

/** Second step: what its columns contain. `uses` are the values of the selects, '' for a column without an answer. */
export type ColumnsPart = {
  uses: readonly string[]
  /** Whether a blank cell of the column is filled from the cell above. */
  fills: readonly boolean[]
  team: string
  period: string
  measure: string
  /** '' if nobody has chosen how dates are written. */
  dates: DateOrder | ''
}

/** Third step: what its names and words mean. The code `skip` leaves the rows out. */
export type NamesPart = {
  teams: readonly NamedCode[]
  kpis: readonly NamedCode[]
  words: readonly { word: string; means: string }[]
  percent: boolean
  thousands: boolean
  fractions: boolean
  name: string
}

export const SKIP = 'skip'

export function tableFrom(fields: Fields): TablePart {
  return {
    sheets: textOf(fields.sheets) || 'first',
    except: Object.keys(fields).flatMap((key) => (/^except-\d+$/.test(key) ? [textOf(fields[key])] : [])),
    heading: textOf(fields.heading).trim(),
    rows: textOf(fields.rows) === '2' ? 2 : 1,
    begins: linesOf(fields.begins),
    ends: linesOf(fields.ends),
  }
}

export function columnsFrom(
  fields: Fields,
  headings: readonly string[],
  register: ExtractRegister,
): ColumnsPart {
  const team = textOf(fields.team) || 'column'
  const dates = dateOrders.find((order) => order === fields.dates) ?? ''
  const uses = headings.map((_, place) => textOf(fields[`c${place}`]))
  return {
    uses: spreadUses(uses, headings, { team, dates: dates || 'day_first' }, register),
    fills: headings.map((_, place) => textOf(fields[`fill-${place}`]) === 'yes'),
    team,
    period: textOf(fields.period) || 'column',
    measure: textOf(fields.measure) || 'column',
    dates,
  }
}

const dateOrders = ['day_first', 'month_first'] as const

export function namesFrom(fields: Fields): NamesPart {
  const pairs = (key: 'team' | 'kpi' | 'word') => {
    const said: NamedCode[] = []
    for (let i = 0; typeof fields[`${key}-${i}-name`] === 'string'; i++) {
      said.push({ name: textOf(fields[`${key}-${i}-name`]), code: textOf(fields[`${key}-${i}`]) })
    }
    return said
  }
  return {
    teams: pairs('team'),
    kpis: pairs('kpi'),
    words: pairs('word').map(({ name, code }) => ({ word: name, means: code })),
    percent: textOf(fields.percent) === 'yes',
    thousands: textOf(fields.thousands) === 'yes',
    fractions: textOf(fields.fractions) === 'yes',
    name: textOf(fields.name).trim(),
  }
}

/** The row of headings that was chosen, and its sheet. */
export type ChosenHeadings = { sheet: SheetPreview; row: number; headings: readonly string[] }

/** The headings that the first step chose, in the first sheet that has them; null if no row has them. */
export function chosenHeadings(preview: readonly SheetPreview[], table: TablePart): ChosenHeadings | null {
  if (!/^[1-9][0-9]{0,6}$/.test(table.heading)) return null
  const row = Number(table.heading)
  for (const sheet of takenSheets(preview, table)) {
    const headings = headingsAt(sheet.rows, { row, rows: table.rows })
    if (headings?.some((heading) => heading !== '')) return { sheet, row, headings }
  }
  return null
}

export function takenSheets(preview: readonly SheetPreview[], table: TablePart): readonly SheetPreview[] {
  if (preview.length < 2) return preview
  if (table.sheets === 'first') return preview.slice(0, 1)
  if (table.sheets === 'every') return preview.filter(({ name }) => !table.except.includes(name ?? ''))
  return preview.filter(({ name }) => `named:${name}` === table.sheets)
}

function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

function linesOf(value: unknown): string[] {
  return textOf(value)
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
