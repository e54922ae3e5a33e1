/** The lines of a home: each one thing, with one link. Pure: from what was read to what is said. */
import type { Figure, Variation } from '#domain/figure.ts'
import { formatFigure } from '#domain/format.ts'
import type { Grain, Kpi } from '#domain/kpi.ts'
import { dayName, grainOf, periodName } from '#domain/period.ts'
import { daysOverdue, milestoneStateOf } from '#domain/plan.ts'
import type { Check } from '#domain/plan-checks.ts'
import type { MatterReason } from '#domain/scorecard.ts'
import type { Unit } from '#domain/unit.ts'
import { ratingWords, stageWords, variationWords } from '#domain/words.ts'
import type { Decision } from '#server/reads/links.ts'
import type { Mover } from '#server/reads/overview.ts'
import type { Plan, PlanAction } from '#server/reads/plan.ts'
import type { PublishedPeriod } from '#server/reads/publications.ts'
import type { ReturnMonth, ReturnStanding } from '#server/reads/returns.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import type { WaitingExtract } from '#server/reads/waiting-extracts.ts'
import type { GlyphName } from '../../components/glyph/glyph.ts'
import { variationGlyph } from '../../components/variation-tag/variation-tag.ts'
import { publishedWords } from '../../layout/published-words.ts'

/** One line of a home. `when` dates it; `note` says why it is here. */
export type HomeLine = { text: string; href: string; note?: string; when?: string; mark?: GlyphName }

export function unitAddress(code: string): string {
  return `/units/${encodeURIComponent(code)}`
}

export function scorecardAddress(code: string, period: string): string {
  return `${unitAddress(code)}/scorecards/${period}`
}

function kpiAddress(unit: string, kpi: string, period: string): string {
  return `${unitAddress(unit)}/kpis/${kpi}?to=${period}`
}

export function actionAddress(ref: string): string {
  return `/plan/actions/${ref}`
}

/** How a month went, for a line that stands for a scorecard. */
export function scorecardNote({ counts }: Scorecard): string {
  const met = counts.judged === 0 ? 'nothing could be judged' : `${counts.met} of ${counts.judged} met target`
  return counts.concerning === 0 ? met : `${met}, ${counts.concerning} concerning`
}

/** What needs a conversation in one unit. `named` puts the unit's name before the measure. */
export function matterLines(scorecard: Scorecard, named: boolean): HomeLine[] {
  return scorecard.needsConversation.flatMap((matter) => {
    const line = scorecard.lines.find((l) => l.kpi.code === matter.kpi)
    if (line === undefined) return []
    const what = `${line.kpi.name} ${formatFigure(line.kpi, line.figure)}`
    return {
      text: named ? `${scorecard.unit.name}: ${what}` : what,
      href: kpiAddress(scorecard.unit.code, line.kpi.code, line.period),
      note: matter.why,
    }
  })
}

const reasonOrder: readonly MatterReason[] = [
  'past_floor_and_concerning',
  'concerning',
  'will_miss_without_action',
  'missed_three_months',
  'due_and_not_received',
]

/** The first matter of each unit, the most pressing reason first. */
export function firstMatterLines(scorecards: readonly Scorecard[]): HomeLine[] {
  const rank = (s: Scorecard) => reasonOrder.indexOf(s.needsConversation[0]?.reason ?? 'due_and_not_received')
  return scorecards
    .filter((s) => s.needsConversation.length > 0)
    .sort((a, b) => rank(a) - rank(b) || a.unit.position - b.unit.position)
    .flatMap((s) => matterLines(s, true).slice(0, 1))
}

/** Decisions not yet done, those overdue longest first. */
export function decisionLines(decisions: readonly Decision[], today: string): HomeLine[] {
  return decisions
    .filter((d) => d.doneOn === null && d.dueOn !== null)
    .sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1))
    .map((d) => ({
      text: d.body,
      href: decisionAddress(d),
      when: dueWords(d.dueOn ?? '', today),
      note: `${d.ownerRole}, agreed ${dayName(d.decidedOn)}`,
    }))
}

function decisionAddress(decision: Decision): string {
  if (decision.unit !== null && decision.kpi !== null)
    return `${unitAddress(decision.unit)}/kpis/${decision.kpi}`
  if (decision.action !== null) return actionAddress(decision.action)
  return decision.unit === null ? '/plan' : unitAddress(decision.unit)
}

/** "due today", "overdue since 24 May 2019", "due 14 June 2019". */
export function dueWords(due: string, today: string): string {
  if (due === today) return 'due today'
  return due < today ? `overdue since ${dayName(due)}` : `due ${dayName(due)}`
}

const told: readonly Variation[] = ['concerning', 'improving', 'unusual', 'no_real_change']

