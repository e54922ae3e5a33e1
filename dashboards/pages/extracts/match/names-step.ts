import { html } from 'hono/html'
import { asName, columnLetters, type NamedCode } from '#domain/extracts/layouts/layout.ts'
import { exactCode, nearestName, usualMeaning } from '#domain/extracts/layouts/suggest-names.ts'
import type { LayoutTrial, TextOccurrence, TriedRow } from '#domain/extracts/layouts/try-layout.ts'
import type { ExtractRegister } from '#domain/extracts/register.ts'
import { kpiName } from '#domain/extracts/register.ts'
import { shortMonth } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { wordFor } from '#domain/wording/word-for.ts'
import { stateWords } from '#domain/wording/words.ts'
import { button } from '../../../components/button/button.ts'
import { checkboxes } from '../../../components/choices/choices.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import { textInput } from '../../../components/form-fields/form-fields.ts'
import type { Html } from '../../../html.ts'
import { useOptions } from './columns-step.ts'
import { SKIP } from './draft.ts'
import {
  cellSelect,
  columnsAddress,
  columnsFields,
  kpiOptions,
  type Option,
  suggestedFirst,
  tableFields,
  unitOptions,
} from './fields.ts'
import type { MatchError, NamesStep } from './model.ts'
import { firstSimilar } from './similar-columns.ts'

type Surround = { address: string; file: string; csrfToken: string }

/** Every name and word of the file with its meaning, what would be read, and the confirmation. */
export function namesStep(
  step: NamesStep,
  { address, csrfToken }: Surround,
  errors: readonly MatchError[],
): Html {
  const { names, trial, columns } = step
  const errorOf = (id: string) => errors.find((error) => error.href === `#${id}`)?.text ?? null
  return html`<form method="post" action="${address}" novalidate>
<input type="hidden" name="_csrf" value="${csrfToken}">
${tableFields(step.table)}${columnsFields(columns)}
${columnsSaid(step)}
${namesTable('team', step, errorOf)}
${namesTable('kpi', step, errorOf)}
${wordsTable(step, errorOf)}
${signs(step)}
<div class="govuk-button-group">${
    names.teams.length + names.kpis.length + names.words.length === 0
      ? null
      : button({ text: 'Read the file again with these', secondary: true, name: 'action', value: 'preview' })
  }
${step.hasSuggestions ? button({ text: 'Accept the suggestions', secondary: true, name: 'action', value: 'accept' }) : null}</div>
<h2 class="govuk-heading-m" id="reading">What would be read</h2>
${counts(trial)}
${reading(step)}
${filledWords(trial)}
${faults(trial)}
<h2 class="govuk-heading-m">Confirm</h2>
${textInput({
  label: 'Name of this layout',
  hint: 'What you call these files, such as Monthly visits report. Another system can ask for it by this name.',
  name: 'name',
  value: names.name,
  width: 30,
  error: errorOf('name'),
})}
<div class="govuk-button-group">${button({ text: 'Confirm: files with these headings are read like this', name: 'action', value: 'confirm' })}
<a class="govuk-link" href="${columnsAddress(address, step.table, columns)}">Back to what each column holds</a></div>
</form>`
}

/** What each column contains, as answered or as accepted from the suggestion. */
function columnsSaid({ headings, columns, register, questions }: NamesStep): Html {
  const options = useOptions({ register, questions })
  const firsts = firstSimilar(headings, columns.dates || 'day_first')
  return details({
    summary: 'What each column holds',
    body: html`<ul class="govuk-list govuk-list--bullet">${headings.flatMap((heading, place) => {
      if (firsts[place] !== place) return []
      const text = options.find(({ value }) => value === columns.uses[place])?.text ?? ''
      const filled = columns.fills[place] === true ? ', and a blank cell takes the one above' : ''
      const alike = firsts.filter((first) => first === place).length > 1 ? ', and every column like it' : ''
      return [
        html`<li>${columnLetters(place)} ${heading === '' ? 'no heading' : heading}${alike}: ${text}${filled}</li>\n`,
      ]
    })}</ul>`,
  })
}

