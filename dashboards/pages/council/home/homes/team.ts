/** A team manager's home: twenty minutes before the performance meeting. */

import { teamsHandedTo } from '#domain/meetings/succession.ts'
import { asksForCommentary } from '#domain/scorecard/scorecard.ts'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import { nameInSentence } from '#domain/wording/source-line.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import {
  commentaryAddress,
  measureAddress,
  scorecardAddress,
  unitChangesAddress,
} from '../../../../addresses.ts'
import { conversationLines, decisionLines } from '../lines/conversation-lines.ts'
import type { HomeLine, TaskLine } from '../lines/line.ts'
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
    // Agreed actions as they are now: a signed-off month shows them as they were then.
    reads.loadDecisions(
      today,
      [unit, ...handed].map((u) => u.code),
    ),
    reads.loadConversationNews({ units: [unit.code], since, reader }),
    scorecard === null ? [] : reads.loadCommentary(unit.code, scorecard.period),
    question.may('scorecards.sign_off') ? reads.loadOpenMonths([unit, ...handed]) : [],
    scorecard === null ? [] : reads.loadCurrentMatters([scorecard], today),
  ])
  const agreed = decisionLines(decisions, today, [unit, ...handed])
  const unsigned = submitLines(open, unit, handed)
  if (scorecard === null)
    return {
      ...notYet(places),
      todo: [...agreed, ...unsigned],
      quiet: `No month of ${unit.name} has been published yet: its scorecards appear here.`,
    }
  const explained = new Set(commentary.map((c) => c.kpi))
  const address = scorecardAddress(unit.code, scorecard.period)
  return {
    start: { text: `Open the ${periodName(scorecard.period)} scorecard`, href: address },
    todo: [...agreed, ...unexplainedLines(question, scorecard, explained), ...unsigned],
    talk: [
      ...silentLines([scorecard], today, false),
      ...matterLines(matters ?? scorecard, false).map((line) =>
        withoutCommentary(line, scorecard, explained),
      ),
    ],
    rest: address,
    restChanged: unitChangesAddress(unit.code),
    changed: [...conversationLines(said, [unit]), ...published, ...movementLines(scorecard)],
    places: [scorecardPlace(scorecard), ...places],
    quiet: quietOf(scorecard.period),
  }
}

/** The line of a matter, which says so if nobody has commented on it yet. */
function withoutCommentary(
  line: HomeLine,
  { unit, period, needsConversation }: Scorecard,
  explained: ReadonlySet<string>,
): HomeLine {
  const isAsked = needsConversation.some(
    (m) =>
      asksForCommentary(m) &&
      !explained.has(m.kpi) &&
      line.href.startsWith(measureAddress(unit.code, m.kpi, period)),
  )
  return isAsked ? { ...line, note: `${line.note}; no commentary yet` } : line
}

/** Measures that need a conversation and have no commentary, in one line. */
function unexplainedLines(
  { may, unit }: HomeQuestion,
  { needsConversation, period, lines }: Scorecard,
  explained: ReadonlySet<string>,
): TaskLine[] {
  const open = needsConversation.filter((m) => asksForCommentary(m) && !explained.has(m.kpi))
  const [first] = open
  if (first === undefined || !may('commentary.write')) return []
  const name = lines.find((l) => l.kpi.code === first.kpi)?.kpi.name ?? first.kpi
  return [
    {
      text: `Write commentary on ${open.length === 1 ? nameInSentence(name) : plural(open.length, 'measure')}`,
      href:
        open.length === 1
          ? `${commentaryAddress(unit.code, first.kpi, period)}&from=home`
          : scorecardAddress(unit.code, period),
      when: `for ${periodName(period)}`,
    },
  ]
}
