/** What publishing or reverting an extract does: its figures old and new, and everything that changes with them. */
import { html } from 'hono/html'
import type { Kpi } from '#domain/catalogue/kpi.ts'
import type { State } from '#domain/figures/measurement.ts'
import { grainOf, periodInSentence, periodName, shortMonth } from '#domain/time/period.ts'
import { formatCell, formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { stateWords, statusWords, variationWords } from '#domain/wording/words.ts'
import type {
  CellFigures,
  ChangedCell,
  ExtractChanges,
  StatusChange,
  VariationChange,
} from '#server/extracts/merging/extract-changes.ts'
import { scorecardAddress } from '../../../addresses.ts'
import { counts } from '../../../components/counts/counts.ts'
import { dataTable, foldedRows } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import { insetText } from '../../../components/inset-text/inset-text.ts'
import { phoneFoldLine } from '../../../components/phone-fold/phone-fold.ts'
import type { Content, Html } from '../../../html.ts'
import type { NamedCell } from './names.ts'

export type NamedEffects = {
  changes: ExtractChanges
  changed: readonly (ChangedCell & NamedCell)[]
  statuses: readonly (StatusChange & NamedCell)[]
  variations: readonly (VariationChange & NamedCell)[]
  signedOff: readonly { unit: string; unitName: string; period: string; figures: number }[]
  missing: readonly { unit: string; unitName: string; period: string }[]
}

/** Whether the change is still to come, has been made, or would be reverted. */
export type Tense = 'coming' | 'made' | 'back'

/** How many rows of a list the files of the page have. */
const inFiles = 1000

/** How many rows of a table a page shows. */
const shown = 200
const shownAtOnce = 15
/** How many changed values are shown without opening anything, and how many on a phone. */
const shownOpen = 30
const onPhone = 8

export function changeCounts({ changes }: NamedEffects): Html {
  const { new: added, changed, unchanged, missing } = changes.counts
  return counts({
    label: 'Figures of the file against what is known',
    items: [
      { value: formatNumber(added), label: 'new' },
      { value: formatNumber(changed), label: 'changed' },
      { value: formatNumber(unchanged), label: 'unchanged' },
      { value: formatNumber(missing), label: wordFor(missing, 'team missing', 'teams missing') },
    ],
  })
}

/** Every value that changes, old and new. */
export function changedValues(effects: NamedEffects, tense: Tense): Html {
  const { changed, changes } = effects
  const total = changes.counts.changed
  const heading = html`<h2 class="govuk-heading-m" id="changed">${
    tense === 'made' ? 'Values that changed' : tense === 'back' ? 'Values that go back' : 'Values that change'
  }</h2>`
  if (changed.length === 0) {
    return html`${heading}
${insetText({
  text:
    tense === 'back'
      ? 'No value goes back to an earlier one.'
      : changes.counts.new > 0
        ? 'No earlier figure changes. The file only adds new ones.'
        : 'Every figure in this file is published already. Publishing it changes nothing.',
})}`
  }
  const first = changed.slice(0, shownOpen)
  const rest = changed.slice(shownOpen, shown)
  return html`${heading}
<div class="app-phone-fold">${valueTable(first, total > first.length ? `The first ${first.length} of ${formatNumber(total)}` : plural(total, 'value'), tense)}${
    first.length > onPhone ? phoneFoldLine(`The other ${first.length - onPhone} of these`, 'above') : null
  }</div>
${
  rest.length === 0
    ? null
    : details({
        summary: `Show ${total > shown ? `the next ${rest.length}` : `the other ${rest.length}`}`,
        body: valueTable(rest, `${total > shown ? 'More' : 'The other'} values`, tense),
      })
}
${total > shown ? moreWords(shown, tense) : null}`
}

/** Where the rows are that a page has no room for. There is no file of what taking back would change. */
function moreWords(count: number, tense: Tense): Html {
  return html`<p class="govuk-body">The first ${count} are shown.${
    tense === 'back' ? null : ` The files at the top of the page have up to ${formatNumber(inFiles)}.`
  }</p>`
}

function valueTable(rows: NamedEffects['changed'], caption: string, tense: Tense): Html {
  return dataTable({
    caption,
    captionSize: 's',
    columns: [
      { heading: 'Team' },
      { heading: 'Measure' },
      { heading: 'Period' },
      { heading: tense === 'made' ? 'Was' : 'Is now', numeric: true },
      { heading: tense === 'made' ? 'Became' : 'Will be', numeric: true },
      { heading: 'Change', numeric: true },
    ],
    rows: foldedRows(
      rows.map((cell) => ({
        cells: [
          cell.unitName,
          cell.measure?.name ?? cell.kpi,
          periodCell(cell.period),
          figure(cell.measure, cell.before),
          html`<strong>${figure(cell.measure, cell.after)}</strong>`,
          changeWords(cell.measure, cell.change),
        ],
      })),
      onPhone,
    ),
    dense: true,
    cards: true,
  })
}

/** What else changes: signed-off months, statuses, what needs a conversation, teams without data. */
export function effectList(effects: NamedEffects, tense: Tense): Html {
  const { changes } = effects
  const { months, onlyCounted } = changes.effects
  return html`<h2 class="govuk-heading-m" id="effects">${tense === 'made' ? 'What it did' : 'What this does'}</h2>
<p class="govuk-body">${months.length === 0 ? 'No figure is computed again.' : reachWords(effects, tense)}</p>
${onlyCounted ? insetText({ text: 'The file is too large to be tried out beforehand, so which statuses change is only known once it is published.' }) : null}
${signedOffMonths(effects, tense)}
${statusTable(effects, tense)}
${alertTable(effects, tense)}
${missingTeams(effects)}`
}

/** What happens to the figures of which periods, and how many measures and teams they are of. */
function reachWords(effects: NamedEffects, tense: Tense): string {
  const { months, units, kpis } = effects.changes.effects
  const teams = plural(units, 'team or service', 'teams or services')
  const above = 'and with them the figures of every service and the council above'
  return `${deedWords(effects, tense)} for ${monthsWords(months)}: ${plural(kpis, 'measure')} of ${teams}, ${above}.`
}

/** What happens to the file's figures. One that is taken back leaves none where there was none before it. */
function deedWords({ changed, changes }: NamedEffects, tense: Tense): string {
  if (tense === 'made') return 'It gave new figures'
  if (tense === 'coming') return 'It gives new figures'
  const gone = changed.filter(isGone).length
  if (changed.length < changes.counts.changed || (gone > 0 && gone < changed.length))
    return 'It takes figures away, or puts earlier ones back,'
  return gone === 0 ? 'It puts earlier figures back' : 'It takes figures away'
}

/** True for a figure in place of which there will be none. */
function isGone({ after }: ChangedCell): boolean {
  return after.state === 'not_reported'
}

function signedOffMonths({ signedOff }: NamedEffects, tense: Tense): Html | null {
  if (signedOff.length === 0) return null
  return html`<h3 class="govuk-heading-s" id="signed-off">Signed-off months</h3>
<p class="govuk-body">${
    tense === 'made'
      ? 'These scorecards had been signed off and have a new version since.'
      : 'These scorecards are signed off. Each gets a new version; what was signed off is kept. A reason is needed.'
  }</p>
<ul class="govuk-list govuk-list--bullet">
${signedOff.map(({ unit, unitName, period, figures }) => {
  const href = scorecardAddress(unit, period)
  return html`<li><a class="govuk-link" href="${href}">${unitName}, ${periodName(period)}</a>: ${plural(figures, 'figure')}</li>\n`
})}</ul>`
}

/** "418 figures lose their status, 11 get another" */
function statusesBack(statuses: NamedEffects['statuses'], total: number): string {
  const lost = statuses.filter(isLost).length
  if (lost === 0) return `${plural(total, 'figure gets', 'figures get')} another status`
  if (statuses.length < total) return `${formatNumber(total)} figures lose their status or get another`
  const others = total - lost
  return `${plural(lost, 'figure loses its status', 'figures lose their status')}${others === 0 ? '' : `, ${others} ${wordFor(others, 'gets', 'get')} another`}`
}

/** True for a status in place of which there will be none. */
function isLost({ after }: StatusChange): boolean {
  return after === null || after === 'no_data'
}

/** With what the statuses that are counted are compared, because publishing and taking back count different ones. */
function statusBase({ statuses }: NamedEffects, tense: Tense): string | null {
  if (tense === 'back')
    return statuses.some(isLost)
      ? 'This counts each figure that is taken away and had a status. ' +
          'Publishing the file counted only the statuses that differed from the month before.'
      : null
  return statuses.some(({ period, beforePeriod }) => period !== beforePeriod)
    ? 'A new month is compared with the latest month before it.'
    : null
}

function statusTable(effects: NamedEffects, tense: Tense): Html | null {
  const { statuses, changes } = effects
  if (statuses.length === 0) return null
  const total = changes.effects.totals.statuses
  return folded(
    tense === 'back'
      ? statusesBack(statuses, total)
      : `${plural(total, 'status', 'statuses')} ${tense === 'made' ? 'changed' : wordFor(total, 'changes', 'change')}`,
    tense,
    statusBase(effects, tense),
    statuses,
    (rows) =>
      turnTable(
        tense === 'made'
          ? 'Statuses that changed, services and council included'
          : 'Statuses that change, services and council included',
        rows,
        (x) => [
          from(x, x.before === null ? 'none' : statusWords[x.before]),
          x.after === null ? 'none' : statusWords[x.after],
        ],
      ),
  )
}

/** What else changes, from what to what, one row for each figure. */
function turnTable<Turned extends NamedCell & Pick<StatusChange, 'kpi' | 'period'>>(
  caption: string,
  rows: readonly Turned[],
  fromTo: (turned: Turned) => [Content, Content],
): Html {
  return dataTable({
    caption,
    captionSize: 'hidden',
    columns: ['Team or service', 'Measure', 'Period', 'From', 'To'].map((heading) => ({ heading })),
    rows: rows.map((x) => ({
      cells: [x.unitName, x.measure?.name ?? x.kpi, periodCell(x.period), ...fromTo(x)],
    })),
    dense: true,
    cards: true,
  })
}

function alertTable({ variations, changes }: NamedEffects, tense: Tense): Html | null {
  if (variations.length === 0) return null
  const total = changes.effects.totals.variations
  return folded(
    `${plural(total, 'measure')} ${
      tense === 'made'
        ? 'became concerning, or ceased to be'
        : wordFor(total, 'becomes concerning, or ceases to be', 'become concerning, or cease to be')
    }`,
    tense,
    null,
    variations,
    (rows) =>
      turnTable('Measures that become concerning or cease to be', rows, (x) => [
        from(x, variationWords[x.before]),
        variationWords[x.after],
      ]),
  )
}

/** A short table is open; a long one is behind its heading. */
function folded<Row>(
  heading: string,
  tense: Tense,
  base: string | null,
  rows: readonly Row[],
  table: (rows: readonly Row[]) => Html,
): Html {
  const some = rows.slice(0, shown)
  const more = rows.length > some.length ? moreWords(some.length, tense) : null
  const head = html`<h3 class="govuk-heading-s">${heading}</h3>${base === null ? null : html`<p class="govuk-body">${base}</p>`}`
  if (some.length <= shownAtOnce) return html`${head}${table(some)}`
  return html`${head}
${details({ summary: 'Show them', body: html`${table(some)}${more}` })}`
}

function missingTeams({ missing }: NamedEffects): Html | null {
  if (missing.length === 0) return null
  const months = Map.groupBy(missing, ({ period }) => period)
  return html`<h3 class="govuk-heading-s">Teams without rows, which sent these measures for the period before</h3>
<ul class="govuk-list govuk-list--bullet">
${[...months.entries()].map(([period, teams]) => html`<li>${periodName(period)}: ${teams.map(({ unitName }) => unitName).join(', ')}</li>\n`)}</ul>`
}

/** "May 2019", "March to May 2019 and 3 weeks", for periods of any grain. */
export function monthsWords(periods: readonly string[]): string {
  const months = periods.filter((period) => grainOf(period) === 'monthly')
  const [first, last] = [months[0], months.at(-1)]
  const others = periods.length - months.length
  const span =
    first === undefined
      ? []
      : [first === last ? periodName(first) : `${periodName(first)} to ${periodName(last ?? first)}`]
  const only = others === 1 ? periods.find((period) => grainOf(period) !== 'monthly') : undefined
  const rest =
    others === 0
      ? []
      : [only === undefined ? `${formatNumber(others)} weeks or quarters` : periodInSentence(only)]
  return [...span, ...rest].join(' and ')
}

/** A new period is compared with the latest one before it. */
function from({ period, beforePeriod }: { period: string; beforePeriod: string }, words: string): string {
  return period === beforePeriod ? words : `${words} (${periodCell(beforePeriod)})`
}

/** A period in the form that tables use. */
export function periodCell(period: string): string {
  return grainOf(period) === 'monthly' ? shortMonth(period) : periodName(period)
}

/** A figure of an extract, or its kind of nothing. */
export function figure(kpi: Kpi | null, cell: CellFigures): Content {
  const state = cell.state as State
  if (kpi === null) return cell.value === null ? stateWords[state] : formatNumber(cell.value, 4)
  return formatCell(kpi, { state, value: cell.value, symbol: null })
}

/** "+3 points", "−2", or a dash if one of the two is not a number. */
export function changeWords(kpi: Kpi | null, change: number | null): string {
  if (change === null) return '–'
  const size = formatNumber(
    Math.abs(change),
    kpi?.unit === 'percent' ? Math.max(1, kpi.decimals) : (kpi?.decimals ?? 4),
  )
  if (size === '0') return 'less than shown'
  const sign = change < 0 ? '−' : '+'
  if (kpi?.unit !== 'percent') return `${sign}${size}`
  return `${sign}${size} ${size === '1' ? 'point' : 'points'}`
}
