import type { State } from '#domain/figures/measurement.ts'
import { stateText } from '#domain/wording/words.ts'
import type { Html } from '../../html.ts'
import { markedWord } from '../marked-word/marked-word.ts'

/** A cell without a number, and why: four states, four marks, four words. A symbol that came with the extract is kept and shown.
 * `words` say what is told of the value all the same. */
export function stateMark(options: {
  state: Exclude<State, 'reported'>
  symbol?: string | null
  words?: string | undefined
}): Html {
  const { words } = options
  return markedWord({
    mark: `state_${options.state}`,
    word: words === undefined ? stateText(options) : `${stateText(options)}: ${words}`,
  })
}
