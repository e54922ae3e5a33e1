/** The changed figures as a file: one row for each, before and after at full precision. */

import { periodName } from '#domain/time/period.ts'
import { statusWords, variationWords } from '#domain/wording/words.ts'
import type { FigureChange, UnitChanges } from '#server/reads/changes.ts'
import { unitChangesAddress } from '../../../addresses.ts'
import { partsColumns } from '../../../charts/parts-columns.ts'
import { aboutTable, figureNotes } from '../../../exports/about-sheet.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'
import { valueCell } from '../../../exports/value-cell.ts'
import { publishedWords } from '../../../words/published-words.ts'

export function changesTable(unit: string, { from, to, changes }: UnitChanges): AnyTableFile {
  const last = changes.map((c) => c.publishedAt.getTime())
  return tableFile({
    name: `${unit}-changes`,
    about: aboutTable({
      what: `What changed in the figures of ${unit} from ${publishedWords(from)} to ${to === null ? 'now' : publishedWords(to)}`,
      source: 'Extracts published by the data team',
      published: last.length === 0 ? null : new Date(Math.max(...last)),
      asAt: to === null ? null : publishedWords(to),
      page: unitChangesAddress(unit),
      notes: figureNotes,
    }),
    columns: [{ key: 'unit', heading: 'Team or service', width: 10, value: () => unit }, ...columns],
    rows: changes,
  })
}

const columns: readonly TableColumn<FigureChange>[] = [
  { key: 'kpi', heading: 'Code', width: 7, value: (c) => c.kpi.code },
  { key: 'name', heading: 'Measure', width: 44, value: (c) => c.kpi.name },
  { key: 'period', heading: 'Period', width: 16, value: (c) => c.period, cell: (c) => periodName(c.period) },
  { key: 'stateBefore', heading: 'State before', width: 14, value: (c) => c.before?.state ?? null },
  {
    key: 'numeratorBefore',
    heading: 'Numerator before',
    width: 12,
    value: (c) => c.before?.numerator ?? null,
  },
  {
    key: 'denominatorBefore',
    heading: 'Denominator before',
    width: 12,
    value: (c) => c.before?.denominator ?? null,
  },
  {
    key: 'valueBefore',
    heading: 'Value before',
    width: 12,
    value: (c) => c.before?.value ?? null,
    cell: ({ kpi, before }, at) =>
      before === null
        ? null
        : valueCell({ kpi, cell: before }, at('Numerator before'), at('Denominator before')),
  },
  {
    key: 'statusBefore',
    heading: 'Against target before',
    width: 14,
    value: (c) => c.before?.status ?? null,
    cell: ({ before }) => (before?.status == null ? null : statusWords[before.status]),
  },
  {
    key: 'variationBefore',
    heading: 'Really changing before',
    width: 16,
    value: (c) => c.before?.variation ?? null,
    cell: ({ before }) => (before === null ? null : variationWords[before.variation]),
  },
  {
    key: 'addedBefore',
    heading: 'Added before',
    width: 12,
    value: (c) => (c.before === null ? null : partsColumns(c.before).added),
  },
  { key: 'added', heading: 'Added', width: 8, value: (c) => partsColumns(c.after).added },
  { key: 'expected', heading: 'Expected', width: 9, value: (c) => partsColumns(c.after).expected },
  { key: 'state', heading: 'State', width: 14, value: (c) => c.after.state },
  { key: 'numerator', heading: 'Numerator', width: 12, value: (c) => c.after.numerator },
  { key: 'denominator', heading: 'Denominator', width: 12, value: (c) => c.after.denominator },
  {
    key: 'value',
    heading: 'Value',
    width: 12,
    value: (c) => c.after.value,
    cell: ({ kpi, after }, at) => valueCell({ kpi, cell: after }, at('Numerator'), at('Denominator')),
  },
  {
    key: 'status',
    heading: 'Against target',
    width: 14,
    value: (c) => c.after.status,
    cell: ({ after }) => (after.status === null ? null : statusWords[after.status]),
  },
  {
    key: 'variation',
    heading: 'Really changing?',
    width: 16,
    value: (c) => c.after.variation,
    cell: ({ after }) => variationWords[after.variation],
  },
  { key: 'publishedAt', heading: 'Published at', width: 26, value: (c) => c.publishedAt.toISOString() },
  { key: 'publishedBy', heading: 'Published by', width: 20, value: (c) => c.publishedBy },
  { key: 'reason', heading: 'Reason', width: 50, value: (c) => c.reason },
  { key: 'extract', heading: 'Extract', width: 9, value: (c) => c.extract?.id ?? null },
]
