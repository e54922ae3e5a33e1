/** Measures that do not agree with each other, as a section of the page and as a file. */
import { html } from 'hono/html'
import { periodName } from '#domain/time/period.ts'
import { formatNumber } from '#domain/wording/format.ts'
import { plural } from '#domain/wording/plural.ts'
import { ruleMeasures, ruleStateWords, ruleSumsWords } from '#domain/wording/rule-words.ts'
import type { RuleBreach, RulePublication, RuleQuality } from '#server/reads/rule-quality.ts'
import { extractAddress } from '../../../addresses.ts'
import { dataTable } from '../../../components/data-table/data-table.ts'
import { details } from '../../../components/details/details.ts'
import { aboutTable } from '../../../exports/about-sheet.ts'
import { type AnyTableFile, type TableColumn, tableFile, tableLinks } from '../../../exports/table-file.ts'
import type { Html } from '../../../html.ts'
import { publishedWords } from '../../../words/published-words.ts'

/** Where the files of this section are, without their endings. */
export const disagreementsAddress = '/data-quality/disagreements'

/** The page lists this many of each; the files have all. */
const LISTED = 50

/** Which measures do not agree, since when, and which did not before. Nothing if there are no rules. */
export function disagreements({ rules, broken, ended }: RuleQuality): Html | null {
  if (rules === 0) return null
  const files = html`<ul class="app-page-actions">${tableLinks(disagreementsAddress).map(
    ({ text, href }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`,
  )}</ul>`
  return html`<h2 class="govuk-heading-m" id="disagreements">Measures that do not agree with each other${
    broken.length === 0 ? '' : `: ${formatNumber(broken.length)}`
  }</h2>
<p class="govuk-body">Measures that count the same children, or a part of them, are compared by ${plural(rules, 'rule')}
whenever a file is checked and published. A figure that is not on record is not compared, and none is changed: look at both at
their source.</p>
${
  broken.length === 0
    ? html`<p class="govuk-body">All figures that are compared agree.</p>`
    : html`${table(broken, 'Rules that do not hold')}${more(broken)}`
}
${
  ended.length === 0
    ? null
    : details({
        summary: `${plural(ended.length, 'time', 'times')} a rule did not hold before, and how each ended`,
        body: html`${table(ended, 'Rules that did not hold before')}${more(ended)}`,
      })
}
${broken.length + ended.length === 0 ? null : files}`
}

function more(breaches: readonly RuleBreach[]): Html | null {
  if (breaches.length <= LISTED) return null
  return html`<p class="govuk-body">The first ${LISTED} of ${formatNumber(breaches.length)}; the files have all.</p>`
}

function table(breaches: readonly RuleBreach[], caption: string): Html {
  const isEnded = breaches.some(({ ended }) => ended !== null)
  return dataTable({
    caption,
    captionSize: 'hidden',
    columns: [
      { heading: 'Team' },
      { heading: 'Period' },
      { heading: 'What does not agree' },
      { heading: 'Since' },
      ...(isEnded ? [{ heading: 'Ended' }] : []),
    ],
    rows: breaches.slice(0, LISTED).map((breach) => ({
      cells: [
        breach.unit.name,
        periodName(breach.period),
        html`${breach.rule.name}. <strong>${ruleSumsWords(breach.rule, breach)}.</strong>
<span class="app-remark">${breach.rule.because}.</span>`,
        publication(breach.since),
        ...(isEnded
          ? [
              breach.ended === null
                ? '–'
                : html`${ruleStateWords[breach.ended.state]} ${publication(breach.ended)}`,
            ]
          : []),
      ],
    })),
    dense: true,
    cards: true,
  })
}

function publication({ at, by, extract }: RulePublication): Html {
  const file =
    extract === null
      ? null
      : html` ${extract.isTakenBack ? 'taking back' : 'with'} <a class="govuk-link" href="${extractAddress(extract.id)}">${extract.filename}</a>`
  return html`${publishedWords(at)} <span class="app-remark">by ${by}${file}</span>`
}

const columns: readonly TableColumn<RuleBreach>[] = [
  { key: 'rule', heading: 'Rule', width: 24, value: (b) => b.rule.code },
  { key: 'sentence', heading: 'What holds', width: 60, value: (b) => b.rule.name },
  { key: 'measures', heading: 'Measures', width: 18, value: (b) => ruleMeasures(b.rule) },
  { key: 'unit', heading: 'Team or service', width: 10, value: (b) => b.unit.code },
  { key: 'unit_name', heading: 'Name', width: 32, value: (b) => b.unit.name },
  { key: 'period', heading: 'Period', width: 10, value: (b) => b.period },
  { key: 'left', heading: 'Left side', width: 10, value: (b) => b.left },
  { key: 'right', heading: 'Right side', width: 10, value: (b) => b.right },
  { key: 'figures', heading: 'Figures', width: 70, value: (b) => ruleSumsWords(b.rule, b) },
  { key: 'state', heading: 'State', width: 18, value: (b) => b.ended?.state ?? 'broken' },
  { key: 'since', heading: 'Since', width: 22, value: (b) => b.since.at.toISOString() },
  { key: 'since_by', heading: 'Published by', width: 22, value: (b) => b.since.by },
  { key: 'since_extract', heading: 'Extract', width: 9, value: (b) => b.since.extract?.id ?? null },
  { key: 'ended', heading: 'Ended', width: 22, value: (b) => b.ended?.at.toISOString() ?? null },
  { key: 'ended_by', heading: 'Ended by', width: 22, value: (b) => b.ended?.by ?? null },
  {
    key: 'ended_extract',
    heading: 'Extract that ended it',
    width: 9,
    value: (b) => b.ended?.extract?.id ?? null,
  },
]

/** Every time a rule did not hold, those that last first. `asAt` is the moment as it was asked for. */
export function disagreementsTable({ broken, ended }: RuleQuality, asAt: string | null): AnyTableFile {
  return tableFile({
    name: 'measures-that-disagree',
    about: aboutTable({
      what: `Measures that do not agree with each other${asAt === null ? '' : `, as it was known at ${asAt}`}`,
      source: 'Published figures, compared by the rules across measures',
      page: disagreementsAddress,
    }),
    columns,
    rows: [...broken, ...ended],
  })
}
