/** Performance in 3D: a question that nothing answers is shown as a gap and never left out. */
import { html } from 'hono/html'
import type { Dimension } from '#domain/catalogue/kpi.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import type { Html } from '../../../html.ts'

/** The questions that each action must answer; context is not one of them. */
export const asked = ['delivery', 'quality', 'difference'] as const satisfies readonly Dimension[]

/** "No measure here answers “Is it good?” or “Is the child better off?”." Null if there is no gap. */
export function gapSentence(opening: string, gaps: readonly Dimension[]): Html | null {
  if (gaps.length === 0) return null
  const questions = gaps.map((gap) => `“${dimensionQuestions[gap]}”`)
  const listed =
    questions.length === 1 ? questions[0] : `${questions.slice(0, -1).join(', ')} or ${questions.at(-1)}`
  return html`<p class="app-action__gap">${opening} ${listed}</p>`
}
