/** The words people read. One word for one thing on every surface: page, table, chart, alt text, export. */

import type { Dimension, Good } from '../catalogue/kpi.ts'
import type { Assurance, Signal, Status, Variation } from '../figures/figure.ts'
import type { State } from '../figures/measurement.ts'
import type { Grain } from '../time/period.ts'

export const statusWords: Record<Status, string> = {
  met: 'Met',
  close: 'Close',
  missed: 'Missed',
  no_target: 'No target',
  small_number: 'Small number',
  no_data: 'No data',
  not_whole: 'Not whole',
}

/** The same, with what is said of a measure that nothing could be judged of: no cases, suppressed, not applicable, without counts. */
export const countedStatusWords: Record<Status | 'none', string> = {
  ...statusWords,
  none: 'Nothing to judge',
}

export const stateWords: Record<State, string> = {
  reported: 'Reported',
  no_cases: 'No cases',
  not_reported: 'Not reported',
  suppressed: 'Suppressed',
  not_applicable: 'Not applicable',
  without_denominator: 'Without denominator',
}

/** The kind of nothing a cell is, with the symbol it came with: "Suppressed (c)". */
export function stateText({ state, symbol }: { state: State; symbol?: string | null }): string {
  return symbol ? `${stateWords[state]} (${symbol})` : stateWords[state]
}

/** A short mark for each kind of nothing, for places without room for its words. */
export const stateMarks: Record<Exclude<State, 'reported' | 'without_denominator'>, string> = {
  no_cases: '0 of 0',
  not_reported: 'no data',
  suppressed: 'c',
  not_applicable: 'n/a',
}

export const variationWords: Record<Variation, string> = {
  improving: 'Improving',
  concerning: 'Concerning',
  recovering: 'Recovering',
  slipping_back: 'Slipping back',
  unusual: 'Unusual',
  no_real_change: 'No real change',
  too_early: 'Too early to tell',
  none: 'Change not judged',
}

export const assuranceWords: Record<Assurance, string> = {
  will_meet: 'Can meet target',
  // Says what its range allows and counts nothing: some of them never met it in a year, some always did, and some miss it now.
  hit_or_miss: 'Not sure to meet target',
  will_miss: 'Unlikely to meet target',
  too_early: 'Too early to tell',
  none: 'Not judged',
}

export const signalWords: Record<Signal, string> = {
  outside_limits: 'a figure outside its usual range',
  trend: 'seven figures rising or falling in a row',
  two_of_three: 'two of three figures near the same end of the usual range',
  shift: 'seven figures in a row on one side of the average',
  lasting_change: 'several figures that together are too far from the average to be chance',
}

/** Which way is good, to read a scale by. */
export const goodWords: Record<Good, string> = {
  higher: 'Higher is better',
  lower: 'Lower is better',
  near: 'Near its target is better, from either side',
  neither: 'Neither direction is better',
}

/** Said wherever limits and words are not the service's own. */
export const nhsMethodWords = 'Judged by the rules of the NHS package, not by the service’s own'

/** Dimensions are questions on screen, since "delivery" also names the plan's rating. */
export const dimensionQuestions: Record<Dimension, string> = {
  delivery: 'Is it done on time?',
  quality: 'Is it good?',
  difference: 'Is the child better off?',
  context: 'Demand, people and caseloads',
}

export const grainWords: Record<Grain, string> = { monthly: 'month', weekly: 'week', quarterly: 'quarter' }

export const subjectWords: Record<string, string> = {
  contacts_and_referrals: 'Contacts and referrals',
  assessments: 'Assessments',
  oversight_and_supervision: 'Oversight and supervision',
  protection: 'Child protection',
  children_in_need: 'Children in need',
  court: 'Court',
  visits_in_care: 'Visits to children in care',
  reviews: 'Reviews',
  placed_with_parents: 'Children placed with parents',
  health_in_care: 'Health of children in care',
  stability: 'Stability',
  leaving_care: 'Leaving care',
  missing: 'Missing children',
  practice: 'Practice',
  workforce: 'Workforce',
  early_help: 'Early help',
  youth_justice: 'Youth justice',
  feedback: 'Feedback',
}

/** Types of team, by the code the units and the catalogue give them. A council may have others: those keep their code. */
export const teamTypeWords: Record<string, string> = {
  MASH: 'Multi-agency safeguarding hub',
  ASMT: 'Assessment',
  'H&P': 'Help and protection',
  COURT: 'Court',
  CIC: 'Children in care',
  CL: 'Leaving care',
  CWD: 'Children with disabilities',
  FOST: 'Fostering',
  EH: 'Early help',
  YOS: 'Youth offending',
  IRO: 'Independent reviewing officers',
  CPA: 'Child protection advisers',
}
