/** The headings of a wide table: the place of each column, and the faults. */

import type { KpiKind } from '#domain/catalogue/kpi.ts'
import { nearestText } from '#domain/extracts/nearest-text.ts'
import { type ExtractProblem, problemAt, shortened } from '#domain/extracts/problem.ts'
import {
  asCode,
  type ExtractRegister,
  kpiName,
  type RegisteredKpi,
  type RowText,
} from '#domain/extracts/register.ts'
import {
  asHeading,
  duplicateColumn,
  isOurs,
  missingColumn,
  type Table,
  tooManyColumns,
  unknownColumn,
  unseenHeading,
} from '../../tables/table.ts'

type Part = 'n' | 'd' | 'v'

/** One KPI of the table: the places of its parts, -1 where it has no such column. */
export type Measure = {
  kpi: string
  numerator: number
  denominator: number
  value: number
  headings: NonNullable<RowText['headings']>
}

/** The places of all columns, and which of them are read; -1 if the table has none. */
export type Columns = {
  team: number
  period: number
  asAt: number
  measures: readonly Measure[]
  read: ReadonlySet<number>
}

const measureHeading = /^([A-Z][A-Z0-9-]{1,19})_([ndv])$/i
/** With a space instead of _, only text that is clearly a code counts: "Team N" does not. */
const spacedHeading = /^([A-Z]{1,8}[0-9]{1,4}) ([ndv])$/i

/** A heading as a part of a measure: `AS01_n` is the numerator of AS01. Null for any other. */
export function measureOf(heading: string): { kpi: string; part: Part } | null {
  const [, kpi, part] = measureHeading.exec(heading) ?? spacedHeading.exec(heading) ?? []
  return kpi === undefined || part === undefined ? null : { kpi, part: part.toLowerCase() as Part }
}

const ours = ['team_code', 'period', 'as_at', 'note']

/** The columns of a table, null where its rows cannot be read by them, and every fault in the headings. */
export function readColumns(
  table: Table,
  sheetPeriod: string | null,
  register: ExtractRegister,
): { columns: Columns | null; problems: ExtractProblem[] } {
  const { header, names } = table
  const tooMany = tooManyColumns(table)
  if (tooMany !== null) return { columns: null, problems: [tooMany] }
  const problems = [...strangeColumns(table, register)]
  for (const name of sheetPeriod === null ? ['team_code', 'period'] : ['team_code']) {
    if (!names.includes(name)) problems.push(missingColumn(table, name))
  }
  const measures = measuresOf(header, sheetPeriod)
  if (measures.length === 0) problems.push(missingColumn(table, 'AS01_n', ', and the like for each measure'))
  const unknown: ExtractProblem[] = []
  const known = measures.filter((measure) => {
    const kpi = register.kpis.get(asCode(measure.kpi))
    if (kpi === undefined) unknown.push(unknownKpi(table, measure, register))
    else problems.push(...missingParts(table, measure, kpi))
    return kpi !== undefined
  })
  const places = {
    team: names.indexOf('team_code'),
    period: names.indexOf('period'),
    asAt: names.indexOf('as_at'),
  }
  const parts = known.flatMap(({ numerator, denominator, value }) => [numerator, denominator, value])
  const read = new Set([...Object.values(places), ...parts])
  // A measure that is not known is left out; the others are read, so that their faults are found too.
  const columns = problems.length > 0 ? null : { ...places, measures: known, read }
  return { columns, problems: [...problems, ...unknown] }
}

function* strangeColumns(table: Table, register: ExtractRegister): Generator<ExtractProblem> {
  const seen = new Set<string>()
  for (const [place, heading] of table.header.entries()) {
    const name = table.names[place] ?? ''
    const measure = measureOf(name)
    const key = measure === null ? name : `${asCode(measure.kpi)}_${measure.part}`
    // A blank heading is a problem only if its column has a cell.
    if (name === '') continue
    const unseen = unseenHeading(table, heading)
    if (unseen !== null) {
      yield unseen
      continue
    }
    if (measure === null && !ours.includes(name) && !isOurs(name)) {
      const known = [...register.kpis.keys()].flatMap((code) => [`${code}_n`, `${code}_d`, `${code}_v`])
      const free = [...ours, ...known].filter((each) => !table.names.includes(each))
      const text = name.includes('_') ? name : asHeading(name).replace(/[^a-z]+/g, '_')
      yield unknownColumn(table, heading, nearestText(text, free))
    } else if (seen.has(key)) yield duplicateColumn(table, heading)
    seen.add(key)
  }
}

function measuresOf(header: readonly string[], sheetPeriod: string | null): Measure[] {
  const measures = new Map<string, Measure>()
  const columnOf = { n: 'numerator', d: 'denominator', v: 'value' } as const
  for (const [place, heading] of header.entries()) {
    const named = measureOf(heading)
    if (named === null) continue
    const measure: Measure = measures.get(asCode(named.kpi)) ?? {
      kpi: named.kpi,
      numerator: -1,
      denominator: -1,
      value: -1,
      headings: { kpi_code: heading, ...(sheetPeriod === null ? {} : { period: 'the name of the sheet' }) },
    }
    measures.set(asCode(named.kpi), measure)
    measure[columnOf[named.part]] = place
    measure.headings[columnOf[named.part]] = heading
  }
  return [...measures.values()]
}

function unknownKpi({ sheet }: Table, { kpi, headings }: Measure, register: ExtractRegister): ExtractProblem {
  const near = register.kpis.get(nearestText(asCode(kpi), register.kpis.keys()) ?? '')
  const remedy = near
    ? `The closest is ‘${near.code}’ (${kpiName(near, null)})`
    : 'Check it against the list of KPI codes, or have the KPI added first'
  const said = `‘${shortened(kpi)}’ is not a KPI code. ${remedy}`
  return problemAt('unknown_kpi', { sheet, row: 1, column: headings.kpi_code ?? kpi }, kpi, said)
}

/** The problems of parts that a measure lacks. */
function* missingParts(
  table: Table,
  measure: Measure,
  { kind, code }: RegisteredKpi,
): Generator<ExtractProblem> {
  const has = (part: Part) =>
    measure[({ n: 'numerator', d: 'denominator', v: 'value' } as const)[part]] !== -1
  const why = `: ${code} is ${needs[kind].words}`
  for (const part of needs[kind].parts)
    if (!has(part) && !(needs[kind].orValue && has('v') && !has('n') && !has('d'))) {
      yield missingColumn(table, `${measure.kpi}_${part}`, why)
    }
}

const needs: Record<KpiKind, { parts: readonly Part[]; orValue: boolean; words: string }> = {
  ratio: { parts: ['n', 'd'], orValue: true, words: 'a numerator over a denominator' },
  mean: { parts: ['n', 'd'], orValue: true, words: 'a numerator over a denominator' },
  count: { parts: ['n'], orValue: false, words: 'a count' },
  stock: { parts: ['n'], orValue: false, words: 'a count' },
  median: { parts: ['d', 'v'], orValue: false, words: 'a value and the number it is the median of' },
}
