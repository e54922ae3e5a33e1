/** The tables of an action as files: its measures by unit, its evidence, and the decisions that touched it. */

import type { Dimension } from '#domain/catalogue/kpi.ts'
import { decisionWords } from '#domain/meetings/decision.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import type { Decision } from '#server/reads/links.ts'
import type { PlanActionDetail } from '#server/reads/plan-action.ts'
import type { Evidence } from '#server/reads/plan-records.ts'
import { actionAddress } from '../../../addresses.ts'
import { isCarried } from '../../../components/kpi-row/kpi-row.ts'
import { aboutTable, figureNotes, lastPublished } from '../../../exports/about-sheet.ts'
import { type FigureRow, figureTableColumns } from '../../../exports/figure-table.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'
import type { ActionView } from './model.ts'

/** The parts of the page from which its files are made. */
export type ActionTables = Pick<ActionView, 'action' | 'day' | 'unit' | 'teams' | 'unitNames' | 'parts'>

type MeasureRow = FigureRow & { dimension: string; expected: string }

/** Each linked measure that the reader's unit carries, for that unit and its teams; for a reader who sees no figures, only which
 * measures are linked. */
export function measuresTable({ action, unit, teams }: ActionTables): AnyTableFile {
  const { ref, kpis, period } = action
  const name = `action-${ref}-measures`
  const what = `The measures linked to action ${ref}, ${period ?? 'before the first month'}`
  const page = actionAddress(action.ref)
  const linked: TableColumn<{ dimension: string; expected: string }>[] = [
    {
      key: 'dimension',
      heading: 'Question it answers',
      width: 26,
      value: (r) => r.dimension,
      cell: questionOf,
    },
    { key: 'planExpects', heading: 'The plan expects', width: 14, value: (r) => r.expected },
  ]
  if (unit === null)
    return tableFile({
      name,
      about: aboutTable({ what, source: 'The improvement plan', page }),
      columns: [
        { key: 'kpi', heading: 'Code', width: 7, value: (r) => r.kpi.code },
        { key: 'measure', heading: 'Measure', width: 44, value: (r) => r.kpi.name },
        ...linked,
      ] satisfies TableColumn<PlanActionDetail['kpis'][number]>[],
      rows: kpis,
    })
  const rows = kpis
    .filter((k) => isCarried(k, unit.teamTypes))
    .flatMap(({ kpi, dimension, expected, figure }): MeasureRow[] => {
      const of = { kpi, dimension, expected }
      const beneath = teams.find((t) => t.kpi === kpi.code)?.rows ?? []
      return [
        { ...of, unit, period: figure?.period ?? period ?? '', figure },
        ...beneath.map((team) => ({ ...of, unit: team, period: team.figure.period, figure: team.figure })),
      ]
    })
  return tableFile({
    name,
    about: aboutTable({
      what,
      source: 'Extracts published by the data team',
      published: lastPublished(rows.map((row) => row.figure)),
      page,
      notes: figureNotes,
    }),
    columns: [...figureTableColumns, ...linked] satisfies TableColumn<MeasureRow>[],
    rows,
  })
}

/** The evidence that the action works, statement by statement. */
export function evidenceTable({ action }: ActionTables): AnyTableFile {
  const columns: TableColumn<Evidence>[] = [
    {
      key: 'dimension',
      heading: 'Question it answers',
      width: 26,
      value: (e) => e.dimension,
      cell: questionOf,
    },
    { key: 'statement', heading: 'Evidence', width: 60, value: (e) => e.statement },
    { key: 'value', heading: 'Figure', width: 10, value: (e) => e.value },
    { key: 'unit', heading: 'In', width: 10, value: (e) => e.unit },
    { key: 'period', heading: 'Of', width: 10, value: (e) => e.period },
    { key: 'asAt', heading: 'As at', width: 12, value: (e) => e.asAt },
    { key: 'source', heading: 'Source', width: 44, value: (e) => e.source },
    { key: 'datedOn', heading: 'Dated', width: 12, value: (e) => e.datedOn },
    { key: 'checkedBy', heading: 'Checked by', width: 24, value: (e) => e.checkedBy },
    {
      key: 'demonstration',
      heading: 'Invented for the demonstration',
      width: 14,
      value: (e) => e.demonstration,
    },
  ]
  return tableFile({
    name: `action-${action.ref}-evidence`,
    about: aboutTable({
      what: `The evidence linked to action ${action.ref}`,
      source: 'The improvement plan and its updates',
      page: actionAddress(action.ref),
    }),
    columns,
    rows: action.evidence,
  })
}

/** The decisions that touched it, as the page shows them. */
export function actionDecisionsTable({ action, day, unitNames }: ActionTables): AnyTableFile {
  const columns: TableColumn<Decision>[] = [
    { key: 'id', heading: 'Number', width: 8, value: (d) => d.id },
    { key: 'unit', heading: 'Team or service', width: 10, value: (d) => d.unit },
    { key: 'name', heading: 'Name', width: 34, value: (d) => unitNames.get(d.unit ?? '') ?? null },
    { key: 'body', heading: 'Decision', width: 60, value: (d) => d.body },
    { key: 'owner', heading: 'Who', width: 34, value: (d) => d.ownerRole },
    { key: 'due', heading: 'By when', width: 12, value: (d) => d.dueOn },
    { key: 'state', heading: 'State', width: 28, value: (d) => d.state, cell: (d) => decisionWords(d, day) },
    { key: 'decidedOn', heading: 'Decided on', width: 12, value: (d) => d.decidedOn },
    { key: 'decidedBy', heading: 'Decided by', width: 34, value: (d) => d.decidedBy },
  ]
  return tableFile({
    name: `action-${action.ref}-decisions`,
    about: aboutTable({
      what: `The decisions that touched action ${action.ref}, as they were on ${day}`,
      source: 'Performance meetings',
      page: actionAddress(action.ref),
    }),
    columns,
    rows: action.decisions,
  })
}

function questionOf({ dimension }: { dimension: string }): string {
  return dimensionQuestions[dimension as Dimension] ?? dimension
}
