import { html } from 'hono/html'
import { type Stage, stageWords } from '#domain/plan/rating.ts'
import type { Content, Html } from '../../html.ts'

export type LadderStep = {
  stage: Stage
  /** "September 2019" */
  due: string
  /** Earlier dates, with the reason for each move. */
  originalDue?: string | null
  movedBecause?: string | null
  /** What stands beneath the reason for the move. */
  beside?: Html | null
  state: 'due' | 'overdue' | 'met' | 'moved'
  /** "Overdue by 12 days", "Met 5 June 2019" */
  remark?: string
  meaning?: Content
}

const stateWords = { due: 'Due', overdue: 'Overdue', met: 'Met', moved: 'Moved' } as const

/** The steps an action climbs: introduced, impact at team level, improved outcomes. A moved date keeps the original. */
export function milestoneLadder({ steps }: { steps: readonly LadderStep[] }): Html {
  return html`<ol class="app-ladder">
${steps.map(
  (step) => html`<li class="app-ladder__step app-ladder__step--${step.state}">
<p class="app-ladder__stage">${stageWords[step.stage]}</p>
<p class="app-ladder__due"><strong>${step.remark ?? stateWords[step.state]}</strong> · ${step.due}</p>
${
  step.originalDue
    ? html`<p class="app-ladder__moved">Moved from ${step.originalDue}${step.movedBecause ? html`: ${step.movedBecause}` : null}</p>\n${step.beside ?? null}`
    : null
}${step.meaning === undefined ? null : html`<div class="app-ladder__meaning">${step.meaning}</div>\n`}</li>
`,
)}</ol>`
}
