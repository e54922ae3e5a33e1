/** A head of service's home: which team needs the conversation, and what was agreed last time. */

import { isOpenIn, teamsOf } from '#domain/catalogue/unit.ts'
import { asksForCommentary } from '#domain/scorecard/scorecard.ts'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import type { CurrentMatters } from '#server/reads/current-matters.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { unitAddress, unitChangesAddress } from '../../../../addresses.ts'
import { conversationLines, decisionLines } from '../lines/conversation-lines.ts'
import type { HomeLine, TaskLine } from '../lines/line.ts'
import { firstMatterLines, movementLines, silentLines } from '../lines/scorecard-lines.ts'
import { agreeLines } from '../lines/sign-off-lines.ts'
import {
  type Home,
  type HomeQuestion,
  loadPublicationLines,
  notYet,
  planPlace,
  quietOf,
  readingPlace,
  scorecardPlace,
  unitPlace,
} from './home.ts'

export async function serviceHome(question: HomeQuestion): Promise<Home> {
  const { reads, unit, tree, period, today, since, reader } = question
  const teams = period === null ? [] : teamsOf(unit, tree).filter((t) => isOpenIn(t, period))
  const codes = [unit.code, ...teams.map((t) => t.code)]
  // A closed team leaves its agreed actions and months to the head of its service.
  const everyTeam = teamsOf(unit, tree)
  const [decisions, scorecards, published, said, open] = await Promise.all([
    // Agreed actions as they are now: a signed-off month shows them as they were then.
    reads.loadDecisions(today, [unit.code, ...everyTeam.map((t) => t.code)]),
    period === null ? [] : reads.loadScorecards(codes, period, today),
    loadPublicationLines(question, codes),
    reads.loadConversationNews({ units: codes, since, reader }),
    question.may('scorecards.sign_off') ? reads.loadOpenMonths(everyTeam) : [],
  ])
  const whole = unitPlace(unit, 'each team’s three matters on one page')
  const own = scorecards.find((s) => s.unit.code === unit.code)
  if (own === undefined) return notYet([whole, planPlace, readingPlace])
  const cards = scorecards.filter((s) => s !== own)
  return {
    start: { text: 'See every team’s three matters', href: unitAddress(unit.code) },
    todo: [
      ...decisionLines(decisions, today, [unit, ...everyTeam]),
      ...agreeLines(open, unit, tree, today),
      ...(await unexplainedLines(question, cards)),
    ],
    talk: pressingLines(await reads.loadCurrentMatters(cards, today), today),
    rest: unitAddress(unit.code),
    restChanged: unitChangesAddress(unit.code),
    changed: [
      ...conversationLines(said, [unit, ...teams]),
      ...published,
      ...cards.flatMap((s) =>
        movementLines(s).map((line) => ({ ...line, text: `${s.unit.name}: ${line.text}` })),
      ),
    ],
    places: [whole, ...cards.map(scorecardPlace)],
    quiet: quietOf(own.period),
  }
}

/** Teams without any figures, each with the first of its last known matters, then the first matter of each other team. */
function pressingLines(matters: readonly CurrentMatters[], today: string): HomeLine[] {
  const silent = matters.filter((m) => m.silent.length > 0)
  return [
    ...silent.flatMap((m) => [...silentLines([m], today, true), ...firstMatterLines([m])]),
    ...firstMatterLines(matters.filter((m) => !silent.includes(m))),
  ]
}

/** Teams that have something to explain and have not written about the month, in one line. */
async function unexplainedLines(
  { reads, unit }: HomeQuestion,
  cards: readonly Scorecard[],
): Promise<TaskLine[]> {
  const asked = cards.filter((s) => s.needsConversation.some(asksForCommentary))
  const [first] = asked
  if (first === undefined) return []
  const said = await reads.loadCommentaryOfUnits(
    asked.map((s) => s.unit.code),
    first.period,
  )
  const silent = asked.filter((s) => !said.some((c) => c.unit === s.unit.code))
  if (silent.length === 0) return []
  return [
    {
      text: `Ask ${plural(silent.length, 'team')} for commentary`,
      when: `for ${periodName(first.period)}`,
      href: unitAddress(unit.code),
      note: silent.map((s) => s.unit.name).join(', '),
    },
  ]
}
