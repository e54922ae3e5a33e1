/** Evidence that was gathered in addition to the five figures in the published plan, and notes on the time axis. */

import { atLondon } from './calendar.ts'

export type EvidenceSeed = {
  action: string
  dimension: 'delivery' | 'quality' | 'difference' | 'context'
  statement: string
  figure: { value: number; unit: string; period: string; asAt: string; kpi: string } | null
  source: string
  day: string
  checkedBy: string | null
}

export const evidence: readonly EvidenceSeed[] = [
  {
    action: 'R1.2',
    dimension: 'quality',
    figure: null,
    source: 'Case review in the supported team',
    day: '2019-02-20',
    statement: '96 children’s cases were reviewed: 13 to close, 5 to step down and 6 to step up.',
    checkedBy: 'Principal Social Worker',
  },
  {
    action: 'R1.1',
    dimension: 'quality',
    figure: null,
    source: 'Managers’ survey',
    day: '2019-03-20',
    statement: '17 of 22 team managers named something they had changed because of their scorecard.',
    checkedBy: 'Service Director Children’s Social Care',
  },
  {
    action: 'R1.6',
    dimension: 'delivery',
    source: 'Weekly return of audit actions',
    day: '2019-06-04',
    statement: 'No audit action is overdue in Children with Disabilities South.',
    figure: { value: 0, unit: 'children_or_items', period: '2019-W22', asAt: '2019-06-02', kpi: 'CN03' },
    checkedBy: 'HoS Children in Care and CWD',
  },
  {
    action: 'R1.3',
    dimension: 'delivery',
    figure: null,
    source: 'Staffing return',
    day: '2019-03-13',
    statement: 'Every chair and reviewing officer post is filled.',
    checkedBy: 'HR Business Partner',
  },
  {
    action: 'R1.4',
    dimension: 'delivery',
    figure: null,
    source: 'Reviewing service log',
    day: '2019-02-27',
    statement: 'Every delayed first conference in February carried a head of service’s agreement.',
    checkedBy: null,
  },
  {
    action: 'R2.4',
    dimension: 'delivery',
    figure: null,
    source: 'Attendance lists',
    day: '2019-05-22',
    statement: 'Every social work team has had the briefing on early help.',
    checkedBy: 'HoS Early Help',
  },
  {
    action: 'R3.3',
    dimension: 'quality',
    figure: null,
    source: 'Case sampling, March to May',
    day: '2019-05-29',
    statement: 'Of 40 assessments sampled, 22 showed a clear analysis of risk.',
    checkedBy: 'Principal Social Worker',
  },
  {
    action: 'R5.1',
    dimension: 'quality',
    source: 'Audit programme',
    day: '2019-05-22',
    statement: 'Six in ten audits in the three months to April found recording good or better.',
    figure: { value: 60.6, unit: 'percent', period: '2019-04', asAt: '2019-04-30', kpi: 'QA03' },
    checkedBy: 'Principal Social Worker',
  },
  {
    action: 'R6.4',
    dimension: 'quality',
    figure: null,
    source: 'Review of children placed with parents',
    day: '2019-02-27',
    statement: 'All 25 children have been reviewed three times: in October, December and February.',
    checkedBy: 'Service Director Children’s Social Care',
  },
  {
    action: 'R6.6',
    dimension: 'delivery',
    figure: null,
    source: 'Test of sign-off',
    day: '2019-02-20',
    statement: 'The case system let a move be recorded without sign-off.',
    checkedBy: 'Data team',
  },
  {
    action: 'R8.1',
    dimension: 'difference',
    figure: null,
    source: 'Care leavers’ forum',
    day: '2019-03-06',
    statement: 'Young people said the summary helped when they registered with a new doctor.',
    checkedBy: null,
  },
  {
    action: 'R8.4',
    dimension: 'delivery',
    figure: null,
    source: 'Health provider’s log',
    day: '2019-04-24',
    statement: 'Nurses have been with each children in care team every week in April.',
    checkedBy: 'Health Trust Chief Nurse',
  },
  {
    action: 'R9.1',
    dimension: 'quality',
    figure: null,
    source: 'Audit programme',
    day: '2018-12-05',
    statement: 'All audits from November use the new tool.',
    checkedBy: 'Principal Social Worker',
  },
  {
    action: 'R9.2',
    dimension: 'quality',
    figure: null,
    source: 'Audit programme',
    day: '2019-03-27',
    statement: 'Nine of the twelve teams sampled in March were chosen from their scorecards.',
    checkedBy: null,
  },
  {
    action: 'F3.4',
    dimension: 'difference',
    figure: null,
    source: 'Exploitation hub',
    day: '2019-05-22',
    statement: 'Three children at risk were found because two agencies’ records were read together.',
    checkedBy: null,
  },
  {
    action: 'F3.6',
    dimension: 'quality',
    figure: null,
    source: 'Peer day notes',
    day: '2019-05-22',
    statement: 'Peers from other agencies found decisions in the hub clear and well explained.',
    checkedBy: null,
  },
]

