/** Performance in 3D: a question that nothing answers is shown as a gap and never left out. */
import { html } from 'hono/html'
import type { Dimension } from '#domain/catalogue/kpi.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import type { Html } from '../../../html.ts'

/** The questions that each action must answer; context is not one of them. */
export const requiredDimensions = [
  'delivery',
  'quality',
  'difference',
] as const satisfies readonly Dimension[]

/** "No measure here answers “Is it good?” or “Is the child better off?”." Null if there is no gap. */
export function gapSentence(opening: string, gaps: readonly Dimension[]): Html | null {
  if (gaps.length === 0) return null
  const questions = gaps.map((gap) => `“${dimensionQuestions[gap]}”`)
  return html`<p class="app-action__gap">${opening} ${nameList(questions, 'or')}</p>`
}
