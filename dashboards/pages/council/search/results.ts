/** What a search finds, within what the reader may see. */

import type { Kpi } from '#domain/catalogue/kpi.ts'
import { teamTypesOf, type Unit } from '#domain/catalogue/unit.ts'
import { correctedWords, matchesOf, type SearchTarget } from '#domain/council/search.ts'
import { dayName, periodInSentence } from '#domain/time/period.ts'
import { firstLine } from '#domain/wording/first-line.ts'
import { dimensionQuestions, subjectWords } from '#domain/wording/words.ts'
import type {
  FoundBaseline,
  FoundDecision,
  FoundExtract,
  FoundPlanRecord,
  PlanRecordKind,
  SearchedAction,
} from '#server/reads/search.ts'
import type { FoundAbsence } from '#server/record/absences.ts'
import {
  actionAddress,
  baselineAddress,
  decisionAddress,
  definitionAddress,
  extractAddress,
  measureAddress,
  unitAddress,
} from '../../../addresses.ts'
import { datedWords, publishedWords } from '../../../words/published-words.ts'

export type Result = { text: string; href: string; note?: string }
/** `isCut` is true if the lookup stopped at a limit: there may be more than `more` says. */
export type ResultGroup = { heading: string; results: Result[]; more: number; isCut: boolean }

/** What may be searched; nothing in it is out of the reader's scope. */
export type SearchScope = {
  units: readonly Unit[]
  kpis: readonly Kpi[]
  /** Empty for readers without the plan. */
  actions: readonly SearchedAction[]
  /** The unit for links to a measure's figures; null for readers without figures. */
  own: Unit | null
  month: string
}

/** How many of a group are shown: a longer list needs another search word. */
export const resultsShown = 10

/** What the database found, at most one more of each than is shown. */
export type FoundRecords = {
  records: readonly FoundPlanRecord[]
  decisions: readonly FoundDecision[]
  baselines: readonly FoundBaseline[]
  extracts: readonly FoundExtract[]
  absences: readonly FoundAbsence[]
}

/** The groups with results, in the order in which people look for them. */
export function groupsOf(
  words: readonly string[],
  searched: SearchScope,
  { records, decisions, baselines, extracts, absences }: FoundRecords,
): ResultGroup[] {
  const { units, kpis, actions } = searched
  const kindWords = { council: 'the council', service: 'service', team: 'team' }
  const named = (code: string | null) => units.find((u) => u.code === code)?.name
  return [
    group(
      'Teams and services',
      matchesOf(words, units, (u) => ({ code: u.code, name: u.name })).map((u) => ({
        text: u.name,
        href: unitAddress(u.code),
        note: [u.code, kindWords[u.kind], u.closed === null ? null : `closed after ${dayName(u.closed)}`]
          .filter((part) => part !== null)
          .join(', '),
      })),
    ),
    group(
      'Measures',
      matchesOf(words, kpis, (k) => ({
        code: k.code,
        name: k.name,
        other: `${subjectWords[k.subject] ?? k.subject} ${k.numerator} ${k.denominator ?? ''}`,
      })).map((k) => ({
        text: k.name,
        href: foundMeasureAddress(k, searched),
        note: `${k.code}, ${subjectWords[k.subject] ?? k.subject}. ${dimensionQuestions[k.dimension]}`,
      })),
    ),
    group(
      'Plan actions',
      matchesOf(words, actions, (a) => ({ code: a.ref, name: a.summary, other: a.section })).map((a) => ({
        text: `${a.ref}: ${a.summary}`,
        href: actionAddress(a.ref),
        note: a.section,
      })),
    ),
    group('Progress and evidence', records.map(planRecord), 'first'),
    group(
      'Agreed actions and decisions',
      decisions.map((d) => ({
        text: d.body,
        href: foundDecisionAddress(d),
        note: [d.ownerRole, named(d.unit), `agreed ${dayName(d.decidedOn)}`].filter(Boolean).join(', '),
      })),
      'first',
    ),
    group(
      'New baselines',
      baselines.map((b) => foundBaseline(b, searched)),
      'first',
    ),
    group(
      'Extracts',
      extracts.map((x) => ({
        text: `Extract ${x.id}: ${x.filename}`,
        href: extractAddress(x.id),
        note: `${x.status.replaceAll('_', ' ')}, received ${publishedWords(x.receivedAt)} from ${x.receivedBy}`,
      })),
      'first',
    ),
    group(
      'Figures that will not come',
      absences.map((a) => ({
        text: firstLine(a.reason),
        href: `/data-quality/missing?period=${a.period}`,
        note: `${named(a.unit) ?? a.unit}, ${periodInSentence(a.period)}, said by ${a.by} on ${datedWords(a.at, a.dated)}`,
      })),
      'first',
    ),
  ].filter(({ results }) => results.length > 0)
}

