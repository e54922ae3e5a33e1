/** The unit as a whole: the headline, what to look at first, and its measures by the question they answer. */

import { html } from 'hono/html'
import {
  completenessCounts,
  isOverdue,
  type ReturnCompleteness,
} from '#domain/extracts/return-completeness.ts'
import { spokenVariation } from '#domain/figures/wholeness.ts'
import { unseenWords } from '#domain/plan/plan-checks.ts'
import { judgedFigureWords } from '#domain/wording/judged-words.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { dimensionQuestions } from '#domain/wording/words.ts'
import type { PlanStrip } from '#server/reads/plan-strip.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { measureAddress, scorecardAddress } from '../../../addresses.ts'
import { markedWord } from '../../../components/marked-word/marked-word.ts'
import { missingTeamsOf } from '../../../components/missing-teams/missing-teams.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import type { Html } from '../../../html.ts'
import { countsByQuestion } from '../kit/counts-by-question.ts'
import { nounOf, type OverviewModel } from '../kit/overview-model.ts'
import { overviewAddress } from '../kit/overview-question.ts'
import type { OverviewView } from './model.ts'
import { askedMovers } from './movers.ts'
import { oneMinute, toldOf } from './one-minute.ts'

/** What to look at first beside the minute. On a phone the minute is all, and what follows it is folded. */
export function headlineBlock(view: OverviewView): Html {
  const { scorecard, plan } = view
  const minute = oneMinute(view)
  return html`<div class="app-overview__standing">
${minute === null ? null : html`<div>${minute}${fold}</div>`}
<div class="app-overview__rest">${atAGlance(view, plan)}
${scorecard === null ? null : headline(scorecard)}</div>
</div>`
}

/** Shown on a phone alone, where it folds all that follows. */
const fold = html`<details class="app-overview__fold"><summary class="app-overview__fold-summary">Everything else on this page</summary></details>`

function headline(scorecard: Scorecard): Html {
  const { unit, period, headline: words, lines } = scorecard
  const inMinute = new Set(toldOf(scorecard).map(({ line }) => line.kpi.code))
  const concerning = lines.filter((l) => spokenVariation(l.figure) === 'concerning')
  const others = concerning.filter((l) => !inMinute.has(l.kpi.code))
  return html`<p class="govuk-body app-overview__headline">${unit.name} as a whole, ${words}
<a class="govuk-link" href="${scorecardAddress(unit.code, period)}">Open the scorecard</a></p>
${
  others.length === 0
    ? null
    : html`<p class="govuk-body">${inMinute.size === 0 ? 'Concerning' : 'Also concerning'} as a whole: ${others.map(
        ({ kpi, figure, period: of }, i) =>
          html`${i === 0 ? '' : '; '}<a class="govuk-link" href="${measureAddress(unit.code, kpi.code, of)}">${kpi.name}</a>
${judgedFigureWords(kpi, figure)}`,
      )}.</p>`
}
${missingTeamsOf(concerning.map((l) => ({ what: l.kpi.name, figure: l.figure, names: l.missing })))}`
}

/** "All 43 figures that teams send for the month are in", or how many are in, how many of the others are overdue and how many will not come. */
function inWords(returns: readonly ReturnCompleteness[]): string {
  const { expected, received, neverComing } = completenessCounts(returns)
  const overdue = completenessCounts(returns.filter(isOverdue)).missing
  if (received === expected) return `All ${expected} figures that teams send for the month are in`
  const others = [
    overdue === 0 ? '' : `, ${plural(overdue, 'is', 'are')} overdue`,
    neverComing === 0 ? '' : `, ${neverComing} will not come`,
  ]
  return `${received} of the ${expected} figures that teams send for the month are in${others.join('')}`
}

/** The three things to look at, each a link to its place on the page. */
function atAGlance(shown: OverviewModel, plan: PlanStrip): Html {
  const { better, worse, stillWorse, restated } = askedMovers(shown)
  const { onlyConcerning } = shown.question
  const actions = new Set(plan.contradictions.map((c) => c.ref)).size
  const { returns } = shown.overview
  const isLate = returns.some(isOverdue)
  const isIn = completenessCounts(returns).missing === 0
  const noun = nounOf(shown)
  const measures = (count: number) =>
    `${count} ${wordFor(count, `${noun}’s measure is`, `${noun}s’ measures are`)}`
  return html`<ul class="app-overview__glance">
<li>${markedWord({
    mark: worse.length === 0 ? 'no_real_change' : 'concerning_down',
    word: html`<a class="govuk-link" href="#changed">${measures(worse.length)} newly worse than usual</a>, ${stillWorse.length} still worse${
      onlyConcerning ? '' : `, ${better.length} newly better`
    }`,
  })}</li>
<li>${markedWord({
    mark: actions + plan.unseen === 0 ? 'tick' : 'warning',
    word: html`<a class="govuk-link" href="#disagree">${actions} ${wordFor(
      actions,
      'action',
    )} on track or completed</a> while a linked measure is concerning${
      plan.unseen === 0 ? null : `. ${unseenWords(plan.unseen)}`
    }`,
  })}</li>
<li>${markedWord({
    mark: isLate ? 'warning' : isIn ? 'tick' : 'clock',
    word: html`<a class="govuk-link" href="#data">${inWords(returns)}</a>${
      restated === null || restated.length === 0
        ? null
        : `; ${restated.length} ${wordFor(restated.length, 'verdict')} changed by restatement`
    }`,
  })}</li>
</ul>`
}

/** Counts by question: a question filters this page, a count links to its measures on the scorecard. */
export function byQuestion({ question, scorecard }: OverviewModel): Html | null {
  if (scorecard === null) return null
  const address = scorecardAddress(scorecard.unit.code, scorecard.period)
  return phoneFold({
    summary: `How the ${scorecard.counts.measures} measures divide, question by question`,
    body: countsByQuestion(scorecard, {
      question: (dimension) => {
        const href = overviewAddress({ ...question, dimension, columns: [] })
        const current = question.dimension === dimension ? html` aria-current="true"` : ''
        return html`<a class="govuk-link" href="${href}"${current}>${dimensionQuestions[dimension]}</a>`
      },
      count: (dimension, { count, filter }) => {
        if (count === 0) return '0'
        const href = html`${address}?${dimension === null ? null : html`dimension=${dimension}&amp;`}${filter}#measures`
        return html`<a class="govuk-link app-overview__count" href="${href}">${count}</a>`
      },
    }),
  })
}
