import { html } from 'hono/html'
import { fullPoints, trialPoints } from '#domain/figures/spc/limits.ts'
import { mattersShown } from '#domain/scorecard/scorecard.ts'
import type { Html } from '../../../html.ts'

/** The scorecard in two minutes: what to read first, and what to ignore. */
export function reading(): Html {
  return html`<section aria-labelledby="reading">
<h2 class="govuk-heading-m" id="reading">How to read a scorecard in two minutes</h2>
<ol class="govuk-list govuk-list--number govuk-list--spaced">
<li><strong>Start at the top.</strong> “Going well” and “Needs a conversation” hold at most ${mattersShown} measures
each. After these a service lists where anyone was missed in a team and each one counts. One rule chooses them for every
team, and each says why it is there. Beneath them stands what the team said it would do.</li>
<li><strong>Read the figure with what it is made of.</strong> 82% may be 369 of 450 children;
75% may be 3 of 4, which is little to go on. Small numbers are marked and not judged.</li>
<li><strong>Ask two questions, not one.</strong> “Against target” says where the figure stands this month.
“Is it really changing” says whether it has moved more than it usually does. A figure can miss its target and be
improving, or meet it and be getting worse.</li>
<li><strong>Leave last month’s difference alone.</strong> Figures go up and down by chance. Nothing here is ordered,
coloured or named by the difference of two months.</li>
<li><strong>Open the row.</strong> It shows what the figure is made of, team by team, what others have, and what was said
about it. It shows the file and row that the figure came from.</li>
<li><strong>Follow the golden thread.</strong> Every measure leads to the plan actions it is evidence for, and every action back to its measures.</li>
</ol>
</section>`
}

/** What it means that a figure really changed, and that a target is met reliably. */
export function change(): Html {
  return html`<section aria-labelledby="change">
<h2 class="govuk-heading-m" id="change">How we tell real change</h2>
<p class="govuk-body">Every figure goes up and down from month to month, even when nothing in the work has changed.
From its past months we work out its <strong>usual range</strong>. While a figure stays within it and moves up
and down as before, nothing has really changed. There is nothing in this month to explain.</p>
<p class="govuk-body">A figure <strong>really changed</strong> when it leaves its usual range, or when several months together
lie further from the average than chance would take them. Few cases move further by chance, and open cases are mostly the same children
as the month before. The range allows for both. Nothing is said that one child more or fewer would undo.
It is then called improving or concerning, and the scorecard says since when, and whether it is on its way back.</p>
<p class="govuk-body">Whether a measure <strong>can meet its target</strong> is another question.
Where its whole usual range lies on the right side of the target, it can meet the target.
Where the whole range lies on the wrong side, it is unlikely to, however good one month is. In between, it is not sure to:
some months may meet it, and others not. Where it met or missed it every time of late, that is said too.</p>
<p class="govuk-body">A measure needs ${trialPoints} months before anything is said about change, and
${fullPoints} before it is said whether it can meet its target. Until then it says how many there are.
<a class="govuk-link" href="/help/method">The exact rules are on the method page.</a></p>
</section>`
}
