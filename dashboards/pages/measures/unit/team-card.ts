/** One team on its service's page: what needs a conversation there, what was agreed last time, and a link to its meeting. */
import { html } from 'hono/html'
import { decisionsTally } from '#domain/meetings/conversation-order.ts'
import { decisionDates } from '#domain/meetings/decision.ts'
import { decisionsInSight, latestDay } from '#domain/meetings/last-decisions.ts'
import { asksForCommentary, type Matter } from '#domain/scorecard/scorecard.ts'
import { metWords } from '#domain/scorecard/scorecard-counts.ts'
import { signOffWords } from '#domain/scorecard/sign-off.ts'
import { nothingCameWords } from '#domain/scorecard/silent-months.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { capital, formatFigure } from '#domain/wording/format.ts'
import type { Commentary } from '#server/reads/commentary.ts'
import type { CurrentMatters } from '#server/reads/current-matters.ts'
import type { Decision } from '#server/reads/links.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { decisionAddress, measureAddress, scorecardAddress, unitAddress } from '../../../addresses.ts'
import { decisionMark } from '../../../components/decision-mark/decision-mark.ts'
import { missingTeams } from '../../../components/missing-teams/missing-teams.ts'
import { phoneFoldLine } from '../../../components/phone-fold/phone-fold.ts'
import { readAll } from '../../../components/read-all/read-all.ts'
import { statusBeside } from '../../../components/status-tag/status-tag.ts'
import type { Html } from '../../../html.ts'

/** A unit's month with its commentary and agreed actions. */
export type UnitCard = {
  scorecard: Scorecard
  /** The commentary of the month. */
  said: readonly Commentary[]
  /** The agreed actions of the last meeting: those still open and the outcome of the others, in the order of `lastDecisions`. */
  decisions: readonly Decision[]
  /** If nothing was received for the month: the last known matters. */
  lastKnown: CurrentMatters | null
}

/** The number of agreed actions on a card. */
const decisionsShown = 4

/** The id of a card on the page. */
export function cardId(code: string): string {
  return `unit-${code.replaceAll(/[^A-Za-z0-9-]/g, '-')}`
}

/** The matters of a card that ask for commentary. A figure that never arrived does not, because there is nothing to explain. */
export function askedMatters({ scorecard }: Pick<UnitCard, 'scorecard'>): Matter[] {
  return scorecard.needsConversation.filter(asksForCommentary)
}

/** The matters of a card without commentary. A quarterly figure is left out, because commentary belongs to a month. */
export function unsaidMatters({ scorecard, said }: UnitCard): Matter[] {
  return askedMatters({ scorecard }).filter((matter) => {
    const line = scorecard.lines.find((l) => l.kpi.code === matter.kpi)
    return line?.period === scorecard.period && !said.some((c) => c.kpi === matter.kpi)
  })
}

export type CardOptions = {
  card: UnitCard
  day: string
  /** Whether commentary is shown to this reader: an outside audience gets none. */
  isInside: boolean
  headingLevel?: 3 | null
}

export function unitCard({ card, day, isInside, headingLevel = 3 }: CardOptions): Html {
  const { scorecard } = card
  const { unit, period, counts: c, signOff } = scorecard
  const address = scorecardAddress(unit.code, period)
  const facts = [
    card.lastKnown === null ? capital(metWords(c)) : 'No figure has come',
    `${c.improving} improving`,
    `${c.concerning} concerning`,
    ...(signOff === null ? [] : [signOffWords(signOff)]),
  ]
  const ofUnit = html`<span class="govuk-visually-hidden"> of ${unit.name}</span>`
  return html`${
    headingLevel === null
      ? null
      : html`<h3 class="govuk-heading-s app-unit__name" id="${cardId(unit.code)}"><a class="govuk-link" href="${
          unit.kind === 'team' ? address : unitAddress(unit.code)
        }">${unit.name}</a></h3>`
  }
