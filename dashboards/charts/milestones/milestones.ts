import {
  daysLate,
  daysOverdue,
  type Milestone,
  type MilestoneState,
  metOnWords,
  milestoneStateOf,
} from '#domain/plan/plan.ts'
import { type Stage, stages, stageWords } from '#domain/plan/rating.ts'
import { addMonths, dayName, lastDay, monthOf, monthsFrom, periodName } from '#domain/time/period.ts'
import { milestoneFinding } from '#domain/wording/chart-finding.ts'
import { capital, formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { actionAddress } from '../../addresses.ts'
import { altText } from '../alt-text.ts'
import { type ChartInput, pictureOf, type TitledChart } from '../picture.ts'
import { keyPlaces } from '../picture-key.ts'
import { pointAt } from '../points.ts'
import { chartWidths, type Size } from '../scale.ts'
import { textWidth } from '../text-width.ts'

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
/** The key, in the order of the stacks. */
const keyStates = ['met', 'overdue', 'due', 'moved'] as const satisfies readonly MilestoneState[]
const keyWords = { ...stateWords, moved: 'Due, date moved' }

/** What falls due in the coming months, what is late, and which dates were moved from when. */
export function titledMilestoneChart(given: Milestones): TitledChart {
  const { day, scope } = given
  const shown = shownOf(given)
  const [, to] = spanOf(day)
  const from = earliestOf(shown, day)
  const counts = { due: 0, overdue: 0, moved: 0, met: 0 }
  for (const m of shown) {
    counts[m.state]++
    if (m.state === 'moved') counts.due++
  }
  const title = milestoneFinding(counts, lastDay(to))
  const late = shown.filter((m) => daysLate(m) > 0).length
  return {
    picture: pictureOf('milestones', milestonesInput(given)),
    narrow: pictureOf('milestones', milestonesInput(given, 'narrow')),
    title,
    subtitle: `Milestones on ${dayName(day)}. ${scope}, ${periodName(from)} to ${periodName(to)}`,
    key: 'Each mark is one milestone, in the month it is due; the number is how many.',
    alt: altText({
      type: 'Stacks of marks',
      measure: 'milestones',
      scope,
      first: periodName(from),
      last: periodName(to),
      finding: title,
      latest: `Latest ${shown.length} shown on ${dayName(day)}, ${counts.met} of them met${late === 0 ? '' : `, ${late} late`}`,
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

/** The first month of the span, or the earlier one in which the longest overdue was due. */
function earliestOf(shown: readonly Pick<Milestone, 'due'>[], day: string): string {
  return shown.reduce((first, { due }) => (due < first ? due : first), spanOf(day)[0])
}

/** "Overdue by 41 days", "Met 17 April 2019, 17 days late", "Due". */
function stateText(milestone: Milestone & { state: MilestoneState }, day: string): string {
  const days = daysOverdue(milestone, day)
  if (days > 0) return `Overdue by ${plural(days, 'day')}`
  const met = metOnWords(milestone)
  return met === null ? stateWords[milestone.state] : capital(met)
}

/** Those due in the coming and the last months, and every overdue one however old. The earliest due comes first. */
function shownOf({ milestones, day }: Milestones) {
  const [from, to] = spanOf(day)
  return milestones
    .map((m) => ({ ...m, state: milestoneStateOf(m, day) }))
    .filter((m) => m.due <= to && (m.state === 'overdue' || m.due >= from))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

/** A column of the picture: a month, or the months before all of them. */
const older = 'older'

/** How many months before the usual ones are drawn for what is overdue since then. What is older yet has one column together. */
const furtherBack = { wide: 6, narrow: 1 }
/** The distance between marks, and the height that a stack needs besides its marks: for its count and the line of today above that,
 * and on a phone for the name above it. */
const pitch = { wide: 13, narrow: 11 }
const around = { wide: 34, narrow: 60 }
/** The height of a stack's count with what stays free around it, and the size of its numbers. */
const [countHeight, countSize] = [21, 14]
const margins = { wide: { left: 168, right: 12 }, narrow: { left: 8, right: 8 } }

/** The columns: every month from the first drawn to the last, so that each milestone is in its own, and before them one for what
 * is older. */
function columnsOf(shown: readonly Pick<Milestone, 'due'>[], day: string, size: Size): string[] {
  const [from, to] = spanOf(day)
  const earliest = earliestOf(shown, day)
  const furthest = addMonths(from, -furtherBack[size])
  const months = monthsFrom(earliest < furthest ? furthest : earliest, to)
  return earliest < furthest ? [older, ...months] : months
}

/** The table of milestones, the rungs with the place of each, and the key. */
export function milestonesInput(given: Milestones, size: Size = 'wide'): ChartInput {
  const { day } = given
  const shown = shownOf(given)
  const { left, right } = margins[size]
  const width = chartWidths[size] - left - right
  const columns = columnsOf(shown, day, size)
  const across = Math.max(1, Math.floor((width / columns.length - 3) / pitch[size]))
  const milestones = shown.map(({ action, stage, due, state }, i) => ({
    ...{ action, stage, due, state },
    column: columns.includes(due) ? due : older,
    point: pointAt(i),
  }))
  const key = keyPlaces(
    keyStates.map((state) => ({ state, text: keyWords[state] })),
    width,
  )
  const { rungs, height } = rungsOf(milestones, {
    across,
    size,
    clear: clearOf(day, width / columns.length),
    day,
  })
  return {
    ...{ width, height },
    padding: { left, right, top: key.height + 26, bottom: 42 },
    params: {
      ...{ size, day, share: shareOf(day), columns, named: namedOf(columns, day, size) },
      ...{ across, pitch: pitch[size], keyHeight: key.height },
    },
    data: { milestones, rungs, months: columns.map((column) => ({ column })), key: key.rows },
  }
}

/** On a phone, the most months whose names stand side by side. */
const mostNamed = 10

/** The columns whose names have room: all, or on a phone every second, that of today among them. */
function namedOf(columns: readonly string[], day: string, size: Size): string[] {
  if (size === 'wide' || columns.length <= mostNamed) return [...columns]
  const now = columns.indexOf(monthOf(day))
  return columns.filter((column, i) => column === older || (i - now) % 2 === 0)
}

/** How much of its month is over in the middle of a day. */
function shareOf(day: string): number {
  return (Number(day.slice(8)) - 0.5) / Number(lastDay(monthOf(day)).slice(8))
}

/** How wide a stack of this month may be, in pixels from its middle, without the line of today running through it. */
function clearOf(day: string, column: number): number {
  return Math.abs(shareOf(day) - 0.5) * column - 3
}

type Rung = {
  stage: Stage
  text: string
  /** Where it begins and ends, in pixels from the top. */
  head: number
  foot: number
  /** How far above its foot the line of today ends: above the stack of this month, if the line would run through that. */
  beneathToday: number
}

/** The rungs that are always drawn, and that of milestones whose stage the plan does not say if there are any; each with its foot
 * beneath its highest stack. */
function rungsOf(
  milestones: readonly { stage: Stage; column: string }[],
  { across, size, clear, day }: { across: number; size: Size; clear: number; day: string },
): { rungs: Rung[]; height: number } {
  let height = 0
  const drawn = stages.filter((stage) => stage !== 'unspecified' || milestones.some((m) => m.stage === stage))
  const rungs = drawn.map((stage) => {
    const stacks = Map.groupBy(
      milestones.filter((m) => m.stage === stage),
      (m) => m.column,
    )
    const linesOf = (count: number) => Math.ceil(count / across)
    const lines = Math.max(1, ...[...stacks.values()].map((stack) => linesOf(stack.length)))
    const now = stacks.get(monthOf(day))?.length ?? 0
    const wide = Math.max(Math.min(across, now) * pitch[size], textWidth(formatNumber(now), countSize, true))
    const beneathToday = now === 0 || wide / 2 < clear ? 0 : linesOf(now) * pitch[size] + countHeight
    const head = height
    height += lines * pitch[size] + around[size]
    return { stage, text: stageWords[stage], head, foot: height, beneathToday }
  })
  return { rungs, height }
}
