import type { State } from '#domain/figures/measurement.ts'
import { stateText } from '#domain/wording/words.ts'
import type { Html } from '../../html.ts'
import { markedWord } from '../marked-word/marked-word.ts'

/** A cell without a number, and why: four states, four marks, four words. A symbol that came with the extract is kept and shown.
 * */
export function stateMark(options: { state: Exclude<State, 'reported'>; symbol?: string | null }): Html {
  return markedWord({
    mark: `state_${options.state}`,
    word: stateText(options),
  })
}
