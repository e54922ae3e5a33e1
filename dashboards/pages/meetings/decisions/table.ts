/** A unit's agreed actions as a file. */

import type { Unit } from '#domain/catalogue/unit.ts'
import { decisionWords } from '#domain/meetings/decision.ts'
import type { Decision } from '#server/reads/links.ts'
import { unitDecisionsAddress } from '../../../addresses.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'

export function decisionsTable(
  unit: Unit,
  decisions: readonly Decision[],
  names: { units: ReadonlyMap<string, string>; kpis: ReadonlyMap<string, string> },
  day: string,
): AnyTableFile {
  const columns: TableColumn<Decision>[] = [
    { key: 'id', heading: 'Number', width: 8, value: (d) => d.id },
    { key: 'unit', heading: 'Team or service', width: 10, value: (d) => d.unit },
    { key: 'name', heading: 'Name', width: 34, value: (d) => names.units.get(d.unit ?? '') ?? null },
    { key: 'body', heading: 'Agreed action', width: 60, value: (d) => d.body },
    { key: 'owner', heading: 'Who', width: 34, value: (d) => d.ownerRole },
    { key: 'due', heading: 'By when', width: 12, value: (d) => d.dueOn },
    {
      key: 'state',
      heading: 'Was it done?',
      width: 28,
      value: (d) => d.state,
      cell: (d) => decisionWords(d, day),
    },
    { key: 'saidOn', heading: 'Said on', width: 12, value: (d) => d.saidOn },
    { key: 'outcome', heading: 'What came of it', width: 60, value: (d) => d.outcome },
    { key: 'kpi', heading: 'Code', width: 7, value: (d) => d.kpi },
    { key: 'measure', heading: 'Measure', width: 40, value: (d) => names.kpis.get(d.kpi ?? '') ?? null },
    { key: 'action', heading: 'Action', width: 8, value: (d) => d.action },
    { key: 'period', heading: 'Scorecard of', width: 12, value: (d) => d.period },
    { key: 'decidedOn', heading: 'Agreed on', width: 12, value: (d) => d.decidedOn },
    { key: 'decidedBy', heading: 'Agreed by', width: 34, value: (d) => d.decidedBy },
  ]
  return tableFile({
    name: `${unit.code}-agreed-actions-${day}`,
    about: aboutTable({
      what: `What ${unit.name} agreed, and what came of it by ${day}`,
      source: 'Performance meetings',
      page: unitDecisionsAddress(unit.code),
    }),
    columns,
    rows: decisions,
  })
}