function namesTable(
  what: 'team' | 'kpi',
  { names, trial, register, questions, columns }: NamesStep,
  errorOf: (id: string) => string | null,
): Html | null {
  const said = what === 'team' ? names.teams : names.kpis
  if (said.length === 0) return null
  const word = what === 'team' ? 'team' : 'measure'
  const none =
    columns.team === 'sheet'
      ? 'Not a team: leave this sheet out'
      : `Not a team: leave ${columns.team === 'heading' ? 'this column' : 'these rows'} out`
  const items: Option[] = [
    { value: '', text: `Select a ${word}` },
    ...(what === 'team'
      ? [{ value: SKIP, text: none }, ...unitOptions(register)]
      : kpiOptions(register, questions)),
  ]
  const met = metBy(what === 'team' ? trial.teams : trial.kpis)
  const ours = said.filter(({ code }) => code !== '' && code !== SKIP)
  return dataTable({
    caption: what === 'team' ? 'Teams' : 'Measures',
    cards: true,
    columns: [
      { heading: 'In the file' },
      { heading: 'Rows', numeric: true },
      { heading: 'Is', className: 'app-match__answer' },
    ],
    rows: said.map(({ name, code }, i) => {
      const id = `${what}-${i}`
      const near = exactCode(what, name, register) === null ? nearestName(what, name, register, ours) : null
      return {
        cells: [
          name,
          rowsOf(met.get(asName(name))),
          html`<input type="hidden" name="${id}-name" value="${name}">${cellSelect({
            id,
            label: `What ‘${name}’ is`,
            items: suggestedFirst(items, near === null ? [] : [near.code]),
            chosen: code,
            error: errorOf(id),
          })}${nearHint(near, code)}${met.get(asName(name))?.hasFigures === false ? hintOf('No figures stand beside it') : null}`,
        ],
      }
    }),
  })
}

function usualHint(means: string, usual: string | null, text: string | undefined): Html | null {
  if (text === undefined || (means !== '' && means !== usual)) return null
  return hintOf(means === '' ? `It often means: ${text}` : 'Suggested, as what it often means: check it')
}

function nearHint(near: NamedCode | null, code: string): Html | null {
  if (near === null || (code !== '' && code !== near.code)) return null
  return hintOf(
    code === '' ? `The closest is ${near.name} (${near.code})` : 'Suggested, as the closest name: check it',
  )
}

const meanings: readonly Option[] = [
  { value: '', text: 'A fault: refuse the file' },
  { value: 'x', text: 'Not available (x)' },
  { value: 'z', text: 'Not applicable (z)' },
  { value: 'c', text: 'Suppressed (c)' },
  { value: 'low', text: 'Too small to show (low)' },
  { value: 'k', text: 'Rounds to zero (k)' },
  { value: 'blank', text: 'Blank: not reported' },
]

function wordsTable({ names, trial }: NamesStep, errorOf: (id: string) => string | null): Html | null {
  if (names.words.length === 0) return null
  const met = metBy(trial.words)
  return dataTable({
    caption: 'Words in place of a figure',
    cards: true,
    columns: [
      { heading: 'In the file' },
      { heading: 'Cells', numeric: true },
      { heading: 'Means', className: 'app-match__answer' },
    ],
    rows: names.words.map(({ word, means }, i) => {
      const usual = usualMeaning(word)
      const usualText = meanings.find(({ value }) => value === usual)?.text
      return {
        cells: [
          html`<code>${word}</code>`,
          rowsOf(met.get(asName(word))),
          html`<input type="hidden" name="word-${i}-name" value="${word}">${cellSelect({
            id: `word-${i}`,
            label: `What ‘${word}’ means`,
            items: suggestedFirst(meanings, usual === null ? [] : [usual]),
            chosen: means,
            error: errorOf(`word-${i}`),
          })}${usualHint(means, usual, usualText)}`,
        ],
      }
    }),
  })
}

function hintOf(text: string): Html {
  return html`<div class="govuk-hint app-match__near">${text}</div>`
}

function metBy(met: readonly TextOccurrence[]): Map<string, TextOccurrence> {
  return new Map(met.map((each) => [asName(each.text), each]))
}

function rowsOf(met: TextOccurrence | undefined): string {
  if (met === undefined) return '–'
  return met.row === null ? formatNumber(met.times) : `${formatNumber(met.times)}, first in row ${met.row}`
}

