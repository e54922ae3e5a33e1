import { html } from 'hono/html'
import { stoppedSentence, stoppedTogether } from '#domain/extracts/completeness.ts'
import type { StoppedFigure } from '#domain/extracts/return-completeness.ts'
import type { Html } from '../../html.ts'

/** Weekly figures that stopped and are late. Those that stopped together share one sentence, with a link to the first missing
 * week. Empty if none has stopped. */
export function stoppedWeeks({ stopped }: { stopped: readonly StoppedFigure[] }): Html {
  if (stopped.length === 0) return html``
  return html`<h2 class="govuk-heading-m" id="stopped">Weekly figures that have stopped</h2>
<ul class="govuk-list govuk-list--bullet">
${stoppedTogether(stopped).map(
  (group) =>
    html`<li><a class="govuk-link" href="/data-quality/missing?period=${group[0]?.missed[0]}">${stoppedSentence(group)}</a></li>\n`,
)}</ul>`
}
