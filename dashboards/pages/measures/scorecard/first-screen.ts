/** The first screen of a scorecard: the counts, what is going well, what needs a conversation, what was agreed. */

import { html } from 'hono/html'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { Variation } from '#domain/figures/figure.ts'
import { decisionsTally } from '#domain/meetings/conversation-order.ts'
import { decisionConditionOf, decisionWords } from '#domain/meetings/decision.ts'
import { decisionsInSight, lastDecisions } from '#domain/meetings/last-decisions.ts'
import { isLive, namedActions, stalledWords } from '#domain/plan/plan.ts'
import { ratingWords } from '#domain/plan/rating.ts'
import { asksForCommentary, type Matter } from '#domain/scorecard/scorecard.ts'
import type { CountedStatus } from '#domain/scorecard/scorecard-counts.ts'
import { nothingCameWords } from '#domain/scorecard/silent-months.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { capital, formatFigure, formatTarget } from '#domain/wording/format.ts'
import { gapSentence } from '#domain/wording/gap-words.ts'
import { plural } from '#domain/wording/plural.ts'
import { leftOutWords } from '#domain/wording/wholeness-words.ts'
import { countedStatusWords, variationWords } from '#domain/wording/words.ts'
import type { ScorecardLine } from '#server/reads/scorecard.ts'
import { actionAddress, decisionAddress } from '../../../addresses.ts'
import { type Count, counts } from '../../../components/counts/counts.ts'
import { decisionGlyphs } from '../../../components/decision-mark/decision-mark.ts'
import { type GlyphName, glyph } from '../../../components/glyph/glyph.ts'
import { type Matter as MatterItem, matters } from '../../../components/matters/matters.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import { readAll } from '../../../components/read-all/read-all.ts'
import { statusBeside } from '../../../components/status-tag/status-tag.ts'
import type { Html } from '../../../html.ts'
import { sameReading } from '../kit/reading.ts'
import type { ScorecardView } from './model.ts'
import { kpiAddress, monthAddress, questionAddress } from './question.ts'
import { commentaryFor, lineCommentaryAddress, olderCommentary } from './row-detail.ts'
import { rowSource } from './source.ts'

/** The number of agreed actions on the first screen. */
const decisionsShown = 4
const decisionLength = 90

/** Two tallies of all measures: against target, and by what is really changing. Each adds up to all of them, and each count is a
 * link to its measures. */
export function tally(view: ScorecardView): Html {
  const { scorecard, asked, reading } = view
  const { counts: c } = scorecard
  const to = (change: { status?: CountedStatus | null; variation?: Variation | null }) =>
    `${questionAddress(monthAddress(scorecard), asked, reading, change)}#measures`
  const ofStatus = (status: CountedStatus, value: number): Count[] => {
    const current = asked.filter.status === status
    if (value === 0 && !current) return []
    const label = countedStatusWords[status].toLowerCase()
    const mark = status === 'none' ? {} : { mark: status }
    return [{ value, label, ...mark, href: to({ status: current ? null : status }), current }]
  }
  const ofVariation = (variation: Variation, value: number, mark: GlyphName): Count[] => {
    const current = asked.filter.variation === variation
    if (value === 0 && !current) return []
    const label = variationWords[variation].toLowerCase()
    return [{ value, label, mark, href: to({ variation: current ? null : variation }), current }]
  }
  const against = [
    ...ofStatus('met', c.met),
    ...ofStatus('close', c.close),
    ...ofStatus('missed', c.missed),
    ...ofStatus('small_number', c.smallNumber),
    ...ofStatus('not_whole', c.notWhole),
    ...ofStatus('no_data', c.noData),
    ...ofStatus('no_target', c.noTarget),
    ...ofStatus('none', c.nothingToJudge),
  ]
  const changing = [
    ...ofVariation('improving', c.improving, 'key_improving'),
    ...ofVariation('concerning', c.concerning, 'key_concerning'),
    ...ofVariation('slipping_back', c.slippingBack, 'slipping_back'),
    ...ofVariation('recovering', c.recovering, 'recovering'),
    ...ofVariation('unusual', c.unusual, 'key_unusual'),
    ...ofVariation('no_real_change', c.noRealChange, 'no_real_change'),
    ...ofVariation('none', c.notJudged, 'no_target'),
  ]
  // A phone has the headline above, which says the counts that matter most.
  return phoneFold({
    summary: `How all ${plural(c.measures, 'measure')} divide`,
    body: html`<div class="app-tally">
${part(`Against target, of ${c.measures}`, 'Measures by status: each shows those measures', against)}${part(
  `Really changing, of ${c.measures}`,
  'Measures by what is really changing: each shows those measures',
  changing,
)}</div>`,
  })
}

