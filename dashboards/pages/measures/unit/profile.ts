/** What the unit is, which units came before and after it, and its published months. */
import { html } from 'hono/html'
import { isOpenIn, type Unit } from '#domain/catalogue/unit.ts'
import { type SignOff, signOffWords } from '#domain/scorecard/sign-off.ts'
import { dayName, periodName, shortMonth } from '#domain/time/period.ts'
import { teamTypeWords } from '#domain/wording/words.ts'
import { scorecardAddress, unitAddress } from '../../../addresses.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { type SummaryRow, summaryList } from '../../../components/summary-list/summary-list.ts'
import type { Content, Html } from '../../../html.ts'
import { datedWords } from '../../../words/published-words.ts'
import type { UnitView } from './model.ts'

export function facts({ unit, tree, visible, cards, signOffs }: UnitView): Html {
  const before = tree.filter((u) => unit.predecessors.includes(u.code))
  const after = tree.filter((u) => u.predecessors.includes(unit.code))
  const parent = tree.find((u) => u.code === unit.parent)
  const submitted = unit.kind === 'team' ? lastSubmission([...signOffs.values()]) : null
  const rows: (SummaryRow | null)[] = [
    { key: 'Code in extracts', value: unit.code },
    unit.teamType === null
      ? null
      : { key: 'Type of team', value: teamTypeWords[unit.teamType] ?? unit.teamType },
    parent === undefined ? null : { key: 'Part of', value: named([parent], visible) },
    submitted === null ? null : { key: 'Last submitted by', value: submitted },
    unit.kind === 'team'
      ? { key: 'Measures it carries', value: String(cards[0]?.scorecard.lines.length ?? 0) }
      : null,
    { key: 'Open since', value: dayName(unit.opened) },
    unit.closed === null ? null : { key: 'Closed after', value: dayName(unit.closed) },
    before.length === 0 ? null : { key: 'Took over from', value: named(before, visible) },
    after.length === 0 ? null : { key: 'Followed by', value: named(after, visible) },
  ]
  return html`<section aria-labelledby="facts"><h2 class="govuk-heading-m" id="facts">About this ${unit.kind}</h2>
${summaryList({ rows: rows.filter((row) => row !== null) })}</section>`
}

/** The person who last sent a month for sign-off: the nearest thing to a team's manager in the record. */
function lastSubmission(signOffs: readonly SignOff[]): string | null {
  const steps = signOffs.flatMap((s) => s.steps).filter((s) => s.step === 'submitted')
  return steps.sort((a, b) => (a.at < b.at ? 1 : -1))[0]?.by ?? null
}

function named(units: readonly Unit[], visible: ReadonlySet<string>): Content {
  return html`${units.map(
    (u, i) =>
      html`${i > 0 ? ', ' : ''}${visible.has(u.code) ? html`<a class="govuk-link" href="${unitAddress(u.code)}">${u.name}</a>` : u.name}`,
  )}`
}

/** The units beneath, for a reader who may not see scorecards. */
export function tree({ unit, tree: units, visible }: UnitView): Html | null {
  const branch = (parent: string): Html | null => {
    const children = units.filter((u) => u.parent === parent)
    if (children.length === 0) return null
    return html`<ul class="govuk-list govuk-list--bullet">${children.map(
      (u) =>
        html`<li>${
          visible.has(u.code)
            ? html`<a class="govuk-link" href="${unitAddress(u.code)}">${u.name}</a>`
            : u.name
        }${u.closed === null ? null : ` (closed after ${dayName(u.closed)})`}${branch(u.code)}</li>\n`,
    )}</ul>`
  }
  const list = branch(unit.code)
  if (list === null) return null
  return html`<section aria-labelledby="tree"><h2 class="govuk-heading-m" id="tree">Services and teams</h2>
${list}</section>`
}

export function closedBeneath({ unit, tree: units, visible, period }: UnitView): Html | null {
  const closed = units.filter(
    (u) => u.parent === unit.code && visible.has(u.code) && period !== null && !isOpenIn(u, period),
  )
  if (closed.length === 0) return null
  return html`<section aria-labelledby="closed"><h2 class="govuk-heading-m" id="closed">Not open in ${periodName(period ?? '')}</h2>
<ul class="govuk-list">${closed.map(
    (u) =>
      html`<li><a class="govuk-link" href="${unitAddress(u.code)}">${u.name}</a> ${
        u.closed === null ? `opens ${dayName(u.opened)}` : `closed after ${dayName(u.closed)}`
      }</li>\n`,
  )}</ul></section>`
}

export function months({ frame, unit, months: published, signOffs }: UnitView): Html {
  if (published.length === 0) {
    return insetText({
      text: `You see no scorecard of this ${unit.kind} here. Scorecards are for roles that read figures, and for published months in which it was open.`,
    })
  }
  const isTeam = unit.kind === 'team'
  return dataTable({
    caption: 'Published scorecards',
    columns: [
      { heading: 'Month' },
      { heading: 'First published' },
      ...(isTeam ? [{ heading: 'Sign-off' }] : []),
    ],
    rows: [...published].reverse().map((m) => {
      const signOff = signOffs.get(m.period)
      return {
        cells: [
          html`<a class="govuk-link" href="${scorecardAddress(unit.code, m.period)}">${shortMonth(m.period)}</a>`,
          datedWords(m.publishedAt, frame.today),
          ...(isTeam ? [signOff === undefined ? '–' : signOffWords(signOff)] : []),
        ],
      }
    }),
    dense: true,
  })
}
