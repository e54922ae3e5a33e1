/** "Is it working?": the linked measures in a table for the reader's widest unit, those to ask about first, the rest folded. */
import { html } from 'hono/html'
import type { Support } from '#domain/plan/support-finding.ts'
import { isTroubling, tellingFirst } from '#domain/plan/telling-measures.ts'
import { periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import { variationWords } from '#domain/wording/words.ts'
import type { PlanKpi } from '#server/reads/plan.ts'
import { actionAddress } from '../../../addresses.ts'
import { chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { isCarried, kpiVerdicts } from '../../../components/kpi-row/kpi-row.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Html } from '../../../html.ts'
import { measureChanges } from '../kit/measure-changes.ts'
import { supportOf } from './charts.ts'
import { gapSentence, requiredDimensions } from './gap.ts'
import { measureColumns, measureRow } from './measure-row.ts'
import type { ActionView } from './model.ts'

/** With this many measures or fewer none is folded; and where there is nothing to ask about, this many are shown. */
const alwaysShown = 3

export function impactSection(view: ActionView): Html {
  const { action, unit } = view
  const when = action.period === null ? null : html`, ${periodName(action.period)}`
  return html`<section class="app-working"><h2 class="govuk-heading-m">Is it working?${
    unit === null || action.kpis.length === 0
      ? null
      : html` <span class="app-working__scope">${unit.name}${when}</span>`
  }</h2>
${content(view)}
${action.kpis.length === 0 ? null : chartLinks(tableLinks(actionAddress(action.ref)))}</section>`
}

function content(view: ActionView): Html {
  const { action, unit } = view
  if (action.kpis.length === 0) {
    return html`<p class="govuk-body">No measure is linked to this action: it is followed by its milestones and updates only.</p>`
  }
  if (unit === null) return counted(action.kpis)
  const gaps = requiredDimensions.filter((dimension) => !action.kpis.some((k) => k.dimension === dimension))
  const carried = tellingFirst(action.kpis.filter((k) => isCarried(k, unit.teamTypes)))
  const others = action.kpis.filter((k) => !carried.includes(k)).map((k) => k.kpi.name)
  return html`${carried.length === 0 ? null : tables(view, carried, unit)}${
    others.length === 0
      ? null
      : html`<p class="app-working__others">Also linked, and not carried by ${unit.name}: ${others.join(', ')}.</p>`
  }${gapSentence('No measure here answers', gaps)}`
}

/** The measures to ask about, and the others behind a count of what they show. */
function tables(view: ActionView, carried: readonly PlanKpi[], unit: { code: string; name: string }): Html {
  const support = supportOf(view.action.milestones)
  const troubling = carried.filter(isTroubling).length
  const first = carried.slice(0, carried.length <= alwaysShown ? alwaysShown : troubling || alwaysShown)
  const rest = carried.slice(first.length)
  const table = (measures: readonly PlanKpi[], which: string) =>
    measuresTable(view, measures, { unit, support, which })
  return html`${table(first, rest.length === 0 ? 'Linked measures' : troubling > 0 ? 'Linked measures to ask about' : 'Linked measures')}${
    rest.length === 0
      ? null
      : html`<details class="app-working__rest"><summary class="app-working__summary">${plural(rest.length, 'more measure')}: ${restWords(rest)}</summary>
${table(rest, 'The other linked measures')}</details>`
  }`
}

function measuresTable(
  view: ActionView,
  measures: readonly PlanKpi[],
  { unit, support, which }: { unit: { code: string; name: string }; support: Support | null; which: string },
): Html {
  return dataTable({
    caption: `${which}, ${unit.name}`,
    captionSize: 'hidden',
    columns: measureColumns(view.action.period, support),
    rows: measures.map((linked) => measureRow(view, linked, { unit, support })),
    dense: true,
    cards: true,
  })
}

/** "4 improving, 5 no real change": none of these is concerning or missed its target. */
function restWords(rest: readonly PlanKpi[]): string {
  const told = (['slipping_back', 'unusual', 'recovering', 'improving', 'no_real_change'] as const).flatMap(
    (variation) => {
      const count = rest.filter((k) => k.figure?.variation === variation).length
      return count === 0 ? [] : [{ count, words: `${count} ${variationWords[variation].toLowerCase()}` }]
    },
  )
  const unjudged = rest.length - told.reduce((sum, { count }) => sum + count, 0)
  return [...told.map(({ words }) => words), ...(unjudged === 0 ? [] : [`${unjudged} not judged`])].join(', ')
}

/** For a reader who sees counts and no figures. */
function counted(kpis: readonly PlanKpi[]): Html {
  const linked = `${plural(kpis.length, 'measure is', 'measures are')} linked`
  return html`<p class="govuk-body">${linked}: ${measureChanges(kpis)}. This page shows you which measures are changing, without their figures.</p>
${kpiVerdicts(tellingFirst(kpis))}`
}