function part(name: string, label: string, items: readonly Count[]): Html | null {
  if (items.length === 0) return null
  return html`<div class="app-tally__part"><p class="app-tally__name">${name}</p>${counts({ label, items })}</div>
`
}

/** What needs a conversation, and what is going well. A month for which nothing was received is one thing to talk about, with
 * the last known figures beneath it. */
export function topMatters(view: ScorecardView): Html {
  const { scorecard, isSilent } = view
  const month = periodName(scorecard.period)
  return html`${matters({
    heading: 'Needs a conversation',
    kind: 'conversation',
    ...(scorecard.silent.length > 0
      ? { before: silenceOf(view) }
      : view.silentTeams.length > 0
        ? { before: silenceBeneath(view) }
        : {}),
    items: [
      ...scorecard.needsConversation.map((m) => matterItem(view, m, 'conversation')),
      ...lastKnownItems(view),
    ],
    empty: 'Nothing is worse than usual, unlikely to meet target, or overdue.',
  })}
${matters({
  heading: 'Going well',
  kind: 'well',
  items: scorecard.goingWell.map((m) => matterItem(view, m, 'well')),
  empty: isSilent
    ? `Nothing can be said of ${month}: no figure has come.`
    : 'No measure is improving or sure to meet its target this month.',
})}`
}

/** For a service: the teams for which nothing was received. */
function silenceBeneath({ silentTeams, scorecard, reading }: ScorecardView): Html {
  return html`${silentTeams.map(
    ({ unit, silent }, i) =>
      html`${i === 0 ? null : html`<br>`}<a class="govuk-link" href="${sameReading(
        monthAddress({ unit, period: silent[0]?.period ?? scorecard.period }),
        reading,
      )}">${unit.name}</a>: ${nothingCameWords(silent, scorecard.toldOn)}.`,
  )}`
}

function silenceOf({
  scorecard: { silent, toldOn, unit },
  isSilent,
  lastKnown,
  reading,
}: ScorecardView): Html {
  const [first] = silent
  const words = html`${nothingCameWords(silent, toldOn)}.`
  if (!isSilent && first !== undefined)
    return html`${words} <a class="govuk-link" href="${sameReading(monthAddress({ unit, period: first.period }), reading)}">What has not come</a>`
  return lastKnown === null || lastKnown.needsConversation.length === 0
    ? words
    : html`${words} What was last known needs a conversation still:`
}

/** What needed a conversation according to the last figures received. */
function lastKnownItems(view: ScorecardView): MatterItem[] {
  const { scorecard, lastKnown, reading } = view
  if (lastKnown === null) return []
  return lastKnown.needsConversation.flatMap((matter) => {
    const line = lastKnown.lines.find((l) => l.kpi.code === matter.kpi)
    if (line === undefined || line.period >= scorecard.period) return []
    const { kpi, figure, period } = line
    return {
      name: kpi.name,
      href: kpiAddress(scorecard.unit.code, kpi.code, period, reading),
      figure: formatFigure(kpi, figure),
      marks: [statusBeside(figure)].filter((mark) => mark !== null),
      why: `${periodName(period)}: ${matter.why}`,
      ...actionOf([agreeLink(view, kpi)]),
    }
  })
}

/** A matter with the answers to the first follow-up questions: the target, what it takes to meet it, the commentary, the plan. */
function matterItem(view: ScorecardView, matter: Matter, kind: 'well' | 'conversation'): MatterItem {
  const { scorecard, reading } = view
  const line = scorecard.lines.find((l) => l.kpi.code === matter.kpi) as ScorecardLine
  const { kpi, figure } = line
  const facts = [
    matter.why,
    figure.target === null || matter.why.includes('its target of')
      ? null
      : `target ${formatTarget(kpi, figure.target)}`,
    gapSentence(kpi, figure),
    leftOutWords(figure, line.missing),
  ].filter((fact) => fact !== null)
  const commentary = commentaryLine(view, line, kind === 'conversation' && asksForCommentary(matter))
  const plan = kind === 'conversation' ? planOf(line, scorecard.day) : null
  return {
    name: kpi.name,
    href: kpiAddress(scorecard.unit.code, kpi.code, line.period, reading),
    figure: formatFigure(kpi, figure),
    source: rowSource(scorecard, line),
    marks: [statusBeside(figure)].filter((mark) => mark !== null),
    why: facts.join('; '),
    ...actionOf([commentary, kind === 'conversation' ? agreeLink(view, kpi) : null, plan]),
  }
}

/** The line beneath a matter: what was said, what can be agreed, and what the plan does. */
function actionOf(parts: readonly (Html | null)[]): Pick<MatterItem, 'action'> {
  const said = parts.filter((part) => part !== null)
  if (said.length === 0) return {}
  return { action: html`${said.map((part, i) => html`${i === 0 ? null : ' · '}${part}`)}` }
}

/** The way to the form that agrees an action about a measure; null for a reader who may not. */
function agreeLink(view: ScorecardView, { code, name }: Pick<Kpi, 'code' | 'name'>): Html | null {
  if (!view.may.decide) return null
  return html`<a class="govuk-link app-matters__agree app-no-print" href="${newDecisionAddress(view)}&kpi=${encodeURIComponent(
    code,
  )}&from=scorecard">Agree an action<span class="govuk-visually-hidden"> about ${name}</span></a>`
}

