/** Several teams at a glance: which needs the conversation, what was promised there, what is still to be said. */
import { html } from 'hono/html'
import { signOffWords } from '#domain/sign-off.ts'
import { isUnkept, promisesTally, type TeamMonth, whereToTalk } from '#domain/where-to-talk.ts'
import { dataTable } from '../../components/data-table/data-table.ts'
import type { Content, Html } from '../../layout/html.ts'
import { cardId, type UnitCard, unsaidMatters } from './team-card.ts'

export function teamMonthOf(card: UnitCard, isInside: boolean): TeamMonth {
  const { unit, needsConversation, counts, lines } = card.scorecard
  return {
    name: unit.name,
    matters: needsConversation.map(({ reason, kpi }) => ({
      reason,
      name: lines.find((l) => l.kpi.code === kpi)?.kpi.name ?? kpi,
    })),
    concerning: counts.concerning,
    promises: card.promises,
    unsaid: isInside ? unsaidMatters(card).length : 0,
  }
}

/** The answer in three sentences, then a row a team in the organisation's order. */
export function glance(
  cards: readonly UnitCard[],
  { day, isInside, noun }: { day: string; isInside: boolean; noun: 'team' | 'service' },
): Html {
  const teams = cards.map((card) => teamMonthOf(card, isInside))
  const heading = noun === 'team' ? 'Team' : 'Service'
  return html`<ul class="app-unit__answer">${whereToTalk(teams, day, noun).map((sentence) => html`<li>${sentence}</li>\n`)}</ul>
${dataTable({
  caption: `${heading}s at a glance, in the organisation’s order`,
  captionSize: 'hidden',
  columns: [
    { heading },
    { heading: 'Worse than usual', label: 'Worse', numeric: true },
    { heading: 'Better than usual', label: 'Better', numeric: true },
    { heading: 'Promised last time', label: 'Promises' },
    ...(isInside ? [{ heading: 'Matters without commentary', label: 'Unsaid', numeric: true }] : []),
    ...(noun === 'team' ? [{ heading: 'Month' }] : []),
  ],
  rows: cards.map((card) => row(card, day, isInside)),
  dense: true,
  cards: true,
})}`
}

function row(card: UnitCard, day: string, isInside: boolean) {
  const { unit, counts, signOff, needsConversation } = card.scorecard
  const unsaid = unsaidMatters(card).length
  return {
    cells: [
      html`<a class="govuk-link" href="#${cardId(unit.code)}">${unit.name}</a>`,
      counts.concerning === 0 ? '0' : html`<strong>${counts.concerning}</strong>`,
      String(counts.improving),
      promiseWords(card, day),
      ...(isInside
        ? [needsConversation.length === 0 ? 'none to write' : `${unsaid} of ${needsConversation.length}`]
        : []),
      ...(signOff === null ? [] : [signOffWords(signOff)]),
    ],
  }
}

function promiseWords({ promises }: UnitCard, day: string): Content {
  const words = promisesTally(promises, day)
  if (words === null) return '–'
  return promises.some((p) => isUnkept(p, day)) ? html`<strong>${words}</strong>` : words
}
