/** A team manager's home: twenty minutes before the performance meeting. */

import { teamsHandedTo } from '#domain/meetings/succession.ts'
import { asksForCommentary } from '#domain/scorecard/scorecard.ts'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { commentaryAddress, scorecardAddress, unitChangesAddress } from '../../../../addresses.ts'
import { conversationLines, decisionLines } from '../lines/conversation-lines.ts'
import type { HomeLine } from '../lines/line.ts'
import { matterLines, movementLines, silentLines } from '../lines/scorecard-lines.ts'
import { submitLines } from '../lines/sign-off-lines.ts'
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

export async function teamHome(question: HomeQuestion): Promise<Home> {
  const { reads, unit, tree, period, today, since, reader } = question
  // The business of a closed team that was handed to this one, under that team's name.
  const handed = teamsHandedTo(unit.code, tree)
  const [scorecard, published] = await Promise.all([
    period === null ? null : reads.loadScorecard(unit.code, period, today),
    loadPublicationLines(question, [unit.code]),
  ])
  const places = [
    unitPlace(unit, 'its months and facts'),
    ...handed.map((u) => unitPlace(u, 'closed; its open business was handed to this team')),
    planPlace,
    readingPlace,
  ]
  const [decisions, said, commentary, open, [matters]] = await Promise.all([
    // Promises as they are now: a signed-off month shows them as they were then.
    reads.loadDecisions(
      today,
      [unit, ...handed].map((u) => u.code),
    ),
    reads.loadConversationNews({ units: [unit.code], since, reader }),
    scorecard === null ? [] : reads.loadCommentary(unit.code, scorecard.period),
    question.may('scorecards.sign_off') ? reads.loadOpenMonths([unit, ...handed]) : [],
    scorecard === null ? [] : reads.loadCurrentMatters([scorecard], today),
  ])
  const promised = decisionLines(decisions, today, [unit, ...handed])
  const unsigned = submitLines(open, unit, handed)
  if (scorecard === null)
    return {
      ...notYet(places),
      todo: [...promised, ...unsigned],
      quiet: `No month of ${unit.name} has been published yet: its scorecards appear here.`,
    }
  const explained = new Set(commentary.map((c) => c.kpi))
  const address = scorecardAddress(unit.code, scorecard.period)
  return {
    start: { text: `Open the ${periodName(scorecard.period)} scorecard`, href: address },
    todo: [
      ...promised,
      ...silentLines([scorecard], today, false),
      ...matterLines(matters ?? scorecard, false),
      ...unexplainedLines(question, scorecard, explained),
      ...unsigned,
    ],
    rest: address,
    restChanged: unitChangesAddress(unit.code),
    changed: [...conversationLines(said, [unit]), ...published, ...movementLines(scorecard)],
    places: [scorecardPlace(scorecard), ...places],
    quiet: quietOf(scorecard.period),
  }
}

/** Measures that need a conversation and have no commentary, in one line. */
function unexplainedLines(
  { may, unit }: HomeQuestion,
  { needsConversation, period, lines }: Scorecard,
  explained: ReadonlySet<string>,
): HomeLine[] {
  const open = needsConversation.filter((m) => asksForCommentary(m) && !explained.has(m.kpi))
  const [first] = open
  if (first === undefined || !may('commentary.write')) return []
  const names = open.map(({ kpi }) => lines.find((l) => l.kpi.code === kpi)?.kpi.name ?? kpi)
  return [
    {
      text: `Say what is behind ${plural(open.length, 'measure')} that ${wordFor(open.length, 'needs', 'need')} a conversation`,
      href:
        open.length === 1
          ? `${commentaryAddress(unit.code, first.kpi, period)}&from=home`
          : scorecardAddress(unit.code, period),
      note: names.join(', '),
    },
  ]
}
