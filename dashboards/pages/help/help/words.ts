import { html } from 'hono/html'
import { phoneFoldedPart } from '../../../components/phone-fold/phone-fold.ts'
import { summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Html } from '../../../html.ts'

const words: readonly [string, string][] = [
  [
    'Measure (KPI)',
    'Something that is counted the same way for every team: what is counted, of what, and for which teams.',
  ],
  [
    'Made of',
    'The two counts of a percentage: 93% (112 of 120). Percentages of teams are never averaged; their counts are added.',
  ],
  [
    'Target, floor and limit',
    'What was agreed to be reached, and the least that is acceptable: a floor where high is good, a limit where low is good. Each holds from a month on.',
  ],
  ['Really changed', 'The figure has moved more than chance explains: improving, concerning, or unusual.'],
  ['Can it meet target?', 'Whether the target will be met month after month if nothing changes.'],
  [
    'Where this figure came from',
    'The file, the row, who published it and when, and every version it had before.',
  ],
  [
    'Golden thread',
    'The links from the plan to the work, to staff, to a team’s figures and to what children notice; and back.',
  ],
  [
    'Extract and publication',
    'A file of figures as it was received, and the act that makes it current. A file is published whole or not at all.',
  ],
  [
    'Provisional, signed off, restated',
    'A month is provisional until the team’s manager submits it and the head of service agrees. ' +
      'A later change to an agreed month is called restated, and says what changed.',
  ],
  ['Commentary', 'What a team says is behind a figure of a month.'],
  [
    'Agreed action',
    'What a meeting said would be done: what, who, by when, and whether it was done. What the board agrees is called a decision.',
  ],
  ['Delivery rating', 'How an action of the plan goes, as its lead rates it. It is not about any measure.'],
  ['Milestone', 'When an action is to be introduced, to show in teams, and to show for children.'],
]

/** The service's own words, as they are used everywhere in it. */
export function ourWords(): Html {
  return html`<section aria-labelledby="words">
<h2 class="govuk-heading-m" id="words">Words used here</h2>
${phoneFoldedPart('Words used here', summaryList({ rows: words.map(([key, value]) => ({ key, value })) }))}
</section>`
}