const recordWords: Record<PlanRecordKind, string> = {
  progress: 'progress',
  evidence: 'evidence',
  milestone: 'milestone',
  rating: 'reason of a rating',
}

function planRecord({ kind, ref, text, datedOn, by }: FoundPlanRecord): Result {
  const note = [recordWords[kind], datedOn === null ? null : dayName(datedOn), by]
  return {
    text: `${ref}: ${firstLine(text)}`,
    href: actionAddress(ref),
    note: note.filter((part) => part !== null && part !== '').join(', '),
  }
}

/** Why a new baseline was set, with its measure, place and month. */
function foundBaseline(
  { id, unit, kpi, from, reason, by, isWithdrawn }: FoundBaseline,
  searched: SearchScope,
): Result {
  const note = [
    searched.kpis.find((k) => k.code === kpi)?.name ?? kpi,
    searched.units.find((u) => u.code === unit)?.name ?? unit,
    `from ${periodInSentence(from)}`,
    isWithdrawn ? 'withdrawn' : `set by ${by}`,
  ]
  return { text: firstLine(reason), href: baselineAddress(unit, kpi, id), note: note.join(', ') }
}

/** A decision of the council has no page of its own: it is shown on its action's page. */
function foundDecisionAddress({ unit, action, id }: FoundDecision): string {
  if (unit !== null) return decisionAddress(unit, id)
  return action === null ? '/plan' : actionAddress(action)
}

function group(heading: string, results: Result[], given: 'all' | 'first' = 'all'): ResultGroup {
  return {
    heading,
    results: results.slice(0, resultsShown),
    more: Math.max(0, results.length - resultsShown),
    isCut: given === 'first' && results.length > resultsShown,
  }
}

/** The page of a search that names exactly one thing; null if it names none that the reader may see. */
export function jumpTo(
  named: SearchTarget | null,
  searched: SearchScope,
  seesExtracts: boolean,
): string | null {
  switch (named?.is) {
    case 'action':
      return searched.actions.some(({ ref }) => ref === named.ref) ? actionAddress(named.ref) : null
    case 'extract':
      return seesExtracts ? extractAddress(named.id) : null
    case 'code': {
      const unit = searched.units.find(({ code }) => code === named.code)
      if (unit !== undefined) return unitAddress(unit.code)
      const kpi = searched.kpis.find(({ code }) => code === named.code)
      return kpi === undefined ? null : foundMeasureAddress(kpi, searched)
    }
    default:
      return null
  }
}

/** The corrected search, from words that do occur somewhere. */
export function searchCorrection(words: readonly string[], searched: SearchScope): string | null {
  const texts = [
    ...searched.units.flatMap((u) => [u.code, u.name]),
    ...searched.kpis.flatMap((k) => [k.code, k.name, subjectWords[k.subject] ?? '']),
    ...searched.actions.flatMap((a) => [a.ref, a.summary]),
  ]
  return correctedWords(words, texts)?.join(' ') ?? null
}

/** A measure's figures if the reader's unit has it, else its definition. */
function foundMeasureAddress(kpi: Kpi, { own, units, month }: SearchScope): string {
  if (own === null) return definitionAddress(kpi.code)
  const types = teamTypesOf(own, units, month, month)
  const carried = own.kind === 'council' || kpi.teamTypes.some((type) => types.has(type))
  return carried ? measureAddress(own.code, kpi.code) : definitionAddress(kpi.code)
}
