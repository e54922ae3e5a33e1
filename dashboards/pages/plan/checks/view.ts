import { html } from 'hono/html'
import { type Check, type CheckKind, checkWords, openActions, unseenWords } from '#domain/plan/plan-checks.ts'
import { dayName, grainOf, isDay, periodName } from '#domain/time/period.ts'
import { shortNameList } from '#domain/wording/name-list.ts'
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
        html`<li><a class="govuk-link" href="#${kind}">${checkWords[kind]}</a>: ${countWords(checks, kind)}${
          kind === 'no_update'
            ? ` of the ${plural(openActions(view.actions).length, 'action')} not completed`
            : null
        }</li>\n`,
    )}</ul>
${kinds.map((kind) => kindTable(view, kind))}
${chartLinks(tableLinks('/plan/checks'))}`,
  })
}

/** The number of checks of a kind, which is that of its rows: "3", or "2 measures, on 6 scorecards" where a row is a measure. */
function countWords(checks: readonly Check[], kind: CheckKind): string {
  const own = checks.filter((c) => c.kind === kind)
  if (kind !== 'worsening_without_action') return String(own.length)
  const measures = new Set(own.map(({ kpi }) => kpi)).size
  const scorecards = new Set(own.map(({ unit }) => unit)).size
  return `${plural(measures, 'measure')}, on ${plural(scorecards, 'scorecard')}`
}

function kindTable(view: ChecksView, kind: CheckKind): Html {
  const { checks, actions } = view
  const own = checks.filter((c) => c.kind === kind)
  // A measure that worsens in several teams and services is one question, asked once.
  const rows = [...Map.groupBy(own, ({ action, kpi, message }) => `${action} ${kpi} ${message}`).values()]
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
    rows: rows.flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const action = actions.find((a) => a.ref === first.action)
      const earliest = group.flatMap(({ since }) => since ?? []).sort()[0]
      return [
        {
          cells: [
            action === undefined
              ? placesOf(group, view)
              : html`<a class="govuk-link" href="${actionAddress(action.ref)}">${action.ref}</a> ${action.summary}`,
            first.message,
            sinceWords(earliest ?? null),
            action === undefined ? '–' : action.leads.join(', '),
          ],
        },
      ]
    }),
  })
  const heading = html`<h2 class="govuk-heading-m" id="${kind}-heading">${checkWords[kind]} (${countWords(checks, kind)})</h2>`
  return html`<section class="app-checks" id="${kind}" aria-labelledby="${kind}-heading">${heading}
${reminders.includes(kind) ? phoneFold({ summary: foldedWords(own, kind), body: table }) : table}</section>`
}

/** How many actions a fold names. */
const actionsNamed = 6

/** "R1.6, R1.7, R1.8 and 10 more: a milestone is overdue" */
function foldedWords(rows: readonly Check[], kind: CheckKind): Html {
  const actions = rows.flatMap(({ action }) => action ?? [])
  return html`${shortNameList(actions, actionsNamed)}<span class="govuk-visually-hidden">: ${checkWords[kind]}</span>`
}

/** The measure, and each team and service in which it worsens, with the month since when. */
function placesOf(group: readonly Check[], { kpis, units }: ChecksView): Content {
  const kpi = kpis.find((k) => k.code === group[0]?.kpi)
  if (kpi === undefined) return '–'
  const isAlone = group.at(1) === undefined
  const places = group.flatMap(({ unit: code, period, since }) => {
    const unit = units.find((u) => u.code === code)
    if (unit === undefined) return []
    const when = since === null || isAlone ? '' : ` since ${sinceWords(since)}`
    return [
      html`<a class="govuk-link" href="${measureAddress(unit.code, kpi.code, period ?? undefined)}">${unit.name}</a>${when}`,
    ]
  })
  return html`${kpi.name}: ${places.map((place, i) => html`${i === 0 ? null : '; '}${place}`)}`
}

function sinceWords(since: string | null): string {
  if (since === null) return '–'
  if (isDay(since)) return dayName(since)
  return grainOf(since) === null ? since : periodName(since)
}