/** Measures whose variation is not what it was the month before, the concerning first. */
export function movementLines(scorecard: Scorecard): HomeLine[] {
  return scorecard.lines
    .filter(
      (l) =>
        l.previous !== null &&
        l.previous.variation !== l.figure.variation &&
        told.includes(l.figure.variation) &&
        told.includes(l.previous.variation),
    )
    .sort(
      (a, b) =>
        told.indexOf(a.figure.variation) - told.indexOf(b.figure.variation) || a.kpi.order - b.kpi.order,
    )
    .map((l) => movementLine(scorecard.unit, l.kpi, l.figure, l.previous, false))
}

/** Movements across teams, from the overview. */
export function moverLines(movers: readonly Mover[]): HomeLine[] {
  return movers.map((m) => movementLine(m.unit, m.kpi, m.now, m.before, true))
}

function movementLine(
  unit: Unit,
  kpi: Kpi,
  now: Figure,
  before: Pick<Figure, 'variation'> | null,
  named: boolean,
): HomeLine {
  const was = before === null ? 'too_early' : before.variation
  return {
    text: named ? `${unit.name}: ${kpi.name}` : kpi.name,
    href: kpiAddress(unit.code, kpi.code, now.period),
    note: `now ${variationWords[now.variation].toLowerCase()}, was ${variationWords[was].toLowerCase()}`,
    mark: variationGlyph({ variation: now.variation, rising: now.analysis.rising }),
  }
}

/** The latest publications that matter to a reader: what was restated, the latest month, the latest week. `hrefOf`
 *  says where a line leads. */
export function publicationLines(
  published: readonly PublishedPeriod[],
  hrefOf: (line: PublishedPeriod) => string,
): HomeLine[] {
  const latestOf = (grain: Grain) => published.find((p) => p.added > 0 && grainOf(p.period) === grain)
  const restated = published.filter((p) => p.restated > 0).slice(0, 2)
  const lines = [...new Set([...restated, latestOf('monthly'), latestOf('weekly')])]
  return lines
    .filter((p) => p !== undefined)
    .sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
    .map((p) => ({ ...publicationLine(p, published), href: hrefOf(p) }))
}

function publicationLine(p: PublishedPeriod, published: readonly PublishedPeriod[]): Omit<HomeLine, 'href'> {
  const when = publishedWords(p.publishedAt).split(' at ')[0] ?? ''
  if (p.restated === 0) {
    const figures = published.filter((q) => q.period === p.period).reduce((sum, q) => sum + q.added, 0)
    return { text: `${periodName(p.period)}: ${count(figures, 'figure')} published`, when }
  }
  return {
    text: `${periodName(p.period)} restated: ${count(p.restated, 'figure')} changed`,
    when,
    mark: 'restated',
    ...(p.reason === null ? {} : { note: p.reason }),
  }
}

export function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}

/** Returns that are late or due on the day, the longest overdue first; those due the same day stand together. */
export function returnLines(months: readonly ReturnMonth[], today: string): HomeLine[] {
  const waiting = months
    .flatMap((m) => m.returns)
    .filter((r) => r.state === 'late' || r.state === 'due' || r.state === 'part')
  const groups = Map.groupBy(waiting, (r) => `${r.period} ${r.dueOn} ${r.state}`)
  return [...groups.values()]
    .sort((a, b) => ((a[0]?.dueOn ?? '') < (b[0]?.dueOn ?? '') ? -1 : 1))
    .map((group) => returnLine(group, today))
}

function returnLine(group: readonly ReturnStanding[], today: string): HomeLine {
  const [first] = group as [ReturnStanding, ...ReturnStanding[]]
  const names = group.map((r) => r.name).join(', ')
  const what = group.length === 1 ? `${names} return` : `${count(group.length, 'return')}`
  const missing = group.reduce((sum, r) => sum + r.expected - r.received, 0)
  return {
    text:
      first.state === 'part'
        ? `${periodName(first.period)}: ${what} in part`
        : `${periodName(first.period)}: ${what} not received`,
    href: `/extracts#month-${first.period}`,
    when: dueWords(first.dueOn, today),
    mark: 'clock',
    note:
      first.state === 'part'
        ? `${count(missing, 'figure')} still to come${group.length === 1 ? '' : `: ${names}`}`
        : group.length === 1
          ? `from ${first.ownerRole}`
          : names,
  }
}