<p class="app-unit__counts">${facts.join(' · ')}</p>
${headingLevel === null ? null : foldLine(card, day)}
${conversation(card, { day, isInside })}
<div class="app-phone-fold__part">${agreed(card, day)}</div>
<p class="app-unit__next"><a class="govuk-link" href="${address}">Open the ${periodName(period)} scorecard${ofUnit}</a></p>`
}

/** On a phone, where several cards stand beneath each other, why a matter is one and what was agreed open behind a line. */
function foldLine({ scorecard, decisions, lastKnown }: UnitCard, day: string): Html | null {
  const hasMatters = (lastKnown ?? scorecard).needsConversation.length > 0
  if (!hasMatters && decisions.length === 0) return null
  const agreed = decisionsTally(decisions, day) ?? 'nothing recorded'
  const what = hasMatters ? 'Why, and what was agreed' : 'What was agreed'
  return phoneFoldLine(
    html`${what}: ${agreed}<span class="govuk-visually-hidden">, ${scorecard.unit.name}</span>`,
  )
}

function conversation(card: UnitCard, { day, isInside }: Pick<CardOptions, 'day' | 'isInside'>): Html {
  const { scorecard, lastKnown } = card
  const { unit, silent } = scorecard
  const { needsConversation, lines } = lastKnown ?? scorecard
  const before =
    silent.length === 0
      ? null
      : html`<li class="app-unit__matter"><span class="app-unit__why">${nothingCameWords(silent, day)}.${
          lastKnown === null || needsConversation.length === 0
            ? null
            : ' What was last known needs a conversation still:'
        }</span></li>\n`
  if (needsConversation.length === 0 && before === null)
    return html`<p class="app-unit__matter">Nothing is worse than usual, unlikely to meet target, or overdue.</p>`
  const unsaid = new Set(unsaidMatters(card).map((m) => m.kpi))
  return html`<ol class="app-unit__matters">${before}${needsConversation.map((matter) => {
    const line = lines.find((l) => l.kpi.code === matter.kpi)
    if (line === undefined) return null
    const said = lastKnown === null ? card.said.find((c) => c.kpi === matter.kpi) : undefined
    const { kpi, figure, period, missing } = line
    const when = period === scorecard.period || lastKnown === null ? '' : `${periodName(period)}: `
    const why = when === '' ? capital(matter.why) : `${when}${matter.why}`
    const href = measureAddress(unit.code, matter.kpi, period)
    const value = html`<strong class="app-unit__figure">${formatFigure(kpi, figure)}</strong>`
    return html`<li class="app-unit__matter"><a class="govuk-link" href="${href}">${kpi.name}</a> ${value} ${statusBeside(figure)}
<span class="app-unit__why app-phone-fold__part">${why}.${
      said !== undefined
        ? html` They say: ${readAll({
            ...{ text: said.body, most: 120, quoted: true, what: `the commentary on ${kpi.name}` },
            href: `${href}#behind`,
          })}`
        : isInside && unsaid.has(matter.kpi)
          ? ' No commentary yet.'
          : null
    }</span>${missingTeams({ figure, names: missing, what: kpi.name })}</li>\n`
  })}</ol>`
}

function agreed({ decisions }: UnitCard, day: string): Html {
  if (decisions.length === 0)
    return html`<p class="app-unit__sub">Agreed last time</p>
<p class="app-unit__matter app-unit__quiet">Nothing is recorded.</p>`
  const last = latestDay(decisions) ?? day
  const shown = decisionsInSight(decisions, day, decisionsShown)
  const rest = decisions.filter((d) => !shown.includes(d))
  return html`<p class="app-unit__sub">Agreed last time, ${dayName(last)}${decisions.some((d) => d.decidedOn !== last) ? ', and from before' : null}</p>
<ul class="app-unit__agreed-list">${shown.map(
    (d) =>
      html`<li class="app-unit__agreed">${decisionMark({
        decision: d,
        day,
      })} <span>${d.body} <span class="app-unit__why">${d.ownerRole}, ${decisionDates(d, day)}${
        d.outcome === null ? null : html`. ${outcome(d.outcome, d)}`
      }</span></span></li>\n`,
  )}</ul>
${rest.length === 0 ? null : html`<p class="app-unit__matter app-unit__quiet">Also agreed: ${decisionsTally(rest, day)}.</p>`}`
}

/** What came of an agreed action, with the way to all of it. */
function outcome(text: string, { id, unit }: Decision): Html {
  const href = unit === null ? '/plan' : decisionAddress(unit, id)
  return readAll({ text, most: 120, href, what: 'what came of it' })
}
