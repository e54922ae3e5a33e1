import {
  type DecisionCondition,
  type DecisionFacts,
  decisionConditionOf,
  decisionWords,
} from '#domain/meetings/decision.ts'
import type { Html } from '../../html.ts'
import type { GlyphName } from '../glyph/glyph.ts'
import { markedWord } from '../marked-word/marked-word.ts'

/** The shape beside each state of an agreed action. */
export const decisionGlyphs: Record<DecisionCondition, GlyphName> = {
  done: 'tick',
  not_done: 'state_not_applicable',
  overdue: 'warning',
  open: 'clock',
}

/** The state of an agreed action on a day: "Kept 3 May 2019", "Overdue since 31 May 2019". */
export function decisionMark({ decision, day }: { decision: DecisionFacts; day: string }): Html {
  return markedWord({
    mark: decisionGlyphs[decisionConditionOf(decision, day)],
    word: decisionWords(decision, day),
  })
}