export type AnnotationSeed = {
  unit: string | null
  kpi: string | null
  period: string
  reason: string
  by: string
  day: string
}

/** Notes on the time axis. None of them restarts the limits. */
export const annotations: readonly AnnotationSeed[] = [
  {
    unit: null,
    kpi: null,
    period: '2018-11',
    reason: 'Scorecards introduced',
    by: 'Data team',
    day: '2018-12-14',
  },
  {
    unit: 'HP-S1',
    kpi: null,
    period: '2018-12',
    reason: 'Intensive support begins: 96 children reviewed by February',
    by: 'HoS Quality Standards and Performance',
    day: '2019-01-15',
  },
  {
    unit: 'ASMT-S',
    kpi: null,
    period: '2019-03',
    reason: 'Practice support in March and April',
    by: 'HoS Quality Standards and Performance',
    day: '2019-04-12',
  },
  {
    unit: 'CWD-S',
    kpi: 'CN03',
    period: '2018-12',
    reason: 'Case audit: 35 children’s cases need action',
    by: 'HoS Children in Care and CWD',
    day: '2019-01-15',
  },
  {
    unit: 'HP-C1',
    kpi: null,
    period: '2018-10',
    reason: 'Opened when Help and Protection Central was split in two',
    by: 'Data team',
    day: '2018-11-12',
  },
  {
    unit: 'HP-C2',
    kpi: null,
    period: '2018-10',
    reason: 'Opened when Help and Protection Central was split in two',
    by: 'Data team',
    day: '2018-11-12',
  },
  {
    unit: null,
    kpi: 'AS01',
    period: '2018-12',
    reason: 'New assessment form introduced',
    by: 'HoS MASH and Assessment',
    day: '2019-01-15',
  },
  {
    unit: null,
    kpi: 'LC06',
    period: '2019-04',
    reason: 'Nurses sit with the children in care teams each week',
    by: 'HoS Children in Care and CWD',
    day: '2019-05-15',
  },
]

/** A new baseline that a head of service set. */
export type BaselineSeed = {
  unit: string
  kpi: string
  from: string
  reason: string
  action: string
  by: string
  /** The service that its head answers for. */
  service: string
  /** When it was set: an RFC 3339 instant. */
  at: string
}

export const baselines: readonly BaselineSeed[] = [
  {
    unit: 'CIC-C',
    kpi: 'LC01',
    from: '2018-09',
    reason:
      'Since September the team plans every visit of a month in its first week, and the manager goes through the list each Friday.',
    action: 'R6.1',
    by: 'Head of service',
    service: 'CICS',
    at: atLondon('2019-05-23', '10:40'),
  },
]

export type KnownIssueSeed = {
  kpi: string
  unit: string | null
  from: string
  to: string | null
  note: string
  day: string
}

export const knownIssues: readonly KnownIssueSeed[] = [
  {
    kpi: 'FD07',
    unit: null,
    from: '2018-12',
    to: null,
    note: 'Not available: the date a child is first seen is not reliably recorded. The data issue is being fixed.',
    day: '2019-01-09',
  },
  {
    kpi: 'LC05',
    unit: null,
    from: '2019-02',
    to: null,
    note: 'A workflow fault in the case system lets a move be recorded without sign-off. Sign-off is kept by hand until it is mended.',
    day: '2019-02-20',
  },
]
