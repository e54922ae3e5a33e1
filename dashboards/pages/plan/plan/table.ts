/** The given actions of the plan as a file, one row for each action. Measures are given by their codes; no figures. */
import { milestoneStateOf } from '#domain/plan/plan.ts'
import { checkWords } from '#domain/plan/plan-checks.ts'
import { ratingWords, stageWords } from '#domain/plan/rating.ts'
import type { Plan, PlanAction } from '#server/reads/plan.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'

export function planTable(plan: Plan, actions: readonly PlanAction[]): AnyTableFile {
  const titles = new Map(plan.sections.map((s) => [s.ref, s.title]))
  const columns: TableColumn<PlanAction>[] = [
    { key: 'ref', heading: 'Action', width: 8, value: (a) => a.ref },
    { key: 'section', heading: 'Section', width: 8, value: (a) => a.section },
    { key: 'sectionTitle', heading: 'About', width: 40, value: (a) => titles.get(a.section) ?? null },
    { key: 'summary', heading: 'What it says', width: 60, value: (a) => a.summary },
    { key: 'leads', heading: 'Leads', width: 34, value: (a) => a.leads.join('; ') },
    { key: 'leadSource', heading: 'Where the leads come from', width: 20, value: (a) => a.leadSource },
    {
      key: 'rating',
      heading: 'Delivery',
      width: 24,
      value: (a) => a.rating?.rating ?? 'not_rated',
      cell: (a) => ratingWords[a.rating?.rating ?? 'not_rated'],
    },
    { key: 'ratedOn', heading: 'Rated on', width: 12, value: (a) => a.rating?.ratedOn ?? null },
    {
      key: 'previousRating',
      heading: 'Delivery before',
      width: 24,
      value: (a) => a.previousRating?.rating ?? null,
      cell: (a) => (a.previousRating === null ? null : ratingWords[a.previousRating.rating]),
    },
    {
      key: 'nextMilestone',
      heading: 'Next milestone',
      width: 24,
      value: (a) => a.nextMilestone?.stage ?? null,
      cell: (a) => (a.nextMilestone === null ? null : stageWords[a.nextMilestone.stage]),
    },
    { key: 'due', heading: 'Due', width: 10, value: (a) => a.nextMilestone?.due ?? null },
    {
      key: 'originalDue',
      heading: 'First due',
      width: 10,
      value: (a) => a.nextMilestone?.originalDue ?? null,
    },
    {
      key: 'milestoneState',
      heading: 'Milestone is',
      width: 12,
      value: (a) => (a.nextMilestone === null ? null : milestoneStateOf(a.nextMilestone, plan.day)),
    },
    { key: 'lastUpdatedOn', heading: 'Last updated', width: 12, value: (a) => a.lastUpdatedOn },
    { key: 'evidence', heading: 'Pieces of evidence', width: 10, value: (a) => a.evidenceCount },
    { key: 'kpis', heading: 'Measures', width: 24, value: (a) => a.kpis.map((k) => k.kpi.code).join(' ') },
    {
      key: 'checks',
      heading: 'Questions',
      width: 50,
      value: (a) => a.checks.map((c) => c.kind).join(' '),
      cell: (a) => a.checks.map((c) => checkWords[c.kind]).join('; '),
    },
  ]
  return tableFile({
    name: 'improvement-plan',
    about: aboutTable({
      what: `The improvement plan on ${plan.day}, ${actions.length} actions`,
      source: 'The improvement plan and its updates',
      page: '/plan',
      notes: ['Delivery says how an action goes, never how a measure does.'],
    }),
    columns,
    rows: actions,
  })
}