/** The first line of the commentary. If there is none and the matter asks for it, says so with a link to add it. */
function commentaryLine(view: ScorecardView, { kpi, period }: ScorecardLine, isAsked: boolean): Html | null {
  const said = commentaryFor(view, kpi.code)
  if (said !== undefined) {
    const older = olderCommentary(view, said)
    const cut = readAll({
      ...{ text: said.body, most: 150, quoted: true, what: `the commentary on ${kpi.name}` },
      href: `${kpiAddress(view.scorecard.unit.code, kpi.code, period, view.reading)}#behind`,
    })
    return html`<span class="app-matters__said">${cut}</span>${
      older === null ? null : html` <span class="app-scorecard__aside">${older}</span>`
    }`
  }
  if (!isAsked) return null
  return view.may.comment
    ? html`No commentary yet<span class="app-no-print">: <a class="govuk-link" href="${lineCommentaryAddress(
        view,
        kpi.code,
      )}">Add<span class="govuk-visually-hidden"> commentary on ${kpi.name}</span></a></span>`
    : html`No commentary yet`
}

/** "Plan delivery: F2.3 not on track, R1.3 on track; 2 other actions linked". It is called delivery so that a rating is not taken for
 * the measure's own state. */
function planOf({ actions }: ScorecardLine, day: string): Html {
  if (actions.length === 0) return html`No action of the plan is linked`
  const { named, others } = namedActions(actions, day)
  const stalled = actions.some((action) => isLive(action, day, false)) ? null : stalledWords(actions)
  if (named.length === 0) return html`${capital(stalled ?? '')}`
  const words = named.map(({ ref, summary, rating }) => {
    const about = html`<span class="govuk-visually-hidden">: ${summary}</span>`
    const rated = ratingWords[rating].toLowerCase()
    return html`<a class="govuk-link" href="${actionAddress(ref)}">${ref}${about}</a> ${rated}`
  })
  const rest = stalled ?? (others === 0 ? null : `${plural(others, 'other action')} linked`)
  return html`Plan delivery: ${words.map((said, i) => html`${i === 0 ? null : ', '}${said}`)}${rest === null ? null : `; ${rest}`}`
}

/** What was agreed at the last meeting and before, and whether it was done. */
export function decisions(view: ScorecardView): Html {
  const { scorecard } = view
  const { toldOn: day } = scorecard
  const all = lastDecisions(scorecard.decisions, day)
  const shown = decisionsInSight(all, day, decisionsShown)
  const more = all.filter((d) => !shown.includes(d))
  const meetings = [...new Set(all.map((d) => d.decidedOn))]
  const meeting = meetings.length === 1 ? meetings[0] : undefined
  return html`<section class="app-agreed">
<h2 class="govuk-heading-m app-matters__heading">Agreed actions${
    meeting === undefined ? null : html` <span class="app-agreed__when">meeting of ${dayName(meeting)}</span>`
  }</h2>
${
  all.length === 0
    ? html`<p class="app-matters__empty">No action is agreed for this ${scorecard.unit.kind} yet.${
        view.may.decide
          ? html` <a class="govuk-link" href="${newDecisionAddress(view)}">Agree an action</a>`
          : null
      }</p>`
    : html`<ul class="govuk-list app-agreed__list">${shown.map(
        (d) => html`<li class="app-agreed__item"><strong class="app-agreed__state">${glyph({
          name: decisionGlyphs[decisionConditionOf(d, day)],
        })} ${decisionWords(d, day)}</strong> <span class="app-agreed__body">${readAll({
          ...{ text: d.body, most: decisionLength, href: '#decisions', what: 'the agreed action' },
        })}</span></li>
`,
      )}</ul>${
        more.length === 0
          ? null
          : html`<p class="app-agreed__more"><a class="govuk-link" href="#decisions">Also agreed: ${decisionsTally(more, day)}</a></p>`
      }`
}
</section>`
}

/** The address of the form that records an action agreed at this month's meeting. */
export function newDecisionAddress({ scorecard }: Pick<ScorecardView, 'scorecard'>): string {
  return `${decisionAddress(scorecard.unit.code, 'new')}?period=${scorecard.period}`
}
