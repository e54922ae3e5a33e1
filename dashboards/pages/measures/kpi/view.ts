import { html } from 'hono/html'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { LastWhole } from '#domain/figures/figure.ts'
import { isNotWhole, judgedFigure } from '#domain/figures/wholeness.ts'
import { periodInSentence, periodName } from '#domain/time/period.ts'
import { capital, formatComputed, formatFigure } from '#domain/wording/format.ts'
import { gapSentence } from '#domain/wording/gap-words.ts'
import { assuranceText, phraseOf } from '#domain/wording/phrase.ts'
import { targetScaleWords } from '#domain/wording/target-scale-words.ts'
import { todaysRuleWords } from '#domain/wording/todays-rule.ts'
import { lastWholeWhen } from '#domain/wording/wholeness-words.ts'
import { nhsMethodWords } from '#domain/wording/words.ts'
import type { Series } from '#server/reads/series.ts'
import { measureAddress, scorecardAddress, unitChangesAddress } from '../../../addresses.ts'
import { asAtBanner } from '../../../components/as-at-banner/as-at-banner.ts'
import { assuranceTag } from '../../../components/assurance-tag/assurance-tag.ts'
import { caseListLink } from '../../../components/case-list-link/case-list-link.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { figureCell } from '../../../components/figure-cell/figure-cell.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { missingTeams } from '../../../components/missing-teams/missing-teams.ts'
import { statusTag } from '../../../components/status-tag/status-tag.ts'
import { subNavigation } from '../../../components/sub-navigation/sub-navigation.ts'
import { variationTag } from '../../../components/variation-tag/variation-tag.ts'
import type { Content, Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { sameReading } from '../kit/reading.ts'
import { actionsSection } from './actions.ts'
import { methodAddress, withMethod } from './address.ts'
import { comparisonSection, tooManyWords } from './comparison.ts'
import { contextSection } from './context.ts'
import { definitionSection } from './definition.ts'
import { lineageSection } from './lineage.ts'
import type { KpiView } from './model.ts'
import { type Question, questions } from './section.ts'
import { trendSection } from './trend.ts'

/** One KPI of one unit in depth, as a page that helps to turn the curve: how it is doing, compared with whom, what was said of it,
 * what will be done, what the number is and where it came from. */
export function kpiView(view: KpiView): Html {
  const { frame, series, reading } = view
  const { kpi, unit, last } = series
  return page({
    ...frame,
    title: [...(view.tooMany ? [tooManyWords] : []), kpi.name, unit.name, periodName(last.period)],
    error: view.tooMany,
    wide: true,
    footer: view.footer,
    printFooter: [
      kpi.name,
      unit.name,
      periodName(last.period),
      ...(view.footer.published === null ? [] : [`published ${view.footer.published}`]),
    ].join(' · '),
    breadcrumbs: [
      {
        text: series.grain === 'monthly' ? `${unit.name}, ${periodName(last.period)}` : unit.name,
        href: sameReading(
          `${scorecardAddress(unit.code, series.grain === 'monthly' ? last.period : 'latest')}#kpi-${kpi.code}`,
          reading,
        ),
      },
    ],
    body: html`${
      view.tooMany ? errorSummary({ errors: [{ text: tooManyWords, href: '#with' }] }) : null
    }<div class="app-kpi">${view.refused.map((text) =>
      insetText({ text }),
    )}${methodNote(view)}${readingNotes(view)}${retired(view)}${
      view.awaited === null ? null : insetText({ text: view.awaited })
    }<h1 class="govuk-heading-l app-kpi__title">${kpi.name} <span class="app-kpi__unit">${unit.name}</span></h1>
<div class="app-kpi__first"><div class="app-kpi__figure">${headFigure(view)}
${subNavigation({ label: 'On this page', items: (Object.keys(questions) as Question[]).map((id) => ({ text: questions[id], href: `#${id}` })) })}</div>
${trendSection(view)}</div>
<div class="app-kpi__rest">${comparisonSection(view)}
${contextSection(view)}
${actionsSection(view)}
${definitionSection(view)}
${lineageSection(view)}</div></div>`,
  })
}

/** Says that the verdicts of the page are not the service's own. */
function methodNote(view: KpiView): Html | null {
  if (view.series.method === null) return null
  const href = methodAddress(view, null)
  return insetText({
    text: html`<strong>${nhsMethodWords}.</strong>
<a class="govuk-link" href="${href}">As the service judges it</a>`,
  })
}

/** Says that the page is read at a past moment or recast, with a link to the same measure as it is now or as it was published. */
function readingNotes({ series, reading, teamsDiffer }: KpiView): Html {
  const { unit, kpi, last } = series
  const address = withMethod(measureAddress(unit.code, kpi.code, last.period), series.method)
  const latest = sameReading(address, { ...reading, asAt: null })
  return html`${reading.moment === undefined ? null : asAtBanner({ moment: reading.moment, latest })}${
    series.recast
      ? insetText({
          text: html`<strong>Recast on today’s teams; not the figures as they were published.</strong> <a class="govuk-link" href="${sameReading(
            address,
            { ...reading, tree: 'then' },
          )}">As published</a>`,
        })
      : teamsDiffer
        ? insetText({
            text: html`The teams beneath were not those of today.
<a class="govuk-link" href="${sameReading(address, { ...reading, tree: 'today' })}">Recast on today’s teams</a>`,
          })
        : null
  }`
}

/** A measure that is no longer collected, and the measure that replaced it. */
function retired({ retirement, series }: KpiView): Html | null {
  if (retirement === null) return null
  const { after, successor } = retirement
  return insetText({
    text: html`<strong>This measure is retired: ${periodName(after)} was its last month.</strong> ${
      successor === null
        ? 'No other took its place.'
        : html`Its place was taken by <a class="govuk-link" href="${measureAddress(series.unit.code, successor.code)}">${successor.name}</a>.`
    }`,
  })
}

/** What the last whole figure showed, beside one that is not judged. */
function lastWhole(kpi: Kpi, last: Series['last'], whole: LastWhole): Html {
  const phrase = phraseOf(whole)
  const figure = html`${capital(lastWholeWhen(last) ?? '')}: <strong>${formatFigure(kpi, whole)}</strong>`
  return html`<p class="govuk-body app-kpi__marks"><span class="app-kpi__mark">${figure}</span> ${
    whole.status === null
      ? null
      : html`<span class="app-kpi__mark">${statusTag({ status: whole.status })}</span> `
  }${
    whole.variation === 'none'
      ? null
      : html`<span class="app-kpi__mark">${variationTag({
          variation: whole.variation,
          rising: whole.analysis.rising,
        })}${whole.analysis.since === null ? null : html` (${phrase})`}</span>`
  }</p>`
}

/** Whether the target can be met, in words that stand beside other marks. */
function assuranceWord({ last, targetRecord }: KpiView['series']): string {
  const word = assuranceText(last, targetRecord)
  return last.assurance === 'too_early' ? `${word} if it can meet target` : word
}

function headFigure({ series, service, rule, caseList, knownIssues, missing, neverComing }: KpiView): Html {
  const { kpi, last } = series
  const marks: Content[] = []
  if (last.status !== null) marks.push(statusTag({ status: last.status }))
  if (last.target !== null) marks.push(targetScaleWords(kpi, last.target, last.floor))
  const gap = gapSentence(kpi, last)
  if (gap !== null) marks.push(gap)
  if (last.variation !== 'none')
    marks.push(
      html`${variationTag({ variation: last.variation, rising: last.analysis.rising })}${last.analysis.since === null ? null : html` (${phraseOf(last)})`}`,
    )
  if (last.assurance !== 'none')
    marks.push(assuranceTag({ assurance: last.assurance, word: assuranceWord(series) }))
  if (last.judgedOn === 'three_months')
    marks.push(`Judged on the last three months: ${last.judgedNumerator} of ${last.judgedDenominator}`)
  if (last.restated) {
    const changes = unitChangesAddress(series.unit.code)
    marks.push(
      html`<a class="govuk-link" href="#lineage">Restated</a> (<a class="govuk-link" href="${changes}">what changed</a>)`,
    )
  }
  const whole = isNotWhole(last) ? judgedFigure(last) : null
  return html`<p class="app-kpi__head">${figureCell({
    kpi,
    cell: last,
    large: true,
  })} <span class="app-kpi__when">in ${periodInSentence(last.period)}</span></p>
<p class="govuk-body app-kpi__marks">${marks.map((m) => html`<span class="app-kpi__mark">${m}</span> `)}</p>
${caseList === null ? null : html`<p class="govuk-body">${caseListLink({ list: caseList })}</p>`}
${missingTeams({ figure: last, names: missing })}
${whole === null ? null : lastWhole(kpi, last, whole)}
${rule === null ? null : html`<p class="govuk-body">${todaysRuleWords(kpi, last, rule)}</p>`}
${service === null ? null : html`<p class="govuk-body">Too few to judge by themselves. ${service.unit.name}: ${formatFigure(kpi, service.last)}.</p>`}
${last.computed === null ? null : html`<p class="govuk-body">Supplied as it is. Added up from its teams it is ${formatComputed(kpi, last)}.</p>`}
${neverComing.map((words) => insetText({ text: `Will not come: ${words}` }))}
${knownIssues.map((note) => insetText({ text: `Known issue: ${note}` }))}`
}
