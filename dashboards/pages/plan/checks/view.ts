import { html } from 'hono/html'
import { type Check, type CheckKind, checkWords, openActions, unseenWords } from '#domain/plan/plan-checks.ts'
import { dayName, grainOf, isDay, periodName } from '#domain/time/period.ts'
import { nameList } from '#domain/wording/name-list.ts'
import { plural } from '#domain/wording/plural.ts'
import { actionAddress, measureAddress } from '../../../addresses.ts'
import { chartLinks } from '../../../components/chart-figure/chart-figure.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { phoneFold } from '../../../components/phone-fold/phone-fold.ts'
import { tableLinks } from '../../../exports/table-file.ts'
import type { Content, Html } from '../../../html.ts'
import { page } from '../../../layout/page.ts'
import type { ChecksView } from './model.ts'

/** The contradictions come first, because they show where the plan's story and its figures disagree. */
const contradictions: readonly CheckKind[] = [
  'worsening_without_action',
  'on_track_but_concerning',
  'outcome_unsupported',
]

/** What is late or missing; a phone folds it. */
const reminders: readonly CheckKind[] = [
  'milestone_overdue',
  'too_early_held',
  'cadence_missed',
  'delivery_evidence_only',
  'no_update',
]

/** Every standing check of the plan, by kind: a question for somebody, never a verdict. */
export function checksView(view: ChecksView): Html {
  const { frame, checks, unseen } = view
  const kinds = [...contradictions, ...reminders].filter((kind) => checks.some((c) => c.kind === kind))
  return page({
    ...frame,
    title: 'Checks of the plan',
    section: '/plan',
    wide: true,
    footer: { source: 'the improvement plan, with measures from the data team’s extracts' },
    breadcrumbs: [{ text: 'Plan', href: '/plan' }, { text: 'Checks' }],
    body: html`<h1 class="govuk-heading-l">Checks of the plan</h1>
<p class="govuk-body-l">Actions whose rating and evidence disagree, and what else to ask about on ${dayName(frame.today)}.</p>
${unseen === 0 ? null : html`<p class="govuk-body"><a class="govuk-link" href="/plan?missing=verdict">${unseenWords(unseen)}</a></p>`}
${kinds.length === 0 && unseen === 0 ? html`<p class="govuk-body">Nothing to ask: every action is up to date and no measure contradicts it.</p>` : null}
<ul class="govuk-list">${kinds.map(
      (kind) =>
        html`<li><a class="govuk-link" href="#${kind}">${checkWords[kind]}</a>: ${checks.filter((c) => c.kind === kind).length}${
          kind === 'no_update'
            ? ` of the ${plural(openActions(view.actions).length, 'action')} not completed`
            : null
        }</li>\n`,
    )}</ul>
${kinds.map((kind) => kindTable(view, kind))}
${chartLinks(tableLinks('/plan/checks'))}`,
  })
}

function kindTable({ checks, actions, kpis, units }: ChecksView, kind: CheckKind): Html {
  const rows = checks.filter((c) => c.kind === kind)
  const table = dataTable({
    caption: checkWords[kind],
    captionSize: 'hidden',
    dense: true,
    cards: true,
    columns: [
      { heading: 'Where' },
      { heading: 'What to ask about' },
      { heading: 'Since' },
      { heading: 'Who' },
    ],
    rows: rows.map((check) => {
      const action = actions.find((a) => a.ref === check.action)
      return {
        cells: [
          whereOf(check, action, kpis, units),
          check.message,
          sinceWords(check.since),
          action === undefined ? '–' : action.leads.join(', '),
        ],
      }
    }),
  })
  const heading = html`<h2 class="govuk-heading-m" id="${kind}-heading">${checkWords[kind]} (${rows.length})</h2>`
  return html`<section class="app-checks" id="${kind}" aria-labelledby="${kind}-heading">${heading}
${reminders.includes(kind) ? phoneFold({ summary: foldedWords(rows, kind), body: table }) : table}</section>`
}

/** How many actions a fold names. */
const actionsNamed = 6

/** "R1.6, R1.7, R1.8 and 10 more: a milestone is overdue" */
function foldedWords(rows: readonly Check[], kind: CheckKind): Html {
  const actions = rows.flatMap(({ action }) => action ?? [])
  const named = actions.length > actionsNamed ? actions.slice(0, actionsNamed - 1) : actions
  const rest = actions.length - named.length
  return html`${nameList([...named, ...(rest === 0 ? [] : [`${rest} more`])])}<span class="govuk-visually-hidden">: ${checkWords[kind]}</span>`
}

function whereOf(
  check: Check,
  action: ChecksView['actions'][number] | undefined,
  kpis: ChecksView['kpis'],
  units: ChecksView['units'],
): Content {
  if (action !== undefined)
    return html`<a class="govuk-link" href="${actionAddress(action.ref)}">${action.ref}</a> ${action.summary}`
  const kpi = kpis.find((k) => k.code === check.kpi)
  const unit = units.find((u) => u.code === check.unit)
  if (kpi === undefined || unit === undefined) return '–'
  return html`<a class="govuk-link" href="${measureAddress(unit.code, kpi.code, check.period ?? undefined)}">${kpi.name}</a>, ${unit.name}`
}

function sinceWords(since: string | null): string {
  if (since === null) return '–'
  if (isDay(since)) return dayName(since)
  return grainOf(since) === null ? since : periodName(since)
}
