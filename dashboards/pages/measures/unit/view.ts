import { html } from 'hono/html'
import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import { addMonths, periodName } from '#domain/time/period.ts'
import { capital } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { teamTypeWords } from '#domain/wording/words.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { scorecardAddress, unitAddress } from '../../../addresses.ts'
import { chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { newerMonths } from '../../../components/newer-months/newer-months.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import { scopeBar } from '../../../components/scope-bar/scope-bar.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import { chartSections } from './charts.ts'
import { cardsByNeed, glance } from './glance.ts'
import { monthsSection, planStripSection } from './measure.ts'
import type { UnitView } from './model.ts'
import { planSection } from './plan.ts'
import { closedBeneath, facts, months, tree } from './profile.ts'
import { byQuestionSection, dataSection, measuresSection, moversSection } from './sections.ts'
import { successionErrors, successionSection } from './succession.ts'
import { unitCard } from './team-card.ts'

/** A unit's page. For a service: each team's matters, what was agreed there and whether it was done. For a team: what it is,
 * what it agreed and what the plan does about its measures. For the council: its services. */
export function unitView(view: UnitView): Html {
  const { frame, unit, period, own } = view
  const published = own?.publishedAt ?? null
  const errors = successionErrors(view.succession.form)
  return page({
    ...frame,
    title: [unit.name, ...(period === null ? [] : [periodName(period)]), capital(unit.kind)],
    error: errors.length > 0,
    wide: true,
    breadcrumbs: trail(view),
    footer:
      period === null
        ? null
        : {
            source: 'monthly KPI extracts of the data team',
            published: published === null ? null : datedWords(published, frame.today),
          },
    printFooter: period === null ? unit.name : `${unit.name} · ${periodName(period)}`,
    body: html`<div class="app-unit">${errors.length === 0 ? null : errorSummary({ errors })}${scope(view)}
${view.refused.map((text) =>
  insetText({ text }),
)}${begun(view)}<h1 class="govuk-heading-l app-unit__title">${unit.name} <span class="app-unit__kind">${kindWords(view)}</span></h1>
${unit.kind === 'team' ? team(view) : parts(view)}
${successionSection(view.succession, { unit, tree: view.tree, day: frame.today })}
${about(view)}
${period === null || own === null ? null : chartLinks(tableLinks(unitAddress(unit.code), `?period=${period}`))}</div>`,
  })
}

/** What the unit is, and its months: what a reader looks up, or all that there is for a reader of no team. */
function about(view: UnitView): Html {
  const { unit, months: published } = view
  const body = html`${facts(view)}
${view.cards.length === 0 ? tree(view) : closedBeneath(view)}
${months(view)}`
  if (published.length === 0 || view.cards.length === 0) return body
  return phoneFold({
    summary: `About this ${unit.kind}, and its ${plural(published.length, 'published scorecard')}`,
    body,
  })
}

/** "Service of 7 teams" */
function kindWords({ unit, cards }: UnitView): string {
  if (unit.kind === 'team') return teamTypeWords[unit.teamType ?? ''] ?? 'Team'
  const noun = unit.kind === 'council' ? 'service' : 'team'
  const kind = unit.kind === 'council' ? 'Council' : 'Service'
  return cards.length === 0 ? kind : `${kind} of ${plural(cards.length, noun)}`
}

function trail({ unit, tree: units, visible }: UnitView) {
  const above: Unit[] = []
  for (let at = units.find((u) => u.code === unit.parent); at !== undefined; ) {
    above.unshift(at)
    const { parent } = at
    at = units.find((u) => u.code === parent)
  }
  const items = above
    .filter((u) => visible.has(u.code))
    .map((u) => ({ text: u.name, href: unitAddress(u.code) }))
  return [{ text: 'Home', href: '/' }, ...items]
}

/** The month shown and its neighbours. */
function scope({ unit, months: published, period }: UnitView): Html | null {
  if (period === null) return null
  const before = published.findLast((m) => m.period < period)
  const after = published.find((m) => m.period > period)
  const to = (month: string) => ({
    period: periodName(month),
    href: `${unitAddress(unit.code)}?period=${month}`,
  })
  return scopeBar({
    unit: unit.name,
    period: periodName(period),
    previous: before === undefined ? null : to(before.period),
    next:
      after === undefined
        ? { period: periodName(addMonths(period, 1)), href: null, remark: '(not published yet)' }
        : to(after.period),
  })
}

function begun({ unit, period, latest, newer }: UnitView): Html | null {
  if (period === null) return null
  return newerMonths({ period, latest, newer, href: (m) => `${unitAddress(unit.code)}?period=${m}` })
}

function team(view: UnitView): Html | null {
  const [card] = view.cards
  if (card === undefined) return null
  return html`<section aria-labelledby="meeting"><h2 class="govuk-heading-m" id="meeting">What the meeting begins with</h2>
<div class="app-unit__part app-unit__part--alone">${unitCard({ card, day: view.frame.today, isInside: view.isInside, headingLevel: null })}</div></section>
${planSection(view)}`
}

function parts(view: UnitView): Html | null {
  const { unit, own, frame, isInside } = view
  if (view.cards.length === 0) return null
  const cards = cardsByNeed(view.cards, { day: frame.today, isInside })
  const noun = unit.kind === 'council' ? 'service' : 'team'
  return html`<section aria-labelledby="answer"><h2 class="govuk-heading-m" id="answer">Which ${noun} needs the conversation?</h2>
${glance(cards, { day: frame.today, isInside, noun })}</section>
<section aria-labelledby="parts"><h2 class="govuk-heading-m" id="parts">What each ${noun} needs to talk about, and what it agreed</h2>
<ul class="app-unit__parts">
${cards.map(
  (card) =>
    html`<li class="app-unit__part app-phone-fold">${unitCard({ card, day: frame.today, isInside })}${teamLinks(view, card.scorecard)}</li>\n`,
)}</ul></section>
${moversSection(view)}
${own === null ? null : byQuestionSection(own)}
${view.charts === null || view.period === null ? null : chartSections(view.frame, unit, view.period, view.charts)}
${measuresSection(view)}
${monthsSection(view)}
${planStripSection(view)}
${dataSection(view)}`
}

/** A service's teams, each with a link to its scorecard of the month. */
function teamLinks({ tree: units, visible }: UnitView, { unit, period }: Scorecard): Html | null {
  const teams = units.filter((u) => u.parent === unit.code && isOpenIn(u, period) && visible.has(u.code))
  if (teams.length === 0) return null
  return html`<p class="app-unit__teams">Teams: ${teams.map(
    (t, i) =>
      html`${i > 0 ? ', ' : ''}<a class="govuk-link" href="${scorecardAddress(t.code, period)}">${t.name}</a>`,
  )}</p>`
}
