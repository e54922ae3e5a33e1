/** Everything agreed about a unit: open actions first, then those not done, then those done. */
import { html } from 'hono/html'
import { decisionConditionOf } from '#domain/meetings/decision.ts'
import { dayName, periodName } from '#domain/time/period.ts'
import { plural } from '#domain/wording/plural.ts'
import type { Decision } from '#server/reads/links.ts'
import {
  actionAddress,
  decisionAddress,
  measureAddress,
  scorecardAddress,
  unitAddress,
  unitDecisionsAddress,
} from '../../../addresses.ts'
import { button } from '../../../components/button/button.ts'
import { chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { type Column, dataTable, type Row } from '../../../components/data-table/data-table.ts'
import { decisionMark } from '../../../components/decision-mark/decision-mark.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Content, Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { DecisionsView } from './model.ts'

/** The page of a unit's agreed actions. */
export function decisionsView(view: DecisionsView): Html {
  const { frame, unit, decisions, adds } = view
  const open = decisions.filter((d) => d.state === 'open').toSorted(soonestFirst)
  const notKept = decisions.filter((d) => d.state === 'not_done')
  const kept = decisions.filter((d) => d.state === 'done')
  return page({
    ...frame,
    title: ['Agreed actions', unit.name],
    section: scorecardAddress(unit.code, 'latest'),
    breadcrumbs: [{ text: unit.name, href: unitAddress(unit.code) }, { text: 'Agreed actions' }],
    wide: true,
    body: html`<span class="govuk-caption-l">${unit.name}</span>
<h1 class="govuk-heading-l">Agreed actions</h1>
<p class="govuk-body">${counted(decisions, frame.today)}</p>
${adds ? button({ text: 'Agree an action', href: decisionAddress(unit.code, 'new'), secondary: true }) : null}
${decisions.length === 0 ? insetText({ text: `No action has been agreed at a meeting about this ${unit.kind} yet.` }) : null}
${table(view, 'Open', open)}
${table(view, 'Not done', notKept)}
${table(view, 'Done', kept)}
${decisions.length === 0 ? null : chartLinks(tableLinks(unitDecisionsAddress(unit.code)))}`,
  })
}

/** "8 agreed actions: 4 done, 1 not done, 3 open, 1 of them overdue." */
function counted(decisions: readonly Decision[], today: string): string {
  if (decisions.length === 0) return ''
  const standing = decisions.map((d) => decisionConditionOf(d, today))
  const count = (...of: string[]) => standing.filter((s) => of.includes(s)).length
  const overdue = count('overdue')
  const late = overdue === 0 ? '' : `, ${overdue} of them overdue`
  const all = plural(decisions.length, 'agreed action')
  return `${all}: ${count('done')} done, ${count('not_done')} not done, ${count('open', 'overdue')} open${late}.`
}

function soonestFirst(a: Decision, b: Decision): number {
  const [x, y] = [a.dueOn ?? '9999', b.dueOn ?? '9999']
  return x < y ? -1 : x > y ? 1 : 0
}

function table(view: DecisionsView, caption: string, decisions: readonly Decision[]): Html | null {
  if (decisions.length === 0) return null
  const several = new Set(view.decisions.map((d) => d.unit)).size > 1
  const columns: Column[] = [
    { heading: 'Agreed actions' },
    ...(several ? [{ heading: 'Team' }] : []),
    { heading: 'Who' },
    { heading: 'Was it done?' },
    { heading: 'About' },
    { heading: 'Agreed' },
  ]
  return dataTable({
    caption,
    columns,
    rows: decisions.map((decision) => row(view, decision, several)),
    cards: true,
  })
}

function row({ frame, unitNames, kpiNames }: DecisionsView, d: Decision, several: boolean): Row {
  const unit = d.unit ?? ''
  const kpi = d.kpi === null ? null : (kpiNames.get(d.kpi) ?? d.kpi)
  return {
    id: `decision-${d.id}`,
    cells: [
      html`<a class="govuk-link" href="${decisionAddress(unit, d.id)}">${d.body}</a>`,
      ...(several ? [unitNames.get(unit) ?? unit] : []),
      d.ownerRole,
      html`${decisionMark({ decision: d, day: frame.today })}${d.outcome === null ? null : html`<br>${d.outcome}`}`,
      about(d, unit, kpi),
      html`${dayName(d.decidedOn)}${d.period === null ? null : html`<br>${periodName(d.period)}’s scorecard`}`,
    ],
  }
}

function about({ kpi: code, action }: Decision, unit: string, kpi: string | null): Content {
  const links = [
    kpi === null || code === null
      ? null
      : html`<a class="govuk-link" href="${measureAddress(unit, code)}">${kpi}</a>`,
    action === null ? null : html`<a class="govuk-link" href="${actionAddress(action)}">${action}</a>`,
  ].filter((link) => link !== null)
  return links.length === 0
    ? '–'
    : html`${links.map((link, i) => html`${i === 0 ? null : html`<br>`}${link}`)}`
}
