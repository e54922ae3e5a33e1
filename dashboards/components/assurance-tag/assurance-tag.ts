import type { Assurance } from '#domain/figures/figure.ts'
import { assuranceWords } from '#domain/wording/words.ts'
import type { Html } from '../../html.ts'
import { markedWord } from '../marked-word/marked-word.ts'

/** Whether a KPI can be expected to meet its target at its present level. */
export function assuranceTag(options: { assurance: Assurance; word?: string }): Html {
  const mark = options.assurance === 'none' ? 'no_target' : options.assurance
  return markedWord({ mark, word: options.word ?? assuranceWords[options.assurance] })
}
