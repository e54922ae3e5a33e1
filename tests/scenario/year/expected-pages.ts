/** What the overview, the checks, data quality and the page of changes show on eight days, sentence by sentence. */
import type { DayName } from './year.ts'

export const north1 = 'Help and Protection North 1'
export const north2 = 'Help and Protection North 2'
export const south1 = 'Help and Protection South 1'
export const south2 = 'Help and Protection South 2'
export const careSouth = 'Children in Care South'
const service = 'Help, Protection and Court'
const council = 'Ridgeshire County Council (demonstration)'
export const plans = 'CP plans at 9 months or more'
const visitsInTime = 'CP visits in timescale'
export const oversight = 'Assessment and management oversight'

const stopped = [
  'Weekly figures that have stopped',
  'Management oversight in timescale, weekly: nothing since the week of 22 July 2019 (Help and Protection North 1 and 6 more teams), late since 12 August 2019',
]

/** How many of the teams' measures are worse than usual, of those that could be judged. By chance it would be none of so few. */
const byChance = (worse: number, judged: number) =>
  `${worse} of the ${judged} team measures tested for change ${worse === 1 ? 'is' : 'are'} worse than usual; hardly any would be by chance.`

/** A unit, a measure, the month by which it is judged and the month since which it is worse. */
export type Worse = readonly [unit: string, kpi: string, by: string, since: string]

export type ExpectedPages = {
  /** Every measure that is worse than usual, by which month and since when, in the order of units: everything that the checks
   * ask about it. */
  worse: Worse[]
  /** The first lines of the overview: how much is in, what is newly worse, and what is worse altogether. */
  isIn: string
  newlyWorse: string[]
  asAWhole: readonly string[]
  core: string
  /** What the overview shows about the month’s data. */
  dataIn: string[]
  /** The first lines of the page of data quality, and each data set month by month. */
  quality: string[]
  freshness: string[]
  changes: string[]
}

