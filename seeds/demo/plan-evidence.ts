/** Evidence gathered, and what meetings decided: beside the five figures that the published plan itself states. */

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
    figure: { value: 60.2, unit: 'percent', period: '2019-04', asAt: '2019-04-30', kpi: 'QA03' },
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

export type DecisionSeed = {
  unit: string | null
  kpi: string | null
  action: string | null
  day: string
  by: string
  body: string
  owner: string
  due: string | null
  done: string | null
}

export const decisions: readonly DecisionSeed[] = [
  {
    unit: 'HP-S1',
    kpi: 'CN01',
    action: 'R1.2',
    day: '2018-12-18',
    by: 'HoS CIN, CP and Court',
    body: 'Review every child on a child in need plan with the practice team by the end of February.',
    owner: 'Team manager, Help and Protection South 1',
    due: '2019-02-28',
    done: '2019-02-20',
  },
  {
    unit: 'HP-S1',
    kpi: 'CP04',
    action: 'R1.1',
    day: '2019-04-18',
    by: 'HoS CIN, CP and Court',
    body: 'List on Friday every child protection visit that falls due in the week ahead.',
    owner: 'Team manager, Help and Protection South 1',
    due: '2019-05-03',
    done: '2019-05-03',
  },
  {
    unit: 'HP-S1',
    kpi: 'WF03',
    action: 'F2.5',
    day: '2019-05-21',
    by: 'HoS CIN, CP and Court',
    body: 'Advertise the two posts now held by agency staff as permanent.',
    owner: 'HR Business Partner',
    due: '2019-06-21',
    done: null,
  },
  {
    unit: 'ASMT-S',
    kpi: 'AS01',
    action: 'R1.2',
    day: '2019-02-26',
    by: 'HoS MASH and Assessment',
    body: 'Practice staff to work in the team through March and April.',
    owner: 'HoS Quality Standards and Performance',
    due: '2019-04-30',
    done: '2019-04-30',
  },
  {
    unit: 'ASMT-S',
    kpi: 'AS01',
    action: 'R3.1',
    day: '2019-05-21',
    by: 'HoS MASH and Assessment',
    body: 'Look at this again with May’s figures before deciding on more support.',
    owner: 'Team manager, Assessment South',
    due: '2019-06-28',
    done: null,
  },
  {
    unit: 'CWD-S',
    kpi: 'CN03',
    action: 'R1.6',
    day: '2019-01-15',
    by: 'HoS Children in Care and CWD',
    body: 'Report the open audit actions every Monday until none is left.',
    owner: 'Team manager, Children with Disabilities South',
    due: '2019-06-03',
    done: '2019-06-03',
  },
  {
    unit: 'HP-N2',
    kpi: 'WF01',
    action: 'R1.7',
    day: '2019-05-21',
    by: 'HoS CIN, CP and Court',
    body: 'Move four children’s cases to Help and Protection North 1.',
    owner: 'HoS CIN, CP and Court',
    due: '2019-05-31',
    done: null,
  },
  {
    unit: 'CIC-N',
    kpi: 'QA04',
    action: 'R6.2',
    day: '2019-05-14',
    by: 'HoS Children in Care and CWD',
    body: 'Discuss one sampled visit in every team meeting.',
    owner: 'Team manager, Children in Care North',
    due: '2019-07-31',
    done: null,
  },
  {
    unit: 'CIC-S',
    kpi: 'LC07',
    action: null,
    day: '2019-04-16',
    by: 'HoS Children in Care and CWD',
    body: 'Agree with the health provider who books each review health assessment.',
    owner: 'Team manager, Children in Care South',
    due: '2019-05-17',
    done: null,
  },
  {
    unit: 'MASH',
    kpi: 'MS02',
    action: 'F1.7',
    day: '2019-03-19',
    by: 'HoS MASH and Assessment',
    body: 'Offer a return interview on the day a child comes back.',
    owner: 'Team manager, Multi-agency Safeguarding Hub',
    due: '2019-04-30',
    done: '2019-04-24',
  },
  {
    unit: 'MASH',
    kpi: 'FD07',
    action: 'F3.3',
    day: '2019-01-22',
    by: 'HoS MASH and Assessment',
    body: 'Agree with the case system’s supplier how the date a child is first seen is recorded.',
    owner: 'Data team',
    due: '2019-06-28',
    done: null,
  },
  {
    unit: 'HP-C1',
    kpi: 'MO01',
    action: 'R1.1',
    day: '2019-05-21',
    by: 'HoS CIN, CP and Court',
    body: 'Set aside Thursday mornings for oversight notes.',
    owner: 'Team manager, Help and Protection Central 1',
    due: '2019-06-14',
    done: null,
  },
  {
    unit: 'EH-S',
    kpi: 'EH01',
    action: null,
    day: '2019-05-14',
    by: 'HoS Early Help',
    body: 'Share with Early Help North how assessments came to be finished sooner.',
    owner: 'Team manager, Early Help South',
    due: '2019-06-28',
    done: null,
  },
  {
    unit: 'FOST-1',
    kpi: 'FO01',
    action: null,
    day: '2019-02-12',
    by: 'HoS Fostering, Adoption and Placements',
    body: 'Send the feedback form with the invitation to the review.',
    owner: 'Team manager, Fostering 1',
    due: '2019-03-29',
    done: '2019-03-22',
  },
  {
    unit: null,
    kpi: null,
    action: 'R4.2',
    day: '2019-04-03',
    by: 'Improvement board',
    body: 'Accept the move of the audit from March to June, and hear its findings in July.',
    owner: 'Service Director Children’s Social Care',
    due: '2019-07-31',
    done: null,
  },
  {
    unit: null,
    kpi: null,
    action: 'R7.2',
    day: '2019-04-03',
    by: 'Improvement board',
    body: 'Bring the next sample of unaccompanied children’s cases forward from November.',
    owner: 'HoS Children in Care and CWD',
    due: '2019-05-31',
    done: null,
  },
  {
    unit: null,
    kpi: null,
    action: 'F2.3',
    day: '2019-06-05',
    by: 'Improvement board',
    body: 'See a draft of the recruitment strategy at the next board.',
    owner: 'HR Business Partner',
    due: '2019-07-31',
    done: null,
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
