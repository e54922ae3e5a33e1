/** The first screen of a scorecard: the tally, what is going well, what needs a conversation, what was promised. */
import { html } from 'hono/html'
import { formatFigure, formatTarget } from '#domain/format.ts'
import { dayName, periodName } from '#domain/period.ts'
import { liveDays } from '#domain/plan.ts'
import type { Matter } from '#domain/scorecard.ts'
import { ratingWords } from '#domain/words.ts'
import type { Decision } from '#server/reads/links.ts'
import type { Scorecard, ScorecardLine } from '#server/reads/scorecard.ts'
import { type Count, counts } from '../../components/counts/counts.ts'
import type { Matter as MatterItem } from '../../components/matters/matters.ts'
import { statusTag } from '../../components/status-tag/status-tag.ts'
import type { Html } from '../../layout/html.ts'
import type { Reading } from '../reading.ts'
import { gapOf, kpiAddress, leftOut } from './line.ts'

/** Two tallies, since they count different things: measures against target, and measures that are really changing. */
export function tally({ counts: c, lines }: Scorecard): Html {
  const against: Count[] = [
    { value: c.met, label: 'met', mark: 'met' },
    { value: c.close, label: 'close', mark: 'close' },
    { value: c.missed, label: 'missed', mark: 'missed' },
  ]
  if (c.smallNumber > 0)
    against.push({ value: c.smallNumber, label: 'too few cases to judge', mark: 'small_number' })
  if (c.noData > 0) against.push({ value: c.noData, label: 'not reported', mark: 'no_data' })
  const changing: Count[] = [
    { value: c.improving, label: 'improving', mark: 'improving_up' },
    { value: c.concerning, label: 'concerning', mark: 'key_concerning' },
  ]
  return html`<div class="app-tally">
<div class="app-tally__part"><p class="app-tally__name">Against target</p>${counts({ label: 'Measures against target', items: against })}</div>
<div class="app-tally__part"><p class="app-tally__name">Really changing</p>${counts({ label: 'Measures that are really changing', items: changing })}</div>
</div>
<p class="app-tally__note">${tallyNote(lines)}</p>`
}

/** What the two tallies count, so that the rows beneath can be ticked off against them. */
function tallyNote(lines: readonly ScorecardLine[]): string {
  const others = lines.filter((l) => !l.kpi.core).length
  const beneath = others === 0 ? '' : ` ${others} of them stand under “more measures”.`
  const teams = (['improving', 'concerning'] as const).map((variation) =>
    lines.reduce((sum, l) => sum + (l.figure.teamVariation?.[variation] ?? 0), 0),
  )
  const inTeams = lines.some((l) => l.figure.teamVariation !== null)
    ? ` In the teams beneath, measure by measure: ${teams[0]} improving, ${teams[1]} concerning.`
    : ''
  return `All ${lines.length} measures are counted; demand, people and caseloads only as changing, not against target.${beneath}${inTeams}`
}

/** A matter with what the first follow-up question asks: the target, what it takes to meet it, last month, the plan. */
export function matterItem(scorecard: Scorecard, matter: Matter, reading: Reading): MatterItem {
  const line = scorecard.lines.find((l) => l.kpi.code === matter.kpi) as ScorecardLine
  const { kpi, figure } = line
  const gap = gapOf(line)
  const facts = [
    figure.target === null ? null : `target ${formatTarget(kpi, figure.target)}`,
    gap === null ? null : `${gap} to meet it`,
    line.previous === null || addedDiffers(line)
      ? null
      : `${formatFigure(kpi, line.previous)} in ${periodName(line.previous.period)}`,
    leftOut(line),
  ].filter((fact) => fact !== null)
  return {
    name: kpi.name,
    href: kpiAddress(scorecard.unit.code, kpi.code, line.period, reading),
    figure: formatFigure(kpi, figure),
    marks: figure.status === null ? [] : [statusTag({ status: figure.status })],
    why: `${matter.why}; ${facts.join('; ')}`,
    action: planOf(line),
  }
}

/** The live actions of the plan with their delivery, named so that it is not taken for the measure's own state. */
function planOf(line: ScorecardLine): Html {
  const live = line.actions.filter((a) => a.live)
  if (line.actions.length === 0) return html`No action of the plan is linked`
  if (live.length === 0)
    return html`${line.actions.length} linked ${line.actions.length === 1 ? 'action' : 'actions'} of the plan, none rated or updated in ${liveDays} days`
  return html`Plan: ${live.slice(0, 2).map((a, i) => html`${i === 0 ? null : html` · `}<a class="govuk-link" href="/plan/actions/${a.ref}">${a.ref}<span class="govuk-visually-hidden">: ${a.summary}</span></a> delivery ${ratingWords[a.rating].toLowerCase()}`)}`
}

/** True where a roll-up adds other units than the month before, so that the two do not compare. */
function addedDiffers({ figure, previous }: ScorecardLine): boolean {
  return previous !== null && figure.coverage?.added !== previous.coverage?.added
}

/** What was promised, and whether it was kept: what is open first, the most overdue before all. */
export function promises(decisions: readonly Decision[], today: string): Html | null {
  if (decisions.length === 0) return null
  return html`<section class="app-promises">
<h2 class="govuk-heading-m">What we said we would do</h2>
<ul class="govuk-list app-promises__list">
${decisions
  .toSorted(openFirst)
  .slice(0, 4)
  .map(
    (d) =>
      html`<li class="app-promises__item"><strong class="app-promises__state">${promiseState(d, today)}</strong> <span>${d.body} <span class="app-promises__who">${d.ownerRole}, agreed ${dayName(d.decidedOn)}</span></span></li>\n`,
  )}</ul>
</section>`
}

function openFirst(a: Decision, b: Decision): number {
  if ((a.doneOn === null) !== (b.doneOn === null)) return a.doneOn === null ? -1 : 1
  return a.doneOn === null ? ((a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : 1) : 0
}

function promiseState({ doneOn, dueOn }: Decision, today: string): string {
  if (doneOn !== null && dueOn !== null && doneOn > dueOn) return `Done late, ${dayName(doneOn)}`
  if (doneOn !== null) return `Kept, ${dayName(doneOn)}`
  if (dueOn === null) return 'Open'
  return dueOn < today ? `Overdue since ${dayName(dueOn)}` : `Due ${dayName(dueOn)}`
}