export const expectedPages: Record<DayName, ExpectedPages> = {
  '2019-04-05': {
    worse: [
      [north2, plans, 'March 2019', 'February 2019'],
      [south1, visitsInTime, 'March 2019', 'March 2019'],
      [south2, plans, 'March 2019', 'December 2018'],
      [service, visitsInTime, 'March 2019', 'March 2019'],
      [service, plans, 'March 2019', 'December 2018'],
      [council, visitsInTime, 'March 2019', 'March 2019'],
      [council, plans, 'March 2019', 'December 2018'],
    ],
    isIn: 'All 43 figures that teams send for the month are in',
    newlyWorse: [
      'Newly worse than usual (1)',
      `${north2}: ${plans} 52`,
      'Concerning worse than usual in February 2019: a figure outside its usual range.',
      'Still worse than usual, as before (1)',
      `${south2}: ${plans} 55, worse than usual since December 2018, still getting worse`,
      'Back to the usual range (1)',
      `${north2}: ${visitsInTime} 94% (47 of 50), was concerning`,
      byChance(2, 36),
    ],
    asAWhole: [`${plans} 129.`],
    core: 'No core percentage of Ridgeshire County Council (demonstration) is short of its target in February 2019.',
    dataIn: ['All 4 returns and 43 figures for February 2019 are in.'],
    quality: [
      'February 2019: all 4 data sets are complete.',
      'Who is waiting',
      'Nobody: every team’s scorecard for February 2019 has all its figures that are to come.',
      'Which figures are missing for February 2019, and what was said of them',
    ],
    freshness: [
      `${oversight} history history history history`,
      'Children in care history history history history',
      'Protection and need history history history history',
      'Workforce history history history history',
    ],
    changes: ['March 2019 : 5 figures'],
  },
  '2019-05-13': {
    worse: [
      [north1, plans, 'April 2019', 'April 2019'],
      [north2, plans, 'April 2019', 'February 2019'],
      [south1, visitsInTime, 'April 2019', 'March 2019'],
      [south2, plans, 'April 2019', 'December 2018'],
      [service, visitsInTime, 'April 2019', 'March 2019'],
      [service, plans, 'April 2019', 'December 2018'],
      [council, visitsInTime, 'April 2019', 'March 2019'],
      [council, plans, 'April 2019', 'December 2018'],
    ],
    isIn: '26 of the 43 figures that teams send for the month are in, 3 are overdue',
    newlyWorse: [
      'Newly worse than usual (1)',
      `${north1}: ${plans} 50`,
      'Concerning worse than usual in April 2019: a figure outside its usual range.',
      'Still worse than usual, as before (3)',
      `${south1}: ${visitsInTime} 52% (26 of 50), worse than usual since March 2019`,
      `${north2}: ${plans} 49, worse than usual since February 2019`,
      `${south2}: ${plans} 54, worse than usual since December 2018`,
      byChance(4, 20),
    ],
    asAWhole: [`${visitsInTime} 81.5% (163 of 200).`, `${plans} 166.`],
    core: '2 of 3 core percentages met target in April 2019: 1 close',
    dataIn: [
      `April 2019: 1 of 4 data sets is complete; 2 lack 3 figures, overdue since 9 May 2019 (${careSouth}: all ` +
        '3); 1 is due by 15 May 2019. 26 of 43 figures are in.',
      `${oversight}: Management oversight in timescale from ${careSouth} did not come.`,
      `Children in care: LAC visits in timescale from ${careSouth} and Children placed with parents on a care order from ${careSouth} did not come.`,
      'Not due yet: Workforce (15 May 2019).',
    ],
    quality: [
      `April 2019: 1 of 4 data sets is complete; 2 lack 3 figures, overdue since 9 May 2019 (${careSouth}: all 3); 1 is due by 15 May 2019.`,
      'Who is waiting: 7 teams without every figure for April 2019',
      'Teams whose scorecard for April 2019 lacks figures Team Figures missing Of the data sets',
      `${careSouth} 5 ${oversight}, Children in care, Workforce`,
      `${north1} 2 Workforce`,
      `${north2} 2 Workforce`,
      `${south1} 2 Workforce`,
      `${south2} 2 Workforce`,
      'Children in Care North 2 Workforce',
      'Children in Care Central 2 Workforce',
      'Which figures are missing for April 2019, and what was said of them',
    ],
    freshness: [
      `${oversight} history history history history on time in part, 4 late`,
      'Children in care history history history history on time in part, 4 late',
      'Protection and need history history history history 4 early 1 early',
      'Workforce history history history history on time due 15 May 2019',
    ],
    changes: ['April 2019 : 5 figures'],
  },
  '2019-06-10': {
    worse: [
      [north1, plans, 'April 2019', 'April 2019'],
      [north2, plans, 'April 2019', 'February 2019'],
      [south1, visitsInTime, 'April 2019', 'March 2019'],
      [south2, plans, 'April 2019', 'December 2018'],
      [service, visitsInTime, 'April 2019', 'March 2019'],
      [service, plans, 'April 2019', 'December 2018'],
      [council, visitsInTime, 'April 2019', 'March 2019'],
      [council, plans, 'April 2019', 'December 2018'],
    ],
    isIn: 'All 43 figures that teams send for the month are in',
    newlyWorse: [
      'Newly worse than usual (1)',
      `${north1}: ${plans} 50`,
      'Concerning worse than usual in April 2019: a figure outside its usual range.',
      'Still worse than usual, as before (3)',
      `${south1}: ${visitsInTime} 52% (26 of 50), worse than usual since March 2019`,
      `${north2}: ${plans} 49, worse than usual since February 2019`,
      `${south2}: ${plans} 54, worse than usual since December 2018`,
      byChance(4, 36),
    ],
    asAWhole: [`${visitsInTime} 81.5% (163 of 200).`, `${plans} 166.`],
    core: '3 of 4 core percentages met target in April 2019: 1 close',
    dataIn: [
      `April 2019: all 4 data sets are complete; ${oversight} 11 days late and Children in care 11 days late.`,
    ],
    quality: [
      `April 2019: all 4 data sets are complete; ${oversight} 11 days late and Children in care 11 days late.`,
      'Who is waiting',
      'Nobody: every team’s scorecard for April 2019 has all its figures that are to come.',
      'Which figures are missing for April 2019, and what was said of them',
    ],
    freshness: [
      `${oversight} history history history history on time 11 late`,
      'Children in care history history history history on time 11 late',
      'Protection and need history history history history 4 early 1 early',
      'Workforce history history history history on time on time',
    ],
    changes: [
      'Between 7 June 2019 at 9:00am and now: 5 figures say something else than before, and no figure was published for the first time.',
    ],
  },
  '2019-07-16': {
    worse: [
      [north1, plans, 'June 2019', 'April 2019'],
      [north2, plans, 'June 2019', 'February 2019'],
      [south1, visitsInTime, 'June 2019', 'March 2019'],
      [south1, plans, 'June 2019', 'June 2019'],
      [south2, plans, 'June 2019', 'December 2018'],
      [service, visitsInTime, 'June 2019', 'March 2019'],
      [service, plans, 'June 2019', 'December 2018'],
      [council, visitsInTime, 'June 2019', 'March 2019'],
      [council, plans, 'June 2019', 'December 2018'],
    ],
    isIn: 'All 43 figures that teams send for the month are in',
    newlyWorse: [
      'Newly worse than usual (1)',
      `${south1}: ${plans} 52`,
      'Concerning worse than usual in June 2019: a figure outside its usual range.',
      'Still worse than usual, as before (4)',
      `${north1}: ${plans} 49, worse than usual since April 2019`,
      `${south1}: ${visitsInTime} 50% (25 of 50), worse than usual since March 2019`,
      `${north2}: ${plans} 51, worse than usual since February 2019`,
      `${south2}: ${plans} 51, worse than usual since December 2018`,
      byChance(5, 36),
    ],
    asAWhole: [`${visitsInTime} 80% (160 of 200).`, `${plans} 203.`],
    core: '1 of 4 core percentages met target in June 2019: 3 close',
    dataIn: ['All 4 returns and 43 figures for June 2019 are in.'],
    quality: [
      'June 2019: all 4 data sets are complete; nothing came late.',
      'Who is waiting',
      'Nobody: every team’s scorecard for June 2019 has all its figures that are to come.',
      'Which figures are missing for June 2019, and what was said of them',
    ],
    freshness: [
      `${oversight} history history history history on time 11 late 1 late on time`,
      'Children in care history history history history on time 11 late 1 late on time',
      'Protection and need history history history history 4 early 1 changed 1 early 1 late on time',
      'Workforce history history history history on time on time 3 early on time',
    ],
    changes: [
      'Between 12 July 2019 at 9:00am and now: 1 figure says something else than before, and no figure was published for the first time.',
    ],
  },
  '2019-08-20': {
    worse: [
      [north1, plans, 'July 2019', 'April 2019'],
      [north2, plans, 'July 2019', 'February 2019'],
      [south1, visitsInTime, 'July 2019', 'March 2019'],
      [south1, plans, 'July 2019', 'June 2019'],
      [south2, plans, 'July 2019', 'December 2018'],
      [service, visitsInTime, 'July 2019', 'March 2019'],
      [service, plans, 'July 2019', 'December 2018'],
      [council, visitsInTime, 'July 2019', 'March 2019'],
      [council, plans, 'July 2019', 'December 2018'],
    ],
    isIn: 'All 39 figures that teams send for the month are in',
    newlyWorse: [
      'Newly worse than usual (0)',
      'No team’s measure became worse than usual in July 2019.',
      'Still worse than usual, as before (5)',
      `${south1}: ${plans} 54, worse than usual since June 2019, still getting worse`,
      `${south1}: ${visitsInTime} 54% (27 of 50), worse than usual since March 2019`,
      `${north1}: ${plans} 51, worse than usual since April 2019`,
      `${south2}: ${plans} 54, worse than usual since December 2018, and steady`,
      `${north2}: ${plans} 50, worse than usual since February 2019`,
      byChance(5, 32),
    ],
    asAWhole: [`${visitsInTime} 83% (166 of 200).`, `${plans} 209.`],
    core: '2 of 3 core percentages met target in July 2019: 1 close',
    dataIn: ['All 4 returns and 39 figures for July 2019 are in.'],
    quality: [
      'July 2019: all 4 data sets are complete; nothing came late.',
      ...stopped,
      'Who is waiting',
      'Nobody: every team’s scorecard for July 2019 has all its figures that are to come.',
      'Which figures are missing for July 2019, and what was said of them',
    ],
    freshness: [
      `${oversight} history history history history on time 11 late 1 late on time on time`,
      'Children in care history history history history on time 11 late 1 late on time on time',
      'Protection and need history history history history 4 early 1 changed 1 early 1 late on time on time',
      'Workforce history history history history on time on time 3 early on time on time',
    ],
    changes: ['July 2019 : 2 figures'],
  },
  '2019-11-12': {
    worse: [
      [north1, plans, 'October 2019', 'April 2019'],
      [north2, plans, 'October 2019', 'February 2019'],
      [south1, visitsInTime, 'October 2019', 'March 2019'],
      [south1, plans, 'October 2019', 'June 2019'],
      [service, visitsInTime, 'October 2019', 'March 2019'],
      [service, plans, 'October 2019', 'December 2018'],
      [council, visitsInTime, 'October 2019', 'March 2019'],
      [council, plans, 'October 2019', 'December 2018'],
    ],
    isIn: '25 of the 39 figures that teams send for the month are in',
    newlyWorse: [
      'Newly worse than usual (0)',
      'No team’s measure became worse than usual in October 2019.',
      'Still worse than usual, as before (4)',
      `${south1}: ${visitsInTime} 50% (25 of 50), worse than usual since March 2019, and steady`,
      `${south1}: ${plans} 52, worse than usual since June 2019`,
      `${north1}: ${plans} 51, worse than usual since April 2019`,
      `${north2}: ${plans} 50, worse than usual since February 2019, and steady`,
      byChance(4, 15),
    ],
    asAWhole: [`${visitsInTime} 81% (162 of 200).`, `${plans} 206.`],
    core: '1 of 3 core percentages met target in October 2019: 2 close',
    dataIn: [
      'October 2019: 3 of 4 data sets are complete; 1 is due by 14 November 2019. 25 of 39 figures are in.',
      'Not due yet: Workforce (14 November 2019).',
    ],
    quality: [
      'October 2019: 3 of 4 data sets are complete; 1 is due by 14 November 2019.',
      ...stopped,
      'Who is waiting: 7 teams without every figure for October 2019',
      'Teams whose scorecard for October 2019 lacks figures Team Figures missing Of the data sets',
      `${north1} 2 Workforce`,
      `${north2} 2 Workforce`,
      'Help and Protection South 3 2 Workforce',
      `${south1} 2 Workforce`,
      'Children in Care North 2 Workforce',
      'Children in Care Central 2 Workforce',
      `${careSouth} 2 Workforce`,
      'Which figures are missing for October 2019, and what was said of them',
    ],
    freshness: [
      `${oversight} history history history history on time 11 late 1 late on time on time on time on time on time`,
      'Children in care history history history history on time 11 late 1 late on time on time on time on time on time',
      'Protection and need history history history history 4 early 1 changed 1 early 1 late on time on time on time on time on time',
      'Workforce history history history history on time on time 3 early on time on time on time on time due 14 November 2019',
    ],
    changes: ['October 2019 : 4 figures'],
  },
  '2020-01-16': {
    worse: [
      [north1, plans, 'December 2019', 'April 2019'],
      [north2, plans, 'October 2019', 'February 2019'],
      [south1, visitsInTime, 'December 2019', 'March 2019'],
      [south1, plans, 'December 2019', 'June 2019'],
      [service, visitsInTime, 'October 2019', 'March 2019'],
      [service, plans, 'October 2019', 'December 2018'],
      [council, visitsInTime, 'October 2019', 'March 2019'],
      [council, plans, 'October 2019', 'December 2018'],
    ],
    isIn: '33 of the 39 figures that teams send for the month are in, 6 are overdue',
    newlyWorse: [
      'Newly worse than usual (0)',
      'No team’s measure became worse than usual in December 2019.',
      'Still worse than usual, as before (4)',
      `${south1}: ${visitsInTime} 52% (26 of 50), worse than usual since March 2019, and steady`,
      `${south1}: ${plans} 53, worse than usual since June 2019`,
      `${north1}: ${plans} 49, worse than usual since April 2019, and steady`,
      `${north2}: ${plans} 50, October 2019, worse than usual since February 2019, and steady`,
      byChance(3, 22),
    ],
    asAWhole: [
      `${visitsInTime} 81% (162 of 200) in October 2019, the last whole month.`,
      `${plans} 206 in October 2019, the last whole month.`,
    ],
    core: '1 of 2 core percentages met target in December 2019: 1 close',
    dataIn: [
      `December 2019: 1 of 4 data sets is complete; 3 lack 6 figures, overdue since 9 January 2020 (${north2}: all 6). 33 of 39 figures are in.`,
      `${oversight}: Management oversight in timescale from ${north2} did not come.`,
      `Protection and need: ${visitsInTime} from ${north2}, ${plans} from ${north2} and Closures and step-downs in month from ${north2} did not come.`,
      `Workforce: Average caseload from ${north2} and Workers above caseload limit from ${north2} did not come.`,
    ],
    quality: [
      `December 2019: 1 of 4 data sets is complete; 3 lack 6 figures, overdue since 9 January 2020 (${north2}: all 6).`,
      ...stopped,
      'Who is waiting: 1 team without every figure for December 2019',
      'Teams whose scorecard for December 2019 lacks figures Team Figures missing Of the data sets',
      `${north2} 6 ${oversight}, Protection and need, Workforce`,
      'Which figures are missing for December 2019, and what was said of them',
      'Still missing from earlier months',
      `November 2019: 1 of 4 data sets is complete; 3 lack 6 figures, overdue since 9 December 2019 (${north2}: all 6)`,
      'October 2019: 3 of 4 data sets are complete; 1 lacks 14 figures, overdue since 14 November 2019 ' +
        `(${north1}: all 2; ${north2}: all 2; Help and Protection South 3: all 2; and 4 more teams)`,
    ],
    freshness: [
      `${oversight} history history history on time 11 late 1 late on time on time on time on time on time in part, 38 late in part, 7 late`,
      'Children in care history history history on time 11 late 1 late on time on time on time on time on time on time on time',
      'Protection and need history history history 4 early 1 changed 1 early 1 late on time on time on time on time on time in part, 38 late in part, 7 late',
      'Workforce history history history on time on time 3 early on time on time on time on time not in, 63 late in part, 34 late in part, 1 late',
    ],
    changes: ['December 2019 : 2 figures'],
  },
  '2020-04-16': {
    worse: [
      [north2, plans, 'March 2020', 'February 2019'],
      [south1, visitsInTime, 'March 2020', 'March 2019'],
      [south1, plans, 'March 2020', 'June 2019'],
      [service, visitsInTime, 'March 2020', 'March 2019'],
      [service, plans, 'March 2020', 'December 2018'],
      [council, visitsInTime, 'March 2020', 'March 2019'],
      [council, plans, 'March 2020', 'December 2018'],
    ],
    isIn: 'All 39 figures that teams send for the month are in',
    newlyWorse: [
      'Newly worse than usual (0)',
      'No team’s measure became worse than usual in March 2020.',
      'Still worse than usual, as before (3)',
      `${south1}: ${visitsInTime} 50% (25 of 50), worse than usual since March 2019, and steady`,
      `${south1}: ${plans} 52, worse than usual since June 2019, and steady`,
      `${north2}: ${plans} 51, worse than usual since February 2019, and steady`,
      byChance(3, 27),
      `Recovering (1): ${north1}: ${plans} .`,
    ],
    asAWhole: [`${visitsInTime} 81% (162 of 200).`, `${plans} 197.`],
    core: '1 of 3 core percentages met target in March 2020: 2 close',
    dataIn: ['All 4 returns and 39 figures for March 2020 are in.'],
    quality: [
      'March 2020: all 4 data sets are complete; nothing came late.',
      ...stopped,
      'Who is waiting',
      'Nobody: every team’s scorecard for March 2020 has all its figures that are to come.',
      'Which figures are missing for March 2020, and what was said of them',
      'Still missing from earlier months',
      'October 2019: 3 of 4 data sets are complete; 1 lacks 14 figures, overdue since 14 November 2019 ' +
        `(${north1}: all 2; ${north2}: all 2; Help and Protection South 3: all 2; and 4 more teams)`,
    ],
    freshness: [
      `${oversight} on time 11 late 1 late on time on time on time on time on time 56 late 25 late on time on time on time`,
      'Children in care on time 11 late 1 late on time on time on time on time on time on time on time on time on time on time',
      'Protection and need 4 early 1 changed 1 early 1 late on time on time on time on time on time 56 late 25 late on time on time on time',
      'Workforce on time on time 3 early on time on time on time on time not in, 154 late 52 late 19 late on time on time on time',
    ],
    changes: ['March 2020 : 2 figures'],
  },
}