/** Extracts that wait: what a person has to do about each, or when it is published by itself. */
export function waitingExtractLines(extracts: readonly WaitingExtract[]): HomeLine[] {
  return extracts.map((x) => ({
    text: `${x.filename}: ${waitingWords(x)}`,
    href: x.status === 'rejected' ? `/extracts/${x.id}` : `/extracts/${x.id}/changes`,
    when: `received ${publishedWords(x.receivedAt).split(' at ')[0]}`,
    ...(x.decisionNote === null ? {} : { note: x.decisionNote }),
    mark: x.status === 'scheduled' ? 'clock' : 'warning',
  }))
}

function waitingWords({
  status,
  problems,
  warnings,
  requestedBy,
  publishAt,
  decisionNote,
}: WaitingExtract): string {
  switch (status) {
    case 'rejected':
      return `${count(problems, 'problem')} to put right`
    case 'awaiting_approval':
      return `${requestedBy ?? 'somebody'} asks for a second person’s approval`
    case 'scheduled':
      return `to be published ${publishAt === null ? 'next' : publishedWords(publishAt)}`
    default:
      if (decisionNote !== null) return 'not published as it was asked for'
      return warnings > 0 ? `${count(warnings, 'warning')} to look at` : 'ready to publish'
  }
}

function actionsOf(plan: Plan): PlanAction[] {
  return plan.sections.flatMap((s) => s.actions)
}

/** Milestones past their month with nothing recorded as meeting them, the oldest first. */
export function overdueLines(plan: Plan): HomeLine[] {
  return actionsOf(plan)
    .filter((a) => a.rating?.rating !== 'completed')
    .flatMap((a) =>
      a.milestones
        .filter((m) => milestoneStateOf(m, plan.day) === 'overdue')
        .map((m) => ({ action: a, milestone: m })),
    )
    .sort((a, b) => (a.milestone.due < b.milestone.due ? -1 : a.milestone.due > b.milestone.due ? 1 : 0))
    .map(({ action, milestone }) => ({
      text: `${action.ref}: ${stageWords[milestone.stage].toLowerCase()}, due in ${periodName(milestone.due)}`,
      href: actionAddress(action.ref),
      when: `${count(daysOverdue(milestone, plan.day), 'day')} overdue`,
      note: action.summary,
      mark: 'clock',
    }))
}

/** Actions rated not on track, the latest rated first. */
export function notOnTrackLines(plan: Plan): HomeLine[] {
  return actionsOf(plan)
    .filter((a) => a.rating?.rating === 'not_on_track')
    .sort((a, b) => ((a.rating?.ratedOn ?? '') > (b.rating?.ratedOn ?? '') ? -1 : 1))
    .map((a) => ({
      text: `${a.ref} is not on track`,
      href: actionAddress(a.ref),
      when: `rated ${dayName(a.rating?.ratedOn ?? '')}`,
      note: a.summary,
      mark: 'rating_not_on_track' as const,
    }))
}

/** Where the plan's story and its measures part ways. */
export function contradictionLines(checks: readonly Check[]): HomeLine[] {
  return (['on_track_but_concerning', 'outcome_unsupported'] as const)
    .flatMap((kind) => checks.filter((c) => c.kind === kind))
    .map((c) => ({ text: `${c.action}: ${c.message}`, href: actionAddress(c.action ?? ''), mark: 'warning' }))
}

/** Actions whose rating is not the one before it, the latest first. */
export function ratingMoveLines(plan: Plan): HomeLine[] {
  return actionsOf(plan)
    .flatMap((a) =>
      a.rating === null || a.previousRating === null
        ? []
        : [{ action: a, rating: a.rating, before: a.previousRating }],
    )
    .sort((a, b) => (a.rating.ratedOn > b.rating.ratedOn ? -1 : a.rating.ratedOn < b.rating.ratedOn ? 1 : 0))
    .map(({ action, rating, before }) => ({
      text: `${action.ref} now ${ratingWords[rating.rating].toLowerCase()}`,
      href: actionAddress(action.ref),
      when: dayName(rating.ratedOn),
      note: `was ${ratingWords[before.rating].toLowerCase()}: ${action.summary}`,
      mark: `rating_${rating.rating}` as const,
    }))
}

/** Teams and services that opened or closed by a day, the latest first. */
export function organisationLines(units: readonly Unit[], today: string): HomeLine[] {
  const first = units.map((u) => u.opened).sort()[0] ?? today
  return units
    .flatMap((u) => [
      ...(u.opened > first && u.opened <= today
        ? [{ unit: u, day: u.opened, text: `${u.name} opened` }]
        : []),
      ...(u.closed !== null && u.closed <= today
        ? [{ unit: u, day: u.closed, text: `${u.name} closed` }]
        : []),
    ])
    .sort((a, b) => (a.day > b.day ? -1 : a.day < b.day ? 1 : a.unit.position - b.unit.position))
    .map(({ unit, day, text }) => ({ text, href: unitAddress(unit.code), when: dayName(day) }))
}
