import { html } from 'hono/html'
import { formatFigure } from '#domain/format.ts'
import { dayName, periodName, shortMonth } from '#domain/period.ts'
import { isOpenIn, type Unit } from '#domain/unit.ts'
import { teamTypeWords } from '#domain/words.ts'
import type { Decision } from '#server/reads/links.ts'
import type { PublishedMonth } from '#server/reads/periods.ts'
import type { Scorecard } from '#server/reads/scorecard.ts'
import { dataTable } from '../../components/data-table/data-table.ts'
import { insetText } from '../../components/inset-text/inset-text.ts'
import { statusTag } from '../../components/status-tag/status-tag.ts'
import { type SummaryRow, summaryList } from '../../components/summary-list/summary-list.ts'
import { timeline } from '../../components/timeline/timeline.ts'
import type { Content, Html } from '../../layout/html.ts'
import { page } from '../../layout/page.ts'
import { publishedWords } from '../../layout/published-words.ts'
import type { PageFrame } from '../page.ts'

export type UnitView = {
  frame: PageFrame
  unit: Unit
  tree: readonly Unit[]
  /** Codes of the units the reader may open. */
  visible: ReadonlySet<string>
  /** The published months in which the unit was open, earliest first; none for a reader without figures. */
  months: readonly PublishedMonth[]
  /** The last of them, which the scorecards below are of. */
  period: string | null
  /** Of the unit and those directly beneath it. */
  scorecards: readonly Scorecard[]
  /** Of the unit and its teams, latest first. */
  decisions: readonly Decision[]
}

const decisionsShown = 5

/** A unit: what it is, how each part of it stands and what was last promised there. */
export function unitView(view: UnitView): Html {
  const { frame, unit, period } = view
  const own = view.scorecards.find((s) => s.unit.code === unit.code)
  const beneath = view.scorecards.filter((s) => s !== own)
  return page({
    ...frame,
    title: [unit.name, 'Unit'],
    wide: unit.kind !== 'team',
    breadcrumbs: trail(view),
    printFooter: period === null ? unit.name : `${unit.name} · ${periodName(period)}`,
    body: html`<span class="govuk-caption-l">${kindWords(unit)}</span>
<h1 class="govuk-heading-l">${unit.name}</h1>
${own === undefined ? null : headline(own)}
${beneath.length === 0 ? null : parts(view, beneath)}
${promises(view.decisions, view.tree, frame.today)}
${facts(view)}
${beneath.length === 0 ? tree(view) : closedBeneath(view)}
${months(view)}`,
  })
}

function address(code: string): string {
  return `/units/${encodeURIComponent(code)}`
}

function kindWords(unit: Unit): string {
  return { council: 'Council', service: 'Service', team: 'Team' }[unit.kind]
}

function trail({ unit, tree, visible }: UnitView) {
  const above: Unit[] = []
  for (let at = tree.find((u) => u.code === unit.parent); at !== undefined; ) {
    above.unshift(at)
    const { parent } = at
    at = tree.find((u) => u.code === parent)
  }
  const items = above.filter((u) => visible.has(u.code)).map((u) => ({ text: u.name, href: address(u.code) }))
  return [{ text: 'Home', href: '/' }, ...items]
}

function headline(scorecard: Scorecard): Html {
  const { unit, period } = scorecard
  return html`<p class="govuk-body-l">${scorecard.headline}</p>
<p class="govuk-body"><a class="govuk-link" href="${address(unit.code)}/scorecards/${period}">Open the ${periodName(period)} scorecard</a></p>`
}

/** Each part with its headline and its top three matters, so that one page says where the conversation is needed. */
function parts(view: UnitView, scorecards: readonly Scorecard[]): Html {
  const { unit } = view
  const word = unit.kind === 'council' ? 'service' : 'team'
  return html`<section aria-labelledby="parts">
<h2 class="govuk-heading-m" id="parts">What each ${word} needs to talk about</h2>
<ul class="app-unit__parts">
${scorecards.map((s) => part(view, s))}</ul>
</section>`
}

function part(view: UnitView, scorecard: Scorecard): Html {
  const { unit, counts, period, needsConversation } = scorecard
  return html`<li class="app-unit__part">
<h3 class="govuk-heading-s app-unit__name"><a class="govuk-link" href="${address(unit.code)}${unit.kind === 'service' ? '' : `/scorecards/${period}`}">${unit.name}</a></h3>
<p class="app-unit__counts">${counts.judged === 0 ? 'No measure could be judged' : `${counts.met} of ${counts.judged} met target`} · ${counts.improving} improving · ${counts.concerning} concerning</p>
${
  needsConversation.length === 0
    ? html`<p class="app-unit__matter">Nothing is worse than usual, will keep missing, or is overdue.</p>`
    : html`<ol class="app-unit__matters">${needsConversation.map((m) => {
        const line = scorecard.lines.find((l) => l.kpi.code === m.kpi)
        if (line === undefined) return null
        return html`<li class="app-unit__matter"><a class="govuk-link" href="${address(unit.code)}/kpis/${m.kpi}?to=${line.period}">${line.kpi.name}</a> <strong class="app-unit__figure">${formatFigure(line.kpi, line.figure)}</strong> ${line.figure.status === null ? null : statusTag({ status: line.figure.status })} <span class="app-unit__why">${m.why}</span></li>\n`
      })}</ol>`
}
${teamLinks(view, unit, period)}
</li>
`
}

