import { html } from 'hono/html'
import { isRolling } from '#domain/figures/spc/verdict.ts'
import { periodName } from '#domain/time/period.ts'
import { monthChoice } from '#domain/wording/arrival-words.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { subjectWords, teamTypeWords } from '#domain/wording/words.ts'
import { measureAddress } from '../../../addresses.ts'
import { isSmall, titledDotPlot } from '../../../charts/dot-plot/dot-plot.ts'
import { titledFunnel } from '../../../charts/funnel/funnel.ts'
import { smallWords, titledShortfall } from '../../../charts/shortfall/shortfall.ts'
import { button } from '../../../components/button/button.ts'
import { chartDownloads, chartFigure } from '../../../components/chart-figure/chart-figure.ts'
import { checkboxes } from '../../../components/choices/choices.ts'
import { details } from '../../../components/details/details.ts'
import { errorSummary } from '../../../components/error-summary/error-summary.ts'
import { select } from '../../../components/form-fields/form-fields.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { newerMonths } from '../../../components/newer-months/newer-months.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import { smallMultiples } from '../../../components/small-multiples/small-multiples.ts'
import { lastPublished } from '../../../exports/about-sheet.ts'
import type { Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import { datedWords } from '../../../words/published-words.ts'
import type { PageFrame } from '../../kit/page.ts'
import { codesOf, dotsOf, funnelOf, type Group, mostPanels, panelsOf, shortfallOf } from './comparison.ts'
import type { CompareView } from './model.ts'
import { mostChosen } from './question.ts'
import { comparisonTable } from './table.ts'

/** Teams compared fairly: like with like, in the organisation's order, and with what chance alone would produce. */
export function compareView(view: CompareView): Html {
  const { frame, compared, tooMany, refused } = view
  const { kpi, period } = compared
  const month = periodName(period)
  const published = lastPublished(
    compared.groups.flatMap(({ members }) => members.map(({ figures }) => figures.at(-1) ?? null)),
  )
  return page({
    ...frame,
    title: [tooMany ? 'Select fewer teams' : 'Compare', kpi.name, month],
    section: '/overview',
    error: tooMany,
    wide: true,
    upright: true,
    footer: {
      source: 'monthly KPI extracts of the data team',
      ...(published === null ? {} : { published: datedWords(published, frame.today) }),
    },
    breadcrumbs: [
      { text: 'Overview', href: `/overview?kpi=${kpi.code}&period=${period}` },
      { text: 'Compare' },
    ],
    printFooter: `Compare · ${kpi.name} · ${month}`,
    body: html`${tooMany ? errorSummary({ errors: [{ text: tooManyWords, href: '#units' }] }) : null}
<h1 class="govuk-heading-l">Compare: ${kpi.name}, ${month}</h1>
${refused.map((text) => insetText({ text }))}
${newerMonths({ ...view, period, href: (m) => `/compare${queryOf({ ...view, compared: { ...compared, period: m } })}` })}
${picker(view)}
${tooMany ? null : results(view)}`,
  })
}

function results(view: CompareView): Html {
  const { groups } = view.compared
  return html`${guards(view).map((text) => insetText({ text }))}
${
  groups.length === 0
    ? html`<p class="govuk-body">${
        view.chosen.length === 0
          ? 'Nobody here carries this measure. Choose another.'
          : 'None of those chosen can be compared on this measure. Choose other teams, or another measure.'
      }</p>`
    : html`${shortfallSection(view)}${sections(view)}`
}
${
  groups.length === 0
    ? null
    : html`<p class="govuk-body app-no-print">All of it as numbers: ${['csv', 'xlsx', 'json'].map(
        (type) =>
          html`<a class="govuk-link" href="/compare.${type}${queryOf(view)}">${type.toUpperCase()}</a> `,
      )}</p>`
}`
}

/** The comparison before anything was published. */
export function nothingPublishedView({ frame }: { frame: PageFrame }): Html {
  return page({
    ...frame,
    title: 'Compare',
    section: '/overview',
    body: html`<h1 class="govuk-heading-l">Compare</h1>
${insetText({ text: 'No month has been published yet. There is something to compare once the data team has published an extract.' })}`,
  })
}

/** Shown if more units were chosen than can be told apart. */
export const tooManyWords = `Select ${mostChosen} teams or fewer`

/** The query for the files of what is shown, with only those chosen units that can be compared. */
function queryOf({
  compared,
  chosen,
  all,
}: Pick<CompareView, 'compared'> & { chosen: readonly string[]; all: string | null }): string {
  const shown = codesOf(compared)
  const named = chosen.filter((code) => shown.includes(code))
  const units = named.length === 0 ? '' : `&units=${named.map(encodeURIComponent).join(',')}`
  const type = all === null ? '' : `&all=${encodeURIComponent(all)}`
  return `?kpi=${compared.kpi.code}&to=${compared.period}${units}${type}`
}

function picker(view: CompareView): Html {
  const { compared, kpis, published, units, chosen, all, tooMany } = view
  const nouns = units.some((u) => u.kind === 'team') ? 'teams' : 'services'
  return html`<form method="get" action="/compare" class="app-compare__picker" novalidate>
${all === null ? null : html`<input type="hidden" name="all" value="${all}">\n`}<div class="app-compare__fields">${select(
    {
      label: 'Measure',
      name: 'kpi',
      items: kpis.map((k) => ({
        value: k.code,
        text: k.name,
        selected: k.code === compared.kpi.code,
        group: subjectWords[k.subject] ?? k.subject,
      })),
    },
  )}
${select({
  label: 'Month',
  name: 'to',
  items: [...published]
    .reverse()
    .map((m) => ({ value: m, text: monthChoice(m, view.newer), selected: m === compared.period })),
})}</div>
${details({
  summary:
    chosen.length === 0 ? `Choose up to ${mostChosen} ${nouns}` : `${chosen.length} chosen: choose others`,
  open: tooMany,
  body: checkboxes({
    name: 'units',
    legend: nouns === 'teams' ? 'Teams' : 'Services',
    legendSize: 's',
    hint: `Up to ${mostChosen}, or none for all of them.`,
    error: tooMany ? tooManyWords : null,
    small: true,
    items: units.map((u) => ({ value: u.code, text: u.name, checked: chosen.includes(u.code) })),
  }),
})}
${button({ text: 'Compare', secondary: true })}
</form>
${types(view)}`
}

/** All teams of one type, or of every type, as links. */
function types(view: CompareView): Html | null {
  const { units, compared, chosen, all } = view
  const found = [...new Set(units.flatMap((u) => u.teamType ?? []))].filter((type) =>
    compared.kpi.teamTypes.includes(type),
  )
  if (found.length < 2) return null
  const link = (type: string | null, text: string) => {
    const current = chosen.length === 0 && all === type ? html` aria-current="true"` : ''
    return html`<li><a class="govuk-link" href="/compare${queryOf({ compared, chosen: [], all: type })}"${current}>${text}</a></li>`
  }
  return html`<nav class="app-no-print" aria-label="All teams of a type"><ul class="app-view-links app-compare__types">
${link(null, 'Every type of team')}
${found.map((type) => link(type, `${teamTypeWords[type] ?? type} teams`))}</ul></nav>`
}

/** What a reader must know before comparing. */
function guards({ compared }: CompareView): string[] {
  const { kpi, groups, uncounted, without, redefined, months } = compared
  const said: string[] = []
  if (groups.length > 1)
    said.push(
      'Teams of different types do different work, so each type has pictures of its own. A difference between types says nothing about a team.',
    )
  if (groups.some((g) => g.type === 'services'))
    said.push('Services have different teams and different work: a difference may be of the work.')
  if (without.length > 0)
    said.push(
      `${nameList(without)} ${wordFor(without.length, 'does', 'do')} not carry this measure: there is nothing to compare.`,
    )
  if (uncounted.length > 0)
    said.push(
      `${nameList(uncounted.map((t) => t.unit.name))} ${wordFor(
        uncounted.length,
        'counts',
        'count',
      )} children who are other teams’ too, and ${wordFor(uncounted.length, 'is', 'are')} left out.`,
    )
  if (redefined)
    said.push(
      `${kpi.name} was defined otherwise in ${periodName(months[0] ?? '')}: earlier months are not alike with later ones.`,
    )
  if (isRolling(kpi.basis))
    said.push('Each month covers a window that overlaps the month before, so no change is judged.')
  return said
}

/** Who accounts for the shortfall of all together: the only picture in which teams of every type stand together, because their
 * children add up. */
function shortfallSection({ compared, frame }: CompareView): Html | null {
  const shortfall = shortfallOf(compared)
  if (shortfall === null) return null
  const { kpi, period } = compared
  const isSaid = typeof shortfall === 'string'
  return html`<section class="app-compare__section" aria-labelledby="shortfall-heading">
<h2 class="govuk-heading-m" id="shortfall-heading">Who accounts for the shortfall?</h2>
${
  isSaid
    ? html`<p class="govuk-body">${shortfall}</p>`
    : chartFigure({
        id: 'shortfall',
        titledChart: titledShortfall(shortfall),
        draw: frame.draw,
        note: html`A large ${shortfall.noun} can be near its target and still account for many.${
          shortfall.shares.some(({ unit }) => unit.isSmall) ? html` ${smallWords}` : null
        }${
          shortfall.isSupplied
            ? html` The figure of ${shortfall.scope} was supplied: its ${shortfall.noun}s need not add up to it.`
            : null
        }`,
        howToRead: '/help#charts',
        downloads: chartDownloads('shortfall', `?kpi=${kpi.code}&to=${period}`),
      })
}</section>`
}

/** A section for each type. A team that is the only one of its type is named and not drawn, unless units were chosen. */
function sections(view: CompareView): Html {
  const { compared, chosen, all } = view
  const isAlone = ({ members }: Group) => members.length === 1 && chosen.length === 0 && all === null
  const kpiAddress = (unit: { code: string }) => measureAddress(unit.code, compared.kpi.code, compared.period)
  const alone = compared.groups.filter(isAlone).flatMap((g) => g.members.map((m) => m.unit))
  return html`${compared.groups.filter((g) => !isAlone(g)).map((group) => section(view, group))}${
    alone.length === 0
      ? null
      : html`<section aria-labelledby="alone"><h2 class="govuk-heading-m app-compare__group" id="alone">The only teams of their type</h2>
<p class="govuk-body">No other team does the same work, so there is nothing fair to compare with. Each against its own past: ${alone.map(
          (unit, i) =>
            html`${i === 0 ? null : ', '}<a class="govuk-link" href="${kpiAddress(unit)}">${unit.name}</a>`,
        )}.</p></section>`
  }`
}

function section(view: CompareView, group: Group): Html {
  const { compared, frame } = view
  const id = group.type.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const query = `${queryOf(view)}&type=${encodeURIComponent(group.type)}`
  const panels = panelsOf(compared, group)
  const dots = dotsOf(compared, group)
  const funnel = funnelOf(compared, group)
  const small = dots.teams.some((t) => isSmall(compared.kpi, t))
  const minimum = compared.kpi.minimum
  const heading = html`<h2 class="govuk-heading-m app-compare__group" id="${id}-heading">${group.name}</h2>`
  return html`<section class="app-compare__section" aria-labelledby="${id}-heading">${heading}
${comparisonTable(compared, group)}
${phoneFold({
  summary: [panels.title, ...(funnel === null ? [] : [titledFunnel(funnel).title])].join('. '),
  body: html`${
    funnel === null
      ? null
      : html`<p class="app-chart__note">A measure may be worse than its own past months while the ${
          group.type === 'services' ? 'service' : 'team'
        } is no further from the others than chance alone would put it.</p>`
  }
${smallMultiples({
  id: `${id}-panels`,
  title: panels.title,
  scope: `${group.name}, to one scale`,
  multiples: panels.multiples,
  draw: frame.draw,
  downloads: chartDownloads('panels', query),
})}
${
  panels.left === 0
    ? null
    : html`<p class="app-chart__note">These are the first ${mostPanels} of ${group.members.length}.
Choose teams above to see others; the pictures below hold them all.</p>`
}
${chartFigure({
  id: `${id}-dots`,
  titledChart: titledDotPlot(dots),
  draw: frame.draw,
  note: small ? `Hollow: fewer than ${minimum ?? 'the smallest base'}, not judged.` : '',
  howToRead: '/help/method#comparing',
  downloads: chartDownloads('dot-plot', query),
})}
${
  funnel === null
    ? null
    : chartFigure({
        id: `${id}-funnel`,
        titledChart: titledFunnel(funnel),
        draw: frame.draw,
        note:
          'By chance alone 95 teams in 100 lie between the dashed lines, and nearly all between the outer ones. ' +
          'A team beyond the outer lines is worth asking about: the cases, the recording, the work.',
        howToRead: '/help/method#comparing',
        downloads: chartDownloads('funnel', query),
      })
}`,
})}</section>`
}
