/** The board's columns as a file: one row for each action, with its rating at the meeting before. Delivery only. */

import { daysOverdue } from '#domain/plan/plan.ts'
import { ratingWords, stageWords } from '#domain/plan/rating.ts'
import type { RatingMove } from '#domain/plan/rating-history.ts'
import { dayName } from '#domain/time/period.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import { type AnyTableFile, type TableColumn, tableFile } from '../../../exports/table-file.ts'
import { type BoardAction, type BoardRows, columns as inOrder, ratingOf } from './board.ts'

type Row = { action: BoardAction; section: string; move: RatingMove | null }

/** The rows are in the order of the page: column by column. */
export function boardTable({ day, sections, shown, moved, before }: BoardRows): AnyTableFile {
  const columns: TableColumn<Row>[] = [
    {
      key: 'rating',
      heading: 'Delivery',
      width: 24,
      value: ({ action }) => ratingOf(action),
      cell: ({ action }) => ratingWords[ratingOf(action)],
    },
    { key: 'ref', heading: 'Action', width: 8, value: ({ action }) => action.ref },
    { key: 'section', heading: 'Section', width: 8, value: ({ section }) => section },
    { key: 'summary', heading: 'What it says', width: 60, value: ({ action }) => action.summary },
    {
      key: 'ratingBefore',
      heading: 'Was',
      width: 24,
      value: ({ move }) => move?.from ?? null,
      cell: ({ move }) => (move === null ? null : ratingWords[move.from]),
    },
    { key: 'ratedOn', heading: 'Rated on', width: 12, value: ({ action }) => action.rating?.ratedOn ?? null },
    {
      key: 'nextMilestone',
      heading: 'Next milestone',
      width: 24,
      value: ({ action }) => action.nextMilestone?.stage ?? null,
      cell: ({ action }) => (action.nextMilestone === null ? null : stageWords[action.nextMilestone.stage]),
    },
    { key: 'due', heading: 'Due', width: 10, value: ({ action }) => action.nextMilestone?.due ?? null },
    {
      key: 'originalDue',
      heading: 'First due',
      width: 10,
      value: ({ action }) => action.nextMilestone?.originalDue ?? null,
    },
    {
      key: 'daysOverdue',
      heading: 'Days overdue',
      width: 10,
      value: ({ action }) => (action.nextMilestone === null ? null : daysOverdue(action.nextMilestone, day)),
    },
    { key: 'leads', heading: 'Leads', width: 34, value: ({ action }) => action.leads.join('; ') },
  ]
  const sectionOf = new Map(sections.flatMap((s) => s.actions.map((a) => [a.ref, s.ref])))
  return tableFile({
    name: `improvement-plan-board-${day}`,
    about: aboutTable({
      what: `The improvement plan by delivery rating on ${day}, ${shown.length} actions`,
      source: 'The improvement plan and its updates',
      page: '/plan/board',
      notes: [
        'Delivery says how an action goes, never how a measure does.',
        ...(before === undefined ? [] : [`‘Was’ is the rating at the meeting of ${dayName(before.date)}.`]),
      ],
    }),
    columns,
    rows: inOrder.flatMap((rating) =>
      shown
        .filter((action) => ratingOf(action) === rating)
        .map((action) => ({
          action,
          section: sectionOf.get(action.ref) ?? '',
          move: moved.get(action.ref) ?? null,
        })),
    ),
  })
}
