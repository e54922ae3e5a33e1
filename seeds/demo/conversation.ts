/** What was said and agreed at the demonstration council's meetings, and when its people last looked. */

export type DecisionSeed = {
  unit: string | null
  kpi: string | null
  action: string | null
  day: string
  by: string
  body: string
  owner: string
  due: string | null
  /** The last comment about it. */
  came: { state: 'done' | 'not_done'; day: string; words: string | null } | null
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
    came: {
      state: 'done',
      day: '2019-02-20',
      words: '96 children were reviewed. Visits to children in need have been on time since.',
    },
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
    came: {
      state: 'done',
      day: '2019-05-03',
      words: 'The list goes out every Friday. In its first three weeks no visit was overlooked.',
    },
  },
  {
    unit: 'HP-S1',
    kpi: 'WF03',
    action: 'F2.5',
    day: '2019-04-18',
    by: 'HoS CIN, CP and Court',
    body: 'Keep the same agency social workers in the team until the end of July.',
    owner: 'HR Business Partner',
    due: '2019-05-17',
    came: {
      state: 'not_done',
      day: '2019-05-17',
      words:
        'The agency could not hold one of them, who left on 10 May. Both posts are to be advertised instead.',
    },
  },
  {
    unit: 'HP-S1',
    kpi: 'CP04',
    action: 'R1.1',
    day: '2019-04-18',
    by: 'HoS CIN, CP and Court',
    body: 'Give every child protection visit a second visitor, so that sickness no longer cancels it.',
    owner: 'Team manager, Help and Protection South 1',
    due: '2019-06-14',
    came: null,
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
    came: null,
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
    came: { state: 'done', day: '2019-04-30', words: null },
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
    came: null,
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
    came: { state: 'done', day: '2019-06-03', words: null },
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
    came: null,
  },
  {
    unit: 'HP-S2',
    kpi: 'CP05',
    action: null,
    day: '2019-04-17',
    by: 'HoS CIN, CP and Court',
    body: 'Plan with each family where the child can be seen alone, before the visit.',
    owner: 'Team manager, Help and Protection South 2',
    due: '2019-05-10',
    came: {
      state: 'done',
      day: '2019-05-09',
      words: 'Every visit planned in May says where the child will be seen alone.',
    },
  },
  {
    unit: 'HP-N2',
    kpi: 'WF01',
    action: 'R1.7',
    day: '2019-04-17',
    by: 'HoS CIN, CP and Court',
    body: 'Send no new cases to the team until its average caseload is under 17.',
    owner: 'HoS CIN, CP and Court',
    due: '2019-05-17',
    came: {
      state: 'not_done',
      day: '2019-05-20',
      words: 'Court work could go nowhere else: nine new cases came all the same.',
    },
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
    came: null,
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
    came: null,
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
    came: { state: 'done', day: '2019-04-24', words: null },
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
    came: null,
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
    came: null,
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
    came: null,
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
    came: { state: 'done', day: '2019-03-22', words: null },
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
    came: null,
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
    came: null,
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
    came: null,
  },
]

export type CommentarySeed = {
  unit: string
  kpi: string
  period: string
  kind: 'text' | 'note'
  body: string
  by: string
  role: string
  day: string
}

/** In chronological order. March at South 1 was signed off on 24 April, so what came later is a note. */
export const commentary: readonly CommentarySeed[] = [
  {
    unit: 'HP-S1',
    kpi: 'CP04',
    period: '2019-03',
    kind: 'text',
    body: 'Two social workers left in February and visits moved to agency staff who did not yet know the families.',
    by: 'Team manager',
    role: 'Team manager, Help and Protection South 1',
    day: '2019-04-15',
  },
  {
    unit: 'HP-S1',
    kpi: 'CP04',
    period: '2019-03',
    kind: 'text',
    body:
      'Two social workers left in February and visits moved to agency staff who did not yet ' +
      'know the families. All eighteen late visits have since been made; six were late by under a ' +
      'week.',
    by: 'Team manager',
    role: 'Team manager, Help and Protection South 1',
    day: '2019-04-16',
  },
  {
    unit: 'HP-S1',
    kpi: 'WF03',
    period: '2019-03',
    kind: 'text',
    body: 'Agency staff hold the two posts that fell empty in February. The first advertisement brought nobody we could appoint.',
    by: 'Team manager',
    role: 'Team manager, Help and Protection South 1',
    day: '2019-04-16',
  },
  {
    unit: 'HP-S2',
    kpi: 'CP05',
    period: '2019-03',
    kind: 'text',
    body: 'Most of the children not seen alone were visited at home with nowhere private to talk.',
    by: 'Team manager',
    role: 'Team manager, Help and Protection South 2',
    day: '2019-04-16',
  },
  {
    unit: 'HP-N2',
    kpi: 'WF01',
    period: '2019-03',
    kind: 'text',
    body: 'Referrals from the assessment teams have grown since December and no post has been added.',
    by: 'Team manager',
    role: 'Team manager, Help and Protection North 2',
    day: '2019-04-16',
  },
  {
    unit: 'HP-S1',
    kpi: 'CP04',
    period: '2019-03',
    kind: 'note',
    body: 'The list of visits due has gone out every Friday since 3 May.',
    by: 'Team manager',
    role: 'Team manager, Help and Protection South 1',
    day: '2019-05-15',
  },
  {
    unit: 'HP-S1',
    kpi: 'WF03',
    period: '2019-04',
    kind: 'text',
    body: 'One agency worker left on 10 May and was replaced the week after. Both posts are to be advertised as permanent.',
    by: 'Team manager',
    role: 'Team manager, Help and Protection South 1',
    day: '2019-05-17',
  },
  {
    unit: 'HP-S2',
    kpi: 'CP05',
    period: '2019-04',
    kind: 'text',
    body: 'Better than it looks: visits planned since the middle of April say beforehand where the child will be seen.',
    by: 'Team manager',
    role: 'Team manager, Help and Protection South 2',
    day: '2019-05-16',
  },
]

export type LookSeed = { person: string; place: string; day: string }

/** The last look of each person before the council's day. */
export const looks: readonly LookSeed[] = [
  { person: 'Team manager', place: 'home', day: '2019-05-20' },
  { person: 'Team manager', place: 'units/HP-S1', day: '2019-05-20' },
  { person: 'Head of service', place: 'home', day: '2019-05-21' },
  { person: 'Head of service', place: 'units/HPC', day: '2019-05-21' },
  { person: 'Senior management team', place: 'home', day: '2019-05-22' },
  { person: 'Improvement board', place: 'home', day: '2019-04-03' },
]
