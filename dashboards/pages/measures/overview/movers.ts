/** What really changed: in words, better beside worse, and as a chart. */

import { html } from 'hono/html'
import { rowsByChance } from '#domain/figures/spc/false-discovery.ts'
import { isNotWhole } from '#domain/figures/wholeness.ts'
import { byEvidence, isChanging, newlyWords } from '#domain/scorecard/movement.ts'
import { periodName } from '#domain/time/period.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { variationWords } from '#domain/wording/words.ts'
import type { Mover, Movers } from '#server/reads/movers.ts'
import { measureAddress } from '../../../addresses.ts'
import {
  type ChangedRow,
  type ReallyChanged,
  titledChanges,
} from '../../../charts/really-changed/really-changed.ts'
import { chartDownloads, chartFigure } from '../../../components/chart-figure/chart-figure.ts'
import { details } from '../../../components/details/details.ts'
import { movers } from '../../../components/movers/movers.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import type { Html } from '../../../html.ts'
import type { PageFrame } from '../../kit/page.ts'
import { answers, nounOf, type OverviewModel, queryOf } from '../kit/overview-model.ts'

export function moversSection(shown: OverviewModel & { frame: PageFrame }): Html {
  const { overview, question, frame } = shown
  const changes = reallyChangedOf(shown)
  const found = askedMovers(shown)
  return html`<section id="changed"><h2 class="govuk-heading-m app-overview__section">What really changed in ${periodName(overview.period)}</h2>
${withheldNote(shown)}
${phoneFold({
  summary: `${found.worse.length} newly worse than usual, ${found.stillWorse.length} still worse${
    question.onlyConcerning ? '' : `, ${found.better.length} newly better`
  }`,
  body: html`${movers({ movers: found, nouns: `${nounOf(shown)}s`, onlyWorse: question.onlyConcerning })}
${byChance(shown)}
<p class="app-chart__note">Only what moved more than it usually does is listed, the strongest evidence
first. <a class="govuk-link" href="/help/method">How change is tested</a></p>
${
  // The chart draws only percentages: if there is none, the words above are enough.
  !changes.rows.some(({ kpi, now }) => kpi.unit === 'percent' && now.value !== null)
    ? null
    : details({
        summary: 'See what is newly listed against its usual range',
        body: chartFigure({
          id: 'really-changed',
          titledChart: titledChanges(changes),
          draw: frame.draw,
          note:
            'A measure inside its usual range is here because of a run of months, which this month completed. ' +
            'Only percentages are drawn. Counts are in the table of numbers.',
          howToRead: '/help/method',
          downloads: chartDownloads('really-changed', queryOf(shown)),
        }),
      })
}`,
})}</section>`
}

/** "10 of 319 measures are worse than usual; about 2 would be by chance", and how many changes are left out because of it. */
function byChance(shown: OverviewModel): Html | null {
  const { concerning, judged } = shown.overview.movers
  // The counts are of every measure, so they would be wrong beside the measures of one question.
  if (judged === 0 || shown.question.dimension !== null) return null
  const usual = rowsByChance(judged)
  const some = usual === 0 ? 'hardly any' : `about ${usual}`
  const left = askedMovers(shown).uncertain.length
  const are = wordFor(concerning, 'is', 'are')
  return html`<p class="govuk-body">${concerning} of the ${judged} ${shown.overview.parts} measures tested for change ${are} worse
than usual; ${some} would be by chance.${left === 0 ? null : leftToChance(left)}</p>${turned(shown)}`
}

/** "Recovering (2): Court Team: Case supervision, …. Slipping back (1): …": which measures of the month, by name; null if none is. */
function turned({ overview, kpis }: OverviewModel): Html | null {
  const { month } = overview.movers
  const kinds = (['recovering', 'slipping_back'] as const).flatMap((variation) => {
    const links = month.flatMap((figure) => {
      const unit = overview.units.find((u) => u.code === figure.unit)
      const kpi = kpis.find((k) => k.code === figure.kpi)
      if (figure.variation !== variation || unit === undefined || kpi === undefined) return []
      return [
        html`<a class="govuk-link" href="${measureAddress(unit.code, kpi.code, figure.period)}">${unit.name}: ${kpi.name}</a>`,
      ]
    })
    if (links.length === 0) return []
    return [
      html`${variationWords[variation]} (${links.length}): ${links.map((link, i) => html`${i === 0 ? null : '; '}${link}`)}. `,
    ]
  })
  return kinds.length === 0 ? null : html`<p class="govuk-body">${kinds}</p>`
}

/** How many changes are not listed, because some of so many measures change as much by chance. */
function leftToChance(count: number): string {
  const [have, are, own] =
    count === 1 ? ['has', 'it is', 'its own page'] : ['have', 'they are', 'their own pages']
  return ` ${count} more ${have} changed, but some of so many change as much by chance: ${are} said only on ${own}.`
}

/** An empty list must never look as if there were nothing to ask about. */
function withheldNote({ overview, question, kpis }: OverviewModel): Html | null {
  const asked = new Set(kpis.filter((k) => answers(k, question)).map((k) => k.code))
  const withheld = overview.movers.month.filter(
    (f) => f.analysis.withheld === true && asked.has(f.kpi),
  ).length
  if (withheld === 0) return null
  return html`<p class="govuk-body">Whether ${withheld} of the ${overview.parts}s’ measures
${wordFor(withheld, 'is', 'are')} changing is withheld outside the service, to protect small numbers: these lists are not the whole.</p>`
}

/** The movers among the measures that answer the question asked. */
export function askedMovers({ overview, question }: Pick<OverviewModel, 'overview' | 'question'>): Movers {
  const { better, worse, uncertain, stillWorse, unusual, settled, restated, ...rest } = overview.movers
  const asked = <M extends Mover>(found: readonly M[]) => found.filter((m) => answers(m.kpi, question))
  return {
    ...rest,
    uncertain: asked(uncertain),
    better: asked(better),
    worse: asked(worse),
    stillWorse: asked(stillWorse),
    unusual: asked(unusual),
    settled: asked(settled),
    restated: restated === null ? null : asked(restated),
  }
}

/** What changed beyond normal variation, the strongest evidence first. */
export function reallyChangedOf(shown: OverviewModel): ReallyChanged {
  const { overview, question } = shown
  const { better, worse, unusual } = askedMovers(shown)
  const found = (question.onlyConcerning ? worse : [...better, ...worse, ...unusual])
    .map((mover) => ({ ...mover, evidence: mover.now.analysis.evidence ?? null }))
    .sort(byEvidence)
  return {
    scope: overview.unit.name,
    period: overview.period,
    rows: found.flatMap(({ unit, kpi, now, before, evidence }): ChangedRow[] =>
      isChanging(now.variation)
        ? [
            {
              ...{ unit, kpi, now, variation: now.variation },
              // A step that starts from a figure that is not whole does not count.
              before: before === null || isNotWhole(before) ? null : before,
              ...{ signal: now.analysis.signal, why: newlyWords(now) },
              ...{ evidence, target: now.target },
              ...{ lower: now.analysis.lower, mean: now.analysis.mean, upper: now.analysis.upper },
            },
          ]
        : [],
    ),
  }
}
