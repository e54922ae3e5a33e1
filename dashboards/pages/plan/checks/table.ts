/** The plan's standing checks as a file: one row for each question. */
import type { Check } from '#domain/plan/plan-checks.ts'
import { checkWords } from '#domain/plan/plan-checks.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'

type Named = {
  check: Check
  summary: string | null
  leads: string | null
  measure: string | null
  unit: string | null
}

export function checksTable(
  checks: readonly Check[],
  names: {
    actions: readonly { ref: string; summary: string; leads: readonly string[] }[]
    kpis: readonly { code: string; name: string }[]
    units: readonly { code: string; name: string }[]
  },
  day: string,
): AnyTableFile {
  return tableFile({
    name: `plan-checks-${day}`,
    about: aboutTable({
      what: `Questions to ask of the improvement plan on ${day}`,
      source: 'The improvement plan, its updates and the published figures',
      page: '/plan/checks',
      notes: ['Each row is a question for somebody, never a verdict.'],
    }),
    columns,
    rows: checks.map((check): Named => {
      const action = names.actions.find((a) => a.ref === check.action)
      return {
        check,
        summary: action?.summary ?? null,
        leads: action?.leads.join('; ') ?? null,
        measure: names.kpis.find((k) => k.code === check.kpi)?.name ?? null,
        unit: names.units.find((u) => u.code === check.unit)?.name ?? null,
      }
    }),
  })
}

const columns: readonly TableColumn<Named>[] = [
  {
    key: 'kind',
    heading: 'Question',
    width: 40,
    value: ({ check }) => check.kind,
    cell: ({ check }) => checkWords[check.kind],
  },
  { key: 'action', heading: 'Action', width: 8, value: ({ check }) => check.action },
  { key: 'summary', heading: 'What it says', width: 60, value: ({ summary }) => summary },
  { key: 'leads', heading: 'Leads', width: 34, value: ({ leads }) => leads },
  { key: 'kpi', heading: 'Code', width: 7, value: ({ check }) => check.kpi },
  { key: 'measure', heading: 'Measure', width: 40, value: ({ measure }) => measure },
  { key: 'unit', heading: 'Team or service', width: 10, value: ({ check }) => check.unit },
  { key: 'name', heading: 'Name', width: 34, value: ({ unit }) => unit },
  { key: 'period', heading: 'Latest figure', width: 12, value: ({ check }) => check.period },
  { key: 'since', heading: 'Since', width: 12, value: ({ check }) => check.since },
  { key: 'message', heading: 'What to ask about', width: 80, value: ({ check }) => check.message },
]
