import { daysOverdue, type Milestone, type MilestoneState, milestoneStateOf } from '#domain/plan/plan.ts'
import { stageWords } from '#domain/plan/rating.ts'
import {
  addMonths,
  dayName,
  lastDay,
  monthOf,
  monthsBetween,
  monthsFrom,
  periodName,
  shortMonth,
} from '#domain/time/period.ts'
import { milestoneFinding } from '#domain/wording/chart-finding.ts'
import { plural } from '#domain/wording/plural.ts'
import { actionAddress } from '../../addresses.ts'
import { palette } from '../../palette.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { pointAt } from '../points.ts'
import {
  downRows,
  endLabel,
  type Label,
  middleOf,
  nameLabel,
  type RowFrame,
  rowFrame,
  rowLines,
  rowPlot,
} from '../rows.ts'
import type { Size } from '../scale.ts'

/** Milestones of some actions, in the order of the plan, read on a day. */
export type Milestones = {
  scope: string
  day: string
  milestones: readonly (Milestone & { action: string })[]
}

/** How many months ahead are drawn, and how many behind for overdue ones. */
const ahead = 6
const behind = 3

const stateWords = { due: 'Due', overdue: 'Overdue', met: 'Met', moved: 'Moved' } as const

/** What falls due in the coming months, what is late, and which dates were moved from when. */
export function titledMilestoneChart(given: Milestones): TitledChart {
  const { day, scope } = given
  const shown = shownOf(given)
  const [from, to] = spanOf(day)
  const counts = { due: 0, overdue: 0, moved: 0, met: 0 }
  for (const m of shown) {
    counts[m.state]++
    if (m.state === 'moved') counts.due++
  }
  const title = milestoneFinding(counts, lastDay(to))
  return {
    picture: pictureOf('milestones', milestonesInput(given)),
    narrow: pictureOf('milestones', milestonesInput(given, 'narrow')),
    title,
    subtitle: `Milestones on ${dayName(day)}. ${scope}, ${periodName(from)} to ${periodName(to)}`,
    key: 'Triangle: overdue. Square: met. Open circle: due. Filled circle: moved, from the small circle.',
    alt: altText({
      type: 'Timeline',
      measure: 'milestones',
      scope,
      first: periodName(from),
      last: periodName(to),
      finding: title,
      latest: `Latest ${shown.length} shown on ${dayName(day)}, ${counts.met} of them met`,
    }),
    columns: [
      { heading: 'Action' },
      { heading: 'Stage' },
      { heading: 'Due' },
      { heading: 'First due' },
      { heading: 'State' },
    ],
    rows: shown.map((m) => [
      m.action,
      stageWords[m.stage],
      periodName(m.due),
      m.originalDue === m.due ? '–' : periodName(m.originalDue),
      stateText(m, day),
    ]),
    links: shown.map((m) => actionAddress(m.action)),
    records: shown.map(({ action, stage, due, originalDue, metOn, state, meaning }) => ({
      action,
      stage,
      due,
      originalDue,
      metOn,
      state,
      meaning,
    })),
  }
}

function spanOf(day: string): [string, string] {
  const month = monthOf(day)
  return [addMonths(month, -behind), addMonths(month, ahead)]
}

/** "Overdue by 41 days", "Met 26 November 2018", "Due". */
function stateText(milestone: Milestone & { state: MilestoneState }, day: string): string {
  const days = daysOverdue(milestone, day)
  if (days > 0) return `Overdue by ${plural(days, 'day')}`
  return milestone.state === 'met' && milestone.metOn !== null
    ? `Met ${dayName(milestone.metOn)}`
    : stateWords[milestone.state]
}

/** Those due in the drawn months, and every overdue one however old, which is drawn at the left edge. The earliest due comes
 * first. */
function shownOf({ milestones, day }: Milestones) {
  const [from, to] = spanOf(day)
  return milestones
    .map((m) => ({ ...m, state: milestoneStateOf(m, day) }))
    .filter((m) => m.due <= to && (m.state === 'overdue' || m.due >= from))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

/** The year is shown where it begins: "Mar 2019", "Apr", "Jan 2020". */
function monthLabel(month: string, withYear: boolean): string {
  const [name = '', year = ''] = shortMonth(month).split(' ')
  return withYear || month.endsWith('-01') ? `${name} ${year}` : name
}

export function milestonesInput(given: Milestones, size: Size = 'wide'): ChartInput {
  const { day } = given
  const shown = shownOf(given)
  const narrow = size === 'narrow'
  const [from, to] = spanOf(day)
  const months = monthsFrom(from, to)
  const names = shown.map((m) => `${m.action} ${stageWords[m.stage]}`)
  const frame = rowFrame(names, size, { top: narrow ? 58 : 52, bottom: 10, right: 110 })
  const place = (month: string) =>
    Math.min(months.length - 0.5, Math.max(0.5, monthsBetween(from, month) + 0.5))
  const today =
    monthsBetween(from, monthOf(day)) + Number(day.slice(8)) / Number(lastDay(monthOf(day)).slice(8))
  const rows = names.length
  const ticks = months.map((_, i) => i + 0.5).filter((_, i) => !narrow || i % 3 === 0)
  const params = {
    xMin: 0,
    xMax: months.length + 0.2,
    xTicks: ticks,
    xLabels: ticks.map((t, i) => monthLabel(months[Math.floor(t)] ?? from, i === 0 || narrow)),
  }
  return {
    ...rowPlot(frame, rows, params),
    data: {
      rows: rowLines(rows, 0, months.length + 0.2),
      months: months.map((_, i) => ({ at: i, low: -Math.max(1, rows), high: 0 })),
      today: downRows(frame, rows, { at: today }),
      moves: shown.flatMap((m, i) =>
        m.due === m.originalDue ? [] : [{ from: place(m.originalDue), to: place(m.due), down: middleOf(i) }],
      ),
      firsts: shown.flatMap((m, i) =>
        m.due === m.originalDue
          ? []
          : [{ at: place(m.originalDue), down: middleOf(i), kind: 'first', area: 80 }],
      ),
      dots: shown.map((m, i) => ({
        point: pointAt(i),
        at: place(m.due),
        down: middleOf(i),
        kind: m.state,
        area: m.state === 'overdue' ? 130 : 110,
      })),
      labels: [
        ...names.map((name, i) => nameLabel(frame, i, 0, name)),
        ...shown.map((m, i) => stateLabel(frame, i, months.length + 0.2, m.state)),
        todayLabel(frame, today),
      ],
    },
  }
}

/** The state of a milestone, at the end of its row. */
function stateLabel(frame: RowFrame, row: number, xMax: number, state: MilestoneState): Label {
  const narrow = frame.size === 'narrow'
  return {
    ...endLabel(frame, row, xMax, stateWords[state]),
    dx: narrow ? 4 : 14,
    weight: state === 'overdue' ? 'bold' : 'normal',
  }
}

function todayLabel({ size }: RowFrame, at: number): Label {
  return {
    ...{ at, down: 0, dx: 0, dy: size === 'narrow' ? -46 : -34, align: 'center' },
    ...{ text: 'Today', colour: palette.ink, weight: 'bold' },
  }
}
