/** Several teams at a glance: which to begin with, what was agreed there, and which commentary is missing. */
import { html } from 'hono/html'
import {
  byNeed,
  decisionsTally,
  isUnkept,
  needWords,
  type TeamMonth,
  whereToBegin,
  whereToTalk,
} from '#domain/meetings/conversation-order.ts'
import { latestDay } from '#domain/meetings/last-decisions.ts'
import { signOffWords } from '#domain/scorecard/sign-off.ts'
import { isSilentIn, monthsInWords } from '#domain/scorecard/silent-months.ts'
import { dayName } from '#domain/time/period.ts'
import { shortfallWords } from '#domain/wording/each-one-words.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import type { Content, Html } from '../../../html.ts'
import { askedMatters, cardId, type UnitCard, unsaidMatters } from './team-card.ts'

type Glance = { day: string; isInside: boolean; noun: 'team' | 'service' }

function teamMonthOf(card: UnitCard, isInside: boolean): TeamMonth {
  const { unit, counts, lines, silent, period } = card.scorecard
  return {
    name: unit.name,
    silentFor: silent.length === 0 ? null : monthsInWords(silent),
    isSilent: isSilentIn(silent, period),
    eachOne: lines.flatMap(({ kpi, figure }) => {
      const words = shortfallWords(kpi, figure)
      return words === null ? [] : [`${kpi.name}, ${words}`]
    }),
    concerning: counts.concerning,
    missed: lines
      .filter(({ figure }) => figure.variation === 'concerning' && figure.status === 'missed')
      .map(({ kpi }) => kpi.name),
    decisions: card.decisions,
    unsaid: isInside ? unsaidMatters(card).length : 0,
  }
}

/** Cards in the order of what there is to talk about; equal cards keep their order. An outside audience does not see everything
 * that is worse, so it gets the organisation's order: an order made from a part would mislead. */
export function cardsByNeed(
  cards: readonly UnitCard[],
  { day, isInside }: Pick<Glance, 'day' | 'isInside'>,
): UnitCard[] {
  if (!isInside) return [...cards]
  return cards
    .map((card) => ({ card, month: teamMonthOf(card, isInside) }))
    .toSorted((a, b) => byNeed(a.month, b.month, day))
    .map(({ card }) => card)
}

/** A sentence that names the teams to begin with, then a row for each card in the order of the cards. */
export function glance(cards: readonly UnitCard[], { day, isInside, noun }: Glance): Html {
  const teams = cards.map((card) => teamMonthOf(card, isInside))
  const isWithheld = cards.some((c) => c.scorecard.lines.some((l) => l.figure.analysis.withheld === true))
  const heading = noun === 'team' ? 'Team' : 'Service'
  const first = isInside && teams.length > 1 ? whereToBegin(teams, day, noun) : null
  return html`<ul class="app-unit__answer">${
    first === null ? null : html`<li class="app-unit__begin">${first}</li>\n`
  }${whereToTalk(teams, day, noun).map((sentence) => html`<li>${sentence}</li>\n`)}${
    isWithheld
      ? html`<li>Whether other measures are worse is withheld outside the service, to protect small numbers.</li>\n`
      : null
  }</ul>
${phoneFold({
  summary: `All ${plural(cards.length, noun)} side by side`,
  body: html`${dataTable({
    caption: `${heading}s at a glance, ${first === null ? 'in their usual order' : 'by what there is to talk about'}`,
    captionSize: 'hidden',
    columns: [
      { heading },
      { heading: 'Worse than usual', numeric: true },
      { heading: 'Worse than usual and missed', numeric: true },
      { heading: 'Agreed actions' },
      ...(isInside ? [{ heading: 'Matters without commentary', numeric: true }] : []),
      { heading: 'Better than usual', numeric: true },
      ...(noun === 'team' ? [{ heading: 'Month' }] : []),
    ],
    rows: cards.map((card, i) => row(card, teams[i] as TeamMonth, { day, isInside })),
    dense: true,
    cards: true,
  })}${first === null ? null : html`<p class="app-unit__rule">${needWords(noun)}</p>`}`,
})}`
}

function row(
  card: UnitCard,
  { missed, isSilent }: TeamMonth,
  { day, isInside }: Pick<Glance, 'day' | 'isInside'>,
) {
  const { unit, counts, signOff } = card.scorecard
  return {
    cells: [
      html`<a class="govuk-link" href="#${cardId(unit.code)}">${unit.name}</a>`,
      isSilent ? 'nothing came' : counts.concerning === 0 ? '0' : html`<strong>${counts.concerning}</strong>`,
      isSilent ? '–' : missed.length === 0 ? '0' : html`<strong>${missed.length}</strong>`,
      tallyWords(card, day),
      ...(isInside ? [unsaidWords(card)] : []),
      isSilent ? '–' : String(counts.improving),
      ...(signOff === null ? [] : [signOffWords(signOff)]),
    ],
  }
}

/** "1 not done, 2 open, 1 done; last agreed 21 May 2019": a dash where nothing is agreed. */
function tallyWords({ decisions }: UnitCard, day: string): Content {
  const words = decisionsTally(decisions, day)
  const last = latestDay(decisions)
  if (words === null || last === null) return '–'
  const said = decisions.some((p) => isUnkept(p, day)) ? html`<strong>${words}</strong>` : words
  return html`${said}; last agreed ${dayName(last)}`
}

/** "1 of 2": how many of the matters on the card have no commentary; of those without, how many only wait for their figure. */
function unsaidWords(card: UnitCard): string {
  const matters = card.scorecard.needsConversation
  const [unsaid, asked] = [unsaidMatters(card).length, askedMatters(card).length]
  const unasked = matters.length - asked
  if (matters.length === 0) return 'none to write'
  return `${unsaid} of ${matters.length}${unasked === 0 ? '' : `; ${unasked} ${wordFor(unasked, 'needs', 'need')} none`}`
}
