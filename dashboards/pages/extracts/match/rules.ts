import {
  asName,
  type ColumnUse,
  figureParts,
  isFigurePart,
  type LayoutColumn,
  type LayoutRules,
  type NamedCode,
} from '#domain/extracts/layouts/layout.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import { isSymbol } from '#domain/figures/measurement.ts'
import { headingPeriod } from '#domain/time/month-words.ts'
import { type ColumnsPart, type NamesPart, SKIP, type TablePart } from './draft.ts'
import { teamNames } from './similar-columns.ts'

/** The rules from all three steps. Names and words that a layout knows are kept even if this file does not contain them. */
export function rulesOf(
  table: TablePart,
  headings: readonly string[],
  columns: ColumnsPart,
  names: NamesPart,
  { before, register }: { before: LayoutRules | null; register: ExtractRegister },
): LayoutRules {
  const skips = names.teams.flatMap(({ name, code }) => (code === SKIP ? [name] : []))
  const kept = <T>(list: readonly T[] | undefined, nameOf: (item: T) => string, said: readonly string[]) => {
    const now = new Set(said.map(asName))
    return (list ?? []).filter((item) => !now.has(asName(nameOf(item))))
  }
  const teamNames = names.teams.map(({ name }) => name)
  const codesOf = (said: readonly NamedCode[], list: readonly NamedCode[] | undefined) => [
    ...kept(
      list,
      ({ name }) => name,
      said.map(({ name }) => name),
    ),
    ...said.filter(({ code }) => code !== '' && code !== SKIP),
  ]
  return {
    sheets: sheetsOf(table),
    headingRows: table.rows,
    columns: columnsOf(headings, columns, register),
    skip: { is: [...kept(before?.skip.is, (text) => text, teamNames), ...skips], begins: table.begins },
    ends: table.ends,
    team: teamOf(columns.team),
    period: periodOf(columns.period),
    ...measureOf(columns.measure),
    dates: columns.dates || 'day_first',
    teams: codesOf(names.teams, before?.teams),
    kpis: codesOf(names.kpis, before?.kpis),
    words: [
      ...kept(
        before?.words,
        ({ word }) => word,
        names.words.map(({ word }) => word),
      ),
      ...names.words.flatMap(({ word, means }): LayoutRules['words'] => {
        if (means === 'blank') return [{ word, means: '' }]
        return isSymbol(means) ? [{ word, means }] : []
      }),
    ],
    percent: names.percent,
    thousands: names.thousands,
    ...(names.fractions ? { fractions: true } : {}),
  }
}

/** The columns, with what their headings name. A heading with a month is marked as across even if its column is not read,
 * because the next file has another month there. */
function columnsOf(
  headings: readonly string[],
  { uses, fills, team, period, dates }: ColumnsPart,
  register: ExtractRegister,
): LayoutColumn[] {
  const columns = headings.map((heading, place): LayoutColumn => {
    const use = useOf(uses[place] ?? '')
    const isFilled = fills[place] === true && (use === 'team' || use === 'kpi' || use === 'period')
    return isFilled ? { heading, use, fillDown: true } : { heading, use }
  })
  const holdsFigures = ({ use }: LayoutColumn) => typeof use === 'object' || isFigurePart(use)
  if (team === 'heading') {
    const across = columns.filter(holdsFigures)
    const names = teamNames(
      across.map(({ heading }) => heading),
      register,
    )
    return columns.map((column) => {
      const at = across.indexOf(column)
      return at === -1 ? column : { ...column, across: 'team', name: names[at] || column.heading }
    })
  }
  return columns.map((column) => {
    const isRead = period === 'heading' && holdsFigures(column)
    const isAcross = isRead || column.use === 'ignored'
    return isAcross && headingPeriod(column.heading, dates || 'day_first') !== null
      ? { ...column, across: 'period' }
      : column
  })
}

function measureOf(text: string): Pick<LayoutRules, 'measure'> {
  if (text === 'sheet') return { measure: { from: 'sheet' } }
  return text.startsWith('one:') ? { measure: { from: 'constant', code: text.slice('one:'.length) } } : {}
}

function sheetsOf({ sheets, except }: TablePart): LayoutRules['sheets'] {
  if (sheets.startsWith('named:')) return { take: 'named', name: sheets.slice('named:'.length) }
  return sheets === 'every' ? { take: 'every', except } : { take: 'first' }
}

function useOf(text: string): ColumnUse {
  const [, kpi, part] = /^([^.]+)\.([a-z]+)$/.exec(text) ?? []
  const known = figureParts.find((each) => each === part)
  if (kpi !== undefined && known !== undefined) return { kpi, part: known }
  const plain = ['team', 'kpi', 'period', 'note', ...figureParts] as const
  return plain.find((each) => each === text) ?? 'ignored'
}

function teamOf(text: string): LayoutRules['team'] {
  if (text === 'column' || text === 'sheet' || text === 'heading') return { from: text }
  return { from: 'constant', code: text.slice('one:'.length) }
}

function periodOf(text: string): LayoutRules['period'] {
  const [, row, column] = /^cell:([0-9]{1,6}):([0-9]{1,5})$/.exec(text) ?? []
  if (row !== undefined) return { from: 'cell', row: Number(row), column: Number(column) }
  return { from: text === 'sheet' || text === 'heading' ? text : 'column' }
}