/** A service's teams, each leading to its scorecard of the month. */
function teamLinks({ tree: units, visible }: UnitView, unit: Unit, period: string): Html | null {
  const teams = units.filter((u) => u.parent === unit.code && isOpenIn(u, period) && visible.has(u.code))
  if (teams.length === 0) return null
  return html`<p class="app-unit__teams">Teams: ${teams.map((t, i) => html`${i > 0 ? ', ' : ''}<a class="govuk-link" href="${address(t.code)}/scorecards/${period}">${t.name}</a>`)}</p>`
}

function promises(decisions: readonly Decision[], units: readonly Unit[], today: string): Html | null {
  if (decisions.length === 0) return null
  const nameOf = (code: string | null) => units.find((u) => u.code === code)?.name ?? ''
  return html`<section aria-labelledby="decisions">
<h2 class="govuk-heading-m" id="decisions">What was promised</h2>
${timeline({
  items: decisions.slice(0, decisionsShown).map((d) => ({
    title: d.body,
    date: `${stateOf(d, today)}. Decided ${dayName(d.decidedOn)}`,
    by: `${nameOf(d.unit)}; ${d.ownerRole} to do it`,
  })),
})}
</section>`
}

function stateOf({ doneOn, dueOn }: Decision, today: string): string {
  if (doneOn !== null) return `Done ${dayName(doneOn)}`
  if (dueOn === null) return 'Open'
  return dueOn < today ? `Overdue since ${dayName(dueOn)}` : `Due ${dayName(dueOn)}`
}

function facts({ unit, tree, visible }: UnitView): Html {
  const before = tree.filter((u) => unit.predecessors.includes(u.code))
  const after = tree.filter((u) => u.predecessors.includes(unit.code))
  const named = (units: readonly Unit[]): Content =>
    html`${units.map((u, i) => html`${i > 0 ? ', ' : ''}${visible.has(u.code) ? html`<a class="govuk-link" href="${address(u.code)}">${u.name}</a>` : u.name}`)}`
  const rows: (SummaryRow | null)[] = [
    { key: 'Code in extracts', value: unit.code },
    unit.teamType === null
      ? null
      : { key: 'Type of team', value: teamTypeWords[unit.teamType] ?? unit.teamType },
    { key: 'Open since', value: dayName(unit.opened) },
    unit.closed === null ? null : { key: 'Closed after', value: dayName(unit.closed) },
    before.length === 0 ? null : { key: 'Took over from', value: named(before) },
    after.length === 0 ? null : { key: 'Followed by', value: named(after) },
  ]
  return html`<section aria-labelledby="facts"><h2 class="govuk-heading-m" id="facts">Facts</h2>
${summaryList({ rows: rows.filter((row) => row !== null) })}</section>`
}

/** The units beneath, for a reader who is shown no scorecards. */
function tree({ unit, tree: units, visible }: UnitView): Html | null {
  const branch = (parent: string): Html | null => {
    const children = units.filter((u) => u.parent === parent)
    if (children.length === 0) return null
    return html`<ul class="govuk-list govuk-list--bullet">${children.map((u) => html`<li>${visible.has(u.code) ? html`<a class="govuk-link" href="${address(u.code)}">${u.name}</a>` : u.name}${u.closed === null ? null : ` (closed after ${dayName(u.closed)})`}${branch(u.code)}</li>\n`)}</ul>`
  }
  const list = branch(unit.code)
  if (list === null) return null
  return html`<section aria-labelledby="tree"><h2 class="govuk-heading-m" id="tree">Services and teams</h2>
${list}</section>`
}

function closedBeneath({ unit, tree: units, visible, period }: UnitView): Html | null {
  const closed = units.filter(
    (u) => u.parent === unit.code && visible.has(u.code) && period !== null && !isOpenIn(u, period),
  )
  if (closed.length === 0) return null
  return html`<section aria-labelledby="closed"><h2 class="govuk-heading-m" id="closed">Not open in ${periodName(period ?? '')}</h2>
<ul class="govuk-list">${closed.map((u) => html`<li><a class="govuk-link" href="${address(u.code)}">${u.name}</a> ${u.closed === null ? `opens ${dayName(u.opened)}` : `closed after ${dayName(u.closed)}`}</li>\n`)}</ul></section>`
}

function months({ unit, months: published }: UnitView): Html {
  if (published.length === 0) {
    return insetText({
      text: 'You see no scorecard of this unit here. Scorecards are shown to those whose role reads figures, for published months in which the unit was open.',
    })
  }
  return dataTable({
    caption: 'Published scorecards',
    columns: [{ heading: 'Month' }, { heading: 'First published' }],
    rows: [...published].reverse().map((m) => ({
      cells: [
        html`<a class="govuk-link" href="${address(unit.code)}/scorecards/${m.period}">${shortMonth(m.period)}</a>`,
        publishedWords(m.publishedAt),
      ],
    })),
    dense: true,
  })
}