function signs({ names, trial }: NamesStep): Html | null {
  // Names that the layout already maps are asked for too, so that a mapping can be undone and is not lost.
  const percent = trial.hasPercent || names.percent
  const thousands = trial.hasThousands || names.thousands
  const fractions = trial.hasFractions || names.fractions
  if (!percent && !thousands && !fractions) return null
  return checkboxes({
    legend: 'Signs in figures',
    legendSize: 's',
    name: 'signs',
    small: true,
    items: [
      ...(percent
        ? [
            {
              value: 'yes',
              name: 'percent',
              id: 'percent',
              text: 'Read 92% as 92',
              hint: 'A percentage without its numerator and denominator is shown for its team, not judged, and left out of every total.',
              checked: names.percent,
            },
          ]
        : []),
      ...(thousands
        ? [
            {
              value: 'yes',
              name: 'thousands',
              id: 'thousands',
              text: 'Read 1,234 as 1234',
              hint: 'Figures of this file have a comma between thousands. Without this they are faults.',
              checked: names.thousands,
            },
          ]
        : []),
      ...(fractions
        ? [
            {
              value: 'yes',
              name: 'fractions',
              id: 'fractions',
              text: 'Read 0.92 of a percentage as 92%',
              hint: 'Percentages of this file are written as shares of one. Other measures stay as they are.',
              checked: names.fractions,
            },
          ]
        : []),
    ],
  })
}

function filledWords({ counts: { filled } }: LayoutTrial): Html | null {
  return filled === 0
    ? null
    : html`<p class="govuk-body">${plural(filled, 'blank cell')} ${wordFor(filled, 'takes', 'take')} what is above ${wordFor(filled, 'it', 'them')},
never across a row that is left out.</p>`
}

function counts({ counts: found, whole }: LayoutTrial): Html {
  const figures = `${plural(found.figures, 'figure')} from ${plural(found.rows, 'row')} would be read`
  const rest = [
    found.skipped === 0 ? null : `${plural(found.skipped, 'row')} left out`,
    found.problems === 0 ? 'no problems' : plural(found.problems, 'problem'),
  ].filter((part) => part !== null)
  const unsaid =
    found.unsaid === 0
      ? ''
      : ` ${wordFor(
          found.unsaid,
          'One cell holds a name or word',
          `${formatNumber(found.unsaid)} cells hold names or words`,
        )} that nothing is said of yet; a file with one is refused.`
  return html`<p class="govuk-body">${[figures, ...rest].join(', ')}${whole ? '' : ', in the first 20,000 rows'}.${unsaid}</p>`
}

function reading({ trial, register }: NamesStep): Html | null {
  const skipped =
    trial.skipped.length === 0
      ? null
      : details({
          summary: `The rows left out${trial.counts.skipped > trial.skipped.length ? `, the first ${trial.skipped.length}` : ''}`,
          body: html`<ul class="govuk-list govuk-list--bullet">${trial.skipped.map(
            ({ sheet, row, text }) =>
              html`<li>${sheet === null ? 'Row' : `Sheet ‘${sheet}’, row`} ${row}: ${text}</li>`,
          )}</ul>`,
        })
  if (trial.first.length === 0) return skipped
  const sheets = trial.first.some(({ sheet }) => sheet !== null)
  const count = trial.first.length
  return html`${dataTable({
    caption: `The first ${wordFor(count, 'figure', `${count} figures`)} as ${wordFor(count, 'it', 'they')} would be read`,
    captionSize: 's',
    dense: true,
    cards: true,
    columns: [
      { heading: sheets ? 'Sheet and row' : 'Row' },
      { heading: 'Team' },
      { heading: 'Measure' },
      { heading: 'Month' },
      { heading: 'Numerator', numeric: true },
      { heading: 'Denominator', numeric: true },
      { heading: 'Value', numeric: true },
    ],
    rows: trial.first.map((tried) => ({ cells: triedCells(tried, register) })),
  })}${skipped}`
}

function triedCells({ sheet, row, read }: TriedRow, register: ExtractRegister): string[] {
  const figure = (n: number | null) => (n === null ? '' : formatNumber(n, 4))
  const hasValue = read.state === 'reported' || read.state === 'without_denominator'
  return [
    sheet === null ? String(row) : `${sheet}, ${row}`,
    register.units.get(read.unit)?.name ?? read.unit,
    kpiName(register.kpis.get(read.kpi), read.period),
    /^[0-9]{4}-[0-9]{2}$/.test(read.period) ? shortMonth(read.period) : read.period,
    figure(read.numerator),
    figure(read.denominator),
    hasValue
      ? `${formatNumber(read.value ?? 0, 1)}${register.kpis.get(read.kpi)?.kind === 'ratio' ? '%' : ''}`
      : stateWords[read.state],
  ]
}

function faults({ problems, counts: found }: LayoutTrial): Html | null {
  if (problems.length === 0) return null
  const summary =
    found.problems > problems.length
      ? `The first ${problems.length} of ${formatNumber(found.problems)} problems`
      : plural(found.problems, 'problem')
  return details({
    summary,
    open: true,
    body: html`<ul class="govuk-list govuk-list--bullet">${problems.map(({ message }) => html`<li>${message}</li>`)}</ul>`,
  })
}
