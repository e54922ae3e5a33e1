/** What a measure is, in words. The page of its definition and the page of its figures share them, so that both agree. */
import { html } from 'hono/html'
import type { Basis, Kpi, KpiKind, KpiUnit, Target } from '#domain/catalogue/kpi.ts'
import { periodName } from '#domain/time/period.ts'
import { capital, floorName, formatTarget, formatValue } from '#domain/wording/format.ts'
import {
  dimensionQuestions,
  goodWords,
  grainWords,
  subjectWords,
  teamTypeWords,
} from '#domain/wording/words.ts'
import type { DataReturn } from '#server/record/returns.ts'
import { dataTable } from '../../components/data-table/data-table.ts'
import { insetText } from '../../components/inset-text/inset-text.ts'
import type { SummaryRow } from '../../components/summary-list/summary-list.ts'
import type { Html } from '../../html.ts'

/** The measure written as a sum in words. */
export function formulaOf({ kind, unit, numerator, denominator }: Kpi): Html {
  const above = sentence(numerator)
  switch (kind) {
    case 'ratio':
      return html`${above}, as a percentage of ${denominator ?? 'those counted'}.`
    case 'mean':
      return html`${above}, divided by ${denominator ?? 'those counted'}.`
    case 'median':
      return html`${above}: the middle one of ${denominator ?? 'those counted'}${unit === 'working_days' ? ', in working days' : null}.`
    default:
      return html`${above}.`
  }
}

function sentence(words: string): string {
  return capital(words.trim().replace(/\.$/, ''))
}

const kindWords: Record<KpiKind, string> = {
  ratio: 'A percentage. Above a team: all who count over all who could, never an average of percentages',
  count: 'A count of what happened in the month. Above a team: the sum',
  stock: 'A count on the last day of the month. Above a team: the sum. Never added over months',
  mean: 'An average. Above a team: the whole sum over the whole base, never an average of averages',
  median: 'A median. Medians of teams cannot be combined, so there is none above a team',
}

const basisWords: Record<Basis, string> = {
  flow: 'What happened in the month',
  snapshot: 'How things stood on the last day of the month',
  rolling_3_months: 'The last three months. They overlap from month to month, so change is not judged',
  rolling_12_months: 'The last twelve months. They overlap from month to month, so change is not judged',
  cohort: 'An earlier group of children: the figure of a month looks back at those who came before',
}

const unitWords: Record<KpiUnit, string> = {
  percent: '',
  children_or_items: '. In children or items',
  working_days: '. In working days',
  children_per_fte: '. In children for each full-time worker',
}

/** Everything about the measure except its targets. */
export function measureFacts({
  kpi,
  dataReturn,
  changes,
}: {
  kpi: Kpi
  dataReturn: DataReturn | null
  /** Months in which a changed definition takes effect. */
  changes: readonly string[]
}): SummaryRow[] {
  const [added, seen] = [
    kpi.teamTypes.filter((t) => kpi.countedBy.includes(t)),
    kpi.teamTypes.filter((t) => t !== 'SVC' && !kpi.countedBy.includes(t)),
  ]
  const rows: (SummaryRow | null)[] = [
    kpi.clock === null ? null : { key: 'How time is counted', value: sentence(kpi.clock) },
    { key: 'Kind of figure', value: `${kindWords[kpi.kind]}${unitWords[kpi.unit]}` },
    { key: 'Counted over', value: basisWords[kpi.basis] },
    { key: 'Good direction', value: goodWords[kpi.good] },
    {
      key: 'Question it answers',
      value: `${dimensionQuestions[kpi.dimension]} Subject: ${subjectWords[kpi.subject] ?? kpi.subject}`,
    },
    {
      key: 'Smallest base judged',
      value:
        kpi.minimum === null
          ? 'None: a count is judged whatever its size'
          : `${kpi.minimum}. Under it the figure is shown and not judged${
              kpi.kind === 'ratio' && kpi.basis === 'flow'
                ? ', unless the last three months together reach it'
                : ''
            }`,
    },
    kpi.eachOneCounts === null
      ? null
      : {
          key: 'Each one counts',
          value: `In a team a single one ${kpi.eachOneCounts} is missed, none is met, whatever the base. A service and the council keep their ordinary status`,
        },
    {
      key: 'Added up from',
      value:
        added.length === 0
          ? 'No team: it is supplied for a service or the council as it stands'
          : `${teamNames(added)}: these teams only, so that no child is counted twice`,
    },
    seen.length === 0
      ? null
      : {
          key: 'Also seen by',
          value: `${teamNames(seen)}: the same children, seen there and not added`,
        },
    kpi.teamTypes.includes('SVC')
      ? { key: 'May be supplied', value: 'For a service or the council; such a figure stands as given' }
      : null,
    dataReturn === null
      ? null
      : {
          key: 'Who reports it',
          value:
            `${dataReturn.ownerRole}, in the return “${dataReturn.name}” (${dataReturn.source}), ` +
            `due on working day ${dataReturn.dueWorkingDay} of the next month`,
        },
    { key: 'How often', value: sentence(kpi.grains.map((g) => `every ${grainWords[g]}`).join(' and ')) },
    kpi.lastMonth === null
      ? null
      : { key: 'Retired', value: `${periodName(kpi.lastMonth)} was its last month` },
    { key: 'Source of the definition', value: kpi.source },
    kpi.note === '' ? null : { key: 'Note', value: sentence(kpi.note) },
    changes.length === 0
      ? null
      : {
          key: 'Definition changed',
          value: `From ${changes.map((m) => periodName(m)).join(', ')}. Limits restart there`,
        },
  ]
  return rows.filter((row) => row !== null)
}

function teamNames(types: readonly string[]): string {
  return types.map((type) => teamTypeWords[type] ?? type).join(', ')
}

/** Each step of a target, with the person who agreed it; `month` decides which step is in force. */
export function targetSteps(kpi: Kpi, steps: readonly Target[], month: string): Html {
  return html`${
    steps.length === 0
      ? insetText({ text: 'It has no target, so it is shown and never called met or missed.' })
      : dataTable({
          caption: 'Each step of the target. A month keeps the status judged with the target of that month',
          captionSize: 's',
          columns: [
            { heading: 'From' },
            { heading: 'To' },
            { heading: 'Target', numeric: true },
            { heading: floorName(kpi) === 'limit' ? 'Limit' : 'Floor', numeric: true },
            { heading: 'Agreed by, or taken from' },
          ],
          rows: steps.map((t) => ({
            cells: [
              periodName(t.from),
              t.to === null ? (t.from <= month ? 'now in force' : 'open') : periodName(t.to),
              formatTarget(kpi, t.target),
              t.floor === null ? '–' : formatValue(kpi, t.floor),
              t.source,
            ],
          })),
          dense: true,
          cards: true,
        })
  }`
}
